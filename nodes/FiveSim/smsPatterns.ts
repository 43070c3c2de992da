import {
	CHEAPER,
	COUNTED,
	CURRENCIES,
	DURATIONS,
	MONTHS,
	OTHER_CODES,
	OTHER_NUMBERS,
	OTHER_NUMBERS_INSIDE,
	OVER_AFTER,
	OVER_BEFORE,
	OVER_BETWEEN,
	PARTS,
	PREPOSITIONS,
	THINGS,
	VERBS,
	WORDS,
} from './smsWords';

const LETTER_BEFORE = '(?<!\\p{L})';
const LETTER_AFTER = '(?!\\p{L})';
/** Stands for what is certainly no code. It is neither a letter nor a digit. */
export const MASK = '\u0001';

/** Between a code that begins a sentence and the word that says what it is. */
const IS =
	'is|as|az|your|es|la|tu|su|ist|dein|ihr|als|est|votre|ton|é|seu|como|è|il|to|twój|jest|je|är|din|er|on|este|είναι|là|adalah|это|ваш|твой|як|как|is je|sizning';

/** What the reading of a message looks for. */
type SmsPatterns = ReturnType<typeof makePatterns>;
let made: SmsPatterns | undefined;

/** The patterns, made for the first message that is read: it takes longer than loading the rest of the node. */
export function smsPatterns(): SmsPatterns {
	return (made ??= makePatterns());
}

