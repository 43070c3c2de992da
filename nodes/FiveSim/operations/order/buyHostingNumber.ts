import { text } from '../../../shared/operation/parameters';
import { operation } from '../../service';
import { country, name, operator, originText } from '../../fields';
import { hostingQuoteOf } from '../../prices';
import { chargesSince, newestOrders } from './newestOrders';
import { isLike, receiptOf, simplify } from '../../order';

export const buyHostingNumber = operation({
	resource: 'order',
	operation: 'buyHostingNumber',
	name: 'Buy Hosting Number',
	action: 'Buy hosting number',
	description:
		'Rent a number for three hours or a day. Spends money: the price is charged at once.',

	params: {
		// 5sim adds periods and products without notice: an expression may name any.
		product: text(
			{
				displayName: 'Period',
				type: 'options',
				options: [
					{ name: '1 Day', value: '1day' },
					{ name: '3 Hours', value: '3hours' },
				],
				default: '1day',
				description:
					"How long to rent the number for. An expression can name any hosting product that 'Product: Get Many' lists.",
			},
			{ ...name, example: '1day' },
		),
		country,
		operator,
	},

	sideEffect: 'money',
	spends: {
		one: 'one number',
		many: 'numbers',
		price: "'Product: Get Many' shows the current price",
	},
	reconcile: async (reader, _input, limit) => await newestOrders(reader, 'hosting', limit),
	matches: isLike,
	quote: hostingQuoteOf,
	charges: chargesSince,
	receipt: receiptOf,

	errorContext: (input) => `for ${input.product} in ${originText(input)}`,
	simplify,

	route: 'GET /v1/user/buy/hosting/{country}/{operator}/{product}',
});
