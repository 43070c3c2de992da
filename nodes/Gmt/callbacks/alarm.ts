import type { IDataObject } from 'n8n-workflow';
import { OperationFailure, type Failure } from '../../shared/errors';
import type { CallbackPayload } from './payload';

/** How long Get My TG may be out of reach before an execution says so, in milliseconds. Repeats go on all the while. */
const SHOWN_AFTER_MS = 15 * 60_000;

/** In place of an event: why there is none. Plain JSON, since n8n stores it. */
export interface Alarm extends IDataObject {
	notConfirmed: Failure & IDataObject;
}

/** Whether an item, or what a trigger says to itself, stands for an event that could not be confirmed. */
export function isAlarm(json: unknown): json is Alarm {
	return typeof (json as Partial<Alarm> | undefined)?.notConfirmed === 'object';
}

/**
 * What a user is to see of an event that cannot be confirmed: at once where only he can mend it, else after a while.
 * @param since when it was tried first, in milliseconds since 1970; `now` where somebody looks on
 */
export function alarmOf(
	failure: Error,
	{ ids }: Pick<CallbackPayload, 'ids'>,
	since: number | 'now',
): Alarm | undefined {
	const cause: Partial<Failure> = failure instanceof OperationFailure ? failure.failure : {};
	const { code = 'unexpectedReply', httpCode } = cause;
	const isLasting = code === 'authentication' || code === 'invalidInput';
	if (since !== 'now' && !isLasting && Date.now() - since < SHOWN_AFTER_MS) return undefined;
	const about = ids.length > 0 ? `purchase ${ids.join(' or ')}` : 'single purchases';
	return {
		notConfirmed: {
			code,
			message: `News about ${about} cannot be confirmed: ${failure.message}`,
			description:
				`${cause.description ?? ''} Nothing is lost: n8n goes on asking Get My TG, for a day and after each start, and starts this workflow once it has an answer. Retrying this execution does nothing.`.trim(),
			...(httpCode && { httpCode }),
		},
	};
}
