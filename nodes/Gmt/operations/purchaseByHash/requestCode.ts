import { operation } from '../../service';
import { callbackUrl, hash } from '../../fields';
import { code } from '../purchase/code';
import { hasCode } from '../../purchases';
import { get } from './get';

export const requestCode = operation({
	resource: 'purchaseByHash',
	operation: 'requestCode',
	name: 'Request Code',
	action: 'Request code of purchase by hash',
	description: 'Ask for the login code of a purchase by its secret hash. Needs no key.',

	params: { hash },
	optional: { callbackUrl },
	announces: code,

	sideEffect: 'state',
	readBack: async (reader, input) => {
		const purchase = await reader.read(get, { hash: input.hash });
		return hasCode(purchase) ? { purchase, code_request: { status: 'success' } } : undefined;
	},

	route: 'POST /v1/purchases-by-hash/{hash}/request-code',
});
