import { codePattern } from '../../codePattern';
import { operation } from '../../service';
import { orderId } from '../../fields';
import { isOrderOf, simplify } from '../../order';

export const get = operation({
	resource: 'order',
	operation: 'get',
	name: 'Get',
	action: 'Get order',
	description: 'Retrieve an order with its status and the SMS it has received',

	params: { orderId },
	options: { codePattern },

	sideEffect: 'none',
	answers: isOrderOf,

	simplify,

	route: 'GET /v1/user/check/{id}',
});
