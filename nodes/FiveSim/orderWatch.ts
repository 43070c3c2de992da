import { sleep } from 'n8n-workflow';
import { pause } from '../shared/http/rateLimiter';
import type { Reader } from '../shared/operation/operation';
import { OrderHistory, readSilent, readSingly, type Order } from './openOrders';
import { get } from './operations/order/get';

/** Milliseconds from one look to the next; it grows up to the longest, so that a look ends within 15 seconds of the one before. */
const FIRST_INTERVAL = 2_000;
const LONGEST_INTERVAL = 14_000;
/** Between two looks there is a rest, however long they take. */
const LEAST_PAUSE = 1_000;
/** Items that ask within so many milliseconds are served by one look. */
const GATHERING = 20;
/** So few orders are asked for one by one: it is not more than the pages of a list. */
const FEW = 3;

/** An order, or why it could not be read. */
type Sight = { order: Order } | { failure: unknown };

/**
 * Looks at orders for all items of a node run together: however many wait, a look takes as many requests as the list has
 * pages, and no item waits for another one.
 */
export class OrderWatch {
	private interval = FIRST_INTERVAL;
	private nextAt = 0;
	private gathering: { ids: Set<number>; look: Promise<Map<number, Sight>> } | undefined;
	private readonly statuses = new Map<number, string>();

	constructor(private readonly reader: Reader) {}

	/** The order as it is now. */
	async read(id: number): Promise<Order> {
		this.gathering ??= this.begin();
		const { ids, look } = this.gathering;
		ids.add(id);
		const sight = (await look).get(id);
		// It is in no list and does not exist: that is for its own item to hear.
		if (!sight) return await this.reader.read(get, { orderId: id });
		if ('failure' in sight) throw sight.failure;
		return sight.order;
	}

	/** Waits for the next look of all, but no longer than some milliseconds or the execution. */
	async pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
		const left = Math.min(milliseconds, this.nextAt - Date.now(), LONGEST_INTERVAL);
		await pause(Math.max(0, left), signal);
	}

	private begin() {
		const ids = new Set<number>();
		const gathered = async () => {
			await sleep(GATHERING);
			this.gathering = undefined;
			const from = Date.now();
			// Some are read in between, at the end of their time.
			const isForAll = from >= this.nextAt;
			try {
				if (ids.size > FEW) return await this.readMany([...ids]);
				const sights = await this.readFew([...ids]);
				const gone = [...ids].filter((id) => !sights.has(id));
				return gone.length === 0 ? sights : new Map([...sights, ...(await this.readListed(gone))]);
			} finally {
				if (isForAll) {
					this.nextAt = Math.max(from + this.interval, Date.now() + LEAST_PAUSE);
					this.interval = Math.min(this.interval * 1.3, LONGEST_INTERVAL);
				}
			}
		};
		return { ids, look: gathered() };
	}

	private async readFew(ids: readonly number[]): Promise<Map<number, Sight>> {
		const { orders, failures } = await readSingly(this.reader, ids);
		return new Map([
			...orders.map((order): [number, Sight] => [order.id, { order }]),
			...[...failures].map(([id, failure]): [number, Sight] => [id, { failure }]),
		]);
	}

	/** What 5sim does not know by itself any more may still be in its lists. */
	private async readListed(ids: readonly number[]): Promise<Map<number, Sight>> {
		const found = new Map<number, Sight>();
		for (const category of ['activation', 'hosting'] as const) {
			const history = new OrderHistory(this.reader, category);
			await history.next().catch(() => undefined);
			for (const order of history.orders)
				if (ids.includes(order.id)) found.set(order.id, { order });
			if (found.size === ids.length) break;
		}
		return found;
	}

	private async readMany(ids: readonly number[]): Promise<Map<number, Sight>> {
		const activations = new OrderHistory(this.reader, 'activation');
		const hostings = new OrderHistory(this.reader, 'hosting');
		let missing = await activations.find(ids);
		if (missing.length > FEW) missing = await hostings.find(missing);
		const wanted = new Set(ids);
		const listed = [...activations.orders, ...hostings.orders].filter(({ id }) => wanted.has(id));
		const silent = await readSilent(
			this.reader,
			listed,
			({ id, status }) => this.statuses.get(id) !== status,
		);
		for (const { id, status } of listed) this.statuses.set(id, status);
		return new Map([
			...listed.map((order): [number, Sight] => [order.id, { order }]),
			...silent.orders.map((order): [number, Sight] => [order.id, { order }]),
			...[...silent.failures].map(([id, failure]): [number, Sight] => [id, { failure }]),
			...(await this.readFew(missing)),
		]);
	}
}

const watches = new WeakMap<object, OrderWatch>();

/** The watch that all items of a node run share. */
export function watchOf(run: object, reader: Reader): OrderWatch {
	const watch = watches.get(run) ?? new OrderWatch(reader);
	watches.set(run, watch);
	return watch;
}
