import { operation } from '../fiveSim';
import { orderId } from '../params';
import { simplify } from './simplify';

export const get = operation({
	resource: 'order',
	operation: 'get',
	name: 'Get',
	action: 'Get order',
	description: 'Retrieve an order with its status and the SMS it has received',

	params: { orderId },

	sideEffect: 'none',

	simplify,

	route: 'GET /v1/user/check/{id}',
});
