import { operation } from '../../service';
import { country } from '../../fields';
import { simplifyDetails } from './simplify';

export const get = operation({
	resource: 'account',
	operation: 'get',
	name: 'Get',
	action: 'Get price and stock of country',
	description:
		'Retrieve your price and discount for the accounts of one country, and how many are in stock',

	params: { countryCode: country },

	sideEffect: 'none',

	simplify: simplifyDetails,

	route: 'GET /v1/accounts/{country_code}',
});
