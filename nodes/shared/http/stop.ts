/** Ends a request, which other signals may end too. */
export interface Stop {
	signal: AbortSignal;
	abort(): void;
	/** Lets the other signals go: until then each of them keeps the whole request in memory. */
	release(): void;
}

/** Makes what ends a request: by itself, or with the first of other signals. */
export function stopWith(...signals: ReadonlyArray<AbortSignal | undefined>): Stop {
	const controller = new AbortController();
	const abort = () => {
		controller.abort();
		release();
	};
	const release = () => {
		for (const signal of signals) signal?.removeEventListener('abort', abort);
	};
	for (const signal of signals) signal?.addEventListener('abort', abort);
	if (signals.some((signal) => signal?.aborted)) abort();
	return { signal: controller.signal, abort, release };
}
