import type { components } from '../../contract/fivesim';

/**
 * The code in the newest message that has one: as 5sim found it, else the first group of four to eight digits in the
 * text. Codes are text, since leading zeros matter.
 */
export function codeOf(
	messages: ReadonlyArray<components['schemas']['Sms']> | null | undefined,
): string | undefined {
	const newestFirst = [...(messages ?? [])].sort(
		(a, b) => Date.parse(b.created_at) - Date.parse(a.created_at),
	);
	return newestFirst
		.map(({ code, text }) => code || /(?<!\d)\d{4,8}(?!\d)/.exec(text)?.[0])
		.find((code) => code !== undefined);
}
