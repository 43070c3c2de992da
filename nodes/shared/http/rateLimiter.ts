import { sleep } from 'n8n-workflow';

/** The part of a published limit that is used, and how long its second is, in milliseconds: clocks differ a little. */
const SHARE = 0.95;
const WINDOW_MS = 1_020;
/** Requests that may leave at once when nothing was sent for a while, or to catch up. */
const BURST = 10;
/** How often to look whether an answer came, when too many requests are under way. */
const POLL_INTERVAL_MS = 10;
/** After so many milliseconds one request tries whether a block is over. */
const BLOCK_PROBE_MS = 60_000;
const LONGEST_BLOCK_MS = 600_000;
/** The distance between requests to a service that asked for patience, in milliseconds; and how fast that is forgotten. */
const FIRST_GAP_MS = 50;
const LONGEST_GAP_MS = 1_000;
const GAP_HALF_LIFE_MS = 5_000;

/**
 * How fast one service is asked, by all nodes and executions of this process together: below the limit that it
 * publishes, and slower for a while after it said "too many requests".
 */
export class RateLimiter {
	/** When the requests of the last second were answered, oldest first. */
	private readonly answers: number[] = [];

	private running = 0;

	/** When the next request would be due if all kept their distance. */
	private due = 0;

	/** Distance between requests since the service asked for patience, and when that was. */
	private slowed = { gap: 0, at: 0 };

	/** The one who asked last for a turn has had it. */
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
	 * Waits for one's turn, but not longer than the execution lives, then does `work`, which is one request.
	 * @returns undefined when the execution was cancelled before
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

	/** Nobody asks for so long: the service said so. */
	pauseFor(milliseconds: number): void {
		this.due = Math.max(this.due, this.tick() + milliseconds + BURST * this.distance);
	}

	/**
	 * Goes slower for a while.
	 * @param sentAt when the request left that the service refused; many of the same moment count once
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
	 * Where a limit is known, requests are counted from before they leave until a second after their answer. So however
	 * long each was on its way, no second at the service sees more of them.
	 */
	private wait(): number {
		const now = this.tick();
		while (this.answers[0] !== undefined && this.answers[0] <= now - WINDOW_MS)
			this.answers.shift();
		const full =
			this.perSecond !== undefined && this.running + this.answers.length >= this.perSecond * SHARE;
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

	/** The time; a clock that is set back must not stop everything until it has caught up. */
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

/** The pace of an address. Services count by sender too, so credentials for the same address share it; what was set last counts. */
export function rateLimiterOf(address: string, perSecond: number | undefined): RateLimiter {
	const pace = limiters.get(address) ?? new RateLimiter();
	pace.perSecond = perSecond;
	limiters.set(address, pace);
	return pace;
}

/** Waits, but not longer than the execution lives. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	if (!signal?.aborted) await orCancelled(sleep(milliseconds), signal);
}

/** Waits for something that does not fail, but not longer than the execution lives. */
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
