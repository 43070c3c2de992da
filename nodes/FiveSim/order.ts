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
export function receiptOf({ id, price }: components['schemas']['Order']): Receipt | undefined {
	return Number.isSafeInteger(id) && id > 0
		? { id, label: String(price), amount: String(price) }
		: undefined;
}

/** The useful fields of an order, with the newest code at the top level. */
export function simplify(
	{
		id,
		phone,
		country,
		operator,
		product,
		price,
		status,
		expires,
		sms,
	}: components['schemas']['Order'],
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
