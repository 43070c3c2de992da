import { codePattern } from '../../codePattern';
import { operation } from '../../service';
import { category, order, reverse } from '../../fields';
import { simplify } from '../../order';

export const getAll = operation({
	resource: 'order',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many orders',
	description: 'Retrieve a list of orders',

	params: { category },
	optional: { order, reverse },
	options: { codePattern },
	list: 'paged',

	sideEffect: 'none',

	simplify,

	route: 'GET /v1/user/orders',
});
