import type { components } from '../../../../contract/fivesim';
import type { Charge } from '../../../shared/operation/money';
import type { Reader } from '../../../shared/operation/operation';
import { newestUntil } from '../../../shared/purchase/newestUntil';
import { getAll } from './getAll';

type Order = components['schemas']['Order'];

/** The newest orders of a category: one page, or up to `limit` of them. */
export async function newestOrders(
	reader: Reader,
	category: 'activation' | 'hosting',
	limit?: number,
): Promise<Order[]> {
	const newest = { category, order: 'id', reverse: 'true' } as const;
	return limit === undefined
		? ((await reader.read(getAll, newest)).Data ?? [])
		: ((await reader.readList(getAll, newest, limit)) as Order[]);
}

/**
 * What the account was charged since a moment, for numbers of both categories. The price of what was cancelled, and of an
 * activation number that brought no SMS, came back. Whether that of a banned number does is not published, so it counts.
 */
export async function chargesSince(reader: Reader, since: number): Promise<Charge[]> {
	const charges = await Promise.all(
		(['activation', 'hosting'] as const).map(async (category) => {
			const orders = await newestUntil(
				since,
				async (limit) => await newestOrders(reader, category, limit),
			);
			const cameBack = ({ status, sms }: Order) =>
				status === 'CANCELED' ||
				(category === 'activation' && status === 'TIMEOUT' && (sms ?? []).length === 0);
			return orders.map((order) => ({
				id: order.id,
				amount: cameBack(order) ? 0 : order.price,
				at: order.created_at,
			}));
		}),
	);
	return charges.flat();
}
