import { operation } from '../gmt';
import { country } from '../params';

export const get = operation({
	resource: 'account',
	operation: 'get',
	name: 'Get',
	action: 'Get account',
	description: 'Retrieve your price, discount and the stock of accounts of one country',

	params: { countryCode: country },

	sideEffect: 'none',

	route: 'GET /v1/accounts/{country_code}',
});
