import { inWords } from '../../../shared/errors';
import { amount } from '../../../shared/operation/amounts';
import { asText, choice, text } from '../../../shared/operation/parameters';
import { operation } from '../../service';
import { getWallets } from './getWallets';

export const createPayout = operation({
	resource: 'vendor',
	operation: 'createPayout',
	name: 'Create Payout',
	action: 'Create payout',
	description: 'Pay out the earnings of your vendor account. Moves money: each run pays out again.',

	params: {
		receiver: text(
			{
				displayName: 'Receiver',
				type: 'string',
				default: '',
				description: 'The card or wallet that receives the money',
			},
			{
				pattern: /^\S{1,128}$/,
				example: 'the number of a card or wallet, without spaces',
				secret: true,
			},
		),
		method: choice({
			displayName: 'Method',
			type: 'options',
			options: [
				{ name: 'QIWI', value: 'qiwi' },
				{ name: 'Visa', value: 'visa' },
				{ name: 'Yandex', value: 'yandex' },
			],
			default: 'visa',
			description: 'The kind of card or wallet that receives the money',
		}),
		amount: asText(
			amount(
				{
					displayName: 'Amount',
					type: 'number',
					typeOptions: { minValue: 0.01, numberPrecision: 4 },
					default: 1,
					description: 'How much to pay out',
				},
				{ min: 0.01, max: 1_000_000_000, places: 4 },
			),
		),
		fee: choice({
			displayName: 'Payment System',
			type: 'options',
			options: [
				{ name: 'FKwallet', value: 'fkwallet' },
				{ name: 'Payeer', value: 'payeer' },
				{ name: 'Unitpay', value: 'unitpay' },
			],
			default: 'payeer',
			description: 'The payment system that sends the money',
		}),
	},

	sideEffect: 'money',
	// It is not published how the response or the list of payments identifies a payout.
	reconcile: 'impossible',
	snapshot: async (reader, { fee }) => ({
		[`what ${fee} has for payouts`]: inWords((await reader.read(getWallets, {}))[fee]),
	}),
	receipt: () => ({ label: 'the amount asked for' }),

	output: (response, input) => ({ success: true, amount: input.amount, response }),

	route: 'POST /v1/vendor/withdraw',
});
