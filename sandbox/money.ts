/** Cents of a decimal such as `12`, `'12.5'` or `'0.0641'`, which is 6.41; throws on anything with more than four places. */
export function toCents(amount: string | number): number {
	const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(String(amount));
	if (!match) throw new Error(`Not an amount of money: ${amount}`);
	const cents = (Number(match[2]) * 10_000 + Number((match[3] ?? '').padEnd(4, '0'))) / 100;
	return match[1] === '-' ? -cents : cents;
}

/** Decimal text with two places, or four where two are not enough: `'12.50'`, `'0.0641'`. */
export function toDecimal(cents: number): string {
	const [whole = '0', fraction = ''] = (Math.round(Math.abs(cents) * 100) / 10_000)
		.toFixed(4)
		.split('.');
	return `${cents < 0 ? '-' : ''}${whole}.${fraction.replace(/00$/, '')}`;
}

/** The JSON number that 5sim prints. */
export function toNumber(cents: number): number {
	return Math.round(cents * 100) / 10_000;
}
