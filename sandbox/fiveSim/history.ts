import type { PagingLie } from '../types';
import { CAP, windowOf } from '../window';

/** A total that no client ever reaches. */
const ENDLESS = 1_000_000_000;

/** Entries when no limit is asked for. */
const USUAL_LIMIT = 15;

/** One slice of a history. `items` are oldest first, which is by id; `fields` are the other values that can be sorted by. */
export function slice<Item, View>(
	items: readonly Item[],
	query: Record<string, unknown>,
	{
		liePagination: lie,
		inventedTotal,
	}: { liePagination: PagingLie | null; inventedTotal: number | null },
	fields: Record<string, (item: Item) => number | string>,
	view: (item: Item) => View,
): { Data: View[] | null; Total: number } {
	const asked = Number(query.limit ?? USUAL_LIMIT);
	const limit = lie === 'capped' ? Math.min(asked, CAP) : asked;
	const offset = Number(query.offset ?? 0);
	const field = fields[String(query.order)];
	const sorted = field
		? [...items].sort((a, b) => (field(a) < field(b) ? -1 : field(a) > field(b) ? 1 : 0))
		: items;
	const part =
		lie === 'emptyPages' && offset > 0
			? []
			: windowOf(sorted, offset, limit, query.reverse === true);
	const total =
		lie === 'noTotals' ? 0 : lie === 'hasNextAlways' ? ENDLESS : (inventedTotal ?? items.length);
	return { Data: part.length === 0 ? null : part.map(view), Total: total };
}
