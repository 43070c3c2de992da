import type { components } from '../../../contract/fivesim';
import type { Receipt } from '../../shared/operation';

/** What an order is known by. */
export function receiptOf({ id, price }: components['schemas']['Order']): Receipt | undefined {
	return Number.isSafeInteger(id) && id > 0 ? { id, price: String(price), amount: String(price) } : undefined;
}
