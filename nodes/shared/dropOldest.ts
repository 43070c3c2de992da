/** Drops the oldest entries until at most `most` are left. */
export function dropOldest<Key>(kept: Map<Key, unknown> | Set<Key>, most: number): void {
	for (const oldest of kept.keys()) {
		if (kept.size <= most) break;
		kept.delete(oldest);
	}
}

/** Sets an entry and drops those that were not set for the longest time: one that is used stays. */
export function keepNewest<Key, Value>(
	kept: Map<Key, Value>,
	key: Key,
	value: Value,
	most: number,
): void {
	kept.delete(key);
	kept.set(key, value);
	dropOldest(kept, most);
}
