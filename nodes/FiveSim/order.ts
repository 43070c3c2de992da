import type { components } from '../../contract/fivesim';
import type { Receipt } from '../shared/operation/operation';
import { codeOf } from './smsCode';

/** Whether messages and changes can still come to an order. */
export function isOpen({ status }: { status: string }): boolean {
	return status === 'PENDING' || status === 'RECEIVED';
}

/** Whether an order may be what was asked for. The orders of a list may lack country and operator. */
export function isLike(
	sent: { country: string; operator: string; product: string },
	{ country, operator, product }: components['schemas']['Order'],
): boolean {
	const matches = (asked: string, got: string | undefined) =>
		asked === 'any' || got === undefined || got === asked;
	return (
		product === sent.product && matches(sent.country, country) && matches(sent.operator, operator)
	);
}

/** What an order is known by. */
export function receiptOf({
	id,
	price,
	created_at: createdAt,
}: components['schemas']['Order']): Receipt | undefined {
	if (!Number.isSafeInteger(id) || id <= 0) return undefined;
	const amount = (price as number | null | undefined) ?? undefined;
	return amount === undefined
		? { id, label: 'an unknown price', createdAt }
		: { id, label: String(amount), amount: String(amount), createdAt };
}

/** The useful fields of an order, with the newest code at the top level. */
export function simplify({
	id,
	phone,
	country,
	operator,
	product,
	price,
	status,
	expires,
	sms,
}: components['schemas']['Order']): object {
	return {
		id,
		phone,
		country,
		operator,
		product,
		price,
		status,
		expires,
		code: codeOf(sms) ?? null,
		sms: sms ?? [],
	};
}
