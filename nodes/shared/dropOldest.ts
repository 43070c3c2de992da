/** Drops the oldest entries until at most `most` are left. */
export function dropOldest<Key>(kept: Map<Key, unknown> | Set<Key>, most: number): void {
	for (const oldest of kept.keys()) {
		if (kept.size <= most) break;
		kept.delete(oldest);
	}
}
