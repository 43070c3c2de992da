import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { download } from '../http/download';
import { InvalidInput, invalidInput, OperationFailure, type ErrorCode } from '../errors';
import { CHECK_BY_ITSELF_LABEL } from '../operation/optionFields';
import { isNothing, numberFrom, shown } from '../operation/parameters';
import { isSwitchedOn, oneOf } from '../operation/switches';
import { pause } from '../http/rateLimiter';
import { MAX_WAIT_MINUTES, type Progress, type Reader, type Wait } from '../operation/operation';
import { cancelSignal, type ServiceClient } from '../http/client';

/** How the user wants to wait; holds for all items of a run. */
export interface Waiting {
	wait: Wait;
	milliseconds: number;
	attachFile: boolean;
	returnFailed: boolean;
	/** Whether this n8n looks by itself as well, beside what the service calls. */
	checksItself: boolean;
	/** The execution cannot be suspended, or nothing could wake it: the node stays awake and asks. */
	staysAwake?: true;
}

/** One thing that is waited for. */
export interface WaitingItem {
	item: number;
	id: number;
	/** As it was read last. */
	output: object;
	progress: Progress;
	/** Its file, once that is here. */
	file?: IBinaryData;
	/** How often the service said that it has no such file. */
	fileMissed?: number;
	/** Why its file is not here. */
	notAttached?: string;
}

/** What comes out for one item in the end. */
export type ItemResult = INodeExecutionData | OperationFailure;

const MINUTE_MS = 60_000;
/** What is read at once. */
const CONCURRENT_READS = 10;
const FIRST_POLL_MS = 1_000;
const MAX_POLL_MS = 10_000;
/** How often a file that the service does not know is asked for once more. */
const MAX_FILE_MISSED = 3;
/** What can go wrong with a file and be over at the next try, here or at the service. Anything else is a refusal. */
const PASSING_CODES: ReadonlySet<ErrorCode> = new Set([
	'conflict',
	'notFound',
	'providerUnavailable',
	'rateLimited',
	'unexpectedReply',
]);

/**
 * Reads whether and how to wait.
 * @throws OperationFailure that names the parameter
 */
export function readWaiting(
	wait: Wait | undefined,
	parameter: (name: string, fallback: unknown) => unknown,
): Waiting | undefined {
	if (!wait || !isSwitchedOn(wait.displayName, parameter(wait.key, false))) return undefined;
	const options = parameter('options', {}) as IDataObject;
	const timeLimit = isNothing(options.timeLimit) ? wait.minutes : numberFrom(options.timeLimit);
	if (timeLimit === undefined || !(timeLimit > 0 && timeLimit <= MAX_WAIT_MINUTES)) {
		throw invalidInput(
			'Longest Wait in Minutes',
			new InvalidInput(
				`must be a number of minutes, ${MAX_WAIT_MINUTES} at most`,
				`You entered ${shown(options.timeLimit)}. Enter how long to wait.`,
			),
		);
	}
	return {
		wait,
		milliseconds: timeLimit * MINUTE_MS,
		attachFile:
			wait.file !== undefined && isSwitchedOn(wait.file.displayName, options[wait.file.key], true),
		returnFailed: oneOf('When It Fails', options.onFailure, ['fail', 'return']) === 'return',
		checksItself: checksItself(options),
	};
}

/**
 * Whether this n8n looks by itself at what is to come. It does unless told otherwise.
 * @throws OperationFailure
 */
export function checksItself({ checkByItself }: IDataObject): boolean {
	return isSwitchedOn(CHECK_BY_ITSELF_LABEL, checkByItself, true);
}

/**
 * Reads what is still pending again, and stops as soon as it is clear that not everything is final.
 * @param onUnreadable what to do when one could not be read; it counts as pending otherwise
 * @returns whether everything is final
 */
export async function readAgain(
	reader: Reader,
	wait: Wait,
	awaited: readonly WaitingItem[],
	failed: ReadonlySet<number> = new Set(),
	onUnreadable: (failure: unknown) => void = () => undefined,
): Promise<boolean> {
	const pending = awaited.filter(({ progress }) => progress === 'pending');
	for (let from = 0; from < pending.length; from += CONCURRENT_READS) {
		const some = pending.slice(from, from + CONCURRENT_READS);
		await Promise.all(
			some.map(async (one) => {
				try {
					// Keep the fields that only the purchase response has.
					one.output = { ...one.output, ...(await readSame(reader, wait, one.id)) };
					one.progress = wait.progressOf(one.output, failed.has(one.id));
				} catch (failure) {
					onUnreadable(failure);
				}
			}),
		);
		if (some.some(({ progress }) => progress === 'pending')) return false;
	}
	return true;
}

