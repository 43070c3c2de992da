import { momentOf } from '../shared/moment';

const NUMBERS =
	/^(id|ID|price|Price|cost|count|Count|Qty|Total|balance|Balance|Amount|rating|rate\d*)$/;
const TEXTS = /^(phone|status|product|country|operator|sender|text)$/;
const TIMES = /^(created_at|expires|date|CreatedAt)$/;
/** Digits as text, also with a decimal comma. */
const WRITTEN = /^\s*-?\d{1,15}([.,]\d{1,10})?\s*$/;

/**
 * Puts what the live service answers into the shape of the contract, in place: numbers that come as texts and texts that
 * come as numbers, nothing or a single thing where the contract has a list, entries that are none. What is still
 * something else after this is left as it came.
 */
export function tidy(body: unknown): unknown {
	if (Array.isArray(body)) return body.filter((entry) => entry !== null).map(tidy);
	if (!isObject(body)) return body;
	for (const [name, value] of Object.entries(body)) body[name] = field(name, value);
	return body;
}

function field(name: string, value: unknown): unknown {
	if (name === 'sms')
		return listOf(value, ({ text, code }) => (text ?? code) != null)?.map(message);
	if (name === 'Data' || name === 'Prices')
		return listOf(value, (entry) => 'id' in entry || 'ID' in entry)?.map(tidy) ?? null;
	if (TIMES.test(name)) return written(value);
	if (isObject(value)) return tidy(value);
	if (typeof value === 'string' && NUMBERS.test(name) && WRITTEN.test(value))
		return Number(value.replace(',', '.'));
	if (typeof value === 'number' && TEXTS.test(name)) return String(value);
	return typeof value === 'string' && name === 'status'
		? value.toUpperCase().replace('CANCELLED', 'CANCELED')
		: value;
}

/** A time as text: some responses count seconds or milliseconds since 1970. */
function written(value: unknown): unknown {
	if (typeof value !== 'number' && !/^\d{10,13}$/.test(String(value))) return value;
	const time = momentOf(value);
	return time === undefined ? '' : new Date(time).toISOString();
}

/** A message; what it says is a text, be it an empty one. */
function message(sms: Record<string, unknown>): Record<string, unknown> {
	const tidied = tidy(sms) as Record<string, unknown>;
	for (const name of ['sender', 'text']) if (typeof tidied[name] !== 'string') tidied[name] = '';
	if ('code' in tidied && typeof tidied.code !== 'string')
		tidied.code = typeof tidied.code === 'number' ? String(tidied.code) : '';
	return tidied;
}

function listOf(
	value: unknown,
	isEntry: (value: Record<string, unknown>) => boolean,
): Array<Record<string, unknown>> | null {
	if (Array.isArray(value)) return value.filter(isObject);
	// A list may come as an object with numbers as names.
	if (isObject(value) && isNumbered(value)) return Object.values(value).filter(isObject);
	return isObject(value) && isEntry(value) ? [value] : null;
}

function isNumbered(value: object): boolean {
	const names = Object.keys(value);
	return names.length > 0 && names.every((name) => /^\d+$/.test(name));
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The named parts of something that should be an object; none where it is something else. */
export function partsOf<T>(
	value: Readonly<Record<string, T>> | null | undefined,
): Array<[string, T]> {
	return isObject(value)
		? (Object.entries(value) as Array<[string, T]>).filter(([, part]) => isObject(part))
		: [];
}
