/** What a delivery seems to be about. The payload's fields are not published, and nobody signs it. */
export interface Hint {
	purchaseId: number;
	/** `unknown` when the payload could be about either. */
	kind: 'bulk' | 'single' | 'unknown';
	/** Whether it speaks of a failure. */
	failed: boolean;
}

const BULK_FIELDS = ['quantity', 'totalprice', 'priceperaccount', 'item', 'archiveurl', 'exportid', 'bulkpurchase'];
const SINGLE_FIELDS = ['verification', 'purchase', 'phonenumber', 'coderequest', 'code', 'error'];
/** Objects that may wrap what is looked for. */
const WRAPPERS = ['purchase', 'bulkpurchase', 'data', 'payload'];

/**
 * Finds the number of a purchase in a payload, wherever the contract or common sense puts it.
 * @returns undefined when there is none
 */
export function readHint(payload: unknown): Hint | undefined {
	const fields = fieldsOf(payload);
	if (fields === undefined) return undefined;
	const inner = WRAPPERS.flatMap((name) => fieldsOf(fields.get(name)) ?? []);
	const all = [fields, ...inner];
	const find = (name: string) => all.map((level) => numberOf(level.get(name))).find((number) => number !== undefined);
	const has = (names: string[]) => all.some((level) => names.some((name) => level.has(name)));

	const bulkId = find('bulkpurchaseid');
	const purchaseId = bulkId ?? find('purchaseid') ?? find('id');
	if (purchaseId === undefined) return undefined;
	const kind = bulkId !== undefined || has(BULK_FIELDS) ? 'bulk' : has(SINGLE_FIELDS) ? 'single' : 'unknown';
	return { purchaseId, kind, failed: has(['error']) || all.some((level) => /^(error|fail)/i.test(String(level.get('status')))) };
}

/** The fields of an object by their names in small letters without underscores. */
function fieldsOf(value: unknown): Map<string, unknown> | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	return new Map(Object.entries(value).map(([name, field]) => [name.replace(/_/g, '').toLowerCase(), field]));
}

function numberOf(value: unknown): number | undefined {
	const number = typeof value === 'string' && /^[1-9]\d{0,15}$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
