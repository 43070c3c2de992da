import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import type { Service } from '../http/service';
import { prepareRedelivery, stopRedelivery } from './redeliver';
import { dropOldest } from '../dropOldest';
import { findOperation, type Resource, type Wait } from '../operation/operation';
import { readerOf } from '../http/reader';
import { openService } from '../http/client';
import { toItems } from './goOn';
import { readSuspended, type Suspended } from './suspend';
import { isOwnCall } from './ownCall';
import { keyOfWait, lookedAt, stopLooking } from './ownLook';
import { attachFiles, toResults, readAgain, type WaitingItem } from './wait';

/** What a call says that wakes a node. Only a hint: what is true is read. */
export interface CallbackSummary {
	/** Every number that could be the one that is waited for, the likeliest first. */
	ids: readonly number[];
	/** Whether it speaks of a failure. */
	failed: boolean;
}

/** What a call is answered. Anything but 200 makes the service call again. */
interface WebhookReply {
	status: 200 | 404 | 503;
	message: string;
}

/** Services count a call as failed after five seconds without an answer. This leaves time to write it. */
const REPLY_WITHIN_MS = 4_000;
const READ_WITHIN_S = 4;
/** Nobody waits for the answer to a call that this n8n makes to itself. */
const OWN_READ_WITHIN_S = 30;

// What this process knows of each wait, by execution, node, and what is waited for. n8n keeps nothing that a call leaves behind.
/** Whether the call that was taken last lets the execution go on. */
const handlingCalls = new Map<string, Promise<boolean>>();
/** Final purchases whose files are still downloading, so that the next callback need not read them again. */
const finalItems = new Map<string, readonly WaitingItem[]>();
const MAX_FINAL_ITEMS = 100;
/** Failures that only a call tells, until all that is waited for is final. */
const reportedFailures = new Set<string>();
const MAX_REPORTED_FAILURES = 1_000;

/**
 * Handles a call to a suspended node: reads everything that the node waits for again, and lets the execution go on once
 * all of it is final and its files are here. Whatever is in the way of that leaves it waiting.
 */
export async function resume(
	webhook: IWebhookFunctions,
	service: Service,
	resources: readonly Resource[],
	readCall: (payload: unknown) => CallbackSummary,
): Promise<IWebhookResponseData> {
	let answered = false;
	const answer = ({ status, message }: WebhookReply): IWebhookResponseData => {
		if (!answered) webhook.getResponseObject().status(status).json({ message });
		answered = true;
		return { noWebhookResponse: true };
	};

	const { wait } = findOperation(webhook, resources);
	const suspended = readSuspended(webhook);
	if (!wait || !suspended) return answer({ status: 404, message: 'Nothing is waited for here' });
	const call = readCall(webhook.getBodyData());
	const ids = Object.values(suspended.ids);
	const key = keyOfWait(webhook.getExecutionId(), webhook.getNode().id, suspended.since, ids);
	// What names nothing can only be about the one that is waited for, where it is one.
	const named = call.ids.length === 0 && ids.length === 1 ? ids : call.ids;
	const about = named.find((id) => ids.includes(id));
	if (call.failed && about !== undefined) {
		reportedFailures.add(`${key} ${about}`);
		dropOldest(reportedFailures, MAX_REPORTED_FAILURES);
	}

	// Reading may take longer than the service waits for a response.
	void sleep(REPLY_WITHIN_MS).then(() => answer({ status: 503, message: 'This takes longer' }));
	const again = prepareRedelivery(webhook, key);
	// Calls at the same moment are handled one after the other, so that only one lets the execution go on.
	const handling = (handlingCalls.get(key) ?? Promise.resolve(false)).then(
		async (goesOn): Promise<IWebhookResponseData> => {
			if (goesOn) return answer({ status: 200, message: 'The execution goes on' });
			const outcome = await readAwaited(
				webhook,
				service,
				wait,
				suspended,
				{ about, isStrange: call.ids.length > 0 && about === undefined },
				key,
			).catch((failure: unknown) => failure as Error);
			if (outcome instanceof Error) {
				webhook.logger.warn(
					`A call could not be handled, so the execution goes on waiting: ${outcome.message}`,
				);
				if (!lookedAt(key)) again('later');
				return answer({ status: 503, message: 'This cannot be handled now' });
			}
			if ('status' in outcome) {
				if (outcome.status === 503 && !lookedAt(key)) again('later');
				return answer(outcome);
			}
			if (answered) {
				// n8n read the execution when the call came. The service has called again since, perhaps another process that was
				// faster, and the execution may be at its next purchase by now: going on from here would make that once more.
				again('now');
				return { noWebhookResponse: true };
			}
			stopRedelivery(key);
			stopLooking(key);
			finalItems.delete(key);
			for (const id of ids) reportedFailures.delete(`${key} ${id}`);
			const workflowData = [
				toItems(webhook, toResults({ wait, ...suspended }, outcome), suspended),
			];
			// n8n answers when it has stored that the execution goes on. Should it fail at that, the service calls again.
			return { webhookResponse: { message: 'The execution goes on' }, workflowData };
		},
	);
	const outcome = handling.then(
		({ workflowData }) => workflowData !== undefined,
		() => true,
	);
	handlingCalls.set(key, outcome);
	try {
		return await handling;
	} finally {
		// From here on n8n sends the response.
		answered = true;
		if (handlingCalls.get(key) === outcome) handlingCalls.delete(key);
	}
}

