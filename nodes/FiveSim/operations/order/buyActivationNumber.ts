import { named, text } from '../../../shared/operation/parameters';
import { flag } from '../../../shared/operation/switches';
import { operation } from '../../service';
import { anyCountry, operator, originText, phoneDigits, product } from '../../fields';
import { ceilingOf, quoteOf } from '../../prices';
import { cancel } from './cancel';
import { chargesSince, newestOrders } from './newestOrders';
import { isLike, receiptOf, simplify } from '../../order';

export const buyActivationNumber = operation({
	resource: 'order',
	operation: 'buyActivationNumber',
	name: 'Buy Activation Number',
	action: 'Buy activation number',
	description:
		'Rent a number that receives the SMS of one app or website. Spends money: the price is charged at once.',

	// In the order in which people decide: countries show their prices once the product is chosen.
	params: { product, country: anyCountry, operator },
	optional: {
		forwarding: flag(
			{
				displayName: 'Forwarding',
				type: 'boolean',
				default: false,
				description: 'Whether to forward calls to another number',
			},
			'true',
		),
		forwardingNumber: named(
			'number',
			text(
				{
					displayName: 'Forwarding Number',
					type: 'string',
					default: '',
					placeholder: 'e.g. 7xxxxxxxxxx',
					description:
						"The number that calls are forwarded to: a Russian number with 11 digits. Turn on 'Forwarding' as well.",
				},
				{
					pattern: /^7\d{10}$/,
					example: '7xxxxxxxxxx',
					clean: (number) => phoneDigits(number).replace(/^8/, '7'),
				},
			),
		),
		ref: text(
			{
				displayName: 'Referral Key',
				type: 'string',
				default: '',
				description: 'Your referral key, if you have one',
			},
			{ pattern: /^\S{1,128}$/, example: 'the key without spaces' },
		),
		reuse: flag(
			{
				displayName: 'Reuse',
				type: 'boolean',
				default: false,
				description: 'Whether to get a number that can be bought again later, where available',
			},
			'1',
		),
		voice: flag(
			{
				displayName: 'Voice',
				type: 'boolean',
				default: false,
				description:
					'Whether to get a number that can also receive the code by an automated call, where available',
			},
			'1',
		),
	},

	sideEffect: 'money',
	spends: {
		one: 'one number',
		many: 'numbers',
		price: "'Product' and 'Country' show the current price",
	},
	// The API takes no idempotency key, so after an unclear response we look for a new order in the list.
	reconcile: async (reader, _input, limit) => await newestOrders(reader, 'activation', limit),
	matches: isLike,
	quote: quoteOf,
	ceiling: ceilingOf,
	ceilingNote: "With a named operator, 5sim itself ignores it: turn on 'Cancel If Overpaid' too.",
	compensate: ({ id }) => ({ operation: cancel, input: { orderId: id } }),
	charges: chargesSince,
	receipt: receiptOf,

	errorContext: (input) => `for ${input.product} in ${originText(input)}`,
	simplify,

	route: 'GET /v1/user/buy/activation/{country}/{operator}/{product}',
});
