/** Digits as text, also with a decimal comma, or with a currency before or behind them. */
const WRITTEN =
	/^\s*(?:[$€£₽]|[A-Z]{3}(?= ))?\s?(-?\d{1,15}(?:[.,]\d{1,20})?)\s?(?:[$€£₽]|[A-Z]{3}|руб\.?)?\s*$/;
/** Thousands are set apart only where decimal places follow, or by blanks: 1,234 may be either. */
const THOUSANDS = /(?<=\d)(?:,(?=\d{3}(?:,\d{3})*\.\d)|[ \u00a0\u202f](?=\d{3}(?:\D|$)))/g;

/** The digits of a number that a service has written for people, with a point before the decimal places. */
export function digitsOf(written: string): string | undefined {
	return WRITTEN.exec(written.replace(THOUSANDS, ''))?.[1]?.replace(',', '.');
}
