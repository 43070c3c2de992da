import { OperationFailure } from '../errors';
import { TIMEOUTS, type AnyOperation, type Input, type Reader } from '../operation/operation';
import { send, type Connection, type Sending } from './client';
import { buildRequest } from './request';
import type { Api, Endpoint } from './service';

/** How requests are sent, where the defaults do not fit. */
export interface Patience extends Pick<Sending, 'repeats'> {
	/** Seconds to wait for an answer. */
	timeout?: number;
}

/** Pages that are asked for at once, when the number of entries is known. */
const AT_ONCE = 10;

/**
 * Reads a list up to `limit` entries, in the provider's order and each entry once. Ends with any provider: a page that
 * brings nothing new is the last one.
 * @param read sends one request for `size` entries behind the first `skip`
 */
export async function readList(api: Api, limit: number, read: (query: Record<string, string>) => Promise<unknown>): Promise<object[]> {
	const { largest, query, slice, identity } = api.paging;
	const size = Math.min(limit, largest);
	const known = new Map<unknown, object>();
	const add = (entries: object[]) => {
		const before = known.size;
		for (const entry of entries) if (!known.has(identity(entry))) known.set(identity(entry), entry);
		return known.size > before;
	};

	const first = slice(await read(query(0, size)));
	let last = first;
	let goesOn = add(first.entries);
	// A total below what has come already is none.
	const total = first.total !== undefined && first.total >= first.entries.length ? first.total : undefined;
	// A provider may give fewer entries than asked for; its own step is the one to go on with.
	const step = first.entries.length < Math.min(size, total ?? 0) ? first.entries.length : size;
	let skip = step;
	while (goesOn && last.more !== false && known.size < limit && (last.more === true || skip < (total ?? Infinity))) {
		const end = total === undefined ? skip + step : Math.min(total, limit);
		const skips = [];
		for (let next = skip; next < Math.max(end, skip + 1) && skips.length < AT_ONCE; next += step) skips.push(next);
		const slices = (await Promise.all(skips.map((next) => read(query(next, step))))).map(slice);
		for (const { entries } of slices) goesOn = add(entries) && goesOn;
		last = slices.at(-1)!;
		skip += step * skips.length;
	}
	return [...known.values()].slice(0, limit);
}

/** A reader over one connection, also for triggers and lists. */
export function readerOf(connection: Connection, patience: Patience = {}): Reader {
	const { api } = connection;
	const request = async (operation: AnyOperation, input: unknown, query: Record<string, string>) => {
		const verdict = await send(connection, requestOf(api, operation, input as Input, query), sendingOf(api, operation, patience));
		if (verdict.kind === 'done') return verdict.reply as never;
		throw new OperationFailure(verdict.failure);
	};
	return {
		read: async (operation, input) => {
			if (operation.list !== 'paged') return await request(operation, input, {});
			const reply = await request(operation, input, api.paging.query(0, api.paging.largest));
			const { entries, total = 0, more } = api.paging.slice(reply);
			// What is in it would be taken for new later.
			if (entries.length === 0 && (total > 0 || more)) throw new OperationFailure({ code: 'unexpectedReply', message: `${api.name} showed an empty list, although it counts entries in it`, description: 'Run the node again later.' });
			return reply;
		},
		readList: async (operation, input, limit = Infinity) => await readList(api, limit, async (query) => await request(operation, input, query)),
	};
}

/** The request for an operation. */
export function requestOf(api: Api, operation: AnyOperation, input: Input, query?: Record<string, string>) {
	return buildRequest(operation, endpointOf(api, operation), input, query);
}

function endpointOf(api: Api, operation: AnyOperation): Endpoint {
	return api.endpoints[operation.route]!;
}

/** How the request for an operation is sent. */
export function sendingOf(api: Api, operation: AnyOperation, { timeout, repeats }: Patience): Sending {
	const seconds = timeout ?? operation.timeout ?? TIMEOUTS[operation.sideEffect];
	return { endpoint: endpointOf(api, operation), sideEffect: operation.sideEffect, timeout: seconds * 1000, repeats };
}
