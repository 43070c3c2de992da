import { OperationFailure } from '../errors';
import { pause } from './rateLimiter';

/** The longest that a service keeps something from being taken back, with a margin for its clock. */
const LONGEST_MS = 150_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Does something that a service allows only a while after the purchase: tries again until it is allowed. A refusal in words
 * that nobody knows may say just that, as long as the purchase is new.
 * @param boughtAt when it was bought, in milliseconds since 1970
 * @param meanwhile is asked after each pause; what it gives ends the tries
 * @throws OperationFailure the last refusal, when the time is over or the execution is stopped
 */
export async function whenAllowed<T>(
	attempt: () => Promise<T>,
	boughtAt: number | undefined,
	signal?: AbortSignal,
	meanwhile: () => Promise<T | undefined> = async () => undefined,
): Promise<T> {
	const end = Date.now() + LONGEST_MS;
	const isNew = () => boughtAt !== undefined && Date.now() < boughtAt + LONGEST_MS;
	for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 1.5, LONGEST_PAUSE_MS)) {
		const pauseMs = wait;
		const done = await attempt().then(
			(result) => ({ result }),
			async (thrown) => {
				const isEarly =
					thrown instanceof OperationFailure &&
					(thrown.failure.notYet || (thrown.failure.code === 'refused' && isNew()));
				const isOver = signal?.aborted || Date.now() + pauseMs > end;
				return !isEarly || isOver ? await Promise.reject(thrown as Error) : undefined;
			},
		);
		if (done) return done.result;
		await pause(wait, signal);
		const instead = await meanwhile();
		if (instead !== undefined) return instead;
	}
}
