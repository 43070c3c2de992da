import { wholeNumber } from '../../../shared/operation/parameters';
import { operation } from '../../service';
import { accounts, callbackUrl, country, countryName } from '../../fields';
import { withPrice } from '../../money';
import { chargesSince, quoteOf, tracesOf, receiptOf } from '../../purchases';
import { archive } from './archive';

export const create = operation({
	resource: 'bulkPurchase',
	operation: 'create',
	name: 'Create',
	action: 'Create bulk purchase',
	description:
		'Buy many accounts of one country. Spends money: the full price is charged at once, and the archive with the accounts follows later.',

	params: {
		countryCode: country,
		quantity: wholeNumber({
			displayName: 'Quantity',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1,
			description: 'How many accounts to buy',
		}),
	},
	optional: { callbackUrl },
	wait: archive,

	sideEffect: 'money',
	spends: accounts,
	// Get My TG has no list of bulk purchases, and its list of purchases does not show their numbers.
	reconcile: 'impossible',
	snapshot: async (reader, { countryCode }) => await tracesOf(reader, countryCode),
	quote: async (reader, { countryCode, quantity }) => await quoteOf(reader, countryCode, quantity),
	charges: chargesSince,
	receipt: ({ bulk_purchase_id, total_price, created_at }) =>
		receiptOf(bulk_purchase_id, total_price, created_at),

	errorContext: ({ countryCode, quantity }) =>
		`for ${quantity} accounts of ${countryName(countryCode)}`,

	output: withPrice,

	route: 'POST /v1/purchases/bulk',
});
