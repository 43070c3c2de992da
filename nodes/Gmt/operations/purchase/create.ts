import { operation } from '../../service';
import { accounts, country, countryName } from '../../fields';
import { chargesSince, quoteOf, receiptOf } from '../../purchases';
import { getAll } from './getAll';
import { simplify } from './simplify';

export const create = operation({
	resource: 'purchase',
	operation: 'create',
	name: 'Create',
	action: 'Create purchase',
	description: 'Buy one account of a country. Spends money: the price is charged at once.',

	params: { countryCode: country },

	sideEffect: 'money',
	spends: accounts,
	// The API takes no idempotency key, so after an unclear response we look for a new purchase in the list.
	reconcile: async (reader, _input, limit) => {
		const newest = { sort: 'date_desc' } as const;
		return limit === undefined
			? (await reader.read(getAll, newest)).items
			: await reader.readList(getAll, newest, limit);
	},
	// Leave out what somebody bought on the website or from the bot.
	matches: ({ countryCode }, { country_code, purchase_type, purchase_source = 'API' }) =>
		country_code.toUpperCase() === countryCode &&
		purchase_type.toUpperCase() === 'SINGLE' &&
		!['BOT', 'WEB'].includes(purchase_source.toUpperCase()),
	quote: async (reader, { countryCode }) => await quoteOf(reader, countryCode, 1),
	charges: chargesSince,
	receipt: ({ id, price, created_at }) => receiptOf(id, price, created_at),

	errorContext: ({ countryCode }) => `for one account of ${countryName(countryCode)}`,
	simplify,

	route: 'POST /v1/purchases/',
});
