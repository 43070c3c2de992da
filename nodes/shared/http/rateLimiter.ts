import { sleep } from 'n8n-workflow';

/** A published limit's second counts as 1,020 ms, since the service's clock differs from ours. */
const WINDOW_MS = 1_020;
/** Requests that may leave at once after a pause, or to catch up. */
const BURST = 10;
/** How often to check for a free slot (ms) while every slot holds a request without a response. */
const POLL_INTERVAL_MS = 10;
/** After so many milliseconds one request tries whether a block is over. */
const BLOCK_PROBE_MS = 60_000;
const LONGEST_BLOCK_MS = 600_000;
/** Gap between requests after a 429 (ms): the first one, the longest, and the time in which it halves again. */
const FIRST_GAP_MS = 50;
const LONGEST_GAP_MS = 1_000;
const GAP_HALF_LIFE_MS = 5_000;

/**
 * Paces the requests of all nodes and executions of this process to one host: below the limit that the service
 * publishes, and slower for a while after a 429.
 */
export class RateLimiter {
	/** When the responses of the last second arrived, oldest first. */
	private readonly answers: number[] = [];

	private running = 0;

	/** When the next request would be due if requests were evenly spaced. */
	private due = 0;

	/** Gap between requests since the last 429 (ms), and when that was. */
	private slowed = { gap: 0, at: 0 };

	/** Resolves when the last queued request has been let through (first in, first out). */
	private queue: Promise<void> = Promise.resolve();

	private now = 0;

	/** Until when the service lets nothing through. */
	private blockedUntil = 0;

	/** @param perSecond the service's limit or the share of it that may be used; undefined where none is known */
	constructor(public perSecond?: number) {}

	/** The distance that the limit leaves between requests, in milliseconds. */
	private get distance(): number {
		return this.perSecond === undefined ? 0 : 1000 / this.perSecond;
	}

	/** The service has blocked the sender: nothing is asked but, at times, whether that is over. */
	block(milliseconds = BLOCK_PROBE_MS): void {
		this.blockedUntil = Math.max(
			this.blockedUntil,
			Date.now() + Math.min(milliseconds, LONGEST_BLOCK_MS),
		);
	}

	/** The service has answered something else than that the sender is blocked. */
	unblock(): void {
		this.blockedUntil = 0;
	}

	get isBlocked(): boolean {
		return Date.now() < this.blockedUntil;
	}

	/** Whether a request may leave. When the time of a block is over, that is one request, whose answer then decides. */
	mayLeave(): boolean {
		if (this.blockedUntil === 0) return true;
		if (this.isBlocked) return false;
		this.block();
		return true;
	}

	/**
	 * Waits for a turn, then does `work`, which is one request.
	 * @returns undefined when the execution was cancelled first
	 */
	async schedule<T>(
		work: () => Promise<T>,
		signal: AbortSignal | undefined,
	): Promise<T | undefined> {
		const before = this.queue;
		const turn = this.turn(before, signal);
		this.queue = before.then(async () => await turn);
		await turn;
		if (signal?.aborted) return undefined;
		this.running++;
		try {
			return await work();
		} finally {
			this.running--;
			if (this.perSecond !== undefined) this.answers.push(this.tick());
		}
	}

	/** Pauses all requests to this host (Retry-After), in ms. */
	pauseFor(milliseconds: number): void {
		this.due = Math.max(this.due, this.tick() + milliseconds + BURST * this.distance);
	}

	/**
	 * Slows down for a while after a 429.
	 * @param sentAt when the refused request left: those that left before the last slowdown do not count again
	 */
	backOff(sentAt: number): void {
		if (sentAt < this.slowed.at) return;
		this.slowed = {
			gap: Math.min(LONGEST_GAP_MS, Math.max(FIRST_GAP_MS, this.gap() * 2)),
			at: this.tick(),
		};
	}

	private async turn(before: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
		await orCancelled(before, signal);
		for (let wait = this.wait(); wait > 0 && !signal?.aborted; wait = this.wait())
			await pause(wait, signal);
		if (!signal?.aborted) this.due = Math.max(this.tick(), this.due) + this.gap();
	}

	/**
	 * Milliseconds until the next request may leave. A request holds a slot from before it leaves until a second after its
	 * response: whatever the latency, no second at the service exceeds the limit.
	 */
	private wait(): number {
		const now = this.tick();
		while (this.answers[0] !== undefined && this.answers[0] <= now - WINDOW_MS)
			this.answers.shift();
		const full =
			this.perSecond !== undefined && this.running + this.answers.length >= this.perSecond;
		const free = !full
			? 0
			: this.answers[0] === undefined
				? POLL_INTERVAL_MS
				: this.answers[0] + WINDOW_MS - now;
		return Math.max(free, this.due - BURST * this.distance - now);
	}

	private gap(): number {
		const slowed = this.slowed.gap * 2 ** ((this.slowed.at - this.now) / GAP_HALF_LIFE_MS);
		return Math.max(slowed < FIRST_GAP_MS / 4 ? 0 : slowed, this.distance);
	}

	/** The time. When the clock is set back, what was planned moves with it: otherwise nothing is sent until it catches up. */
	private tick(): number {
		const now = Date.now();
		if (now < this.now) {
			this.due -= this.now - now;
			this.answers.fill(now);
		}
		this.now = now;
		return now;
	}
}

const limiters = new Map<string, RateLimiter>();

/** The limiter of an address. Services also count by sender, so all credentials for an address share it; the share named last counts. */
export function rateLimiterOf(address: string, perSecond: number | undefined): RateLimiter {
	const pace = limiters.get(address) ?? new RateLimiter();
	pace.perSecond = perSecond;
	limiters.set(address, pace);
	return pace;
}

/** Waits for some milliseconds, or until the execution is cancelled. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	if (!signal?.aborted) await orCancelled(sleep(milliseconds), signal);
}

/** Waits for something that never rejects, or until the execution is cancelled. */
export async function orCancelled(
	awaited: Promise<unknown>,
	signal: AbortSignal | undefined,
): Promise<void> {
	await new Promise<void>((resolve) => {
		const done = () => {
			signal?.removeEventListener('abort', done);
			resolve();
		};
		signal?.addEventListener('abort', done);
		void awaited.then(done);
	});
}
