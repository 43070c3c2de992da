import type { Reader } from '../../shared/operation/operation';
import { isOpen } from '../order';
import { OrderHistory, readSilent, readSingly, type Category, type Order } from '../openOrders';
import { momentOf } from '../../shared/moment';
import { isFollowed, type State } from './diffOrders';

/** The mark is set without reading the whole history. */
const MOST_FOR_MARK = 20_000;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** How long orders live: nearly all of them, with a margin. */
const USUAL_LIFE: Readonly<Record<Category, number>> = {
	activation: 60 * MINUTE,
	hosting: 1_500 * MINUTE,
};
/** And the longest: 15 days at operator `virtual7`, a month for hosting. */
const LONGEST_LIFE: Readonly<Record<Category, number>> = {
	activation: 16 * DAY,
	hosting: 32 * DAY,
};
/** So many orders are searched for one that lives long: 20 requests, once. */
const MOST_FOR_LONG = 2_000;

/** The orders from which a mark is made: enough to hold those that are open. */
export async function ordersForMark(
	reader: Reader,
	category: Category,
	warn: (text: string) => void,
): Promise<Order[]> {
	const now = Date.now();
	const history = new OrderHistory(reader, category);
	const isEnough = (oldest: Order) => {
		const age = now - (momentOf(oldest.created_at) ?? now);
		const isSearched = age > LONGEST_LIFE[category] || history.size >= MOST_FOR_LONG;
		return !isOpen(oldest) && age > USUAL_LIFE[category] && isSearched;
	};
	await history.until(isEnough, MOST_FOR_MARK);
	if (!history.isOver && !isEnough(history.oldest!))
		warn(
			`The 5sim Trigger begins with the newest ${MOST_FOR_MARK} orders (${category}). It does not follow older ones.`,
		);
	return history.orders;
}

/** What a look has found. */
interface Found {
	orders: Order[];
	/** Numbers of known orders that could not be read. */
	unread: number[];
}

/**
 * Everything that is followed: the new orders and the open ones, by themselves only where the list does not tell about them.
 * @param deadline when to leave known orders to the next look, in milliseconds since 1970
 * @param isStrict whether a new order that cannot be read makes the look fail, since later ones would pass it over
 */
export async function followedOrders(
	reader: Reader,
	category: Category,
	state: State,
	deadline: number,
	isStrict: boolean,
	warn: (text: string) => void,
): Promise<Found> {
	const history = await new OrderHistory(reader, category).until(({ id }) => id <= state.upTo);
	const elsewhere = await history.find(Object.keys(state.open).map(Number));
	if (isStrict) history.requireAll();
	const unclear = history.unclear.filter((id) => id > state.upTo && !elsewhere.includes(id));
	const followed = history.orders.filter((order) => isFollowed(state, order));
	const known = ({ id }: Order) => state.open[id];
	const parts = [
		await readSingly(reader, elsewhere, deadline),
		// A new order that is left to the next look would be passed over.
		await readSingly(reader, unclear),
		await readSilent(
			reader,
			followed,
			(order) => known(order)?.status !== order.status,
			followed.some((order) => !order.sms?.length && known(order)?.seen.length),
		),
	];
	const away = parts.find(({ orders, failures }) => failures.size > 1 && orders.length === 0);
	if (away) throw [...away.failures.values()][0];
	for (const [id, failure] of parts.flatMap(({ failures }) => [...failures])) {
		// What is not remembered yet would be lost.
		if (!(id in state.open) && isStrict) throw failure;
		const next = id in state.open ? 'will be checked again next time' : 'is not followed';
		warn(`5sim order ${id} could not be read and ${next}: ${(failure as Error).message}`);
	}
	const unread = new Set(
		parts.flatMap(({ failures }) => [...failures.keys()].filter((id) => id in state.open)),
	);
	for (const id of parts.flatMap(({ unasked }) => unasked)) unread.add(id);
	const read = parts.flatMap(({ orders }) => orders);
	const singly = new Set([...unread, ...read.map(({ id }) => id)]);
	// What was read by itself is newer.
	return {
		orders: [...followed.filter(({ id }) => !singly.has(id)), ...read],
		unread: [...unread],
	};
}
