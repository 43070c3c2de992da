import { operation } from '../../service';
import { orderId } from '../../fields';
import { get } from './get';
import { isEndOf, simplify } from '../../order';

export const finish = operation({
	resource: 'order',
	operation: 'finish',
	name: 'Finish',
	action: 'Finish order',
	description: 'Close an order that has received its SMS',

	params: { orderId },

	sideEffect: 'state',
	answers: isEndOf,
	readBack: async (reader, input) => {
		const order = await reader.read(get, input);
		return order.status === 'FINISHED' ? order : undefined;
	},

	simplify,

	route: 'GET /v1/user/finish/{id}',
});
