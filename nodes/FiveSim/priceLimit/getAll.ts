import { operation } from '../fiveSim';

export const getAll = operation({
	resource: 'priceLimit',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many price limits',
	description: 'Retrieve a list of the highest prices you have set',

	params: {},
	list: 'whole',

	sideEffect: 'none',

	output: (limits) => limits ?? [],

	route: 'GET /v1/user/max-prices',
});
