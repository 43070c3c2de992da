import type { components } from '../../contract/fivesim';
import type { Receipt } from '../shared/operation/money';
import { isAbout } from '../shared/operation/operation';
import { codeOf } from './smsCode';
import { momentOf } from '../shared/moment';

type Order = components['schemas']['Order'];

/** Statuses after which nothing happens to an order any more. */
const CLOSED = ['FINISHED', 'CANCELED', 'CANCELLED', 'BANNED', 'TIMEOUT', 'EXPIRED'];

/**
 * Whether messages and changes can still come to an order. 5sim adds statuses without notice: with one that is not known,
 * an order counts as open until it expires.
 */
export function isOpen({ status, expires }: Pick<Order, 'status' | 'expires'>): boolean {
	if (status === 'PENDING' || status === 'RECEIVED') return true;
	return !CLOSED.includes(status) && (momentOf(expires) ?? Infinity) >= Date.now();
}

/** Whether an answer is about the order that was asked for. */
export function isOrderOf({ id }: Pick<Order, 'id'>, { orderId }: { orderId: number }): boolean {
	return isAbout(id, orderId);
}

/** The same, after something that ends an order. */
export function isEndOf(order: Order, asked: { orderId: number }): boolean {
	return isOrderOf(order, asked) && order.status !== 'PENDING' && order.status !== 'RECEIVED';
}

/** Whether an order may be what was asked for. The orders of a list may lack country and operator. */
export function isLike(
	sent: { country: string; operator: string; product: string },
	{ country, operator, product }: components['schemas']['Order'],
): boolean {
	const matches = (asked: string, got: string | null | undefined) =>
		asked === 'any' || !got || isSameName(asked, got);
	return (
		isSameName(sent.product, product) &&
		matches(sent.country, country) &&
		matches(sent.operator, operator)
	);
}

/** Whether two names mean the same: 5sim does not always write them in small letters. */
export function isSameName(one: unknown, other: unknown): boolean {
	return String(one).toLowerCase() === String(other).toLowerCase();
}

/** What an order is known by. */
export function receiptOf({ id, price, created_at: createdAt }: Order): Receipt | undefined {
	if (!Number.isSafeInteger(id) || id <= 0) return undefined;
	return Number.isFinite(price)
		? { id, label: String(price), amount: String(price), createdAt }
		: { id, label: 'an unknown price', createdAt };
}

/** The useful fields of an order, with the newest code at the top level. */
export function simplify(
	{ id, phone, country, operator, product, price, status, expires, sms }: Order,
	{ codePattern }: { codePattern?: RegExp } = {},
): object {
	return {
		id,
		phone,
		country,
		operator,
		product,
		price,
		status,
		expires,
		code: codeOf(sms, codePattern) ?? null,
		sms: Array.isArray(sms) ? sms : [],
	};
}
