import type { ApiRequest, Handler } from '../types';
import { json, notFoundPage, type HttpResponse } from '../httpResponse';
import { slice } from './history';
import { closeOrder, isOpen } from './lifecycle';
import { inboxView, orderView } from './orderView';
import type { Category } from './seed';
import type { Order, OrderStatus } from './state';
import { refuse, type FiveSimWorld } from './world';

/** Values that orders can be sorted by. */
const SORTABLE: Record<string, (order: Order) => number | string> = {
	created_at: ({ createdAt }) => createdAt,
	expires: ({ expiresAt }) => expiresAt,
	price: ({ price }) => price,
	status: ({ status }) => status,
	product: ({ offer }) => offer.product,
	phone: ({ phone }) => phone,
};

/** Orders of one category as the two histories show them. */
export function orderPage(
	world: FiveSimWorld,
	orders: Record<Category, readonly Order[]>,
	query: Record<string, unknown>,
): HttpResponse {
	const page = slice(orders[query.category as Category], query, world.options, SORTABLE, (order) =>
		orderView(world, order, 'listOrders'),
	);
	return json({ ...page, ProductNames: [], Statuses: [] });
}

/** Existing orders. */
export function orderHandlers(world: FiveSimWorld): Record<string, Handler> {
	const find = (path: Record<string, unknown>) => world.state.ordersById.get(Number(path.id));

	/** `needsSms`: whether the change is for orders with a message (finish) or without (cancel, ban). */
	const change = (
		{ operation, path }: ApiRequest,
		status: OrderStatus,
		needsSms: boolean,
	): HttpResponse => {
		const order = find(path);
		if (!order) return refuse(world, 'order not found');
		if (order.offer.category === 'hosting') return refuse(world, 'hosting order');
		if (order.status === 'TIMEOUT') return refuse(world, 'order expired');
		// The operations that close an order no longer find a closed one; reading still shows it.
		if (!isOpen(order)) return refuse(world, 'order not found');
		if (needsSms && order.sms.length === 0) return refuse(world, 'order no sms');
		if (!needsSms && order.sms.length > 0) return refuse(world, 'order has sms');
		const age = world.clock.now() - order.createdAt;
		if (!needsSms && age < world.clock.scaled(world.options.noCancelSeconds))
			return refuse(world, 'you need to wait time');
		closeOrder(world, order, status, operation.id);
		return json(orderView(world, order, operation.id));
	};

	return {
		checkOrder: ({ operation, path }) => {
			const order = find(path);
			return order ? json(orderView(world, order, operation.id)) : refuse(world, 'order not found');
		},
		finishOrder: (request) => change(request, 'FINISHED', true),
		cancelOrder: (request) => change(request, 'CANCELED', false),
		banOrder: (request) => change(request, 'BANNED', false),
		listOrders: ({ query }) => orderPage(world, world.state.orders, query),
		listInbox: ({ path }) => {
			const order = find(path);
			if (!order) return refuse(world, 'order not found');
			if (!world.options.hasInbox) return notFoundPage();
			return json({
				Data: order.sms.length > 0 ? order.sms.map(inboxView) : null,
				Total: order.sms.length,
			});
		},
	};
}
