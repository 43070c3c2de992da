import { parseJson } from '../shared/http/body';
import { isObject } from '../shared/isObject';

type Fields = Record<string, unknown>;

/** What a list of messages may be called, what it may be wrapped in, and the fields of a message. */
const LIST = /^(sms|messages|smses|sms_?list|inbox)$/i;
const WRAPPER = /^(sms|messages|smses|sms_?list|inbox|data|items)$/i;
const TEXT = /^(text|message|body|content|sms|msg|(sms_?|full_?)text)$/i;
const SENDER = /^(sender|from|originator|sender_?(name|id))$/i;
const CODE = /^(code|otp|pin|(sms|verification)_?code)$/i;
const RECEIVED = /^(created_?at|received(_?at)?|created|timestamp|time)$/i;

/** What stands where there is no message or no code: blanks, dashes, counts, words for nothing or for a state. */
const NOTHING =
	/^(?:[^\p{L}\p{N}]*|-?[01]|null|nil|none|no|n\/?a|undefined|false|true|yes|ok|empty|success|received|pending|wait(?:ing)?|error|unknown|sms|code|(?:no|not) (?:sms|messages?|codes?|received|found)(?: yet)?|status_wait_\w+)$/iu;

/** Whether a text says nothing but that there is none. */
export function saysNothing(text: string): boolean {
	return NOTHING.test(text.trim());
}

/**
 * The messages in whatever comes as `sms`: a list, one message, a bare text, any of them as JSON or within an object.
 * @returns null where there are none
 */
export function messagesIn(value: unknown): Fields[] | null {
	// A small number counts them.
	if (typeof value === 'number') return value > 999 ? [message({ text: String(value) })] : null;
	if (typeof value === 'string') {
		if (saysNothing(value) || /^\s*\d{1,3}\s*$/.test(value)) return null;
		const inner = /^\s*[[{]/.test(value) ? parseJson(value) : undefined;
		return inner === undefined ? [message({ text: value })] : messagesIn(inner);
	}
	if (Array.isArray(value))
		return value.flatMap(
			(entry) =>
				messagesIn(entry) ?? (isObject(entry) && !wrappedIn(entry) ? [message(entry)] : []),
		);
	if (!isObject(value)) return null;
	const inside = wrappedIn(value);
	if (inside) {
		const inner = messagesIn(inside);
		// A message may have further data of its own.
		return inner?.length || !isMessage(value) || !hasOrigin(value) ? inner : [message(value)];
	}
	if (isMessage(value)) return [message(value)];
	// A list may come as an object with numbers or names for its entries.
	const parts = Object.values(value);
	const isList =
		parts.length > 0 &&
		(parts.every((part) => isObject(part)) || Object.keys(value).every((key) => /^\d+$/.test(key)));
	if (isList) return messagesIn(parts);
	// Or a message as an object within one that tells of its sender.
	const inner = parts.find((part) => isObject(part) && isMessage(part));
	return inner === undefined ? null : [message({ ...value, ...(inner as Fields) })];
}

/** The same for an order that calls them otherwise, or has the fields of its only message itself. */
export function messagesOfOrder(order: Fields): Fields[] | null {
	const own = messagesIn(order.sms);
	if (own?.length) return own;
	const other = Object.entries(order).find(
		([name, part]) => name !== 'sms' && LIST.test(name) && isListed(part),
	);
	return (other ? messagesIn(other[1]) : null) ?? (hasText(order) ? [ownMessage(order)] : own);
}

function ownMessage({ code, ...others }: Fields): Fields {
	// An answer around an order has a code of its own: 200.
	return message({ ...others, ...(isCode(code) && { code }) });
}

function isCode(part: unknown): boolean {
	return DIGITS.test(textOf(part).trim());
}

function isListed(part: unknown): boolean {
	return (typeof part === 'object' && part !== null) || /^\s*[[{]/.test(String(part));
}

/** What an object holds that is around a list, or around a message. */
function wrappedIn(value: Fields): unknown {
	return Object.entries(value).find(
		([name, part]) => WRAPPER.test(name) && typeof part === 'object' && part !== null,
	)?.[1];
}

function isMessage(value: Fields): boolean {
	return Object.entries(value).some(
		([name, part]) => (TEXT.test(name) || CODE.test(name)) && textOf(part).trim() !== '',
	);
}

/** Whether it is a message, and not what an answer says of itself. */
function hasOrigin(value: Fields): boolean {
	return Object.keys(value).some((name) => name === 'text' || SENDER.test(name));
}

/** Digits in groups, as a code is written. */
const DIGITS = /^\d[\d -]{3,10}$/;

/** Whether an order has the fields of a message. Its numbers and what an answer says of itself are none. */
function hasText(order: Fields): boolean {
	return Object.entries(order).some(([name, part]) => {
		const said = textOf(part).trim();
		if (saysNothing(said)) return false;
		if (/^(sms_?(text|code)|otp|verification_?code)$/i.test(name)) return true;
		return (
			(/^text$/i.test(name) && /\p{N}{3}/u.test(said)) || (/^code$/i.test(name) && isCode(part))
		);
	});
}

/** A message under the names of the contract; what it says is a text, be it an empty one. */
function message(fields: Fields): Fields {
	const pick = (own: string, other: RegExp) => {
		const others = Object.entries(fields).filter(([name]) => name !== own && other.test(name));
		const all = [fields[own], ...others.map(([, part]) => part)].filter((part) => part != null);
		return all.find((part) => String(part).trim() !== '') ?? all[0];
	};
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

/** A field of a message as text: services leave fields out, and send numbers or a text in parts. */
export function textOf(value: unknown): string {
	if (Array.isArray(value)) return value.map(textOf).join(' ').trim();
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
