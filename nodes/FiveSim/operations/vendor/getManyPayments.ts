import { operation } from '../../service';
import { order, reverse } from '../../fields';

export const getManyPayments = operation({
	resource: 'vendor',
	operation: 'getManyPayments',
	name: 'Get Many Payments',
	action: 'Get many vendor payments',
	description: 'Retrieve a list of the payouts and earnings of your vendor account',

	params: {},
	optional: { order, reverse },
	list: 'paged',

	sideEffect: 'none',

	route: 'GET /v1/vendor/payments',
});
