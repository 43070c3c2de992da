import { OperationFailure } from '../errors';
import {
	TIMEOUTS_S,
	type EntryOf,
	type Input,
	type Operation,
	type Reader,
} from '../operation/operation';
import { LARGEST_ANSWER, LARGEST_LIST } from './body';
import type { ServiceClient } from './client';
import { otherAnswer } from './failures';
import { buildRequest } from './request';
import { send, type SendOptions } from './send';
import type { Endpoint, Page, Service } from './service';

/** How requests are sent, where the defaults do not fit. */
export interface ReadOptions extends Pick<SendOptions, 'retries'> {
	/** Seconds to wait for an answer. */
	timeout?: number;
}

/** Pages that are asked for at once, when the number of entries is known. */
const CONCURRENT_PAGES = 10;

/**
 * Reads a list up to `limit` entries, in the service's order and each entry once. It always ends: a page without a new
 * entry is the last one.
 * @param read sends one request for `size` entries behind the first `skip`
 */
export async function readList<ResponseBody>(
	service: Service,
	limit: number,
	read: (query: Record<string, string>) => Promise<ResponseBody>,
): Promise<Array<EntryOf<ResponseBody>>> {
	const { largest, query, slice, identity } = service.paging;
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
	const total =
		first.total !== undefined && first.total > first.entries.length ? first.total : undefined;
	// A service may return fewer entries than asked for: continue with its own page size.
	const step = first.entries.length < Math.min(size, total ?? 0) ? first.entries.length : size;
	let skip = step;
	const isLast = ({ entries, more }: Page, asked: number) =>
		more === false || (more !== true && entries.length < asked);
	// A short first page makes the total doubtful: ask for one more page before asking for many at once.
	let atOnce = step < size ? 1 : CONCURRENT_PAGES;
	// Where a total is wrong, entries decide: only a page that is not full is the last one.
	while (goesOn && !isLast(last, step) && known.size < limit) {
		const end = total === undefined ? skip + step : Math.min(total, limit);
		const skips = [];
		for (let next = skip; next < Math.max(end, skip + 1) && skips.length < atOnce; next += step)
			skips.push(next);
		const slices = (await Promise.all(skips.map((next) => read(query(next, step))))).map(slice);
		for (const { entries } of slices) goesOn = add(entries) && goesOn;
		last = slices.at(-1)!;
		skip += step * skips.length;
		atOnce = CONCURRENT_PAGES;
	}
	return [...known.values()].slice(0, limit) as Array<EntryOf<ResponseBody>>;
}

/** A reader over one client, also for triggers and lists. */
export function readerOf(client: ServiceClient, patience: ReadOptions = {}): Reader {
	const { service } = client;
	const request = async <In extends Input, ResponseBody>(
		operation: Operation<In, ResponseBody>,
		input: In,
		query: Record<string, string>,
	) => {
		const outcome = await send(
			client,
			requestOf(service, operation, input, query),
			sendingOf(service, operation, patience),
		);
		if (outcome.kind !== 'ok') throw new OperationFailure(outcome.failure);
		const response = outcome.response as ResponseBody;
		if (operation.answers?.(response, input) === false)
			throw new OperationFailure(otherAnswer(service));
		return response;
	};
	return {
		read: async (operation, input) => {
			if (operation.list !== 'paged') return await request(operation, input, {});
			const response = await request(
				operation,
				input,
				service.paging.query(0, service.paging.largest),
			);
			const { entries, total = 0, more } = service.paging.slice(response);
			// An empty page with a non-zero total would make every old purchase look new afterwards.
			if (entries.length === 0 && (total > 0 || more))
				throw new OperationFailure({
					code: 'unexpectedReply',
					message: `${service.name} returned an empty list although it counts entries in it`,
					description: 'Run the node again later.',
				});
			return response;
		},
		readList: async (operation, input, limit = Infinity) =>
			await readList(service, limit, async (query) => await request(operation, input, query)),
		readSlice: async (operation, input, skip) => {
			const { query, slice, largest } = service.paging;
			return slice(await request(operation, input, query(skip, largest)));
		},
	};
}

/** The request for an operation. */
export function requestOf(
	service: Service,
	operation: Operation,
	input: Input,
	query?: Record<string, string>,
) {
	return buildRequest(operation, endpointOf(service, operation), input, query);
}

function endpointOf(service: Service, operation: Operation): Endpoint {
	return service.endpoints[operation.route]!;
}

/** How the request for an operation is sent. */
export function sendingOf(
	service: Service,
	operation: Operation,
	{ timeout, retries }: ReadOptions,
): SendOptions {
	const seconds = timeout ?? TIMEOUTS_S[operation.sideEffect];
	return {
		endpoint: endpointOf(service, operation),
		sideEffect: operation.sideEffect,
		timeout: seconds * 1000,
		retries,
		largest: operation.list || operation.large ? LARGEST_LIST : LARGEST_ANSWER,
	};
}
