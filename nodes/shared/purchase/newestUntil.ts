import { OperationFailure } from '../errors';
import { momentOf } from '../moment';

/** How many of the newest entries are read, step by step. */
const DEPTHS = [100, 1_000, 10_000];
/** Entries of the same moment may stand in any order (ms). */
const SAME_MOMENT_MS = 60_000;
/** How many of the last ones have to be older. */
const LAST = 5;

/**
 * Reads the newest entries of a list back to a moment, by the dates that the service gives them.
 * @param read the newest entries, up to a limit
 * @throws OperationFailure when there are too many
 */
export async function newestUntil<Entry extends { created_at?: string }>(
	since: number,
	read: (limit: number) => Promise<Entry[]>,
): Promise<Entry[]> {
	for (const depth of DEPTHS) {
		const entries = await read(depth);
		const dates = entries.map(({ created_at: at }) => momentOf(at) ?? NaN);
		if (entries.length < depth || (reachBack(dates, since) && isNewestFirst(dates))) return entries;
	}
	throw new OperationFailure({
		code: 'refused',
		message: `More than ${DEPTHS.at(-1)} purchases of the account may be of the last 24 hours, which is more than 'Max Per Day' can check`,
		description: "Nothing was bought. Remove 'Max Per Day', or use 'Max Total'.",
	});
}

/** Whether they end before a moment; a single old one may be out of place. */
function reachBack(dates: readonly number[], moment: number): boolean {
	return dates.slice(-LAST).every((date) => date < moment);
}

/** Whether the last ones tell how far back all of them go. */
function isNewestFirst(dates: readonly number[]): boolean {
	const known = dates.filter((date) => !Number.isNaN(date));
	return known.every((date, index) => index === 0 || date <= known[index - 1]! + SAME_MOMENT_MS);
}
