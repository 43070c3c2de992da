import { isAbout } from '../../../shared/operation/operation';
import { operation } from '../../service';
import { bulkPurchaseId } from '../../fields';
import { withPrice } from '../../money';

export const get = operation({
	resource: 'bulkPurchase',
	operation: 'get',
	name: 'Get',
	action: 'Get bulk purchase',
	description:
		'Retrieve a bulk purchase with its status and, once it is ready, the address of its archive',

	params: { purchaseId: bulkPurchaseId },

	sideEffect: 'none',
	answers: ({ bulk_purchase_id: id }, { purchaseId: asked }) => isAbout(id, asked),

	output: withPrice,

	route: 'GET /v1/purchases/bulk/{purchase_id}',
});
