import type { components } from '../../contract/fivesim';
import { ifKnown, OperationFailure } from '../shared/errors';
import type { Reader } from '../shared/operation/operation';
import { get } from './operations/order/get';
import { getAll } from './operations/order/getAll';

export type Order = components['schemas']['Order'];
export type Category = 'activation' | 'hosting';

/** Requests under way at once. */
const AT_ONCE = 10;
/** Orders that are asked for by themselves to learn whether the list leaves messages out. */
const PROBES = 3;

/** The orders of one category, newest first, read page by page as far back as somebody wants to look. */
export class OrderHistory {
	private readonly byId = new Map<number, Order>();
	/** Entries that the service gives in one page; it may be fewer than asked for. */
	private step = 0;
	private skip = 0;
	/** Whether the list has come to its end. */
	isOver = false;
	/** The oldest one that was read. */
	oldest: Order | undefined;
	/** Numbers of entries that do not say how their order is. */
	readonly unclear: number[] = [];
	private lacksSome = false;

	constructor(
		private readonly reader: Reader,
		private readonly category: Category,
	) {}

	/** What was read so far. */
	get orders(): Order[] {
		return [...this.byId.values()];
	}

	/** How many were read so far. */
	get size(): number {
		return this.byId.size;
	}

	/**
	 * Makes sure that all entries have their numbers. Who has looked past one that has none would not look there again.
	 * @throws OperationFailure
	 */
	requireAll(): void {
		if (this.lacksSome) throw unreadable('5sim listed an order without its number');
	}

	/** Reads on. Entries without number or status are left out. Pages of the same moment may miss an order that moves from one to the other meanwhile. */
	async next(pages = 1): Promise<void> {
		const known = this.byId.size;
		const skips = Array.from({ length: pages }, (_none, index) => this.skip + index * this.step);
		const slices = await Promise.all(
			skips.map(
				async (skip) =>
					await this.reader.readSlice(
						getAll,
						{ category: this.category, order: 'id', reverse: 'true' },
						skip,
					),
			),
		);
		for (const { entries, total = Infinity } of slices) {
			const orders = (entries as Order[]).filter((order) => isOrder(order));
			for (const order of orders) this.byId.set(order.id, order);
			this.oldest = orders.at(-1) ?? this.oldest;
			for (const entry of (entries as Array<Partial<Order>>).filter((order) => !isOrder(order)))
				if (Number.isSafeInteger(entry.id)) this.unclear.push(entry.id!);
				else this.lacksSome = true;
			// A service that gives fewer than asked for may have more all the same; only a total that has been reached exactly is one.
			if (entries.length < Math.max(1, this.step)) this.isOver = true;
			if (this.byId.size === total) this.isOver = true;
			this.step ||= entries.length;
		}
		this.skip += this.step * pages;
		// Any service ends: a page that brings nothing new is the last one.
		if (this.byId.size === known) this.isOver = true;
	}

	/** Reads on until the oldest order is old enough. */
	async until(isEnough: (oldest: Order) => boolean, most = Infinity): Promise<this> {
		do {
			// The further back it goes, the more pages at once; never more than a quarter for nothing.
			const read = this.step === 0 ? 0 : this.skip / this.step;
			await this.next(Math.min(AT_ONCE, Math.max(1, Math.floor(read / 4))));
		} while (!this.isOver && !isEnough(this.oldest!) && this.byId.size < most);
		return this;
	}

	/**
	 * Reads on for certain orders, as long as pages can be expected to take fewer requests than asking for each.
	 * @returns those that did not come
	 */
	async find(ids: readonly number[]): Promise<number[]> {
		if (this.step === 0 && ids.length > 0) await this.next();
		for (let inVain = 0; ; ) {
			const missing = ids.filter((id) => !this.byId.has(id));
			const further = missing.filter((id) => id < (this.oldest?.id ?? 0));
			if (this.isOver || further.length <= 1 || inVain >= further.length) return missing;
			// At least so many pages are needed to show all of them.
			const pages = Math.min(AT_ONCE, Math.ceil(further.length / this.step));
			await this.next(pages);
			inVain = further.some((id) => this.byId.has(id)) ? 0 : inVain + pages;
		}
	}
}

