import { operation } from '../../service';

export const getAll = operation({
	resource: 'priceLimit',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many price limits',
	description: 'Retrieve a list of your price limits, one for each product',

	params: {},
	list: 'whole',

	sideEffect: 'none',

	output: (limits) => limits ?? [],

	route: 'GET /v1/user/max-prices',
});
