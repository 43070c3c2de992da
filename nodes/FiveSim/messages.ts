import { parseJson } from '../shared/http/body';

type Fields = Record<string, unknown>;

/** What a list of messages may be called, what it may be wrapped in, and the fields of a message. */
const LIST = /^(sms|messages|smses|sms_?list|inbox)$/i;
const WRAPPER = /^(sms|messages|smses|sms_?list|inbox|data|items)$/i;
const TEXT = /^(text|message|body|content|sms|msg|(sms_?|full_?)text)$/i;
const SENDER = /^(sender|from|originator|sender_?(name|id))$/i;
const CODE = /^(code|otp|pin|(sms|verification)_?code)$/i;
const RECEIVED = /^(created_?at|received(_?at)?|created|timestamp|time)$/i;

/**
 * The messages in whatever comes as `sms`: a list, one message, a bare text, any of them as JSON or within an object.
 * @returns null where there are none
 */
export function messagesIn(value: unknown): Fields[] | null {
	if (typeof value === 'number') return [message({ text: String(value) })];
	if (typeof value === 'string') {
		if (value.trim() === '') return null;
		const inner = /^\s*[[{]/.test(value) ? parseJson(value) : undefined;
		return inner === undefined ? [message({ text: value })] : messagesIn(inner);
	}
	if (Array.isArray(value))
		return value.flatMap((entry) =>
			isObject(entry) && !wrappedIn(entry) ? [message(entry)] : (messagesIn(entry) ?? []),
		);
	if (!isObject(value)) return null;
	const inside = wrappedIn(value);
	if (inside) return messagesIn(inside);
	if (isMessage(value)) return [message(value)];
	// A list may come as an object with numbers or names for its entries.
	const parts = Object.values(value);
	return parts.length > 0 && parts.every((part) => isObject(part)) ? messagesIn(parts) : null;
}

/** The same for an order that calls them otherwise, or has the fields of its only message itself. */
export function messagesOfOrder(order: Fields): Fields[] | null {
	const own = messagesIn(order.sms);
	if (own?.length) return own;
	const other = Object.entries(order).find(([name]) => name !== 'sms' && LIST.test(name))?.[1];
	return (other == null ? null : messagesIn(other)) ?? (hasText(order) ? [message(order)] : own);
}

/** What an object holds that is around a list, or around a message. */
function wrappedIn(value: Fields): unknown {
	return Object.entries(value).find(
		([name, part]) => WRAPPER.test(name) && typeof part === 'object' && part !== null,
	)?.[1];
}

function isMessage(value: Fields): boolean {
	return Object.entries(value).some(
		([name, part]) => (TEXT.test(name) || CODE.test(name)) && part != null,
	);
}

function hasText(order: Fields): boolean {
	return Object.entries(order).some(
		([name, part]) =>
			/^((sms_?)?text|(sms_?)?code)$/i.test(name) &&
			['string', 'number'].includes(typeof part) &&
			String(part).trim() !== '',
	);
}

/** A message under the names of the contract; what it says is a text, be it an empty one. */
function message(fields: Fields): Fields {
	const pick = (own: string, other: RegExp) =>
		fields[own] ??
		Object.entries(fields).find(([name, part]) => other.test(name) && part != null)?.[1];
	const receivedAt = pick('created_at', RECEIVED);
	const code = pick('code', CODE);
	return {
		...fields,
		...(receivedAt !== undefined && { created_at: receivedAt }),
		sender: textOf(pick('sender', SENDER)),
		text: textOf(pick('text', TEXT)),
		...(code !== undefined && { code: textOf(code) }),
	};
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isObject(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
