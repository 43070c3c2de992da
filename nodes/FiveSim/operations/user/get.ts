import { operation } from '../../service';

export const get = operation({
	resource: 'user',
	operation: 'get',
	name: 'Get',
	action: 'Get user profile',
	description: 'Retrieve your balance, rating and default settings',

	params: {},

	sideEffect: 'none',

	route: 'GET /v1/user/profile',
});
