import { operation } from '../gmt';
import { bulkPurchaseId } from '../params';

export const get = operation({
	resource: 'bulkPurchase',
	operation: 'get',
	name: 'Get',
	action: 'Get bulk purchase',
	description: 'Retrieve the status of a bulk purchase and, once it is ready, where its archive is',

	params: { purchaseId: bulkPurchaseId },

	sideEffect: 'none',

	route: 'GET /v1/purchases/bulk/{purchase_id}',
});
