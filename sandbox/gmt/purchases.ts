import { toDecimal } from '../money';
import type { Handler } from '../types';
import { json, type HttpResponse } from '../httpResponse';
import { paginate } from './paging';
import { flag, type Country } from './seed';
import type { Purchase } from './state';
import { money, notFound, refusal, type GmtWorld } from './world';

/** A purchase as the API shows it. */
export function purchaseView(world: GmtWorld, purchase: Purchase): Record<string, unknown> {
	const { verification, country } = purchase;
	return {
		id: purchase.id,
		country_code: country.code,
		display_name: { ru: country.ru, en: country.en },
		...(world.options.omitOptionalFields
			? {}
			: { emoji: flag(country.code), purchase_source: 'API' }),
		phone_number: purchase.phone,
		price: money(purchase.price),
		status: purchase.status,
		purchase_type: purchase.type,
		verification: verification && {
			code: verification.code,
			password: verification.password,
			received_at: world.clock.iso(verification.receivedAt),
		},
		created_at: world.clock.iso(purchase.createdAt),
	};
}

/** Why so many accounts of a country cannot be bought, if so. */
export function refuseSale(
	world: GmtWorld,
	country: Country,
	quantity: number,
): HttpResponse | undefined {
	if (quantity > country.stock) return refusal(409, 'Not enough accounts in stock');
	if (quantity * country.price > world.money.balance()) return refusal(400, 'Insufficient balance');
	return undefined;
}

/** Purchases of single accounts, without the code. */
export function purchaseHandlers(world: GmtWorld): Record<string, Handler> {
	const find = (id: unknown) => world.state.purchasesById.get(Number(id));
	return {
		createPurchase: ({ operation, body }) => {
			const country = world.state.countries.get(String(body.country_code));
			if (!country) return notFound();
			const refused = refuseSale(world, country, 1);
			if (refused) return refused;
			country.stock -= 1;
			const purchase = world.state.addPurchase(country, 'SINGLE', world.clock.now());
			const what = { country: country.code, quantity: 1 };
			world.money.book('charge', purchase.price, {
				operationId: operation.id,
				subject: purchase.id,
				what,
			});
			world.log(
				`purchase ${purchase.id} bought (${country.code}), charged ${toDecimal(purchase.price)} USD`,
			);
			return json(purchaseView(world, purchase));
		},
		getPurchase: ({ path }) => {
			const purchase = find(path.purchase_id);
			return purchase ? json(purchaseView(world, purchase)) : notFound();
		},
		listPurchases: ({ query }) => {
			const { status, phone_number: phone } = query;
			const isWanted = (purchase: Purchase) =>
				(status === undefined || purchase.status === status) &&
				(phone === undefined || purchase.phone.includes(String(phone)));
			const all = world.state.purchases;
			const wanted = status === undefined && phone === undefined ? all : all.filter(isWanted);
			const view = (purchase: Purchase) => purchaseView(world, purchase);
			return json(
				paginate(wanted, query, world.options.liePagination, view, query.sort === 'date_desc'),
			);
		},
		refundPurchase: ({ operation, path }) => {
			const purchase = find(path.purchase_id);
			if (!purchase) return notFound();
			if (purchase.status !== 'PENDING' || purchase.type !== 'SINGLE')
				return refusal(409, `Purchase is ${purchase.status}`);
			const age = world.clock.now() - purchase.createdAt;
			if (age < world.clock.scaled(world.options.refundAfterSeconds)) {
				return refusal(400, 'A purchase can be refunded 20 minutes after it was made');
			}
			purchase.status = 'REFUND';
			purchase.country.stock += 1;
			const what = { country: purchase.country.code, quantity: 1 };
			world.money.book('refund', purchase.price, {
				operationId: operation.id,
				subject: purchase.id,
				what,
			});
			world.log(`purchase ${purchase.id} refunded`);
			const refund = {
				amount: money(purchase.price),
				reason: 'code not received',
				refunded_at: world.clock.iso(),
			};
			return json({ purchase: purchaseView(world, purchase), refund });
		},
		getPurchaseByHash: ({ path }) => {
			const purchase = world.state.purchasesByHash.get(String(path.hash));
			return purchase ? json(purchaseView(world, purchase)) : notFound();
		},
	};
}
