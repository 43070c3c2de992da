/** Sorts by name. */
export function byName(a: { name: string }, b: { name: string }): number {
	return byLetters(a.name, b.name);
}

/** Sorts fields by what people read. */
export function byLabel(a: { displayName: string }, b: { displayName: string }): number {
	return byLetters(a.displayName, b.displayName);
}

/** Labels are plain English. Not localeCompare: its first call loads language data, which takes a third as long as loading all nodes. */
function byLetters(a: string, b: string): number {
	return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}
