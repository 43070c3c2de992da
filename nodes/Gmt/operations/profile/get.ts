import { operation } from '../../service';

export const get = operation({
	resource: 'profile',
	operation: 'get',
	name: 'Get',
	action: 'Get profile',
	description: 'Retrieve your balance, discount and personal data',

	params: {},

	sideEffect: 'none',

	route: 'GET /v1/profile/',
});
