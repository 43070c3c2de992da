import type { components } from '../../../../contract/fivesim';
import { operation } from '../../service';
import { country, product } from '../../fields';

export const getPrices = operation({
	resource: 'product',
	operation: 'getPrices',
	name: 'Get Prices',
	action: 'Get prices of products',
	description: 'Retrieve the price, stock and delivery rates of every operator',

	params: {},
	optional: { country, product },

	sideEffect: 'none',

	// With the product alone the levels change places.
	output: (tree, input) => rowsOf(tree, input.product !== undefined && input.country === undefined),

	large: true,

	route: 'GET /v1/guest/prices',
});

/** One row for each operator, sorted by country, product and operator. */
function rowsOf(tree: components['schemas']['PriceTree'], productFirst: boolean): object[] {
	const rows: object[] = [];
	for (const first of Object.keys(tree).sort()) {
		const second = tree[first]!;
		// The whole price list is large: what has become rows need not be held any longer.
		delete tree[first];
		for (const name of Object.keys(second ?? {}).sort()) {
			const offers = second[name]!;
			const [country, product] = productFirst ? [name, first] : [first, name];
			for (const operator of Object.keys(offers ?? {}).sort()) {
				const { cost, count, ...rates } = offers[operator] ?? {};
				rows.push({ country, product, operator, cost, count, ...rates });
			}
		}
	}
	return rows;
}
