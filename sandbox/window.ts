/** Entries that come at most under the lie `capped`, whatever is asked for. */
export const CAP = 12;

/** A part of a list, counted from its end when reversed; copies no more than that part, since histories can be long. */
export function windowOf<Item>(
	items: readonly Item[],
	offset: number,
	limit: number,
	isReversed: boolean,
): Item[] {
	if (!isReversed) return items.slice(offset, offset + limit);
	const end = Math.max(0, items.length - offset);
	return items.slice(Math.max(0, end - limit), end).reverse();
}
