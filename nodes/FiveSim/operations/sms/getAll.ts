import { codePattern } from '../../codePattern';
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
	options: { codePattern },
	list: 'whole',

	sideEffect: 'none',

	output: (inbox, input) =>
		(inbox.Data ?? []).map((message) => ({
			...message,
			code: codeOf([message], input.codePattern) ?? '',
		})),

	route: 'GET /v1/user/sms/inbox/{id}',
});
