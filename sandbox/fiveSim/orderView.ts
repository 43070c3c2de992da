import { toNumber } from '../money';
import type { Order, Sms } from './state';
import { nanoTime, type FiveSimWorld } from './world';

/** A message as an order shows it; hosting orders give its number too. */
function smsView(sms: Sms, isHosting: boolean) {
	return {
		...(isHosting ? { id: sms.id } : {}),
		created_at: nanoTime(sms.receivedAt + 1000),
		date: nanoTime(sms.receivedAt),
		sender: sms.sender,
		text: sms.text,
		code: sms.code,
	};
}

/** A message as the inbox shows it. */
export function inboxView(sms: Sms) {
	return { ID: sms.id, ...smsView(sms, false), is_wave: false, wave_uuid: '' };
}

/** An order with the fields that the operation answers, see `x-field-presence` in the contract. */
export function orderView(
	world: FiveSimWorld,
	order: Order,
	operationId: string,
): Record<string, unknown> {
	const isList = operationId === 'listOrders';
	const messages = order.sms.map((sms) => smsView(sms, order.offer.category === 'hosting'));
	const optional: Record<string, unknown> = {
		operator: order.offer.operator,
		country: order.offer.country.name,
		forwarding: order.forwardingNumber !== '',
		forwarding_number:
			order.forwardingNumber === '' && world.options.hasNullForwarding
				? null
				: order.forwardingNumber,
		sms: messages.length > 0 || isList ? messages : null,
	};
	const fields = world.presence[operationId] ?? [];
	return {
		id: order.id,
		phone: order.phone,
		product: order.offer.product,
		price: toNumber(order.price),
		status: order.status,
		expires: nanoTime(order.expiresAt),
		created_at: nanoTime(order.createdAt),
		...Object.fromEntries(fields.map((field) => [field, optional[field]])),
	};
}
