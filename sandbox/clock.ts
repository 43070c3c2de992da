/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
/** Stops a timer that {@link Clock.after} started; harmless once it has fired. */
export type Cancel = () => void;

/**
 * Time as one service sees it. Time stamps are those of the real clock (plus an optional skew), so that clients can compare them
 * with their own; only *durations* are scaled, which is how a 30 s delay passes in 0.3 s at a time scale of 0.01.
 */
export class Clock {
	/** Open timers with what to do when the clock is stopped before they fire. */
	private readonly timers = new Map<NodeJS.Timeout, (() => void) | undefined>();

	constructor(
		private readonly timeScale: number,
		private readonly skewSeconds: () => number,
	) {}

	/** Milliseconds since 1970 on the service's clock. */
	now(): number {
		return Date.now() + this.skewSeconds() * 1000;
	}

	/** ISO 8601 in UTC with milliseconds. */
	iso(at: number = this.now()): string {
		return new Date(at).toISOString();
	}

	/** Real milliseconds that so many service seconds take. */
	scaled(seconds: number): number {
		return seconds * 1000 * this.timeScale;
	}

	/** Runs something after so many service seconds. */
	after(seconds: number, run: () => void): Cancel {
		return this.start(this.scaled(seconds), run);
	}

	/** Waits so many service seconds; `false` when the clock was stopped meanwhile. */
	async wait(seconds: number): Promise<boolean> {
		return await this.sleep(this.scaled(seconds));
	}

	/** Waits so many real milliseconds; `false` when the clock was stopped meanwhile. */
	async sleep(milliseconds: number): Promise<boolean> {
		return await new Promise((resolve) => {
			this.start(
				milliseconds,
				() => resolve(true),
				() => resolve(false),
			);
		});
	}

	/** Drops everything that is planned; the clock can be used again afterwards. */
	stop(): void {
		const open = [...this.timers];
		this.timers.clear();
		for (const [timer, onStop] of open) {
			clearTimeout(timer);
			onStop?.();
		}
	}

	private start(milliseconds: number, run: () => void, onStop?: () => void): Cancel {
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			run();
		}, milliseconds);
		// Only the listening sockets keep the process alive, not these timers.
		timer.unref();
		this.timers.set(timer, onStop);
		return () => {
			this.timers.delete(timer);
			clearTimeout(timer);
		};
	}
}
