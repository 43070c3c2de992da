import { amount } from '../../../shared/operation/amounts';
import { operation } from '../../service';
import { priceText } from '../../money';
import { get } from './get';

export const transferBalance = operation({
	resource: 'referral',
	operation: 'transferBalance',
	name: 'Transfer Balance',
	action: 'Transfer referral balance',
	description:
		'Move referral earnings to your balance. Moves money: each run moves the amount again.',

	params: {
		amount: amount(
			{
				displayName: 'Amount',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 100000, numberPrecision: 2 },
				default: 1,
				description: 'How many US dollars to move',
			},
			{ min: 1, max: 100_000 },
		),
	},

	sideEffect: 'money',
	// Nothing in the list of transactions says which request made a transfer.
	reconcile: 'impossible',
	snapshot: async (reader) => ({
		'the referral balance': priceText((await reader.read(get, {})).referral_info.balance),
	}),
	receipt: ({ balance }) => ({ label: `a main balance of ${priceText(balance)}` }),

	route: 'POST /v1/profile/referral/transfer-balance',
});
