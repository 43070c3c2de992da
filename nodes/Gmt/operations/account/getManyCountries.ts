import { operation } from '../../service';
import { accountSort, countryCodes } from '../../fields';
import { simplify } from './simplify';

export const getManyCountries = operation({
	resource: 'account',
	operation: 'getManyCountries',
	name: 'Get Many Countries',
	action: 'Get many countries',
	description:
		'Retrieve a list of countries with the public prices, before your discount. Needs no key.',

	params: { sort: accountSort },
	optional: { countryCodes },
	list: 'paged',

	sideEffect: 'none',

	simplify,

	route: 'GET /v1/accounts/countries',
});
