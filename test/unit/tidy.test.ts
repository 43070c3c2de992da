import { tidy as fiveSim } from '../../nodes/FiveSim/tidy';
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
	[1.5, '1.50'],
	[2, '2.00'],
	[0.0641, '0.0641'],
	['0.0641', '0.0641'],
])('an amount of Get My TG written as %j is %j', (written, amount) => {
	expect(gmt({ price: { amount: written } })).toEqual({ price: { amount } });
});
