import type { components } from '../../contract/fivesim';
import { saysNothing, textOf } from './messages';
import { messagesOf } from './trigger/message';
import { readCode, withPlainDigits } from './smsText';

type Sms = components['schemas']['Sms'];

/** Characters that a Code Pattern is tried on. Together with what a pattern may contain, it ends within a second. */
const PATTERN_READS = 320;

/**
 * The code in the newest message that has one: as the service found it, else as people read the text. Codes are text,
 * since leading zeros matter.
 * @param pattern what a code looks like: its first group, or all of it. Nothing else counts then.
 */
export function codeOf(
	messages: readonly Sms[] | null | undefined,
	pattern?: RegExp,
): string | undefined {
	const newestFirst = messagesOf({ sms: messages as Sms[] })
		.reverse()
		.map(({ sms }) => sms);
	if (pattern) return firstOf(newestFirst, ({ text }) => matched(textOf(text), pattern));
	return firstOf(newestFirst, given) ?? firstOf(newestFirst, ({ text }) => readCode(textOf(text)));
}

/** A longer field is none for a code. */
const MAX_LENGTH = 160;

/** A date, an amount, an IP address, or a phone number. */
const OTHER_NUMBER =
	/^(?:(?:19|20)\d\d[.-]\d\d[.-]\d\d|\d\d[.-]\d\d[.-](?:19|20)\d\d|\d+\.\d{1,2}|\d{2,3}(?:\.\d{1,3}){3}|\d{11,})$/;

/**
 * The code that the service found, as it stands in the text: groups are joined, and the zeros that a number has lost come
 * back. What is a sentence is read as one; words for nothing are no code.
 */
function given(message: Sms): string | undefined {
	const value = withPlainDigits(textOf(message.code))
		.trim()
		.replace(/^(\d{3,})\.0$/, '$1')
		.replace(/^(?:[^\p{L}\p{N}]+|(?:G|FB)-(?=\d{4}))|[^\p{L}\p{N}]+$/gu, '');
	if (saysNothing(value) || OTHER_NUMBER.test(value) || value.length > MAX_LENGTH) return undefined;
	if (/^\d{1,4}(?:[ .-]\d{1,4}){1,4}$/.test(value)) return value.replace(/\D/g, '');
	const text = withPlainDigits(textOf(message.text));
	if (/^\d+$/.test(value)) return withZeros(value, text);
	if (/^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u.test(value))
		return /\d/.test(value) || isSpelled(text, value) ? value : undefined;
	return readCode(value);
}

function withZeros(digits: string, text: string): string {
	const groups: string[] = (text.match(/\d+(?:[ -]\d+)*/g) ?? []).flatMap((group) => [
		group.replace(/\D/g, ''),
		...group.split(/\D/),
	]);
	if (groups.includes(digits)) return digits;
	return groups.find((group) => group.replace(/^0+/, '') === digits) ?? digits;
}

/** Letters alone are a code where the text has them, unless they are just a word beside another one. */
function isSpelled(text: string, word: string): boolean {
	if (word.length < 3 || !hasWord(text, word)) return false;
	return /^[\p{Lu}-]+$/u.test(word) || readCode(text) === undefined;
}

function hasWord(text: string, word: string): boolean {
	return text
		.toLowerCase()
		.split(/[^\p{L}\p{N}-]+/u)
		.includes(word.toLowerCase());
}

function matched(text: string, pattern: RegExp): string | undefined {
	const match = pattern.exec(text.slice(0, PATTERN_READS));
	return (match?.[1] ?? match?.[0])?.trim() || undefined;
}

function firstOf(
	messages: readonly Sms[],
	read: (sms: Sms) => string | undefined,
): string | undefined {
	for (const sms of messages) {
		const code = read(sms);
		if (code !== undefined) return code;
	}
	return undefined;
}
