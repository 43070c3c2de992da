/**
 * An invented phone number that no subscriber can have: 555-01xx in the United States, the range for drama in the United Kingdom,
 * an area code 000 elsewhere.
 */
export function inventPhone(dial: string, index: number): string {
	if (dial === '1')
		return `+1${202 + (Math.floor(index / 100) % 700)}55501${String(index % 100).padStart(2, '0')}`;
	if (dial === '44') return `+447700900${String(index % 1000).padStart(3, '0')}`;
	return `+${dial}000${String(index % 10_000_000).padStart(7, '0')}`;
}

/** An invented code of five digits; leading zeros occur. */
export function inventCode(id: number): string {
	return String((id * 7919) % 100_000).padStart(5, '0');
}
