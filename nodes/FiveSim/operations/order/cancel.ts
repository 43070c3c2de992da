import { operation } from '../../service';
import { orderId } from '../../fields';
import { get } from './get';
import { isEndOf, simplify } from '../../order';

export const cancel = operation({
	resource: 'order',
	operation: 'cancel',
	name: 'Cancel',
	action: 'Cancel order',
	description: 'End an order that has received no SMS yet, and get its price back',

	params: { orderId },

	sideEffect: 'state',
	answers: isEndOf,
	readBack: async (reader, input) => {
		const order = await reader.read(get, input);
		return order.status === 'CANCELED' ? order : undefined;
	},

	simplify,

	route: 'GET /v1/user/cancel/{id}',
});
