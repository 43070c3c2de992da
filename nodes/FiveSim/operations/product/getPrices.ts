import type { components } from '../../../../contract/fivesim';
import { InvalidInput } from '../../../shared/errors';
import { flag } from '../../../shared/operation/switches';
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
	options: {
		wholeList: flag(
			{
				displayName: 'Whole Price List',
				type: 'boolean',
				default: false,
				description:
					'Whether to return the prices of everything when neither country nor product is set: about 750,000 items',
			},
			'yes',
		),
	},
	check: (input) => {
		if (input.country === undefined && input.product === undefined && !input.wholeList)
			throw new InvalidInput(
				'are empty, which would give about 750,000 items',
				"Set 'Country' or 'Product', or turn on 'Whole Price List' under Options.",
			);
	},

	sideEffect: 'none',

	// Asked for a product without a country, 5sim puts the product first and the country second.
	output: (tree, input) => rowsOf(tree, input.product !== undefined && input.country === undefined),

	large: true,

	route: 'GET /v1/guest/prices',
});

/** One row for each operator, sorted by country, product and operator. */
function rowsOf(tree: components['schemas']['PriceTree'], productFirst: boolean): object[] {
	const rows: object[] = [];
	for (const [first, second] of Object.entries(tree)) {
		for (const name of namesIn(second)) {
			const offers = second[name]!;
			const [country, product] = productFirst ? [name, first] : [first, name];
			for (const operator of namesIn(offers)) {
				const offer = offers[operator];
				// A text or a number beside the offers is none.
				if (['string', 'number', 'boolean'].includes(typeof offer)) continue;
				const { cost, count } = offer ?? {};
				// Fields that are named here make a row smaller than those that only the spread adds.
				rows.push({
					country,
					product,
					operator,
					price: cost,
					quantity: count,
					rate: null,
					cost,
					count,
					...offer,
				});
			}
		}
	}
	return rows;
}

/** The names in an object, sorted; none in what else may stand beside the parts of the tree. */
function namesIn(part: object | null | undefined): string[] {
	return typeof part === 'object' && part !== null ? Object.keys(part).sort() : [];
}
