import { flag, text } from '../../shared/parameters';
import { operation } from '../fiveSim';
import { category } from '../params';

export const getAll = operation({
	resource: 'order',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many orders',
	description: 'Retrieve a list of orders',

	params: { category },
	optional: {
		order: text(
			{ displayName: 'Sort By', type: 'string', default: 'id', placeholder: 'e.g. id', description: 'The field to sort by' },
			{ pattern: /^\w{1,64}$/, example: 'id' },
		),
		reverse: flag({ displayName: 'Newest First', type: 'boolean', default: true, description: 'Whether to turn the order round' }, 'true'),
	},
	list: 'paged',

	sideEffect: 'none',

	route: 'GET /v1/user/orders',
});
