import { tidy as fiveSim } from '../../nodes/FiveSim/tidy';
import { priceOf } from '../../nodes/Gmt/money';
import { tidy as gmt } from '../../nodes/Gmt/tidy';

it.each<[unknown, unknown]>([
	['12.5', 12.5],
	['12,5', 12.5],
	['12.5041 RUB', 12.5041],
	['$12.50', 12.5],
	['USD 12.50', 12.5],
	['12.50 €', 12.5],
	['1,234.50', 1234.5],
	['1 234.50 ₽', 1234.5],
	['12\u00a0345,5', 12345.5],
	['-3', -3],
	[7, 7],
	['12.5 for each', '12.5 for each'],
	['about 12', 'about 12'],
	['1.2.3', '1.2.3'],
	['', ''],
	[null, null],
])('a price of 5sim written as %j is %j', (written, price) => {
	expect(fiveSim({ price: written })).toEqual({ price });
});

it.each<[unknown, unknown]>([
	['1.50', '1.50'],
	['1.5', '1.50'],
	['1,50', '1.50'],
	['0,0641', '0.0641'],
	['0,064', '0.064'],
	// A thousand for some, a bit more than one for others.
	['1,234', '1,234'],
	['1,234.50', '1234.50'],
	['1 234.50', '1234.50'],
	['1 234,50', '1234.50'],
	['$1.50', '1.50'],
	['1.50 USD', '1.50'],
	[1.5, '1.50'],
	[2, '2.00'],
	[0.0641, '0.0641'],
	['0.0641', '0.0641'],
])('an amount of Get My TG written as %j is %j', (written, amount) => {
	expect(gmt({ price: { amount: written } })).toEqual({ price: { amount } });
});

it.each<[unknown, object]>([
	[
		{ amount: '1.50', currency_code: 'usd' },
		{ price: 1.5, currency: 'USD' },
	],
	[
		{ amount: '0.0641', currency_code: 'USD' },
		{ price: 0.0641, currency: 'USD' },
	],
	[
		{ amount: 2, currency_code: 'EUR' },
		{ price: 2, currency: 'EUR' },
	],
	[{ amount: '0.00' }, { price: 0 }],
	[{ amount: null, currency_code: 'USD' }, { currency: 'USD' }],
	[{ amount: 'free', currency_code: null }, {}],
	[{ amount: {}, currency_code: {} }, {}],
	[{ amount: NaN }, {}],
	[{}, {}],
	['1.50', {}],
	[null, {}],
	[undefined, {}],
])('an amount of Get My TG that is %j comes out as %j', (money, price) => {
	expect(priceOf(money as Parameters<typeof priceOf>[0])).toStrictEqual(price);
});
