import type { RawBody } from '../../shared/waiting/redeliver';
import { linesOf, pairsIn, plainName } from './bodyText';
import { guessedIn, NEVER_IDS, type Field } from './guess';
import { outcomeIn } from './outcomeWords';

/** What a delivery seems to be about. The payload's fields are not published, and nobody signs it. */
export interface CallbackPayload {
	/** Every number that could be the purchase, the likeliest first: the API decides. Empty when there is none. */
	ids: readonly number[];
	/** Whether nothing tells that those numbers are those of a purchase. */
	isGuessed: boolean;
	/** `unknown` when the payload could be about either. */
	kind: 'bulk' | 'single' | 'unknown';
	/** Whether it speaks of a failure. */
	failed: boolean;
	/**
	 * Whether it is one about a single purchase that does not clearly tell of success. Get My TG calls about those for two
	 * reasons only, so it is the failure while the purchase is still PENDING.
	 */
	mayBeFailure: boolean;
	/**
	 * Whether it may be one of the samples that 'Webhook: Test' has delivered. `marked`: it says so itself. `likely`: it has
	 * the number of the documented samples, which is a test unless the account has a purchase of this number.
	 */
	sample: 'marked' | 'likely' | undefined;
}

/** Names in small letters without anything but letters, that speak of one kind of purchase. */
const BULK_FIELDS =
	/^(quantity|totalprice|priceperaccount|item|archive(url)?|exportid|bulk(purchase)?(id)?)$/;
const SINGLE_FIELDS = /^(verification|purchase|phonenumber|coderequest|code|error)$/;
/** Fields whose number is a purchase, from the surest to the least sure. */
const ID_FIELDS: readonly RegExp[] = [
	/^bulk(purchase|order)?id$/,
	/^(purchase|order)id$|^(id|number|num|no)(of)?(bulk)?(purchase|order)$/,
	/^(bulk(purchase|order)?|purchase|order)$/,
	/^id$/,
	/id$/,
	/^(bulk)?(purchase|order)?(number|num|no|pk|ref(erence)?)$/,
	/^(data|payload|result|object|resource|body)$/,
];
/** What stands around a value in some languages: `{ purchase_id: { value: 7 } }`. Its name is that of what it is in. */
const BOXED = /^(value|numberlong|numberint)$/;
/** What may wrap a purchase. */
const WRAPPER = /(bulk|purchase|order|data|payload|result|object|resource|body)$/;
/** The bulk purchase in the address of its archive. */
const BULK_ADDRESS = /\/bulk\/\d{1,16}\b/;
/** Any purchase in an address. */
const IN_ADDRESS =
	/\/(?:bulk|purchases?|orders?)\/(\d{1,16})\b|[?&](?:bulk_?)?(?:(?:purchase|order)_?)?id=(\d{1,16})\b/i;
