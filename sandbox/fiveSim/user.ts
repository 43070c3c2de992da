import { toCents, toNumber } from '../money';
import type { Handler } from '../types';
import { json, text } from '../httpResponse';
import { slice } from './history';
import { nanoTime, refuse, type FiveSimWorld } from './world';

/** Profile of the token's owner. */
export function profileView(world: FiveSimWorld): Record<string, unknown> {
	return {
		id: 1,
		email: 'sandbox@example.com',
		vendor: 'demo',
		default_forwarding_number: '78009005040',
		balance: toNumber(world.money.balance()),
		rating: world.state.rating / 100,
		default_country: { name: 'russia', iso: 'ru', prefix: '+7' },
		default_operator: { name: '' },
		frozen_balance: toNumber([...world.state.open].reduce((sum, { price }) => sum + price, 0)),
	};
}

/** A payment as 5sim names its fields. */
export interface PaymentView {
	ID: number;
	TypeName: string;
	ProviderName: string;
	Amount: number;
	Balance: number;
	CreatedAt: string;
}

/** Values that payments can be sorted by. */
export const SORTABLE_PAYMENTS: Record<string, (payment: PaymentView) => number | string> = {
	amount: ({ Amount }) => Amount,
	created_at: ({ CreatedAt }) => CreatedAt,
};

const FIRST_PAYMENT = 30_000_001;

/** The ledger as 5sim prints it: a first top-up, then every movement of the main balance. */
function payments(world: FiveSimWorld): PaymentView[] {
	const initial = toNumber(toCents(world.options.balance));
	const first = {
		TypeName: 'charge',
		ProviderName: 'admin',
		Amount: initial,
		Balance: initial,
		CreatedAt: nanoTime(world.state.startedAt),
	};
	const rest = world.money.entries
		.filter(({ account }) => account === 'main')
		.map(({ kind, amount, balance, at }) => ({
			TypeName: kind === 'charge' ? 'order' : kind === 'deposit' ? 'charge' : 'refund',
			ProviderName: kind === 'deposit' ? 'admin' : 'system',
			Amount: toNumber(kind === 'charge' ? -toCents(amount) : toCents(amount)),
			Balance: toNumber(toCents(balance)),
			CreatedAt: nanoTime(at),
		}));
	return [first, ...rest].map((payment, index) => ({ ID: FIRST_PAYMENT + index, ...payment }));
}

/** Names in the form that the lists beside a history use. */
export function nameList(names: string[]): Array<{ Name: string }> {
	return [...new Set(names)].map((Name) => ({ Name }));
}

/** Profile, payments and price limits of the user. */
export function userHandlers(world: FiveSimWorld): Record<string, Handler> {
	const missing = () => text('404 page not found', 404);
	return {
		getProfile: () => json(profileView(world)),
		listPayments: ({ query }) => {
			const all = payments(world);
			const page = slice(all, query, world.options, SORTABLE_PAYMENTS, (payment) => payment);
			return json({
				...page,
				PaymentTypes: nameList(all.map(({ TypeName }) => TypeName)),
				PaymentProviders: nameList(all.map(({ ProviderName }) => ProviderName)),
			});
		},
		listPriceLimits: () => {
			if (!world.options.hasPriceLimits) return missing();
			const limits = [...world.state.priceLimits].map(([product, limit]) => ({
				id: limit.id,
				product,
				price: limit.price,
				created_at: nanoTime(limit.createdAt),
			}));
			return json(limits.length > 0 ? limits : null);
		},
		setPriceLimit: ({ body }) => {
			if (!world.options.hasPriceLimits) return missing();
			const product = String(body.product_name);
			if (!world.state.offers.some((offer) => offer.product === product))
				return refuse(world, 'no product');
			const known = world.state.priceLimits.get(product);
			const id = known?.id ?? world.state.number();
			world.state.priceLimits.set(product, {
				id,
				price: Number(body.price),
				createdAt: known?.createdAt ?? world.clock.now(),
			});
			return text('success');
		},
		deletePriceLimit: ({ body }) => {
			if (!world.options.hasPriceLimits) return missing();
			return world.state.priceLimits.delete(String(body.product_name))
				? text('success')
				: text('record not found', 404);
		},
	};
}
