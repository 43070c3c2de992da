import {
	CURRENCIES,
	DURATIONS,
	OTHER_CODES,
	OTHER_NUMBERS,
	OTHER_NUMBERS_INSIDE,
	PARTS,
	PREPOSITIONS,
	VERBS,
	WORDS,
} from './smsWords';

/**
 * Reads the code out of a message as people do: by the word beside it. What might be something else is no code, since a
 * wrong one costs more than none.
 */

/** Where each script's ten digits begin. */
const ZEROS = [
	0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
	0xf20, 0x1040, 0x17e0, 0x1810,
];

const LETTER_BEFORE = '(?<!\\p{L})';
const LETTER_AFTER = '(?!\\p{L})';
/** Stands for what is certainly no code. It is neither a letter nor a digit. */
const MASK = '\u0001';
/** Nobody needs more of a message to find its code, and a message may be of any length. */
const MAX_LENGTH = 2_000;

const MASKED: ReadonlyArray<RegExp> = [
	// Addresses, with what follows in them.
	/(?:https?:\/\/|www\.)\S+/giu,
	/\S+@\S+\.\S+/gu,
	/(?<![\p{L}\p{N}])(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12}(?:\/\S*)?/giu,
	// Other codes with what they say, and masked numbers: 1234 of ****1234.
	new RegExp(
		`(?:${OTHER_CODES})[\\s:：#-]{0,3}(?:is |- )?[\\p{Lu}\\p{N}-]{0,20}(?![\\p{L}\\p{N}])`,
		'giu',
	),
	/(?:[*•…·×]+|\.{2,}|(?<!\p{L})[xX]+)[\s-]?\d[\d -]{0,8}/gu,
	/\d[\d -]{0,8}[*•×]+\d*/gu,
	// Dates, times, durations, percentages, versions, amounts, phone numbers, cards.
	/(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|(?=0?[1-9](?!\d)|1[0-2]|\d{1,2}[-./](?:0?[1-9](?!\d)|1[0-2]))(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|[12]\d|3[01])\1(?:\d{4}|\d{2}))(?!\d)/gu,
	/(?<!\d)\d{1,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?/gu,
	/(?<!\d)\d{1,2}[:.]\d{2}(?::\d{2})?(?!\d)(?=\s|$|[,.;)]|am|pm|h|uhr)/giu,
	new RegExp(`(?<!\\d)\\d{1,5}[\\s-]{0,2}(?=${DURATIONS})`, 'giu'),
	/(?<!\d)\d+(?:[.,]\d+)?\s?[%٪]/gu,
	new RegExp(
		`(?:${LETTER_BEFORE}(?:${CURRENCIES})${LETTER_AFTER}|[$€£¥₽₴₸₹₺₩₫₦฿])\\.?\\s?\\d[\\d.,' ]*`,
		'giu',
	),
	new RegExp(
		`(?<![\\d.,])\\d[\\d.,']*(?: \\d{3})*\\s?(?:(?:${CURRENCIES})${LETTER_AFTER}|[$€£¥₽₴₸₹₺₩₫₦฿])`,
		'giu',
	),
	/(?<!\d)\d{1,3}(?:[.,]\d{3})*[.,]\d{1,2}(?!\d)/gu,
	/(?:\+|(?<!\d)00)\d[\d ().-]{5,}\d/gu,
	/\(\d{2,5}\)[\s-]?\d[\d -]{3,}\d/gu,
	/(?<!\d)\d(?:[ -]?\d){8,}(?!\d)/gu,
	// The year of a date in words.
	/\d{1,2}(?:st|nd|rd|th)?\.? (?:de )?\p{L}{3,12}\.?,? (?:de )?(?:19|20)\d{2}(?!\d)/gu,
	/(?:[©Ⓒ]|\(c\))\s?\d{4}/giu,
];

const KEYWORD = new RegExp(
	`\\p{L}*(?:${PARTS})\\p{L}*|${LETTER_BEFORE}(?:${WORDS})${LETTER_AFTER}`,
	'giu',
);
const VERB_BEFORE = new RegExp(`(?:${VERBS})[\\s:："'«“#-]{0,3}$`, 'iu');
const OTHER_BEFORE = new RegExp(
	`${LETTER_BEFORE}(?:${PREPOSITIONS})\\s$|(?:${LETTER_BEFORE}(?:${OTHER_NUMBERS})${LETTER_AFTER}|(?:${OTHER_NUMBERS_INSIDE})\\p{L}{0,3})[\\s:：.#№-]{0,4}$`,
	'iu',
);
/** A number, numbers in groups, or letters with digits. */
const CANDIDATE =
	/(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{N}.,-])(?:\d(?:[ -]\d){3,7}|\d{2,4}(?:[ -]\d{2,4}){1,2}|\d{4,8}|(?![A-Z]{5,}\d+\b)(?=[A-Z]*\d)[A-Z0-9]{4,10}|(?=[A-Z-]*\d)[A-Z0-9]{3,4}-[A-Z0-9]{3,4}|(?=[A-Z]{1,3}\d|\d+[A-Z])[A-Z0-9]{3,4} (?=[A-Z]{1,3}\d|\d+[A-Z])[A-Z0-9]{3,4}|(?=[a-z]*\d)[a-z0-9]{4,10})(?![\p{Script=Latin}\p{Script=Cyrillic}\p{N}]|[.,-]\d|-\p{L})/gu;
