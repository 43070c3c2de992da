import { operation } from '../../service';
import { callbackUrl, purchaseId } from '../../fields';
import { code } from './code';
import { hasCode } from '../../purchases';
import { get } from './get';

export const requestCode = operation({
	resource: 'purchase',
	operation: 'requestCode',
	name: 'Request Code',
	action: 'Request code of purchase',
	description:
		'Ask for the login code of a purchase. Once it has arrived, the purchase cannot be refunded.',

	params: { purchaseId },
	optional: { callbackUrl },
	wait: code,

	sideEffect: 'state',
	// 409 means that the code was requested before, so read it. After an unclear response only a code that has arrived proves the request.
	readBack: async (reader, { purchaseId: id }) => {
		const purchase = await reader.read(get, { purchaseId: id });
		return hasCode(purchase) ? { purchase, code_request: { status: 'success' } } : undefined;
	},

	route: 'POST /v1/purchases/{purchase_id}/request-code',
});
