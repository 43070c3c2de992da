import type { Api } from './api';

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
