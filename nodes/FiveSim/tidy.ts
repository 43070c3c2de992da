import { isObject } from '../shared/isObject';
import { momentOf, timeText } from '../shared/moment';
import { digitsOf } from '../shared/writtenNumber';
import { messagesOfOrder } from './messages';

const NUMBERS =
	/^(id|ID|price|Price|cost|count|Count|Qty|Total|balance|frozen_balance|Balance|Amount|rating|[rR]ate\d*|fkwallet|payeer|unitpay)$/;
// Asked for each of millions of fields, where a pattern takes several times as long.
const TEXTS = new Set(['phone', 'status', 'product', 'country', 'operator', 'sender', 'text']);
const TIMES = new Set(['created_at', 'expires', 'date', 'CreatedAt']);

/**
 * Puts what the live service answers into the shape of the contract, in place: numbers that come as texts and texts that
 * come as numbers, times as they are written elsewhere, messages in whatever they come in, entries that are none. What is
 * still something else after this is left as it came.
 */
export function tidy(body: unknown): unknown {
	if (Array.isArray(body)) return body.filter((entry) => entry !== null).map(tidy);
	if (!isObject(body)) return body;
	// Products and operators may be called like fields.
	const isOrder =
		('phone' in body && !isObject(body.phone)) || ('status' in body && !isObject(body.status));
	for (const name of Object.keys(body))
		if (!(isOrder && name === 'sms')) body[name] = field(name, body[name]);
	if (isOrder) {
		const messages = messagesOfOrder(body);
		if (messages || 'sms' in body) body.sms = messages?.map(tidyMessage) ?? null;
	}
	return body;
}

/** A message with its times and its number as in the contract. */
export function tidyMessage(message: Record<string, unknown>): Record<string, unknown> {
	for (const [name, value] of Object.entries(message)) message[name] = field(name, value);
	return message;
}

function field(name: string, value: unknown): unknown {
	if (TIMES.has(name) && !(isObject(value) && momentOf(value) === undefined))
		return timeText(value);
	if (isObject(value) || Array.isArray(value)) return tidy(value);
	if (typeof value === 'string' && NUMBERS.test(name)) {
		const digits = digitsOf(value);
		return digits === undefined ? value : Number(digits);
	}
	if (typeof value === 'number' && TEXTS.has(name)) return String(value);
	return typeof value === 'string' && name === 'status'
		? value.toUpperCase().replace('CANCELLED', 'CANCELED')
		: value;
}

/** The named parts of something that should be an object; none where it is something else. */
export function partsOf<T>(
	value: Readonly<Record<string, T>> | null | undefined,
): Array<[string, T]> {
	return isObject(value)
		? (Object.entries(value) as Array<[string, T]>).filter(([, part]) => isObject(part))
		: [];
}
