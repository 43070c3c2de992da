const NEAREST = 3;

/** The values that a text was probably meant to be, the likeliest first; none when it is one of them. */
export function nearest(text: string, values: readonly string[]): string[] {
	const wanted = text.toLowerCase();
	if (values.some((value) => value.toLowerCase() === wanted)) return [];
	return values
		.map((value) => ({
			value,
			// Many shorten a name: `insta`, `vk`.
			steps:
				wanted.length > 1 && value.toLowerCase().startsWith(wanted)
					? 1
					: distance(wanted, value.toLowerCase()),
		}))
		.filter(({ steps }) => steps <= Math.max(1, Math.floor(wanted.length / 3)))
		.sort((a, b) => a.steps - b.steps || (a.value < b.value ? -1 : 1))
		.slice(0, NEAREST)
		.map(({ value }) => value);
}

/** How many letters have to be put in, left out, changed, or swapped with the next one to get from one text to the other. */
function distance(from: string, to: string): number {
	if (Math.abs(from.length - to.length) > from.length) return Infinity;
	let before: number[] = [];
	let row = Array.from({ length: to.length + 1 }, (_none, index) => index);
	for (let at = 1; at <= from.length; at++) {
		const next = [at];
		for (let other = 1; other <= to.length; other++) {
			const isSwap = from[at - 1] === to[other - 2] && from[at - 2] === to[other - 1];
			next.push(
				Math.min(
					next[other - 1]! + 1,
					row[other]! + 1,
					row[other - 1]! + (from[at - 1] === to[other - 1] ? 0 : 1),
					at > 1 && other > 1 && isSwap ? before[other - 2]! + 1 : Infinity,
				),
			);
		}
		before = row;
		row = next;
	}
	return row[to.length]!;
}
