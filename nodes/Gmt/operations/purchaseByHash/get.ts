import { operation } from '../../service';
import { hash } from '../../fields';
import { simplify } from '../purchase/simplify';

export const get = operation({
	resource: 'purchaseByHash',
	operation: 'get',
	name: 'Get',
	action: 'Get purchase by hash',
	description: 'Retrieve a purchase by its secret hash. Needs no key.',

	params: { hash },

	sideEffect: 'none',

	simplify,

	route: 'GET /v1/purchases-by-hash/{hash}',
});