function makePatterns() {
	return {
		masked: [
			// Addresses, with what follows in them.
			/(?:https?:\/\/|www\.)\S+/giu,
			/\S+@\S+\.\S+/gu,
			/(?<![\p{L}\p{N}])(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12}(?:\/\S*)?/giu,
			// Other codes with what they say, and masked numbers: 1234 of ****1234.
			new RegExp(
				`(?:${OTHER_CODES})[\\s:：#-]{0,3}(?:is |- )?[\\p{Lu}\\p{N}-]{0,20}(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}])`,
				'giu',
			),
			/(?:[*•…·×]+|\.{2,}|(?<!\p{L})[xX]+)[\s-]?\d[\d -]{0,8}/gu,
			/\d[\d -]{0,8}[*•×]+\d*/gu,
			// Dates, times, durations, percentages, versions, amounts, phone numbers, cards.
			/(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|(?=0?[1-9](?!\d)|1[0-2]|\d{1,2}[-./](?:0?[1-9](?!\d)|1[0-2]))(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|[12]\d|3[01])\1(?:\d{4}|\d{2}))(?!\d)/gu,
			/(?<!\d)\d{1,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?/gu,
			/(?<!\d)\d{1,2}[:.]\d{2}(?::\d{2})?(?!\d)(?=\s|$|[,.;)]|am|pm|h|uhr)/giu,
			new RegExp(`(?<!\\d)\\d{1,5}[\\s-]{0,2}(?=${DURATIONS})`, 'giu'),
			new RegExp(`(?<!\\d)\\d{3,8}(?=\\s?(?:${COUNTED})${LETTER_AFTER})`, 'giu'),
			new RegExp(`(?<!\\d)\\d{1,2}(?:st|nd|rd|th)?\\.? (?=(?:${MONTHS})${LETTER_AFTER})`, 'giu'),
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
			/(?<![\d-])\d{3}-\d{4}(?![\d-])/gu,
			/\(\d{2,5}\)[\s-]?\d[\d -]{3,}\d/gu,
			/(?<!\d)\d(?:[ -]?\d){8,}(?!\d)/gu,
			// The year of a date in words.
			/\d{1,2}(?:st|nd|rd|th)?\.? (?:de )?\p{L}{3,12}\.?,? (?:de )?(?:19|20)\d{2}(?!\d)/gu,
			/(?:[©Ⓒ]|\(c\))\s?\d{4}/giu,
		],

		keyword: new RegExp(
			`\\p{L}*(?:${PARTS})\\p{L}*|${LETTER_BEFORE}(?:${WORDS})${LETTER_AFTER}`,
			'giu',
		),
		// Scripts without spaces have letters before it.
		verbBefore: new RegExp(
			`(?<![\\p{Script=Latin}\\p{Script=Cyrillic}])(?:${VERBS})[\\s:："'«“#-]{0,3}$`,
			'iu',
		),
		otherBefore: new RegExp(
			`${LETTER_BEFORE}(?:${PREPOSITIONS})\\s$|(?:${LETTER_BEFORE}(?:${OTHER_NUMBERS})${LETTER_AFTER}|(?:${OTHER_NUMBERS_INSIDE})\\p{L}{0,3})[\\s:：.#№-]{0,4}$`,
			'iu',
		),
		/** A number, numbers in groups, or letters with digits. */
		candidate:
			/(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{N}.,-])(?:\d(?:[ -]\d){3,7}|\d{2,4}(?:[ -]\d{2,4}){1,2}|\d{4,8}|(?![A-Z]{5,}\d+\b)(?=[A-Z]*\d)[A-Z0-9]{4,10}|(?=[A-Z-]*\d)[A-Z0-9]{3,4}-[A-Z0-9]{3,4}|(?=[A-Z]{1,3}\d|\d+[A-Z])[A-Z0-9]{3,4} (?=[A-Z]{1,3}\d|\d+[A-Z])[A-Z0-9]{3,4}|(?=[a-z]*\d)[a-z0-9]{4,10})(?![\p{Script=Latin}\p{Script=Cyrillic}\p{N}]|[.,-]\d|-\p{L})/gu,
		/** Between a word for a code and the code that it announces. */
		announces:
			/^[\s:：=\-–—>»"'«“”„()[\]*#،,は是为為]*(?:(?:is|are|es|ist|lautet|lauten|est|é|è|jest|je|er|är|on|là|adalah|ialah|on|to:|это|є|هو|هي|है|은|는|です|ni|:)[\s:："'«“\-–—]*)?$/iu,

		/** The same with what the code is for in between: `code for Chirper is`. */
		announcesFurther:
			/^\s[^:：=]{0,100}\s(?:is|are|es|ist|lautet|lauten|est|é|è|jest|to|on|là|la|adalah|это|este|είναι|er|är)\s*[:"'«“]?\s?$/iu,
		/** Of several codes nobody knows which is wanted. */
		several: /(?<!\p{L})(?:codes|codici|c[oó]digos|коды|коди|kody|kodlar\p{L}*)(?!\p{L})/iu,
		/** A code that no longer counts, or must not be used: then nobody knows which is meant. */
		over: new RegExp(
			`${LETTER_BEFORE}(?:(?:${OVER_BEFORE})[\\s:"'«“]{1,3}(?:\\p{L}{1,15} ){0,2}(?:${PARTS}|pin|otp)\\p{L}*|(?:${PARTS}|pin|otp)\\p{L}* (?:${OVER_BETWEEN}))[\\s:"'«“]{1,3}[A-Z0-9-]{4,10}(?![\\p{L}\\p{N}])`,
			'iu',
		),
		/** The same, said behind the code. */
		isOver: new RegExp(`^[^.!?。\\n\\d(]{0,25}?(?:${OVER_AFTER})`, 'iu'),
		/** What is booked is known by letters and digits too. */
		booking:
			/\b(?:booking|reservation|itinerary|check-?in|pnr|buchung|reserva|réservation|prenotazione|rezerwacj\p{L}*|rezervasyon)(?!\p{L})|брон(?:ь|и)|预订|預訂|予約|예약|الحجز|رزرو/iu,
		/** What is sold cheaper has a code that opens no account. */
		discount:
			/[%٪] ?(?:off|rabatt|korting|скидк|de (?:r[eé]duction|descuento|desconto)|di sconto|zniżki|indirim)|\b(?:off (?:your|any|all|every)|discount|cashback|coupon|voucher|promo(?:tion)?s?|rabatt|gutschein|remise|descuento|desconto|sconto|rabat|zniżk\p{L}*|korting|indirim(?:li)?|diskon)\b|скидк|промокод|купон|优惠|折扣|割引|할인|خصم|تخفیف|छूट/iu,

		/** The same right before a code of digits, or right behind it. */
		cheaperBefore: new RegExp(
			`${LETTER_BEFORE}(?:${CHEAPER})${LETTER_AFTER}[^.!?\\n\\d]{0,25}$`,
			'iu',
		),
		cheaperAfter: new RegExp(`^[^.!?\\n\\d]{0,15}(?<!\\p{L})(?:${CHEAPER})${LETTER_AFTER}`, 'iu'),
		/** A thing whose number follows, and nothing else. */
		thing: new RegExp(`(?:${THINGS})[\\s:：]*$`, 'iu'),

		explains: new RegExp(
			`^[\\s"'»”]*(?:[-=:(（,،]|(?:${IS})${LETTER_AFTER}|[^\\p{Script=Latin}\\p{Script=Cyrillic}]*$)`,
			'iu',
		),
		/** Turkish says "your code" in one word, behind the code. */
		isYourCode: /(?:kodun(?:uz)?|şifren(?:iz)?)$/iu,
		/** Another number of the same kind behind one: nobody knows which. */
		andAnother:
			/^\s*(?:\([^)\n]{1,20}\)|\p{L}{1,12}(?=\s))?\s*(?:(?:,\s*then\s|,|&|\/)\s*|(?:and|or|then|y|o|и|или|und|oder|et|ou|e|i|lub|ve|veya|dan|atau|و|和|或)\s*(?:(?<=\s)\p{L}{1,12}\s)?)["']?\d(?:[ -]?\d){3}/iu,
	};
}
