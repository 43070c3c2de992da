import type { Clock } from './clock';

/** Limits of a service. */
export interface RateLimit {
	/** Requests in one real second, counted for each token, for each address without a token, and for purchases. */
	requestsPerSecond: number;
	/** Reaching the limit so often within ten provider minutes blocks the caller; `null` never blocks. */
	blockAfterViolations: number | null;
	/** Length of the block in service seconds. */
	blockSeconds: number;
}

/** Who is over the limit. */
export type Limited = 'token' | 'address' | 'purchase' | 'blocked';

interface Bucket {
	/** Real second that is being counted. */
	second: number;
	count: number;
}

/** Violations are remembered for this many service seconds. */
const MEMORY_SECONDS = 600;

/** Counts requests a second and remembers who was over the limit. */
export class RateLimiter {
	/** Seconds in which a limit was reached. */
	violations = 0;
	/** Requests that were refused. */
	rejected = 0;

	private readonly buckets = new Map<string, Bucket>();
	private recent: number[] = [];
	private blockedUntil = 0;

	constructor(
		private readonly settings: () => RateLimit | null,
		private readonly clock: Clock,
	) {}

	/** Counts a request; says which limit refuses it, if any. */
	check(token: string | undefined, address: string, isPurchase: boolean): Limited | undefined {
		const settings = this.settings();
		if (!settings) return undefined;
		const refused = this.over(settings, token, address, isPurchase);
		if (refused) this.rejected += 1;
		return refused;
	}

	/** Forgets everything. */
	reset(): void {
		this.violations = 0;
		this.rejected = 0;
		this.buckets.clear();
		this.recent = [];
		this.blockedUntil = 0;
	}

	private over(
		settings: RateLimit,
		token: string | undefined,
		address: string,
		isPurchase: boolean,
	): Limited | undefined {
		const now = Date.now();
		if (now < this.blockedUntil) return 'blocked';
		const kind = isPurchase ? 'purchase' : token === undefined ? 'address' : 'token';
		const count = this.count(`${kind} ${token ?? address}`, Math.floor(now / 1000));
		if (count <= settings.requestsPerSecond) return undefined;
		if (count === settings.requestsPerSecond + 1) this.violate(settings, now);
		return kind;
	}

	private count(key: string, second: number): number {
		const bucket = this.buckets.get(key);
		if (bucket?.second === second) return ++bucket.count;
		this.buckets.set(key, { second, count: 1 });
		return 1;
	}

	private violate(settings: RateLimit, now: number): void {
		this.violations += 1;
		this.recent = [
			...this.recent.filter((at) => at > now - this.clock.scaled(MEMORY_SECONDS)),
			now,
		];
		if (
			settings.blockAfterViolations === null ||
			this.recent.length < settings.blockAfterViolations
		)
			return;
		this.blockedUntil = now + this.clock.scaled(settings.blockSeconds);
		this.recent = [];
	}
}
