import { operation } from '../../service';
import { order, reverse } from '../../fields';

export const getManyPayments = operation({
	resource: 'user',
	operation: 'getManyPayments',
	name: 'Get Many Payments',
	action: 'Get many payments',
	description: 'Retrieve a list of changes to your balance',

	params: {},
	optional: { order, reverse },
	list: 'paged',

	sideEffect: 'none',

	route: 'GET /v1/user/payments',
});
