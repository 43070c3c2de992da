import { OperationFailure } from '../../nodes/shared/errors';
import { checkBudget, overpaidBy } from '../../nodes/shared/purchase/spendLimits';

const refused = (check: () => unknown) => {
	try {
		check();
	} catch (thrown) {
		return (thrown as OperationFailure).failure;
	}
	throw new Error('It was allowed');
};

const spent = (amount = '0', currency?: string) => ({ amount, currency });

describe('what may be spent', () => {
	it('is not limited when no limit is set, and what it costs is known all the same', () => {
		expect(checkBudget({ price: '0.62', quantity: 10 }, {}, spent('1000000'))).toEqual({
			amount: '6.20',
		});
	});

	it('holds for one: the very price is allowed, a hair more is not', () => {
		expect(checkBudget({ price: '0.62', quantity: 10 }, { maxPrice: '0.62' }, spent())).toEqual({
			amount: '6.20',
			maxAmount: '6.20',
		});
		expect(
			refused(() =>
				checkBudget(
					{ price: '0.62', currency: 'USD', quantity: 10 },
					{ maxPrice: '0.6199999999' },
					spent(),
				),
			),
		).toMatchObject({
			code: 'overBudget',
			message: expect.stringMatching(/0\.62 USD.* Max Price \(0\.6199999999\)/),
			description: expect.stringContaining('Nothing was bought for this item.'),
		});
	});

	it('holds for all together: up to the very total, and not a hair beyond', () => {
		const quote = { price: '0.10', quantity: 3 };
		expect(checkBudget(quote, { maxTotal: '0.60' }, spent('0.3'))).toEqual({
			amount: '0.30',
			maxAmount: '0.30',
		});
		expect(
			refused(() => checkBudget(quote, { maxTotal: '0.60' }, spent('0.3000000001'))),
		).toMatchObject({
			code: 'overBudget',
			message: expect.stringMatching(/0\.30.* 0\.6000000001, .*Max Total \(0\.60\)/),
			description: expect.stringContaining('Nothing was bought for this item.'),
		});
	});
});

it('is never added up in two currencies', () => {
	const quote = { price: '1', currency: 'EUR', quantity: 1 };
	expect(refused(() => checkBudget(quote, { maxTotal: '100' }, spent('2', 'USD')))).toMatchObject({
		code: 'overBudget',
		message: expect.stringMatching(/costs EUR, and 2 USD were spent before.*'Max Total'/),
	});
	expect(checkBudget(quote, { maxTotal: '100' }, spent('2', 'EUR'))).toMatchObject({
		amount: '1',
		currency: 'EUR',
		maxAmount: '98',
	});
});

it.each([
	['0.25', '1', '0.75'],
	['0.25', '0.70', '0.60'],
])(
	'together with %s for one and %s for all, three may cost %s',
	(maxPrice, maxTotal, maxAmount) => {
		expect(
			checkBudget({ price: '0.10', quantity: 3 }, { maxPrice, maxTotal }, spent('0.1')),
		).toEqual({
			amount: '0.30',
			maxAmount,
		});
	},
);

describe('what came out', () => {
	const bought = { request: '', state: 'bought' as const, price: '0.70 USD' };

	it('is too expensive when it cost more than allowed', () => {
		expect(
			overpaidBy({ ...bought, amount: '0.7000000001', maxAmount: '0.70' }, { maxPrice: '0.35' }),
		).toEqual({ price: '0.70 USD', maxPrice: '0.35' });
	});

	it('is too expensive when it cost more than was left, and names the limits that were set', () => {
		expect(overpaidBy({ ...bought, amount: '0.71', maxAmount: '0.70' }, { maxTotal: '5' })).toEqual(
			{ price: '0.70 USD', maxTotal: '5' },
		);
		expect(
			overpaidBy(
				{ ...bought, amount: '0.71', maxAmount: '0.70' },
				{ maxPrice: '1', maxTotal: '5' },
			),
		).toEqual({ price: '0.70 USD', maxPrice: '1', maxTotal: '5' });
	});

	it.each(['0.70', '0.7', '0.69'])('is fine at %s of 0.70', (amount) => {
		expect(
			overpaidBy({ ...bought, amount, maxAmount: '0.70' }, { maxPrice: '0.35' }),
		).toBeUndefined();
	});

	it('is never too expensive where nothing is known, or nothing was limited', () => {
		expect(overpaidBy({ ...bought, maxAmount: '0.70' }, { maxPrice: '0.35' })).toBeUndefined();
		expect(overpaidBy({ ...bought, amount: '9' }, { maxPrice: '0.35' })).toBeUndefined();
		// An entry of an earlier try keeps its limit; the user may have taken it away since.
		expect(overpaidBy({ ...bought, amount: '9', maxAmount: '0.70' }, {})).toBeUndefined();
	});
});
