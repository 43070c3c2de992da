import { text } from '../../shared/parameters';
import { operation } from '../gmt';
import { accountSort } from '../params';

export const getAll = operation({
	resource: 'account',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many accounts',
	description: 'Retrieve a list of countries with your price and the stock of accounts',

	params: { sort: accountSort },
	optional: {
		countryCodes: text(
			{ displayName: 'Country Codes', type: 'string', default: '', placeholder: 'e.g. US,GB', description: 'Only these countries, separated by commas' },
			{ pattern: /^[A-Z]{2}(,[A-Z]{2}){0,299}$/, example: 'US,GB', clean: (codes) => codes.toUpperCase().replace(/\s+/g, '') },
		),
	},
	list: 'paged',

	sideEffect: 'none',

	route: 'GET /v1/accounts/',
});
