import type { components } from '../../../contract/fivesim';
import { codeOf } from '../sms/code';

/** The useful fields of an order, with the newest code at the top level. */
export function simplify({ id, phone, country, operator, product, price, status, expires, sms }: components['schemas']['Order']): object {
	return { id, phone, country, operator, product, price, status, expires, code: codeOf(sms) ?? null, sms: sms ?? [] };
}