/** Whether an order can be told from others. What is none would be taken for a new one, or for one that is over. */
function isOrder({ id, status }: Partial<Order>, expected = id): boolean {
	return typeof status === 'string' && status.length > 0 && Number.isFinite(id) && id === expected;
}

function unreadable(message: string): OperationFailure {
	return new OperationFailure({
		code: 'unexpectedReply',
		message,
		description: 'Nothing is lost: run the node again, or wait for the next look of the trigger.',
	});
}

/** What came of reading orders one by one. */
export interface Singles {
	orders: Order[];
	/** Those that 5sim did not tell about, and why. */
	failures: Map<number, unknown>;
	/** Those for which there was no time. */
	unasked: readonly number[];
}

/**
 * Reads orders one by one. Those that do not exist any more are in no part of the result.
 * @param deadline when to stop asking, in milliseconds since 1970
 */
export async function readSingly(
	reader: Reader,
	ids: readonly number[],
	deadline = Infinity,
): Promise<Singles> {
	const found: Singles = { orders: [], failures: new Map(), unasked: [] };
	for (let from = 0; from < ids.length; from += AT_ONCE) {
		if (Date.now() > deadline) return { ...found, unasked: ids.slice(from) };
		const some = ids.slice(from, from + AT_ONCE);
		const results = await Promise.allSettled(
			some.map(async (orderId) => {
				const order = await ifKnown(reader.read(get, { orderId }));
				if (order && !isOrder(order, orderId))
					throw unreadable(`5sim did not answer with order ${orderId} and its status`);
				return order;
			}),
		);
		for (const [index, result] of results.entries()) {
			if (result.status === 'rejected') found.failures.set(some[index]!, result.reason);
			else if (result.value) found.orders.push(result.value);
		}
		const away = results.find((result) => result.status === 'rejected')?.reason as unknown;
		if (some.length > 1 && results.every(isAway)) {
			for (const id of ids.slice(from + AT_ONCE)) found.failures.set(id, away);
			break;
		}
	}
	return found;
}

function isAway(result: PromiseSettledResult<unknown>): boolean {
	return (
		result.status === 'rejected' &&
		result.reason instanceof OperationFailure &&
		['providerUnavailable', 'rateLimited', 'authentication'].includes(result.reason.failure.code)
	);
}

/**
 * Reads again what a list shows without a message that it should have. Usually a list is right, and then its orders need
 * no further request; 5sim calls an order RECEIVED also while its SMS is still to come. So a few are tried, and all of
 * them only when the list has left a message out.
 * @param isSuspect whose message is the likeliest to be missing
 * @param leavesOut whether the list is known to have left messages out
 */
export async function readSilent(
	reader: Reader,
	listed: readonly Order[],
	isSuspect: (order: Order) => boolean,
	leavesOut = false,
): Promise<Singles> {
	const silent = listed.filter(
		({ status, sms }) => ['RECEIVED', 'FINISHED'].includes(status) && !sms?.length,
	);
	// Nothing is finished without a message.
	const isCertain = (order: Order) =>
		leavesOut || !Array.isArray(order.sms) || order.status === 'FINISHED';
	const certain = silent.filter(isCertain);
	const others = silent.filter((order) => !isCertain(order));
	const ranked = others
		.map((order) => ({ id: order.id, rank: Number(!isSuspect(order)) + Math.random() }))
		.sort((a, b) => a.rank - b.rank)
		.map(({ id }) => id);
	const probes = ranked.slice(0, PROBES);
	const parts = [
		await readSingly(
			reader,
			certain.map(({ id }) => id),
		),
	];
	// Where one cannot be read, the list still tells about it.
	const tried = await readSingly(reader, probes);
	parts.push({ ...tried, failures: new Map() });
	if (tried.orders.some(({ sms }) => sms?.length))
		parts.push(await readSingly(reader, ranked.slice(PROBES)));
	return {
		orders: parts.flatMap(({ orders }) => orders),
		failures: new Map(parts.flatMap(({ failures }) => [...failures])),
		unasked: [],
	};
}
