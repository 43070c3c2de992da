import { MASK, smsPatterns } from './smsPatterns';

/**
 * Reads the code out of a message as people do: by the word beside it. What might be something else is no code, since a
 * wrong one costs more than none.
 */

/** Where each script's ten digits begin. */
const ZEROS = [
	0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
	0xf20, 0x1040, 0x17e0, 0x1810,
];

/** Nobody needs more of a message to find its code, and a message may be of any length. */
const MAX_LENGTH = 2_000;

/** Where one sentence ends and another begins. */
const ENDS_SENTENCE = /[.!?…](?:\s|$)|[。！？।\n]/u;

interface Candidate {
	value: string;
	start: number;
	end: number;
	/** Or a date in one piece. */
	isYear: boolean;
	isPlain: boolean;
}

/**
 * The code in a text, or undefined where there is none or it is not certain which it is: groups joined (`739-204` is
 * 739204), digits of any script as 0-9. Takes time in proportion to the text, of which only the first 2,000 characters count.
 */
export function readCode(message: string): string | undefined {
	const patterns = smsPatterns();
	const plain = withPlainDigits(message.slice(0, MAX_LENGTH));
	// What browsers read by themselves, from the last line: @site.example #123456.
	const bound = /(?:^|\n)@[\w.-]{3,80} #([A-Za-z0-9]{4,10})\s*$/u.exec(plain)?.[1];
	if (bound) return bound;
	const text = patterns.masked
		.reduce((rest, pattern) => rest.replace(pattern, masked), plain)
		// The letter is on the form already.
		.replace(/(?<![\p{L}\p{N}])(?:G|FB)-(?=\d{4,8}(?!\d))/gu, '')
		.replace(/(code|otp|pin|код|parol)(?=\d)/giu, '$1 ');
	const words = [...text.matchAll(patterns.keyword)].map(({ 0: word, index }) => ({
		start: index,
		end: index + word.length,
	}));
	const candidates = [...text.matchAll(patterns.candidate)]
		.map(toCandidate)
		.filter(({ start, end }) => !words.some((word) => word.start < end && start < word.end))
		.filter(({ start }) => !patterns.otherBefore.test(text.slice(Math.max(0, start - 30), start)));

	const between = (from: number, to: number) => (from <= to ? text.slice(from, to) : '.\n');
	const announced = candidates.filter(
		({ start, isYear }) =>
			words.some(({ end }) => {
				const gap = between(end, start);
				const isSaid =
					patterns.announces.test(gap) ||
					(isOneSentence(gap, 110) && patterns.announcesFurther.test(gap));
				return isSaid && (!isYear || /[:：=]|\p{L}/u.test(gap));
			}) ||
			(!isYear && patterns.verbBefore.test(text.slice(Math.max(0, start - 30), start))),
	);
	const rest = candidates.filter(({ isYear }) => !isYear);
	const explained = rest.filter(
		({ start, end }) =>
			beginsSentence(text, start) &&
			words.some((word) => {
				const gap = between(end, word.start);
				const said = text.slice(word.start, word.end);
				return (
					isOneSentence(gap, 80) && (patterns.explains.test(gap) || patterns.isYourCode.test(said))
				);
			}),
	);
	const near = rest.filter(
		({ start, isPlain }) =>
			isPlain &&
			words.some((word) => {
				const gap = between(word.end, start);
				// A number of codes.
				if (patterns.several.test(text.slice(word.start, word.end))) return false;
				return isOneSentence(gap, /[:：=-]\s*$/u.test(gap) ? 100 : 40);
			}),
	);
	const alone = words.length === 0 && isAlone(text, rest) ? rest : [];
	const best = [announced, explained, near, alone].find(({ length }) => length > 0) ?? [];
	const values = new Set(best.map(({ value }) => value));
	const [only] = best;
	if (values.size !== 1 || only === undefined) return undefined;
	if (patterns.several.test(plain) && new Set(rest.map(({ value }) => value)).size > 1)
		return undefined;
	if (patterns.over.test(plain) || patterns.isOver.test(text.slice(only.end, only.end + 60)))
		return undefined;
	const before = text.slice(Math.max(0, only.start - 60), only.start);
	if (patterns.cheaperBefore.test(before) || patterns.cheaperAfter.test(text.slice(only.end)))
		return undefined;
	if (!/^\d+$/.test(only.value) && (patterns.discount.test(plain) || patterns.booking.test(plain)))
		return undefined;
	return patterns.andAnother.test(text.slice(only.end, only.end + 20)) ? undefined : only.value;
}

function toCandidate(match: RegExpMatchArray): Candidate {
	const written = match[0];
	const start = match.index ?? 0;
	const value = written.replace(/[ -]/g, '');
	return {
		value,
		start,
		end: start + written.length,
		isYear: /^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?$/.test(written),
		isPlain: isPlain(written),
	};
}

/** Whether it is a number in one piece or in groups of one size, which other numbers seldom are. */
function isPlain(written: string): boolean {
	const groups = written.split(/[ -]/);
	return /^[\d -]+$/.test(written) && groups.every(({ length }) => length === groups[0]!.length);
}

function beginsSentence(text: string, start: number): boolean {
	const before = text.slice(Math.max(0, start - 40), start);
	return (
		/(?:^|[.!?。！？\n,:：\]】)>])\s*(?:<#>\s*)?["'«“(#]?$/u.test(before) || before.trim() === ''
	);
}

function isOneSentence(gap: string, most: number): boolean {
	return gap.length <= most && !ENDS_SENTENCE.test(gap);
}

/** Whether a message is nothing but the code and a name. */
function isAlone(text: string, candidates: Candidate[]): boolean {
	const [first] = candidates;
	if (!first?.isPlain || candidates.length !== 1) return false;
	const before = text.slice(0, first.start).trim();
	if (/[\p{L}\p{N}]/u.test(text.slice(first.end)) || text.includes(MASK)) return false;
	if (smsPatterns().thing.test(before)) return false;
	const isName = /^[[(【<]?[\p{L}\p{N} ]{1,30}[\])】>]$|^[\p{L}\p{N}]{1,30}:$/u.test(before);
	// A round number behind one word is rather a prize than a code.
	const isWord = /^\p{L}{1,30}$/u.test(before) && /^\d{5,6}$/.test(first.value);
	return before === '' || isName || (isWord && !first.value.endsWith('00'));
}

function masked(found: string): string {
	return MASK.repeat(found.length);
}

/** The text with digits of all scripts as 0-9, common spaces and dashes, and without marks that nobody sees. */
export function withPlainDigits(text: string): string {
	return (
		text
			.normalize('NFKC')
			// Turkish: without a dot above, so that upper and lower case are the same to a regular expression.
			.replace(/İ/gu, 'I')
			.replace(/%(?:0a|20|22|3a)|&(?:nbsp|quot|amp|lt|gt|#\d{1,5});/giu, ' ')
			.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]|\ufe0f|\u20e3/gu, '')
			.replace(/[\u2010-\u2015\u2212]/gu, '-')
			.replace(/\p{Nd}/gu, (digit) => {
				const point = digit.codePointAt(0)!;
				if (point < 0x80) return digit;
				const zero = ZEROS.find((first) => point >= first && point < first + 10);
				return zero === undefined ? digit : String(point - zero);
			})
	);
}
