import { sleep } from 'n8n-workflow';

/** Requests that may leave at once when nothing was sent for a while. */
const BURST = 4;
/** The part of a published limit that is used: on the way requests may come closer together. */
const SHARE = 0.9;
/** The first distance between requests to a provider that asked for patience, in milliseconds. */
const FIRST_GAP = 50;
const LONGEST_GAP = 2_000;

/**
 * How fast one provider is asked, by all nodes and executions of this process together. Below the limit that the provider
 * publishes; and where it says "too many requests" nevertheless, slower until it no longer does.
 */
export class Pace {
	/** Milliseconds between two requests, in the long run. */
	private gap: number;

	/** When the next request would be due if all kept their distance. */
	private due = 0;

	private now = 0;

	/** Changes when everyone who waits has to queue anew. */
	private holds = 0;

	private slowedAt = 0;

	/** @param perSecond the provider's limit, or undefined where none is known */
	constructor(private readonly perSecond?: number) {
		this.gap = this.usualGap;
	}

	/** Waits for one's turn, but not longer than the execution lives. */
	async turn(signal: AbortSignal | undefined): Promise<void> {
		for (let queued = -1; queued !== this.holds && !signal?.aborted; ) {
			queued = this.holds;
			const wait = this.queue();
			if (wait > 0) await pause(wait, signal);
		}
	}

	/** Nobody asks for so long: the provider said so. */
	hold(milliseconds: number): void {
		this.holds++;
		this.due = this.tick() + milliseconds + BURST * this.gap;
	}

	/**
	 * Goes slower from now on.
	 * @param sentAt when the request left that the provider refused; many of the same moment count once
	 */
	slowDown(sentAt: number): void {
		if (sentAt < this.slowedAt) return;
		this.gap = Math.min(LONGEST_GAP, Math.max(FIRST_GAP, this.gap * 2));
		this.slowedAt = this.tick();
	}

	/** Goes a little faster again, up to the usual. */
	speedUp(): void {
		if (this.gap === this.usualGap) return;
		this.gap = Math.max(this.usualGap, this.gap * 0.98);
		if (this.usualGap === 0 && this.gap < FIRST_GAP / 4) this.gap = 0;
	}

	private get usualGap(): number {
		return this.perSecond === undefined ? 0 : 1000 / (this.perSecond * SHARE);
	}

	private queue(): number {
		const now = this.tick();
		this.due = Math.max(now, this.due);
		const wait = this.due - BURST * this.gap - now;
		this.due += this.gap;
		return Math.max(0, wait);
	}

	/** The time; a clock that is set back must not stop everything until it has caught up. */
	private tick(): number {
		const now = Date.now();
		if (now < this.now) this.due -= this.now - now;
		this.now = now;
		return now;
	}
}

const paces = new Map<string, Pace>();

/** The pace of an address. Providers count by sender too, so credentials for the same address share it. */
export function paceOf(address: string, perSecond: number | undefined): Pace {
	const pace = paces.get(address) ?? new Pace(perSecond);
	paces.set(address, pace);
	return pace;
}

/** Waits, but not longer than the execution lives. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	if (signal?.aborted) return;
	await new Promise<void>((resolve) => {
		const done = () => {
			signal?.removeEventListener('abort', done);
			resolve();
		};
		signal?.addEventListener('abort', done);
		void sleep(milliseconds).then(done);
	});
}