/**
 * Reads what is waited for.
 * @returns all of it once it is final and its files are here, else what to answer
 * @throws what is in the way
 */
async function readAwaited(
	webhook: IWebhookFunctions,
	service: Service,
	wait: Wait,
	{ ids, notes, failed, attachFile }: Suspended,
	{ about, isStrange }: { about: number | undefined; isStrange: boolean },
	key: string,
): Promise<readonly WaitingItem[] | WebhookReply> {
	// A key that is an expression on an earlier node cannot be read here: the process that suspended the node still has it.
	const client = await openService(webhook, service).catch((failure: unknown) => {
		const known = lookedAt(key);
		if (known) return { ...known, context: webhook };
		throw failure;
	});
	// The one that the call is about comes first, the others only while all are final.
	const awaited =
		finalItems.get(key) ??
		Object.entries(ids)
			.map(
				([item, one]): WaitingItem => ({
					item: Number(item),
					id: one,
					output: notes[item]!,
					progress: 'pending',
				}),
			)
			.sort((a, b) => Number(b.id === about) - Number(a.id === about));
	const failures = new Set([
		...failed,
		...awaited.flatMap((one) => (reportedFailures.has(`${key} ${one.id}`) ? [one.id] : [])),
	]);
	const unreadable: unknown[] = [];
	const isFinal = await readAgain(
		readerOf(client, {
			timeout: isOwnCall(webhook) ? OWN_READ_WITHIN_S : READ_WITHIN_S,
			retries: 0,
		}),
		wait,
		awaited,
		failures,
		(failure) => void unreadable.push(failure),
	);
	if (unreadable.length > 0) throw unreadable[0];
	if (!isFinal) {
		// The number may have been read from the wrong field; who calls knows the secret of this wait.
		if (isStrange) return { status: 404, message: 'This is not waited for here' };
		// One that names nothing may be about any of them, and may come a moment before its news can be read.
		const isNews = about !== undefined && awaited[0]?.progress !== 'pending';
		return isNews
			? { status: 200, message: 'Noted, others are still awaited' }
			: { status: 503, message: 'Nothing has happened to this yet' };
	}
	finalItems.set(key, awaited);
	dropOldest(finalItems, MAX_FINAL_ITEMS);
	const missing = await attachFiles(client, { wait, attachFile }, awaited);
	if (!missing) return awaited;
	// Next time its file may be elsewhere.
	for (const one of awaited) if (one.progress === 'done' && !one.file) one.progress = 'pending';
	throw missing;
}
