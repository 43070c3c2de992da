import { operation } from '../../service';

export const getDiscount = operation({
	resource: 'profile',
	operation: 'getDiscount',
	name: 'Get Discount',
	action: 'Get discount',
	description: 'Retrieve your discount level and what the next level requires',

	params: {},

	sideEffect: 'none',

	route: 'GET /v1/profile/discount',
});
