import type { Handler } from '../types';
import { json } from '../httpResponse';
import { DISCOUNT_PERCENT } from './seed';
import { invalidFields, money, refusal, type GmtWorld } from './world';

/** Logins that someone else has. */
const TAKEN_LOGINS = ['admin', 'taken'];

const CHARACTER_KINDS = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/];

function profileView(world: GmtWorld): Record<string, unknown> {
	const { profile, referral, purchases } = world.state;
	const base = {
		id: '4711',
		telegram_id: profile.telegramId,
		telegram_username: profile.telegramUsername,
		login: profile.login,
		language: profile.language,
		created_at: world.clock.iso(profile.createdAt),
	};
	if (world.options.profileShape === 'sparse') return base;
	const full = {
		...base,
		balance: money(world.money.balance()),
		discount: { level: 'bronze', percent: DISCOUNT_PERCENT },
		statistics: { total_purchases: purchases.filter(({ status }) => status === 'SUCCESS').length },
	};
	if (world.options.profileShape === 'full') return full;
	const legacy = {
		level: 'bronze',
		percent: 5,
		referrals_count: referral.referrals,
		balance: money(referral.balance),
		profit: money(referral.profit),
	};
	return { ...full, referral: legacy };
}

/** The buyer's own account. */
export function profileHandlers(world: GmtWorld): Record<string, Handler> {
	const done = () => json({ success: true });
	return {
		getProfile: () => json(profileView(world)),
		getDiscount: () => {
			const purchases = 42 + world.state.purchases.length;
			return json({
				current_level: { name: 'bronze', percent: DISCOUNT_PERCENT, purchases_required: 10 },
				next_level: {
					name: 'silver',
					percent: 5,
					progress: { purchases, purchases_remaining: Math.max(0, 100_000 - purchases) },
					requirements: { purchases: 100_000 },
				},
				levels: [
					{ name: 'bronze', percent: DISCOUNT_PERCENT, purchases: 10 },
					{ name: 'silver', percent: 5, purchases: 100_000 },
				],
				custom_discounts: [
					{
						id: 1,
						country_code: null,
						discount_percent: 2,
						created_at: '2026-02-01T00:00:00.000Z',
						expires_at: null,
					},
				],
			});
		},
		changeLanguage: ({ body }) => {
			world.state.profile.language = String(body.language);
			return done();
		},
		changeLogin: ({ body }) => {
			const login = String(body.new_login);
			if (TAKEN_LOGINS.includes(login)) return refusal(409, 'Login is already taken');
			world.state.profile.login = login;
			return done();
		},
		changePassword: ({ body }) => {
			const password = String(body.new_password);
			const kinds = CHARACTER_KINDS.filter((kind) => kind.test(password)).length;
			if (kinds >= 2) return done();
			return invalidFields(422, [
				{ field: 'new_password', description: 'needs two kinds of characters' },
			]);
		},
		unbindTelegram: () => {
			if (world.state.profile.telegramId === null) return refusal(409, 'Telegram is not bound');
			world.state.profile.telegramId = null;
			world.state.profile.telegramUsername = null;
			return done();
		},
	};
}
