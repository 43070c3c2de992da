import { isAbout } from '../../../shared/operation/operation';
import { operation } from '../../service';
import { purchaseId } from '../../fields';
import { simplify } from './simplify';

export const get = operation({
	resource: 'purchase',
	operation: 'get',
	name: 'Get',
	action: 'Get purchase',
	description: 'Retrieve a purchase with its status and, once it has arrived, the login code',

	params: { purchaseId },

	sideEffect: 'none',
	answers: ({ id }, { purchaseId: asked }) => isAbout(id, asked),

	simplify,

	route: 'GET /v1/purchases/{purchase_id}',
});
