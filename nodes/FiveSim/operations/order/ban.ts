import { operation } from '../../service';
import { get } from './get';
import { orderId } from '../../fields';
import { isEndOf, simplify } from '../../order';

export const ban = operation({
	resource: 'order',
	operation: 'ban',
	name: 'Ban',
	action: 'Ban number of order',
	description:
		'Report the number of an order as unusable. This ends the order and lowers your rating.',

	params: { orderId },

	sideEffect: 'state',
	answers: isEndOf,
	readBack: async (reader, input) => {
		const order = await reader.read(get, input);
		return order.status === 'BANNED' ? order : undefined;
	},

	simplify,

	route: 'GET /v1/user/ban/{id}',
});
