import {
	CURRENCY,
	KEYWORDS,
	LABELS,
	OTHER_CODES,
	PHONE_WORDS,
	SIGN_IN_WORDS,
	UNITS,
} from './smsWords';

/** A concatenated SMS has at most about 1,500 characters. */
const LONGEST_TEXT = 2_000;
/** Stands for what cannot be a code. */
const MASK = '\u0001';
/** Digits that a phone shows, by the zero of their script; NFKC turns the full-width ones into ASCII. */
const ZEROS = [
	0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
	0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810,
];

const re = (source: string) => new RegExp(source, 'giu');
/** Between a word and its number. */
const LINK = `[\\s:.,#№*–—-]{0,4}`;
const NUMBER = `\\d[\\d.,\\s]{0,14}`;

/** What is never a code, in the order in which it is taken out. All repetitions are bounded, so reading takes linear time. */
const NEVER: readonly RegExp[] = [
	re(`https?://\\S{1,500}|www\\.\\S{1,500}|[\\w.-]{1,64}@[\\w.-]{1,64}`),
	re(`(?<![\\w.-])[a-z][a-z0-9-]{0,40}(?:\\.[a-z][a-z0-9-]{1,20}){1,3}/\\S{0,300}`),
	// The hash by which Android gives a message to its app.
	/(?<=\s)(?=\S{0,10}[a-z])(?=\S{0,10}[A-Z0-9+/])[A-Za-z0-9+/]{11}\s*$/g,
	re(`(?:${OTHER_CODES})${LINK}(?:(?:is|est|es|ist|это)\\s)?\\s?[a-z0-9-]{0,20}`),
	// Dates and times.
	/\d{1,4}(?:[./]\d{1,2}){2,3}(?!\d)|\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}-\d{1,2}-\d{4}(?!\d)/g,
	/\d{1,2}:\d{2}(?::\d{2})?(?!\d)(?:\s?[ap]\.?m\b)?|\d{1,2}\s?[ap]\.?m\b/gi,
	/\d{2,4}\s?[年년]\s?(?:\d{1,2}\s?[月월]\s?)?(?:\d{1,2}\s?[日일])?|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]?/g,
	re(`\\d{1,3}(?:[.,\\s]\\d{3}){0,3}(?:[.,]\\d{1,4})?\\s?[%٪]`),
	// Amounts.
	re(`(?:${CURRENCY})\\.?\\s?${NUMBER}`),
	re(`(?<![\\d-])\\d[\\d.,]{0,14}\\s?(?:${CURRENCY})(?![\\p{L}\\p{M}])`),
	re(
		`(?<!\\d)\\d{1,3}(?:[.,٬]\\d{3}){1,4}(?:[.,]\\d{1,2})?(?!\\d)|(?<!\\d)\\d{1,9}[.,]\\d{1,2}(?![\\d])`,
	),
	re(`(?<!\\d)\\d{1,5}\\s?-?(?:${UNITS})(?![\\p{L}\\p{M}])`),
	// Cards.
	/[*•·×∙xX#]{2,12}[\s-]?\d{2,6}(?!\d)|[*•·∙]\d{3,6}(?!\d)|\d{2,6}[\s-]?[*•·×∙xX]{2,12}(?:[\s-]?\d{2,6})?/g,
	// Phone numbers, and short ones to call or to write to.
	/\+\s?\d(?:[\s().-]{0,2}\d){5,15}/g,
	/\d(?:[\s().-]{0,2}\d){8,60}/g,
	re(
		`(?:${PHONE_WORDS})${LINK}(?:(?:us|at|on|no|number|номер|номеру|по|под|unter|al|au|ao|nr|le)\\.?\\s){0,2}${LINK}\\(?\\d(?:[\\s().-]{0,2}\\d){2,14}`,
	),
	/\b(?:reply|text|send|sms|stop|help|write)\b[^\d.!?\n]{0,30}\bto\s+\d{3,8}/gi,
	re(
		`(?:${LABELS})(?:[\\s:.,#№*–—-]{0,4}(?:no|nr|number|номер|id|num|n°|nº|ending|ending in|ends with|in)[.:]?){0,2}${LINK}[a-z]{0,3}-?\\d[\\d-]{1,14}[a-z]{0,2}`,
	),
	/[#№]\s?\d{3,12}/g,
	/\b[A-Z]{1,4}\d{1,3}[A-Z]?\b(?=\s?[:/])/g,
];

interface Found {
	value: string;
	from: number;
	to: number;
	isYear: boolean;
}

/**
 * The code in the text of an SMS as a person would read it: what stands with a word for code, digits in ASCII, groups
 * joined. Nothing where more than one thing could be meant: a wrong code costs an account, none only a look at the text.
 */
export function readCode(sms: string): string | undefined {
	const plain = plainText(sms);
	const webOtp = /(?:^|\n)@[\w.-]{1,100} #([A-Za-z0-9]{4,8})(?![A-Za-z0-9])/.exec(plain)?.[1];
	const text = NEVER.reduce((rest, pattern) => rest.replace(pattern, ` ${MASK} `), plain);
	const found = candidates(text);
	const words = [...text.matchAll(KEYWORDS)].filter(([word]) => word !== 'COD');
	if (words.length === 0) return webOtp ?? withoutWord(text, found);

	const tight = new Set<string>();
	const loose = new Set<string>();
	const before = new Set<string>();
	for (const { 0: word, index } of words) {
		const end = index + word.length;
		const next = found.find(({ from }) => from >= end);
		const after = next && text.slice(end, next.from);
		if (next && after !== undefined && after.length <= 80 && !isBroken(after)) {
			const isNear = (after.match(/[\p{L}\p{M}]+/gu) ?? []).length <= 3;
			const isSaid = /^[^\p{L}]{0,3}(?::|is|=|：|是|为|為)\s?["'«“]?$/iu.test(after);
			if (!next.isYear || (isSaid && isEnd(text, next.to)))
				(isNear ? tight : loose).add(next.value);
		}
		const last = [...found].reverse().find(({ to, isYear }) => to <= index && !isYear);
		if (last && isBefore(text.slice(last.to, index))) before.add(last.value);
	}
	const usable = found.filter(({ isYear }) => !isYear);
	const all = new Set(usable.map(({ value }) => value));
	if (tight.size > 0) return only(new Set([...tight, ...said(text, usable)]));
	if (before.size > 0) return only(new Set([...before, ...loose]));
	if (loose.size > 0) return all.size === 1 ? only(loose) : webOtp;
	const alone = new Set(usable.filter((one) => isAlone(text, one)).map(({ value }) => value));
	return (all.size === 1 ? (only(alone) ?? signIn(text, usable)) : undefined) ?? webOtp;
}

function plainText(sms: string): string {
	return (
		sms
			.slice(0, LONGEST_TEXT)
			// In NFKC it would look like the comma of an amount.
			.replace(/，/g, ', ')
			.normalize('NFKC')
			.replace(/[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\u20e3\ufeff]/g, '')
			.replace(/[‐‑‒−]/g, '-')
			.replace(/\p{Nd}/gu, (digit) => {
				const point = digit.codePointAt(0)!;
				const zero = ZEROS.find((first) => point >= first && point < first + 10);
				return zero === undefined ? digit : String(point - zero);
			})
	);
}

/** What may be a code by its form: digits alone or in groups, capital letters with digits. */
function candidates(text: string): Found[] {
	const found: Found[] = [];
	const pieces = /\d+(?:[ -]\d+)+(?![A-Za-z0-9])|[A-Za-z0-9]+(?:[-_./+'][A-Za-z0-9]+)*/g;
	for (const { 0: token, index } of text.matchAll(pieces)) {
		if (!/\d/.test(token)) continue;
		const value = valueOf(token);
		if (value === undefined) continue;
		found.push({
			value,
			from: index,
			to: index + token.length,
			isYear: /^(?:19|20)\d\d$/.test(value),
		});
	}
	return found;
}

function valueOf(token: string): string | undefined {
	if (/^\d{4,8}$/.test(token)) return token;
	// Google's and Meta's codes are typed without their letters.
	const prefixed = /^(?:[A-Z]|FB|IG)-(\d{4,8})$/.exec(token)?.[1];
	if (prefixed) return prefixed;
	if (/^\d+(?:[ -]\d+)+$/.test(token)) {
		const groups = token.split(/[ -]/);
		const digits = groups.join('');
		const isEven = groups.every(({ length }) => length === groups[0]!.length);
		const isSpan = groups.every((group) => /^(?:19|20)\d\d$/.test(group));
		// Two codes may stand side by side.
		const isPair = token.includes(' ') && groups[0]!.length >= 4;
		return isEven && !isSpan && !isPair && digits.length >= 4 && digits.length <= 8
			? digits
			: undefined;
	}
	const isMixed = /[A-Z]/i.test(token) && /\d/.test(token);
	return isMixed &&
		(/^[A-Z0-9]{4,8}$/.test(token) || /^[a-z0-9]{5,8}$/.test(token)) &&
		!isWord(token)
		? token
		: undefined;
}

/** Names and sizes that are written with digits. */
function isWord(token: string): boolean {
	return (
		/^(?:[a-z]{3,7}\d{1,2}|[a-z]\d{1,2}[a-z]{2,}|\d{3,5}[kmg]b?)$/i.test(token) ||
		/^\d{1,3}[a-z]{2,7}$/.test(token)
	);
}

/** Whether a sentence ends in what stands between a word and a number. */
function isBroken(between: string): boolean {
	return /[!?。！？؟।;；]|\.(?:\s|$)|\n\s*\n|[^:：\s]\s*\n/u.test(between);
}

/** Between a number and the word for code that comes after it. */
function isBefore(between: string): boolean {
	return between.length <= 80 && !/[!?。！？؟।;；:：\n\u0001]|\.(?:\s|$)/u.test(between);
}

/** Numbers that are said to be the code before it is named: `1234 is your …`. */
function said(text: string, found: readonly Found[]): string[] {
	return found
		.filter(({ to }) => /^["'»”]?\s(?:is|are)\s(?:your|the)\s/i.test(text.slice(to, to + 16)))
		.map(({ value }) => value);
}

function isEnd(text: string, at: number): boolean {
	return /^["'»”]?(?:[.,;!。]|\s*$|\n)/u.test(text.slice(at, at + 8));
}

/** Whether nothing else stands in the line or sentence of a number. */
function isAlone(text: string, { from, to }: Found): boolean {
	const start = text
		.slice(Math.max(0, from - 40), from)
		.split(/\n|[.!?。！？:：]\s*/u)
		.at(-1)!;
	const end = text.slice(to, to + 40).split(/\n|[.!?。！？]/u)[0]!;
	return !/[\p{L}\p{N}\u0001]/u.test(start + end);
}

/** Without any word for code: a number alone, or the only one beside a word for signing in. */
function withoutWord(text: string, found: readonly Found[]): string | undefined {
	const usable = found.filter(({ isYear, value }) => !isYear && /\d{4}/.test(value));
	const all = new Set(usable.map(({ value }) => value));
	if (all.size !== 1) return undefined;
	const [first] = usable;
	const rest = text.slice(0, first!.from) + text.slice(first!.to);
	if (!/[\p{L}\p{N}\u0001]/u.test(rest)) return first!.value;
	return signIn(text, usable);
}

function signIn(text: string, [first]: readonly Found[]): string | undefined {
	if (!first || !/^\d{4,8}$/.test(first.value)) return undefined;
	const start = text
		.slice(Math.max(0, first.from - 80), first.from)
		.split(/\n|[.!?。！？]\s/u)
		.at(-1)!;
	const end = text.slice(first.to, first.to + 80).split(/\n|[.!?。！？](?:\s|$)/u)[0]!;
	return SIGN_IN_WORDS.test(`${start} ${end}`) ? first.value : undefined;
}

function only(values: ReadonlySet<string>): string | undefined {
	return values.size === 1 ? [...values][0] : undefined;
}
