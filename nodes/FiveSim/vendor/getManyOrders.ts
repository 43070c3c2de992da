import { operation } from '../fiveSim';
import { category, order, reverse } from '../params';
import { simplify } from '../order/simplify';

export const getManyOrders = operation({
	resource: 'vendor',
	operation: 'getManyOrders',
	name: 'Get Many Orders',
	action: 'Get many vendor orders',
	description: 'Retrieve a list of the orders that others bought from your vendor account',

	params: { category },
	optional: { order, reverse },
	list: 'paged',

	sideEffect: 'none',

	simplify,

	route: 'GET /v1/vendor/orders',
});
