import { operation } from '../../service';
import { codeOf } from '../../smsCode';
import { orderId } from '../../fields';

export const getAll = operation({
	resource: 'sms',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many SMS messages of order',
	description: 'Retrieve a list of the SMS that an order has received',

	params: { orderId },
	list: 'whole',

	sideEffect: 'none',

	output: (inbox) =>
		(inbox.Data ?? []).map((message) => ({ ...message, code: codeOf([message]) ?? '' })),

	route: 'GET /v1/user/sms/inbox/{id}',
});
