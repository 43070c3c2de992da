import { toCents, toNumber } from '../money';
import type { Handler } from '../types';
import { json, text } from '../httpResponse';
import { slice } from './history';
import { orderPage } from './orders';
import type { VendorPayment } from './state';
import { nameList, profileView, SORTABLE_PAYMENTS, type PaymentView } from './user';
import { nanoTime, refuse, type FiveSimWorld } from './world';

function paymentView(payment: VendorPayment): PaymentView {
	return {
		ID: payment.id,
		TypeName: payment.type,
		ProviderName: payment.provider,
		Amount: toNumber(payment.amount),
		Balance: toNumber(payment.balance),
		CreatedAt: nanoTime(payment.createdAt),
	};
}

/** Partner functions. */
export function vendorHandlers(world: FiveSimWorld): Record<string, Handler> {
	return {
		getVendor: () => json(profileView(world)),
		getVendorWallets: () =>
			json(
				Object.fromEntries(
					[...world.state.wallets].map(([name, cents]) => [name, toNumber(cents)]),
				),
			),
		listVendorPrices: ({ query }) => {
			const field = String(query._sortField ?? 'ID') as 'ID' | 'Price' | 'Count';
			const sign = query._sortDir === 'DESC' ? -1 : 1;
			const is = (name: string, value: string) => (query[`_filters[${name}]`] ?? value) === value;
			const all = world.state.offers
				.map(({ country, operator, product, price, stock, rate }, index) => ({
					ID: 333_001 + index,
					CountryName: country.name,
					OperatorName: operator,
					ProductName: product,
					Price: toNumber(price),
					Count: stock,
					...(rate !== undefined && { Rate: rate }),
				}))
				.filter(
					({ CountryName, OperatorName, ProductName }) =>
						is('CountryName', CountryName) &&
						is('OperatorName', OperatorName) &&
						is('ProductName', ProductName),
				)
				.sort((a, b) => sign * ((a[field] ?? 0) - (b[field] ?? 0)));
			const size = Number(query._perPage ?? 15);
			const from = (Number(query._page ?? 1) - 1) * size;
			const page = all.slice(from, from + size);
			return json({
				Prices: page.length > 0 ? page : null,
				Products: [...new Set(page.map(({ ProductName }) => ProductName))],
				Country: [...new Set(page.map(({ CountryName }) => CountryName))],
				Operators: [...new Set(page.map(({ OperatorName }) => OperatorName))],
				Total: world.options.inventedTotal ?? all.length,
			});
		},
		listVendorOrders: ({ query }) =>
			orderPage(world, { activation: world.state.vendorOrders, hosting: [] }, query),
		listVendorPayments: ({ query }) => {
			const all = world.state.vendorPayments.map(paymentView);
			const page = slice(all, query, world.options, SORTABLE_PAYMENTS, (payment) => payment);
			return json({
				...page,
				PaymentTypes: nameList(all.map(({ TypeName }) => TypeName)),
				PaymentProviders: nameList(all.map(({ ProviderName }) => ProviderName)),
				PaymentStatuses: null,
			});
		},
		createPayout: ({ operation, body }) => {
			const amount = String(body.amount);
			const fee = String(body.fee);
			const reserve = world.state.wallets.get(fee) ?? 0;
			const places = world.options.hasFinePrices ? 4 : 2;
			if (!new RegExp(`^\\d+(\\.\\d{1,${places}})?$`).test(amount) || toCents(amount) === 0)
				return text('bad amount', 400);
			const cents = toCents(amount);
			if (cents > reserve) return refuse(world, 'not enough user balance');
			world.state.wallets.set(fee, reserve - cents);
			const payment = world.state.addVendorPayment('payout', fee, -cents, world.clock.now());
			const what = { product: String(body.method), quantity: 1 };
			world.money.book('charge', cents, {
				operationId: operation.id,
				subject: payment.id,
				what,
				account: 'vendor',
			});
			world.log(`payout ${payment.id} of ${amount} by ${String(body.method)}`);
			if (world.options.payoutAnswer === 'json') return json({ id: payment.id, status: 'created' });
			return text(world.options.payoutAnswer === 'text' ? 'success' : '');
		},
	};
}
