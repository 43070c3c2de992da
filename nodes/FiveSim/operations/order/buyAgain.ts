import { text } from '../../../shared/operation/parameters';
import { operation } from '../../service';
import { newestOrders } from './newestOrders';
import { phoneDigits, product } from '../../fields';
import { isSameName, receiptOf, simplify } from '../../order';

export const buyAgain = operation({
	resource: 'order',
	operation: 'buyAgain',
	name: 'Buy Again',
	action: 'Buy number again',
	description:
		"Rent a number again that was bought with 'Reuse'. Spends money: the price is charged at once.",

	params: {
		product,
		number: text(
			{
				displayName: 'Phone Number',
				type: 'string',
				default: '',
				placeholder: 'e.g. +79xxxxxxxxx',
				description: 'The number to rent again',
			},
			{
				pattern: /^\d{4,15}$/,
				example: '79xxxxxxxxx',
				clean: phoneDigits,
			},
		),
	},

	sideEffect: 'money',
	spends: {
		one: 'one number',
		many: 'numbers',
		price: 'Only the result shows its price',
	},
	reconcile: async (reader, _input, limit) => await newestOrders(reader, 'activation', limit),
	matches: (sent, { product: bought, phone }) =>
		isSameName(sent.product, bought) && phoneDigits(String(phone)) === sent.number,
	receipt: receiptOf,

	simplify,

	route: 'GET /v1/user/reuse/{product}/{number}',
});
