import type { components } from '../../../../contract/fivesim';
import { codePattern } from '../../codePattern';
import { messagesIn } from '../../messages';
import { operation } from '../../service';
import { codeOf } from '../../smsCode';
import { orderId } from '../../fields';
import { tidyMessage } from '../../tidy';
import { get } from '../order/get';

type Sms = components['schemas']['Sms'];

const inbox = operation({
	resource: 'sms',
	operation: 'getInbox',
	name: 'Get Inbox',
	action: 'Get inbox',
	description: 'Retrieve the inbox of an order',
	params: { orderId },
	sideEffect: 'none',
	route: 'GET /v1/user/sms/inbox/{id}',
});

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

	run: async ({ input, read }) =>
		await read(inbox, input).catch(async (failure: unknown) => {
			// Many accounts are redirected instead of getting the inbox; the order has its messages too.
			const order = await read(get, input).catch(() => undefined);
			return order ? { Data: order.sms ?? null } : await Promise.reject(failure);
		}),

	output: (inbox, input) =>
		(messagesIn(inbox.Data) ?? []).map((entry) => {
			const message = tidyMessage(entry) as Sms;
			return { ...message, code: codeOf([message], input.codePattern) ?? '' };
		}),

	route: 'GET /v1/user/sms/inbox/{id}',
});