/** A number with what it counts before it: `bulk_7`, `purchase:7`, `#7`. */
const WITH_KIND = /^\s*(?:bulk|purchase|order|[ _:#№-])*0*([1-9]\d{0,15})(?:\.0+)?\s*$/i;
/** A purchase named in a sentence: `Bulk purchase #7 is ready`, `Заказ №7 готов`. */
const IN_SENTENCE = /(?:\b(?:bulk|purchase|order)\b|заказ|покупк)[^\d\n]{0,12}(\d{1,16})\b/i;
/** The purchase in the documented samples of code payloads. */
const SAMPLE_NUMBER = 12345;
/** Real payloads are far below both; what is beyond would only burden the execution that stores it. */
const LONGEST = 1_000_000;
const DEEPEST = 32;
/** How deep it is read, and how many numbers are tried. Each costs a request. */
const READ_DEEP = 8;
const MAX_FIELDS = 2_000;
const MAX_IDS = 6;

/**
 * The payload in a call: undefined where there is none, null where it is too large. n8n reads JSON only where the call says
 * that it is JSON.
 * @param body what n8n has made of it
 * @param raw what came, as text
 */
export function openBody(body: unknown, raw: RawBody | undefined) {
	if ((raw?.length ?? 0) > LONGEST) return null;
	const text = raw?.toString().replace(/^\uFEFF/, '') ?? '';
	let first: object | undefined;
	for (const read of [
		() => parsed(body),
		() => parsed(text),
		() => linesOf(text)?.map(parsed),
		() => (first ? undefined : pairsIn(typeof body === 'string' ? body : text)),
	]) {
		const opened: unknown = read();
		if (typeof opened !== 'object' || opened === null || Object.keys(opened).length === 0) continue;
		if (isDeeperThan(opened, DEEPEST)) return null;
		first ??= opened;
		// A body may be labelled as something that it is not: JSON as a form, for one.
		const { ids, isGuessed } = readPayload(opened);
		if (ids.length > 0 && !isGuessed) return opened;
	}
	return first;
}

/** What a delivery is about, the same for every delivery of it. */
export function aboutOf({ kind, ids, failed }: CallbackPayload): string {
	return `${kind} ${ids.join(' ')} ${failed}`;
}

/** Reads a payload, with everything it may say wherever the contract or common sense puts it. */
export function readPayload(payload: unknown): CallbackPayload {
	const fields = fieldsOf(payload);
	const has = (names: RegExp) =>
		fields.some(({ name, value }) => names.test(name) && value !== null);
	const says = (names: RegExp, pattern: RegExp) =>
		fields.some(
			({ name, value }) =>
				names.test(name) && typeof value !== 'object' && pattern.test(String(value)),
		);

	const ids = idsOf(fields);
	const event = /^(event|type|eventtype|eventname|action|topic|kind|purchasetype)$/;
	const isBulk =
		has(BULK_FIELDS) ||
		fields.some(({ value }) => typeof value === 'string' && BULK_ADDRESS.test(value)) ||
		says(event, /bulk|archive/i);
	const isSingle = has(SINGLE_FIELDS) || says(event, /code|single/i);
	const { failed, succeeded } = outcomeIn(fields);
	const isMarked = says(/^(is)?test$/, /^(true|1)$/i) || says(event, /^(webhook[._-]?)?test$/i);
	const isLikely = ids[0] === SAMPLE_NUMBER && !isBulk && (has(/^verification$/) || failed);
	const guessed = ids.length > 0 ? [] : guessedIn(fields, MAX_IDS);
	return {
		ids: [...ids, ...guessed],
		isGuessed: guessed.length > 0,
		kind: isBulk ? 'bulk' : isSingle ? 'single' : 'unknown',
		failed,
		mayBeFailure: !isBulk && !succeeded && !has(/^expected$/),
		sample: isMarked ? 'marked' : isLikely ? 'likely' : undefined,
	};
}

/** The same for a node that waits for a purchase. */
export function summaryOf(
	...[body, raw]: Parameters<typeof openBody>
): Pick<CallbackPayload, 'ids' | 'failed'> {
	const { ids, isGuessed, failed, mayBeFailure } = readPayload(openBody(body, raw) ?? {});
	// Whoever calls a node that waits knows its address: a guess must not make the call one about something else.
	return { ids: isGuessed ? [] : ids, failed: failed || mayBeFailure };
}

/** The numbers that could be the purchase: the surest name first, the outermost first among equals. */
function idsOf(fields: readonly Field[]): number[] {
	const ranked = fields.flatMap(({ name, value, depth, parents }) => {
		const [, inPath, inQuery] = (typeof value === 'string' && IN_ADDRESS.exec(value)) || [];
		const inAddress = Number(inPath ?? inQuery ?? 0);
		if (inAddress > 0) return [{ id: inAddress, rank: 1, depth }];
		if (NEVER_IDS.test(name)) return [];
		const named = name.replace(/s$/, '');
		const rank = ID_FIELDS.findIndex((pattern) => pattern.test(named));
		if (rank < 0) return [];
		if (typeof value === 'string' && value.includes(','))
			return value.split(',').flatMap((part) => {
				const one = numberOf(part);
				return one === undefined ? [] : [{ id: one, rank, depth }];
			});
		const id = numberOf(value);
		if (id === undefined) return [];
		// The `id` within what is called a purchase is surer than one beside it, which may be that of the event.
		const isWrapped = name === 'id' && WRAPPER.test(parents);
		return [{ id, rank: isWrapped ? 1.5 : rank, depth }];
	});
	if (ranked.length === 0)
		for (const { value, depth } of fields) {
			const inSentence = typeof value === 'string' && IN_SENTENCE.exec(value)?.[1];
			if (inSentence && Number(inSentence) > 0)
				ranked.push({ id: Number(inSentence), rank: ID_FIELDS.length, depth });
		}
	ranked.sort((a, b) => a.rank - b.rank || a.depth - b.depth);
	return [...new Set(ranked.map(({ id }) => id))].slice(0, MAX_IDS);
}

/** All fields of a payload with their names in small letters and without signs, outermost first. */
function fieldsOf(payload: unknown): Field[] {
	const fields: Field[] = [];
	let level: Array<{ value: unknown; parents: string }> = [{ value: payload, parents: '' }];
	for (let depth = 0; depth < READ_DEEP && level.length > 0; depth++) {
		const next: typeof level = [];
		for (const { value, parents } of level) {
			const opened = parsed(value);
			if (typeof opened !== 'object' || opened === null) continue;
			for (const [key, field] of Object.entries(opened)) {
				if (fields.length >= MAX_FIELDS) return fields;
				const isList = Array.isArray(opened);
				// What stands in a list has the name of the list, for one: `purchases: [7]`.
				const outer = parents.replace(/^.*\./, '').replace(/s$/, '');
				const own = plainName(key);
				// So has what stands under its number: `purchases: { 7: {} }`.
				const isNumbered = /^\d+$/.test(key) && !isList;
				if (isNumbered) fields.push({ name: outer, value: key, depth, parents });
				const name = isList || isNumbered || BOXED.test(own) ? outer : own;
				if (!isList || typeof field !== 'object')
					fields.push({ name, value: field, depth, parents });
				next.push({ value: field, parents: isList ? parents : `${parents}.${name}` });
			}
		}
		level = next;
	}
	return fields;
}

/** JSON may come as text within JSON, or in a field of a form. */
export function parsed(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
	try {
		const inner = JSON.parse(value) as object;
		return isDeeperThan(inner, DEEPEST) ? undefined : inner;
	} catch {
		return undefined;
	}
}

function numberOf(value: unknown): number | undefined {
	const written = typeof value === 'string' && WITH_KIND.exec(value)?.[1];
	const number = written ? Number(written) : value;
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
