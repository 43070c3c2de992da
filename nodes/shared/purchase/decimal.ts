import { InvalidInput } from '../errors';
import { shown } from '../operation/parameters';

/** An amount of money: `digits` divided by 10 to the power of `scale`. Binary fractions cannot hold 0.1. */
interface Decimal {
	digits: bigint;
	scale: number;
}

/** Digits, perhaps with a fraction. Numbers come out as 1e-7 when they are very small. */
const WRITTEN = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,2}))?$/i;

/** Whether a service's price is an amount at all. */
export function isAmount(price: unknown): boolean {
	return ['number', 'string'].includes(typeof price) && WRITTEN.test(String(price));
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

/** What is left of an amount after a smaller one is taken away. */
export function minus(amount: string | number, taken: string | number): string {
	const [first, second, scale] = aligned(amount, taken);
	return write({ digits: first - second, scale });
}

/** An amount, so many times. */
export function times(amount: string | number, count: number): string {
	const { digits, scale } = read(amount);
	return write({ digits: digits * BigInt(count), scale });
}

function aligned(a: string | number, b: string | number): [bigint, bigint, number] {
	const [first, second] = [read(a), read(b)];
	const scale = Math.max(first.scale, second.scale);
	const widen = ({ digits, scale: own }: Decimal) => digits * 10n ** BigInt(scale - own);
	return [widen(first), widen(second), scale];
}

function read(amount: string | number): Decimal {
	const written = WRITTEN.exec(String(amount));
	if (!written) throw new InvalidInput('is not an amount', `The value was ${shown(amount)}.`);
	const [, whole, fraction = '', exponent = ''] = written;
	const scale = fraction.length - Number(exponent);
	const digits = BigInt(`${whole}${fraction}`) * 10n ** BigInt(Math.max(0, -scale));
	return { digits, scale: Math.max(0, scale) };
}

function write({ digits, scale }: Decimal): string {
	const text = String(digits).padStart(scale + 1, '0');
	const point = text.length - scale;
	return scale === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
}
