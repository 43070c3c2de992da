import type { Api } from './api';

/** Pages that are asked for at once, when the number of entries is known. */
const AT_ONCE = 5;

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
	let goesOn = add(first.entries) && first.more;
	// A provider may give fewer entries than asked for; its own step is the one to go on with.
	const step = first.total !== undefined && first.entries.length < Math.min(size, first.total) ? first.entries.length : size;
	let skip = step;
	while (goesOn && known.size < limit && skip < (first.total ?? Infinity)) {
		const end = first.total === undefined ? skip + step : Math.min(first.total, limit);
		const skips = [];
		for (let next = skip; next < Math.max(end, skip + 1) && skips.length < AT_ONCE; next += step) skips.push(next);
		const slices = (await Promise.all(skips.map((next) => read(query(next, step))))).map(slice);
		for (const { entries, more } of slices) goesOn = add(entries) && more && goesOn;
		skip += step * skips.length;
	}
	return [...known.values()].slice(0, limit);
}
