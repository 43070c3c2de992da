/** What a delivery seems to be about. The payload's fields are not published, and nobody signs it. */
export interface CallbackPayload {
	/** Undefined when the payload names no purchase. */
	purchaseId: number | undefined;
	/** `unknown` when the payload could be about either. */
	kind: 'bulk' | 'single' | 'unknown';
	/** Whether no field names the kind, so that it is only guessed from what else is there. */
	guessed: boolean;
	/** Whether it speaks of a failure. */
	failed: boolean;
	/**
	 * Whether it may be one of the samples that 'Webhook: Test' has delivered. `marked`: it says so itself. `likely`: it has
	 * the number of the documented samples, which is a test unless the account has a purchase of this number.
	 */
	sample: 'marked' | 'likely' | undefined;
}

const BULK_FIELDS = [
	'quantity',
	'totalprice',
	'priceperaccount',
	'item',
	'archiveurl',
	'exportid',
	'bulkpurchase',
];
const SINGLE_FIELDS = ['verification', 'purchase', 'phonenumber', 'coderequest', 'code', 'error'];
/** Objects that may wrap what is looked for. */
const WRAPPERS = ['purchase', 'bulkpurchase', 'data', 'payload'];
const WRAPPED_AT_MOST = 3;
/** The purchase in the documented samples of code payloads. */
const SAMPLE_NUMBER = 12345;
/** Real payloads are far below both; what is beyond would only burden the execution that stores it. */
const LONGEST = 1_000_000;
const DEEPEST = 32;

/** Whether a body can be a payload at all. */
export function isReasonable(payload: unknown, bytes: number): boolean {
	return (
		bytes <= LONGEST &&
		typeof payload === 'object' &&
		payload !== null &&
		!isDeeperThan(payload, DEEPEST)
	);
}

/** Reads a payload, with everything it may say wherever the contract or common sense puts it. */
export function readPayload(payload: unknown): CallbackPayload {
	const levels = levelsOf(payload);
	const find = (name: string) =>
		levels.map((level) => numberOf(level.get(name))).find((number) => number !== undefined);
	const has = (names: string[]) => levels.some((level) => names.some((name) => level.has(name)));
	const says = (name: string, pattern: RegExp) =>
		levels.some((level) => pattern.test(String(level.get(name))));

	const bulkId = find('bulkpurchaseid');
	const purchaseId = bulkId ?? find('purchaseid') ?? find('id');
	const isBulk = bulkId !== undefined || has(BULK_FIELDS);
	const isSingle = has(SINGLE_FIELDS);
	const succeeded = has(['verification']) || says('status', /^success/i);
	// The text of a failure can be in either field, even while the status is PENDING.
	const failed =
		has(['error']) || says('status', /^(error|fail)/i) || (has(['message']) && !succeeded);
	const isMarked =
		says('test', /^true$/) ||
		says('istest', /^true$/) ||
		['type', 'event'].some((name) => says(name, /^(webhook[._-]?)?test$/i));
	const isLikely = purchaseId === SAMPLE_NUMBER && !isBulk && (has(['verification']) || failed);
	return {
		purchaseId,
		kind: isBulk ? 'bulk' : isSingle ? 'single' : 'unknown',
		guessed: bulkId === undefined,
		failed,
		sample: isMarked ? 'marked' : isLikely ? 'likely' : undefined,
	};
}

/** The fields of a payload and of what it wraps, by their names in small letters without underscores, outermost first. */
function levelsOf(payload: unknown): Array<Map<string, unknown>> {
	const levels: Array<Map<string, unknown>> = [];
	let next = [payload];
	for (let depth = 0; depth <= WRAPPED_AT_MOST; depth++) {
		const found = next.map(fieldsOf).filter((fields) => fields !== undefined);
		levels.push(...found);
		next = found.flatMap((fields) => WRAPPERS.map((name) => fields.get(name)));
	}
	return levels;
}

function fieldsOf(value: unknown): Map<string, unknown> | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	return new Map(
		Object.entries(value).map(([name, field]) => [name.replace(/_/g, '').toLowerCase(), field]),
	);
}

function numberOf(value: unknown): number | undefined {
	const number = typeof value === 'string' && /^[1-9]\d{0,15}$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number > 0
		? number
		: undefined;
}

/** Goes through the levels one by one, since recursion would itself give way under what it looks for. */
function isDeeperThan(value: object, most: number): boolean {
	let level: object[] = [value];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > most) return true;
		level = level.flatMap((entry) =>
			Object.values(entry).filter(
				(child): child is object => typeof child === 'object' && child !== null,
			),
		);
	}
	return false;
}
