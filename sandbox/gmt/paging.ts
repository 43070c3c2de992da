import type { PagingLie } from '../types';
import { CAP, windowOf } from '../window';

/** A page of GMT with the full block of totals, or with one of the lies. */
export function paginate<Item, View>(
	items: readonly Item[],
	query: Record<string, unknown>,
	lie: PagingLie | null,
	view: (item: Item) => View,
	isReversed = false,
): { items: View[]; pagination: Record<string, unknown> } {
	const page = Number(query.page);
	const asked = Number(query.page_size);
	// The pages are counted by this size then.
	const size = lie === 'capped' ? Math.min(asked, CAP) : asked;
	const pages = Math.ceil(items.length / size);
	const slice =
		lie === 'emptyPages' && page > 1 ? [] : windowOf(items, (page - 1) * size, size, isReversed);
	const pagination = {
		current_page: page,
		has_next: lie === 'hasNextAlways' || page < pages,
		total_pages: pages,
	};
	return {
		items: slice.map(view),
		pagination:
			lie === 'noTotals'
				? { ...pagination, total_pages: 0 }
				: { ...pagination, page_size: size, total_items: items.length, has_previous: page > 1 },
	};
}