const ENDS_SENTENCE = /[.!?…](?:\s|$)|[。！？।\n]/u;
/** Between a word for a code and the code that it announces. */
const ANNOUNCES =
	/^[\s:：=\-–—>»"'«“”„()[\]*#،,は是为為]*(?:(?:is|are|es|ist|lautet|lauten|est|é|è|jest|je|er|är|on|là|adalah|ialah|on|to:|это|є|هو|هي|है|은|는|です|ni|:)[\s:："'«“\-–—]*)?$/iu;

/** The same with what the code is for in between: `code for Chirper is`. */
const ANNOUNCES_FURTHER =
	/^\s[^:：=]{0,100}\s(?:is|are|es|ist|lautet|lauten|est|é|è|jest|to|on|là|la|adalah|это|este|είναι|er|är)\s*[:"'«“]?\s?$/iu;
/** Of several codes nobody knows which is wanted. */
const SEVERAL = /(?<!\p{L})(?:codes|codici|c[oó]digos|коды|коди|kody|kodlar\p{L}*)(?!\p{L})/iu;
/** A code that no longer counts, or must not be used: then nobody knows which is meant. */
const OVER = new RegExp(
	`${LETTER_BEFORE}(?:old|previous|last|expired|invalid|ignore|discard|(?:do not|don.t|never) (?:use|enter)|стар\\p{L}*|прежн\\p{L}*|предыдущ\\p{L}*|попередн\\p{L}*|alte\\p{L}?|vorherige\\p{L}?|ancien|précédent|antiguo|anterior|antigo|vecchio|precedente|stary|poprzedni|eski|önceki|lama)[\\s:"'«“]{1,3}(?:\\p{L}{1,15} ){0,2}(?:${PARTS}|pin|otp)\\p{L}*[\\s:"'«“]{1,3}[A-Z0-9-]{4,10}(?![\\p{L}\\p{N}])`,
	'iu',
);
/** What is booked is known by letters and digits too. */
const BOOKING =
	/\b(?:booking|reservation|itinerary|check-?in|pnr|buchung|reserva|réservation|prenotazione|rezerwacj\p{L}*|rezervasyon)(?!\p{L})|брон(?:ь|и)|预订|預訂|予約|예약|الحجز|رزرو/iu;
/** What is sold cheaper has a code that opens no account. */
const DISCOUNT =
	/[%٪] ?(?:off|rabatt|korting|скидк|de (?:r[eé]duction|descuento|desconto)|di sconto|zniżki|indirim)|\b(?:off (?:your|any|all|every)|discount|cashback|coupon|voucher|promo(?:tion)?s?|rabatt|gutschein|remise|descuento|desconto|sconto|rabat|zniżk\p{L}*|korting|indirim(?:li)?|diskon)\b|скидк|промокод|купон|优惠|折扣|割引|할인|خصم|تخفیف|छूट/iu;

/** Between a code that begins a sentence and the word that says what it is. */
const IS =
	'is|as|az|your|es|la|tu|su|ist|dein|ihr|als|est|votre|ton|é|seu|como|è|il|to|twój|jest|je|är|din|er|on|este|είναι|là|adalah|это|ваш|твой|як|как|is je|sizning';
const EXPLAINS = new RegExp(
	`^[\\s"'»”]*(?:[-=:(（,،]|(?:${IS})${LETTER_AFTER}|[^\\p{Script=Latin}\\p{Script=Cyrillic}]*$)`,
	'iu',
);
/** Turkish says "your code" in one word, behind the code. */
const IS_YOUR_CODE = /(?:kodun(?:uz)?|şifren(?:iz)?)$/iu;
/** Another number of the same kind behind one: nobody knows which. */
const AND_ANOTHER =
	/^\s*(?:\([^)\n]{1,20}\)|\p{L}{1,12}(?=\s))?\s*(?:(?:,|&|\/)\s*|(?:and|or|y|o|и|или|und|oder|et|ou|e|i|lub|ve|veya|dan|atau|و|和|或)\s*(?:(?<=\s)\p{L}{1,12}\s)?)["']?\d(?:[ -]?\d){3}/iu;

interface Candidate {
	value: string;
	start: number;
	end: number;
	isYear: boolean;
	isPlain: boolean;
}

/**
 * The code in a text, or undefined where there is none or it is not certain which it is: groups joined (`739-204` is
 * 739204), digits of any script as 0-9. Takes time in proportion to the text, of which only the first 2,000 characters count.
 */
export function readCode(message: string): string | undefined {
	const plain = withPlainDigits(message.slice(0, MAX_LENGTH));
	// What browsers read by themselves: @site.example #123456.
	const bound = /(?:^|\s)@[\w.-]{3,80} #([A-Za-z0-9]{4,10})(?:\s|$)/u.exec(plain)?.[1];
	if (bound) return bound;
	const text = MASKED.reduce((rest, pattern) => rest.replace(pattern, masked), plain)
		// The letter is on the form already.
		.replace(/(?<![\p{L}\p{N}])(?:G|FB)-(?=\d{4,8}(?!\d))/gu, '')
		.replace(/(code|otp|pin|код|parol)(?=\d)/giu, '$1 ');
	const words = [...text.matchAll(KEYWORD)].map(({ 0: word, index }) => ({
		start: index,
		end: index + word.length,
	}));
	const candidates = [...text.matchAll(CANDIDATE)]
		.map(toCandidate)
		.filter(({ start, end }) => !words.some((word) => word.start < end && start < word.end))
		.filter(({ start }) => !OTHER_BEFORE.test(text.slice(Math.max(0, start - 30), start)));

	const between = (from: number, to: number) => (from <= to ? text.slice(from, to) : '.\n');
	const announced = candidates.filter(
		({ start, isYear }) =>
			words.some(({ end }) => {
				const gap = between(end, start);
				const isSaid =
					ANNOUNCES.test(gap) || (isOneSentence(gap, 110) && ANNOUNCES_FURTHER.test(gap));
				return isSaid && (!isYear || /[:：=]|\p{L}/u.test(gap));
			}) ||
			(!isYear && VERB_BEFORE.test(text.slice(Math.max(0, start - 30), start))),
	);
	const rest = candidates.filter(({ isYear }) => !isYear);
	const explained = rest.filter(
		({ start, end }) =>
			beginsSentence(text, start) &&
			words.some((word) => {
				const gap = between(end, word.start);
				const said = text.slice(word.start, word.end);
				return isOneSentence(gap, 80) && (EXPLAINS.test(gap) || IS_YOUR_CODE.test(said));
			}),
	);
	const near = rest.filter(
		({ start, isPlain }) =>
			isPlain &&
			words.some((word) => {
				const gap = between(word.end, start);
				return isOneSentence(gap, /[:：=-]\s*$/u.test(gap) ? 100 : 40);
			}),
	);
	const alone = words.length === 0 && isAlone(text, rest) ? rest : [];
	const best = [announced, explained, near, alone].find(({ length }) => length > 0) ?? [];
	const values = new Set(best.map(({ value }) => value));
	const [only] = best;
	if (values.size !== 1 || only === undefined) return undefined;
	if (SEVERAL.test(plain) && new Set(rest.map(({ value }) => value)).size > 1) return undefined;
	if (OVER.test(plain)) return undefined;
	if (!/^\d+$/.test(only.value) && (DISCOUNT.test(plain) || BOOKING.test(plain))) return undefined;
	return AND_ANOTHER.test(text.slice(only.end, only.end + 20)) ? undefined : only.value;
}

function toCandidate(match: RegExpMatchArray): Candidate {
	const written = match[0];
	const start = match.index ?? 0;
	const value = written.replace(/[ -]/g, '');
	return {
		value,
		start,
		end: start + written.length,
		isYear: /^(?:19|20)\d\d$/.test(written),
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
	const isName = /^[[(【<]?[\p{L}\p{N} ]{1,30}[\])】>]$|^[\p{L}\p{N}]{1,30}:$/u.test(before);
	// A round number behind one word is rather a prize than a code.
	const isWord = /^\p{L}{1,30}$/u.test(before) && /^\d{5,6}$/.test(first.value);
	return before === '' || isName || (isWord && !first.value.endsWith('00'));
}

function masked(found: string): string {
	return MASK.repeat(found.length);
}

/** The text with digits of all scripts as 0-9, common spaces and dashes, and without marks that nobody sees. */
function withPlainDigits(text: string): string {
	return (
		text
			.normalize('NFKC')
			// Turkish: without a dot above, so that upper and lower case are the same to a regular expression.
			.replace(/İ/gu, 'I')
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
