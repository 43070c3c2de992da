import { operation } from '../../service';

export const getWallets = operation({
	resource: 'vendor',
	operation: 'getWallets',
	name: 'Get Wallets',
	action: 'Get vendor wallets',
	description: 'Retrieve how much money each payment system has for payouts',

	params: {},

	sideEffect: 'none',

	route: 'GET /v1/vendor/wallets',
});
