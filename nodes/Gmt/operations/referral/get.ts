import { operation } from '../../service';

export const get = operation({
	resource: 'referral',
	operation: 'get',
	name: 'Get',
	action: 'Get referral status',
	description: 'Retrieve your referral level, earnings and link',

	params: {},

	sideEffect: 'none',

	route: 'GET /v1/profile/referral',
});
