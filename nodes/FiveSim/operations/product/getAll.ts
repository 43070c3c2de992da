import { operation } from '../../service';
import { country, operator } from '../../fields';
import { partsOf } from '../../tidy';

export const getAll = operation({
	resource: 'product',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many products',
	description: 'Retrieve a list of products that can be bought in a country, with price and stock',

	params: { country, operator },

	list: 'whole',

	sideEffect: 'none',

	output: (products) =>
		partsOf(products)
			.map(([product, { Category: category, Qty: quantity, Price: price }]) => ({
				product,
				category,
				quantity,
				price,
			}))
			.sort((a, b) => a.product.localeCompare(b.product)),

	route: 'GET /v1/guest/products/{country}/{operator}',
});
