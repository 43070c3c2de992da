import { operation } from '../../service';
import { accountSort, countryCodes } from '../../fields';
import { simplify } from './simplify';

export const getAll = operation({
	resource: 'account',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many prices and stocks',
	description:
		'Retrieve a list of countries with your price for an account and how many are in stock',

	params: { sort: accountSort },
	optional: { countryCodes },
	list: 'paged',

	sideEffect: 'none',

	simplify,

	route: 'GET /v1/accounts/',
});
