import { operation } from '../../service';

export const get = operation({
	resource: 'vendor',
	operation: 'get',
	name: 'Get',
	action: 'Get vendor statistics',
	description: 'Retrieve the balance and rating of your vendor account',

	params: {},

	sideEffect: 'none',

	route: 'GET /v1/user/vendor',
});
