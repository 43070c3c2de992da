import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import type { Service } from '../http/service';
import { prepareRedelivery, stopRedelivery, type RawBody } from './redeliver';
import { dropOldest } from '../dropOldest';
import { findOperation } from '../operation/findOperation';
import type { Resource, Wait } from '../operation/operation';
import { readerOf } from '../http/reader';
import { toItems } from './goOn';
import { readSuspended, type Suspended } from './suspend';
import { isOwnCall } from './ownCall';
import { keyOfWait, lookedAt, stopLooking } from './ownLook';
import { openForWaiting } from './waitingNode';
import { attachFiles, toResults, readAgain, type WaitingItem } from './wait';

/** What a callback says. Only a hint: the truth is read from the service. */
export interface CallbackSummary {
	/** Every number in it that could be the awaited purchase, the likeliest first. */
	ids: readonly number[];
	/** Whether it reports a failure. */
	failed: boolean;
}

/** Our answer to a callback. After anything but 200 the service calls again. */
interface WebhookReply {
	status: 200 | 404 | 503;
	message: string;
}

/** A callback without an answer within five seconds counts as failed. This leaves time to send ours. */
const REPLY_WITHIN_MS = 4_000;
const READ_WITHIN_S = 4;
/** For calls that this n8n makes to itself: no service waits for the answer. */
const OWN_READ_WITHIN_S = 30;

// What this process knows about each wait, by execution, node and awaited purchases. n8n stores nothing that a callback leaves.
/** Whether the last callback that was handled resumes the execution. */
const handlingCalls = new Map<string, Promise<boolean>>();
/** Final purchases whose files are still downloading, so that the next callback need not read them again. */
const finalItems = new Map<string, readonly WaitingItem[]>();
const MAX_FINAL_ITEMS = 100;
/** Failures that only a callback reports; kept until every awaited purchase is final. */
const reportedFailures = new Set<string>();
const MAX_REPORTED_FAILURES = 1_000;

/**
 * Handles a callback to a suspended node: reads every awaited purchase again, and resumes the execution once all of them are
 * final and their files are here. If anything goes wrong, the execution keeps waiting.
 */
export async function resume(
	webhook: IWebhookFunctions,
	service: Service,
	resources: readonly Resource[],
	readCall: (payload: unknown, raw?: RawBody) => CallbackSummary,
): Promise<IWebhookResponseData> {
	let answered = false;
	const answer = ({ status, message }: WebhookReply): IWebhookResponseData => {
		if (!answered) webhook.getResponseObject().status(status).json({ message });
		answered = true;
		return { noWebhookResponse: true };
	};

	const { wait } = findOperation(webhook, resources);
	const suspended = readSuspended(webhook);
	if (!wait || !suspended) return answer({ status: 404, message: 'Nothing is waiting here' });
	const { rawBody } = webhook.getRequestObject() as { rawBody?: RawBody };
	const inBody = readCall(webhook.getBodyData(), rawBody);
	const { ids: inAddress } = readCall(webhook.getQueryData());
	const call = inBody.ids.length > 0 ? inBody : { ...inBody, ids: inAddress };
	const ids = Object.values(suspended.ids);
	const key = keyOfWait(webhook.getExecutionId(), webhook.getNode().id, suspended.since, ids);
	// A callback without a number can only be about the awaited purchase, if there is just one.
	const named = call.ids.length === 0 && ids.length === 1 ? ids : call.ids;
	const about = named.find((id) => ids.includes(id));
	if (call.failed && about !== undefined) {
		reportedFailures.add(`${key} ${about}`);
		dropOldest(reportedFailures, MAX_REPORTED_FAILURES);
	}

	// Reading may take longer than the service waits for a response.
	void sleep(REPLY_WITHIN_MS).then(() => answer({ status: 503, message: 'This takes longer' }));
	const again = prepareRedelivery(webhook, key);
	// Callbacks at the same moment are handled one after the other, so that only one resumes the execution.
	const handling = (handlingCalls.get(key) ?? Promise.resolve(false)).then(
		async (goesOn): Promise<IWebhookResponseData> => {
			if (goesOn) return answer({ status: 200, message: 'The execution continues' });
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
					`A call could not be handled, so the execution keeps waiting: ${outcome.message}`,
				);
				if (!lookedAt(key)) again('later');
				return answer({ status: 503, message: 'This cannot be handled now' });
			}
			if ('status' in outcome) {
				// After a restart nobody else looks: the first call about this wait begins it again.
				if (outcome.status !== 404 && !lookedAt(key)) again('later');
				return answer(outcome);
			}
			if (answered) {
				// n8n loaded the execution when this callback came. Since then the service may have called another process, which
				// resumed it: it may be at its next purchase by now, and resuming our old copy would make that purchase twice.
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
			// n8n answers once it has stored that the execution continues. If that fails, the service calls again.
			return { webhookResponse: { message: 'The execution continues' }, workflowData };
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
		// From here on n8n sends the answer.
		answered = true;
		if (handlingCalls.get(key) === outcome) handlingCalls.delete(key);
	}
}

/**
 * Reads the awaited purchases.
 * @returns all of them once they are final and their files are here, otherwise our answer to the callback
 * @throws whatever went wrong
 */
async function readAwaited(
	webhook: IWebhookFunctions,
	service: Service,
	wait: Wait,
	suspended: Suspended,
	{ about, isStrange }: { about: number | undefined; isStrange: boolean },
	key: string,
): Promise<readonly WaitingItem[] | WebhookReply> {
	const { ids, notes, failed, attachFile } = suspended;
	const client = await openForWaiting(webhook, service, suspended).catch((failure: unknown) => {
		// The process that suspended the node still has its key.
		const known = lookedAt(key);
		if (known) return { ...known, context: webhook };
		throw failure;
	});
	// Read the purchase that the callback is about first, and the others only as long as every one read so far is final.
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
		// The number may come from the wrong field, and the caller knows the secret of this wait: let the service call again.
		if (isStrange) return { status: 404, message: 'The execution does not wait for this' };
		// A callback without a number may be about any of them, and may come a moment before the service shows the change.
		const isNews = about !== undefined && awaited[0]?.progress !== 'pending';
		// n8n goes on calling itself until it hears something else than this.
		return isNews && !isOwnCall(webhook)
			? { status: 200, message: 'Noted, others are still pending' }
			: { status: 503, message: 'Nothing has happened to this yet' };
	}
	finalItems.set(key, awaited);
	dropOldest(finalItems, MAX_FINAL_ITEMS);
	const missing = await attachFiles(client, { wait, attachFile }, awaited);
	if (!missing) return awaited;
	// By the next callback its file may have moved.
	for (const one of awaited) if (one.progress === 'done' && !one.file) one.progress = 'pending';
	throw missing;
}
