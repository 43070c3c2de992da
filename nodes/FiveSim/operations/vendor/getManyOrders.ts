import { operation } from '../../service';
import { category, order, reverse } from '../../fields';
import { simplify } from '../../order';

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
