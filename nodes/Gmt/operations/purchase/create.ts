import type { components } from '../../../../contract/gmt';
import { operation } from '../../service';
import { country, countryName } from '../../fields';
import { chargesSince, quoteOf, receiptOf } from '../../purchases';
import { getAll } from './getAll';
import { simplify } from './simplify';

type Purchase = components['schemas']['Purchase'];

export const create = operation({
	resource: 'purchase',
	operation: 'create',
	name: 'Create',
	action: 'Create purchase',
	description: 'Buy one account of a country. Spends money: the price is charged at once.',

	params: { countryCode: country },

	sideEffect: 'money',
	// The API takes no idempotency key, so an unclear answer is settled by what is new in the list.
	reconcile: async (reader, _input, limit) => {
		const newest = { sort: 'date_desc' } as const;
		return limit === undefined
			? (await reader.read(getAll, newest)).items
			: ((await reader.readList(getAll, newest, limit)) as Purchase[]);
	},
	// What was bought on the website or from the bot was not bought here.
	matches: ({ countryCode }, { country_code, purchase_type, purchase_source = 'API' }) =>
		country_code === countryCode &&
		purchase_type === 'SINGLE' &&
		!['BOT', 'WEB'].includes(purchase_source),
	quote: async (reader, { countryCode }) => await quoteOf(reader, countryCode, 1),
	charges: chargesSince,
	receipt: ({ id, price, created_at }) => receiptOf(id, price, created_at),

	errorContext: ({ countryCode }) => `for one account of ${countryName(countryCode)}`,
	simplify,

	route: 'POST /v1/purchases/',
});
