import type { components } from '../../contract/fivesim';
import { messagesOf } from './trigger/message';
import { readCode } from './smsText';

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

/** A field of a message as text: the service leaves fields out, and sends numbers. */
export function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What stands in the field where there is no code: blanks, dashes, words for nothing. */
const NO_CODE = /^(?:[^\p{L}\p{N}]*|0|null|nil|none|no|n\/?a|undefined|false|true|empty|-?1)$/iu;

function given({ code }: Sms): string | undefined {
	const value = textOf(code).trim();
	return NO_CODE.test(value) ? undefined : value;
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