/**
 * Reads what is waited for. What is told about something else, by a cache on the way for one, is no news about it.
 * @throws OperationFailure
 */
async function readSame(reader: Reader, wait: Wait, id: number): Promise<object> {
	const output = await wait.read(reader, id);
	const answered: unknown = wait.idOf(output);
	if (typeof answered !== 'number' || answered === id) return output;
	throw new OperationFailure({
		code: 'unexpectedReply',
		message: `The service was asked about ${id} and answered with ${answered}`,
		description: 'It is asked again later.',
	});
}

/**
 * Downloads the files of what is done, one after the other, until one fails for now. A file that the service refuses is
 * noted in its item and not asked for again.
 * @returns the failure that may pass, if not all files are here because of one
 */
export async function attachFiles(
	client: ServiceClient,
	{ wait: { file }, attachFile }: Pick<Waiting, 'wait' | 'attachFile'>,
	awaited: readonly WaitingItem[],
): Promise<OperationFailure | undefined> {
	if (!attachFile || !file) return undefined;
	for (const one of awaited) {
		if (one.progress !== 'done' || one.file) continue;
		const { address, name } = file.of(one.output);
		try {
			one.file = await download(client, address, name);
			delete one.notAttached;
		} catch (thrown) {
			const failed = thrown as OperationFailure;
			one.notAttached = failed.message;
			// A file can be announced a moment before it can be had, but not for long.
			const isMissed = failed.failure.code === 'notFound';
			if (isMissed) one.fileMissed = (one.fileMissed ?? 0) + 1;
			if (isPassing(failed) && !(isMissed && one.fileMissed! > MAX_FILE_MISSED)) return failed;
		}
	}
	return undefined;
}

/** Whether what went wrong with a file can be over at the next try. */
export function isPassing({ failure }: OperationFailure): boolean {
	return PASSING_CODES.has(failure.code);
}

/** Asks again and again until everything is final and every file here, the time is over, or the execution ends. */
export async function pollUntilFinal(
	client: ServiceClient,
	reader: Reader,
	waiting: Waiting,
	awaited: readonly WaitingItem[],
): Promise<void> {
	const { wait, milliseconds } = waiting;
	const signal = cancelSignal(client.context);
	const end = Date.now() + milliseconds;
	for (let next = FIRST_POLL_MS; ; next = Math.min(next * 1.5, MAX_POLL_MS)) {
		if ((await readAgain(reader, wait, awaited)) && !(await attachFiles(client, waiting, awaited)))
			return;
		const left = end - Date.now();
		if (left <= 0) break;
		await pause(Math.min(next, left), signal);
		if (signal?.aborted)
			throw new OperationFailure({
				code: 'cancelled',
				message: 'The execution was stopped while the node waited',
				description: 'What was bought stays bought.',
			});
	}
	// The last round stopped at the first that was pending: read the others once more.
	await Promise.all(awaited.map(async (one) => await readAgain(reader, wait, [one])));
	for (const one of awaited) await attachFiles(client, waiting, [one]);
}

/** Turns everything that was waited for into what comes out. */
export function toResults(
	{ wait, returnFailed }: Pick<Waiting, 'wait' | 'returnFailed'>,
	awaited: readonly WaitingItem[],
): Map<number, ItemResult> {
	const ends = new Map<number, ItemResult>();
	for (const { item, id, output, progress, file, notAttached } of awaited) {
		if (progress === 'failed' && !returnFailed) {
			ends.set(
				item,
				new OperationFailure({
					code: 'refused',
					message: wait.failureOf(output),
					description:
						"It was bought, and its price may have been refunded: check it with 'Get'. To continue with such items, change 'When It Fails'.",
				}),
			);
			continue;
		}
		// Return the item without its file: the purchase counts, and the file can still be downloaded.
		const missing =
			progress === 'pending'
				? timedOut(wait, id)
				: notAttached && { notAttached, advice: wait.advice(id) };
		ends.set(item, {
			json: { ...(output as IDataObject), ...missing },
			pairedItem: { item },
			...(file && { binary: { data: file } }),
		});
	}
	return ends;
}

/** What the item of something that was not final in time says about it. */
export function timedOut(wait: Wait, id: number): IDataObject {
	return { waitTimedOut: true, advice: wait.advice(id) };
}
