import { InvalidInput } from './errors';
import { isNothing, shown, type Field, type Parameter } from './parameters';

/** An amount of money: `digits` divided by 10 to the power of `scale`. Binary fractions cannot hold 0.1. */
interface Decimal {
	digits: bigint;
	scale: number;
}

/** Which of two amounts is larger: negative, zero or positive, as in sorting. */
export function compare(a: string | number, b: string | number): number {
	const [first, second] = aligned(a, b);
	return first < second ? -1 : first > second ? 1 : 0;
}

/** The exact sum of amounts. */
export function sum(amounts: ReadonlyArray<string | number>): string {
	return amounts.reduce<string>((total, amount) => {
		const [first, second, scale] = aligned(total, amount);
		return write({ digits: first + second, scale });
	}, '0');
}

/** An amount, so many times. */
export function times(amount: string | number, count: number): string {
	const { digits, scale } = read(amount);
	return write({ digits: digits * BigInt(count), scale });
}

/** A field for an amount that is compared, never sent as it stands. */
export function amountLimit(property: Field): Parameter<string> {
	return {
		property,
		parse(input) {
			const entered = typeof input === 'number' ? String(input) : input;
			if (isNothing(entered) || typeof entered !== 'string' || !/^\d{1,15}(\.\d{1,10})?$/.test(entered.trim())) {
				throw new InvalidInput("must be an amount such as '0.75'", `You entered ${shown(input)}.`);
			}
			return entered.trim();
		},
	};
}

function aligned(a: string | number, b: string | number): [bigint, bigint, number] {
	const [first, second] = [read(a), read(b)];
	const scale = Math.max(first.scale, second.scale);
	const widen = ({ digits, scale: own }: Decimal) => digits * 10n ** BigInt(scale - own);
	return [widen(first), widen(second), scale];
}

function read(amount: string | number): Decimal {
	// Numbers come out as 1e-7 when they are very small.
	const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,2}))?$/i.exec(String(amount)) ?? [];
	if (whole === '') throw new InvalidInput('is not an amount', `The value was ${shown(amount)}.`);
	const scale = fraction.length - Number(exponent);
	const digits = BigInt(`${sign}${whole}${fraction}`) * 10n ** BigInt(Math.max(0, -scale));
	return { digits, scale: Math.max(0, scale) };
}

function write({ digits, scale }: Decimal): string {
	const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
	const whole = text.slice(0, text.length - scale);
	return `${digits < 0n ? '-' : ''}${whole}${scale > 0 ? `.${text.slice(-scale)}` : ''}`;
}
