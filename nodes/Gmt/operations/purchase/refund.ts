import { operation } from '../../service';
import { get } from './get';
import { purchaseId } from '../../fields';

export const refund = operation({
	resource: 'purchase',
	operation: 'refund',
	name: 'Refund',
	action: 'Refund purchase',
	description:
		'Get the full price of a purchase back. Possible 20 minutes after the purchase or later, as long as no code has arrived.',

	params: { purchaseId },

	sideEffect: 'state',
	readBack: async (reader, input) => {
		const purchase = await reader.read(get, input);
		return purchase.status === 'REFUND'
			? { purchase, refund: { amount: purchase.price } }
			: undefined;
	},

	route: 'POST /v1/purchases/{purchase_id}/refund',
});
