import { ifKnown } from '../../shared/errors';
import type { Reader } from '../../shared/operation/operation';
import { get, getAll } from '../operations/order';
import { isOpen } from '../order';
import { isFollowed, type Order, type State } from './diffOrders';

export type Category = 'activation' | 'hosting';

/** Orders of the first look, which mostly is the only request. */
const NEWEST = 100;
/** The mark is set without reading the whole history. */
const MOST_FOR_MARK = 1_600;
/** No order lives longer: numbers are rented for a day at most. */
const LONGEST_LIFE: Readonly<Record<Category, number>> = {
	activation: 3_600_000,
	hosting: 90_000_000,
};
const AT_ONCE = 10;

/** The newest orders, back to the first that is of no interest. */
export async function newestOrders(
	reader: Reader,
	category: Category,
	isEnough: (oldest: Order) => boolean,
	most = Infinity,
): Promise<Order[]> {
	for (let limit = NEWEST; ; limit *= 2) {
		const orders = (await reader.readList(
			getAll,
			{ category, order: 'id', reverse: 'true' },
			limit,
		)) as Order[];
		const oldest = orders.at(-1);
		if (oldest === undefined || orders.length < limit || limit >= most || isEnough(oldest))
			return orders;
	}
}

/** The orders from which a mark is made: enough to hold those that are open. */
export async function ordersForMark(reader: Reader, category: Category): Promise<Order[]> {
	const livesSince = Date.now() - LONGEST_LIFE[category];
	return await newestOrders(
		reader,
		category,
		(oldest) => !isOpen(oldest) && Date.parse(oldest.created_at) < livesSince,
		MOST_FOR_MARK,
	);
}

/** What a look has found. */
interface Found {
	orders: Order[];
	/** Numbers of known orders that could not be read. */
	unread: number[];
}

/**
 * Everything that is followed: the new orders, and the open ones one by one where the newest page does not show them.
 * @param deadline when to leave known orders to the next look, in milliseconds since 1970
 */
export async function followedOrders(
	reader: Reader,
	category: Category,
	state: State,
	deadline: number,
	warn: (text: string) => void,
): Promise<Found> {
	const newest = await newestOrders(reader, category, ({ id }) => id <= state.upTo);
	const listed = new Set(newest.map(({ id }) => id));
	const elsewhere = Object.keys(state.open)
		.map(Number)
		.filter((id) => !listed.has(id));
	// A list may leave the messages out, so an order that should have some is looked at itself.
	const silent = newest.filter(
		(order) =>
			isFollowed(state, order) &&
			(order.sms ?? []).length === 0 &&
			['RECEIVED', 'FINISHED'].includes(order.status),
	);
	const { orders, unread } = await readEach(
		reader,
		// Those that are not known come first: they cannot be left to the next look.
		[...silent.map(({ id }) => id), ...elsewhere].sort(
			(a, b) => Number(a in state.open) - Number(b in state.open),
		),
		(id) => id in state.open,
		deadline,
		warn,
	);
	return { orders: [...newest.filter((order) => !silent.includes(order)), ...orders], unread };
}

/**
 * Reads orders one by one. Those that 5sim does not show any more are left out, and a single known one that it cannot
 * tell about does not keep the others back.
 */
async function readEach(
	reader: Reader,
	ids: readonly number[],
	isKnown: (id: number) => boolean,
	deadline: number,
	warn: (text: string) => void,
): Promise<Found> {
	const found: Found = { orders: [], unread: [] };
	for (let from = 0; from < ids.length; from += AT_ONCE) {
		const some = ids.slice(from, from + AT_ONCE);
		if (Date.now() > deadline && some.every(isKnown)) {
			found.unread.push(...ids.slice(from));
			break;
		}
		const results = await Promise.allSettled(
			some.map(async (orderId) => await ifKnown(reader.read(get, { orderId }))),
		);
		const isAway = results.length > 1 && results.every(({ status }) => status === 'rejected');
		for (const [index, result] of results.entries()) {
			const id = some[index]!;
			if (result.status === 'fulfilled') {
				if (result.value) found.orders.push(result.value);
				continue;
			}
			// What is not remembered yet would be lost.
			if (isAway || !isKnown(id)) throw result.reason;
			found.unread.push(id);
			warn(
				`5sim order ${id} could not be read, and is looked at again next time: ${(result.reason as Error).message}`,
			);
		}
	}
	return found;
}
