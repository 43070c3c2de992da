import type { components } from '../../../contract/fivesim';

/** Whether an order may be what was asked for. The orders of a list may lack country and operator. */
export function isLike(sent: { country: string; operator: string; product: string }, { country, operator, product }: components['schemas']['Order']): boolean {
	const matches = (asked: string, got: string | undefined) => asked === 'any' || got === undefined || got === asked;
	return product === sent.product && matches(sent.country, country) && matches(sent.operator, operator);
}
