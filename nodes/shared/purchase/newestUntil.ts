import { OperationFailure } from '../errors';

/** How many of the newest entries are read, step by step. */
const DEPTHS = [100, 1_000, 10_000];

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
		if (entries.length < depth || Date.parse(entries.at(-1)?.created_at ?? '') < since)
			return entries;
	}
	throw new OperationFailure({
		code: 'refused',
		message: `The account bought more than ${DEPTHS.at(-1)} times in 24 hours, which is more than 'Max Per Day' can check`,
		description: "Nothing was bought. Remove 'Max Per Day', or use 'Max Total'.",
	});
}
