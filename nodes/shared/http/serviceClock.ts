/** A span of time by the service's clock, in milliseconds since 1970. */
export interface Span {
	from: number;
	to: number;
}

/** `Date` tells seconds only. */
const SECOND_MS = 1_000;

/**
 * How far the service's clock is ahead of ours, learnt from the `Date` of its responses: never exactly, but between two
 * bounds. Both clocks may be wrong, as long as the service dates its purchases by the same one.
 */
export class ServiceClock {
	private offset?: { least: number; most: number };

	/**
	 * Learns from a response.
	 * @param sentAt when its request left, by our clock
	 */
	learn({ date, age }: Record<string, unknown>, sentAt: number, receivedAt: number): void {
		const told = typeof date === 'string' ? Date.parse(date) : Number.NaN;
		// A cache repeats the date of an earlier response.
		if (!Number.isFinite(told) || age !== undefined) return;
		const bounds = { least: told - receivedAt, most: told + SECOND_MS - sentAt };
		const { least, most } = this.offset ?? bounds;
		const closer = { least: Math.max(least, bounds.least), most: Math.min(most, bounds.most) };
		// They contradict each other when a clock was set meanwhile: the newest counts.
		this.offset = closer.least <= closer.most ? closer : bounds;
	}

	/** The widest span that a time of ours, or one between two of them, can be for the service; undefined while nothing is known. */
	spanOf(from: number, to = from): Span | undefined {
		return this.offset && { from: from + this.offset.least, to: to + this.offset.most };
	}
}
