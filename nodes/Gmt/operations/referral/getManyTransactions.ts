import { operation } from '../../service';

export const getManyTransactions = operation({
	resource: 'referral',
	operation: 'getManyTransactions',
	name: 'Get Many Transactions',
	action: 'Get many referral transactions',
	description: 'Retrieve a list of changes to your referral balance, newest first',

	params: {},
	list: 'paged',

	sideEffect: 'none',

	route: 'GET /v1/profile/referral/transaction',
});
