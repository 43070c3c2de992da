import { inventCode } from '../invented';
import { toDecimal } from '../money';
import { HOSTING_SECONDS, LONG_OPERATOR, LONG_ORDER_SECONDS, type Offer } from './seed';
import type { Order, OrderStatus } from './state';
import type { FiveSimWorld } from './world';

/** Hundredths of a rating point, from the contract's `x-rating`. */
const RATING: Partial<Record<OrderStatus | 'COMPLETED', number>> = {
	FINISHED: 50,
	COMPLETED: 40,
	TIMEOUT: -15,
	CANCELED: -10,
	BANNED: -10,
};

/** A message that comes in. */
export interface IncomingSms {
	sender?: string;
	text: string;
	/** Found in the text when left out: the first number of four to eight digits. */
	code?: string;
}

/** Whether an order can still get messages. */
export function isOpen(order: Order): boolean {
	return order.status === 'PENDING' || order.status === 'RECEIVED';
}

/** Ends an order, with the change of rating and the refund that belong to it. */
export function closeOrder(
	world: FiveSimWorld,
	order: Order,
	status: OrderStatus,
	operationId: string,
): void {
	for (const cancel of order.timers) cancel();
	order.timers = [];
	world.state.open.delete(order);
	order.status = status;
	const isByItself = operationId === 'timeout';
	world.state.rate(RATING[status === 'FINISHED' && isByItself ? 'COMPLETED' : status] ?? 0);
	restAtZero(world);
	// Whether a banned number is refunded is not published.
	const isRefunded = status !== 'FINISHED' && order.offer.category === 'activation';
	if (isRefunded) {
		world.money.book('refund', order.price, {
			operationId,
			subject: order.id,
			what: whatOf(order.offer),
		});
		order.offer.stock += 1;
	}
	world.log(
		`order ${order.id} is ${status}${isRefunded ? `, refunded ${toDecimal(order.price)}` : ''}`,
	);
}

/** Stops all orders for a while at a rating of 0, where the options say so. */
export function restAtZero({ state, options, clock }: FiveSimWorld): void {
	if (state.rating > 0 || options.restSeconds === null) return;
	state.restUntil ??= clock.now() + clock.scaled(options.restSeconds);
}

/** What an offer is, for the ledger. */
function whatOf(offer: Offer) {
	return {
		country: offer.country.name,
		operator: offer.operator,
		product: offer.product,
		quantity: 1,
	};
}

/** Delivers a message to an open order. */
export function receiveSms(
	world: FiveSimWorld,
	order: Order,
	{ sender, text, code }: IncomingSms,
): void {
	order.sms.push({
		id: world.state.number(),
		sender: sender ?? order.offer.product,
		text,
		code: code ?? /\b\d{4,8}\b/.exec(text)?.[0] ?? '',
		receivedAt: world.clock.now(),
	});
	order.status = 'RECEIVED';
	world.log(`order ${order.id} received an SMS`);
}

/** Rents a number of the offer: takes it from stock, charges, starts its time. */
export function openOrder(
	world: FiveSimWorld,
	offer: Offer,
	operationId: string,
	extras: { forwardingNumber: string; isReusable: boolean },
	phone?: string,
): Order {
	const { options, clock } = world;
	const createdAt = clock.now();
	const usual =
		offer.operator === LONG_OPERATOR ? LONG_ORDER_SECONDS : options.orderLifetimeSeconds;
	const lifetime = HOSTING_SECONDS[offer.product] ?? usual;
	const expiresAt = createdAt + clock.scaled(lifetime);
	const order = world.state.addOrder(
		offer,
		{ ...extras, createdAt, expiresAt, status: options.initialStatus },
		phone,
	);
	offer.stock -= 1;
	world.money.book('charge', order.price, { operationId, subject: order.id, what: whatOf(offer) });
	world.log(
		`order ${order.id} bought (${offer.country.name}/${offer.operator}/${offer.product}), charged ${toDecimal(order.price)}`,
	);
	if (options.smsAfterSeconds !== null) {
		const code = inventCode(order.id);
		order.timers.push(
			clock.after(options.smsAfterSeconds, () =>
				receiveSms(world, order, { text: `Your code is ${code}`, code }),
			),
		);
	}
	order.timers.push(
		clock.after(lifetime, () =>
			closeOrder(world, order, order.sms.length > 0 ? 'FINISHED' : 'TIMEOUT', 'timeout'),
		),
	);
	return order;
}
