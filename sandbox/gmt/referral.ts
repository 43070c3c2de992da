import { toCents, toNumber } from '../money';
import type { Handler } from '../types';
import { json } from '../httpResponse';
import { paginate } from './paging';
import { invalidFields, money, refusal, type GmtWorld } from './world';

function referralInfo(world: GmtWorld) {
	const { balance, profit, referrals } = world.state.referral;
	return { balance: money(balance), profit: money(profit), referrals_count: referrals };
}

/** Referral programme. */
export function referralHandlers(world: GmtWorld): Record<string, Handler> {
	return {
		getReferral: () => {
			const { profit, referrals } = world.state.referral;
			const deposits = toNumber(Math.min(profit * 20, 999_900));
			return json({
				current_level: { name: 'bronze', percent: 5, progress: { deposits, referrals } },
				next_level: {
					name: 'silver',
					percent: 7,
					requirements: {
						deposits: 10_000,
						referrals: 10,
						remaining_deposits: 10_000 - deposits,
						remaining_referrals: Math.max(0, 10 - referrals),
					},
				},
				levels: [
					{ name: 'bronze', percent: 5, required_deposits: 0, required_referrals: 0 },
					{ name: 'silver', percent: 7, required_deposits: 10_000, required_referrals: 10 },
				],
				referral_info: referralInfo(world),
				referral_link: 'https://example.com/?ref=4711',
			});
		},
		listReferralTransactions: ({ query }) =>
			json(
				paginate(world.state.transactions, query, world.options.liePagination, (entry) => ({
					id: entry.id,
					amount: money(entry.amount),
					balance_before: money(entry.before),
					balance_after: money(entry.after),
					from_user_id: entry.fromUser,
					created_at: world.clock.iso(entry.createdAt),
				})),
			),
		transferReferralBalance: ({ operation, body }) => {
			const amount = Number(body.amount);
			// Amounts have at most two decimal places.
			if (Math.abs(Math.round(amount * 100) - amount * 100) > 1e-6) {
				return invalidFields(422, [
					{ field: 'amount', description: 'must have two decimal places at most' },
				]);
			}
			const cents = toCents(amount.toFixed(2));
			if (cents > world.state.referral.balance)
				return refusal(400, 'Insufficient referral balance');
			world.state.earn(-cents, null, world.clock.now());
			const subject = world.state.transactions[0]?.id ?? 0;
			const details = { operationId: operation.id, subject, what: { quantity: 1 } };
			world.money.book('charge', cents, { ...details, account: 'referral' });
			world.money.book('deposit', cents, details);
			return json({ balance: money(world.money.balance()), referral_info: referralInfo(world) });
		},
	};
}
