import * as fc from 'fast-check';
import { compare, sum, times } from '../../nodes/shared/purchase/decimal';

/** An amount in thousandths, and how it may be written. */
const amount = fc
	.tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.nat({ max: 3 }))
	.map(([thousandths, zeros]) => ({
		thousandths,
		text: `${thousandths / 1000n}.${String(thousandths % 1000n).padStart(3, '0')}${'0'.repeat(zeros)}`,
	}));

/** The amount in thousandths, read again in the plainest way. */
const thousandthsOf = (text: string) => {
	const [whole = '0', fraction = ''] = text.split('.');
	return BigInt(whole + fraction.padEnd(3, '0').slice(0, 3));
};

it('compares, adds and multiplies exactly', () => {
	fc.assert(
		fc.property(amount, amount, fc.integer({ min: 0, max: 1_000_000 }), (a, b, count) => {
			const difference = a.thousandths - b.thousandths;
			expect(Math.sign(compare(a.text, b.text))).toBe(
				difference < 0n ? -1 : difference > 0n ? 1 : 0,
			);
			expect(thousandthsOf(sum([a.text, b.text]))).toBe(a.thousandths + b.thousandths);
			expect(thousandthsOf(times(a.text, count))).toBe(a.thousandths * BigInt(count));
		}),
	);
});

it.each([
	[0.1 + 0.2, '0.3', 1],
	['12.50', 12.5, 0],
	[1e-7, '0.0000001', 0],
	[1e-10, '0.0000000001', 0],
	['1e2', '100.00', 0],
	['0', '0.01', -1],
	['9007199254740993', '9007199254740992', 1],
])('%s against %s is %i', (a, b, expected) => {
	expect(compare(a, b)).toBe(expected);
});

it('adds up tenths', () => {
	expect(sum(['0.1', '0.2', 0.3])).toBe('0.6');
	expect(sum([])).toBe('0');
	expect(sum(['1', '2'])).toBe('3');
	expect(times('0.07', 100)).toBe('7.00');
	expect(times('12', 3)).toBe('36');
});

it('does not take anything else for an amount', () => {
	for (const bad of ['', 'abc', '1,5', '-1', 'NaN', '1e999', 'x1', '1x', '.5', '1.'])
		expect(() => compare(bad, '1')).toThrow('is not an amount');
});
