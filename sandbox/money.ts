/** Integer cents of a decimal such as `12`, `'12.5'` or `'12.50'`; throws on anything with more than two places. */
export function toCents(amount: string | number): number {
	const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(amount));
	if (!match) throw new Error(`Not an amount of money: ${amount}`);
	const cents = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
	return match[1] === '-' ? -cents : cents;
}

/** Decimal text with two places, for example `'12.50'`. */
export function toDecimal(cents: number): string {
	const digits = String(Math.abs(cents)).padStart(3, '0');
	return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The JSON number that 5sim prints. */
export function toNumber(cents: number): number {
	return cents / 100;
}
