import type { Order } from '../openOrders';
import { isOpen } from '../order';
import { messagesOf, type KnownMessage } from './message';

/** What workflows can start on. */
export type EventName = 'newSms' | 'orderStatusChanged';

/** What is remembered of an order that is still open. */
interface Known {
	status: string;
	/** Keys of the messages that were given out. */
	seen: string[];
	/** Messages up to this time have been given out too, and are not kept one by one. */
	from?: number;
	/** How many looks in a row 5sim has not known it. */
	missed?: number;
}

/** What is remembered of the orders of one category: those that are open and the newest few that are over, so it does not grow. */
export interface State {
	/** The newest order that was looked at. Older ones that are not among the open ones are over. */
	upTo: number;
	open: Record<string, Known>;
	/** The newest orders that are over, or gone, and had messages: one that is open again gives out none of them twice. */
	over?: Record<string, Known>;
	/** Orders up to this one are not followed, open or not: there were too many to remember. */
	floor?: number;
}

/** Something that happened to an order. */
export interface Change {
	event: EventName;
	/** The same whenever it is found. */
	eventId: string;
	order: Order;
	message?: KnownMessage;
	/** Null for an order that was not known before. */
	previousStatus?: string | null;
}

/** Messages remembered one by one for each order. */
const SEEN_KEPT = 300;
/** Open orders that are followed. */
const OPEN_KEPT = 10_000;
/** Orders remembered that are over. */
const OVER_KEPT = 25;
/** Looks in a row that may miss an order: one of several servers may lag behind. */
const MAX_MISSED = 3;

/** The mark from which changes count. */
export function initialCursor(orders: readonly Order[]): State {
	const open = orders.filter(isOpen).map((order): [number, Known] => [order.id, knownOf(order)]);
	return newestKept({ upTo: newestOf(orders, 0), open: Object.fromEntries(open) });
}

/** Whether an order can hold anything new. One that is open and not known was shown only after newer ones. */
export function isFollowed(state: State, order: Order): boolean {
	if (order.id <= (state.floor ?? -Infinity)) return false;
	return order.id > state.upTo || order.id in state.open || isOpen(order);
}

/**
 * Finds what has happened since the state was made.
 * @param orders all orders that are followed, and any others
 * @param unread numbers of known orders that could not be read: they stay as they are
 */
export function changesOf(
	state: State,
	orders: readonly Order[],
	unread: readonly number[] = [],
): { changes: Change[]; state: State } {
	const changes: Change[] = [];
	const followed = [...new Map(orders.map((order) => [order.id, order])).values()]
		.filter((order) => isFollowed(state, order))
		.sort((a, b) => a.id - b.id);
	const open: State['open'] = Object.fromEntries(unread.map((id) => [id, state.open[id]!]));
	const over = { ...state.over };
	const leave = (id: number | string, known: Known) => {
		if (known.seen.length > 0) over[id] = known;
	};
	for (const order of followed) {
		const known = state.open[order.id] ?? over[order.id];
		delete over[order.id];
		for (const message of messagesOf(order)) {
			if (known && (known.seen.includes(message.key) || message.at <= (known.from ?? -Infinity)))
				continue;
			changes.push({
				event: 'newSms',
				eventId: `newSms:${order.id}:${message.key}`,
				order,
				message,
			});
		}
		// Every order begins as PENDING.
		if (order.status !== (known?.status ?? 'PENDING')) {
			changes.push({
				event: 'orderStatusChanged',
				eventId: `orderStatusChanged:${order.id}:${order.status}`,
				order,
				previousStatus: known?.status ?? null,
			});
		}
		if (isOpen(order)) open[order.id] = knownOf(order, known);
		else leave(order.id, knownOf(order, known));
	}
	const found = new Set(followed.map(({ id }) => String(id)));
	for (const [id, { missed = 0, ...known }] of Object.entries(state.open)) {
		if (found.has(id) || id in open) continue;
		// An order that was asked for and not found, again and again, no longer exists.
		if (missed + 1 < MAX_MISSED) open[id] = { ...known, missed: missed + 1 };
		else leave(id, known);
	}
	return {
		changes,
		state: newestKept({
			...state,
			upTo: newestOf(orders, state.upTo),
			open,
			over: Object.fromEntries(Object.entries(over).slice(-OVER_KEPT)),
		}),
	};
}

/** Leaves the oldest orders out where there are too many to remember. */
function newestKept(state: State): State {
	const all = Object.entries(state.open);
	const dropped = all.slice(0, Math.max(0, all.length - OPEN_KEPT));
	if (dropped.length === 0) return state;
	const floor = Number(dropped.at(-1)![0]);
	return { ...state, floor, open: Object.fromEntries(all.slice(dropped.length)) };
}

function newestOf(orders: readonly Order[], atLeast: number): number {
	return orders.reduce((newest, { id }) => Math.max(newest, id), atLeast);
}

function knownOf(order: Order, before?: Known): Known {
	const messages = messagesOf(order);
	const forgotten = messages.slice(0, Math.max(0, messages.length - SEEN_KEPT));
	const from = Math.max(forgotten.at(-1)?.at ?? -Infinity, before?.from ?? -Infinity);
	const keys = new Set(messages.slice(forgotten.length).map(({ key }) => key));
	// A response may lack messages that the next one has again.
	const leftOut = (before?.seen ?? []).filter((key) => !keys.has(key));
	return {
		status: order.status,
		seen: [...leftOut, ...keys].slice(-SEEN_KEPT),
		...(from > -Infinity && { from }),
	};
}
