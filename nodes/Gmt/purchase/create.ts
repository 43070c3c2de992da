import { operation } from '../gmt';
import { country } from '../params';
import { priceText, purchaseNumber } from '../receipt';
import { getAll } from './getAll';

export const create = operation({
	resource: 'purchase',
	operation: 'create',
	name: 'Create',
	action: 'Create purchase',
	description: 'Buy one account of a country. Spends money: the price is charged at once.',

	params: { countryCode: country },

	sideEffect: 'money',
	// The API takes no idempotency key, so an unclear answer is settled by what is new in the list.
	reconcile: async (reader, { countryCode }) => {
		const newest = await reader.read(getAll, { sort: 'date_desc' });
		return newest.items.filter((purchase) => purchase.country_code === countryCode && purchase.purchase_type === 'SINGLE');
	},
	receipt: (purchase) => ({ id: purchaseNumber(purchase.id), price: priceText(purchase.price) }),

	route: 'POST /v1/purchases/',
});
