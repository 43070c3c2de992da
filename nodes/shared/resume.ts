import { sleep, type INode, type INodeExecutionData, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import type { Api } from './api';
import { OperationFailure, toErrorItem, toNodeError } from './errors';
import type { Resource } from './operation';
import { readerOf } from './perform';
import { findOperation } from './run';
import { connect } from './send';
import { readSuspended, type Suspended } from './suspend';
import { conclude, readAgain, type Awaited, type End, type Wait } from './wait';

/** What a call says that wakes a node. Only a hint: what is true is read. */
export interface Call {
	id: number | undefined;
	/** Whether it speaks of a failure. */
	failed: boolean;
}

/** Providers count a call as failed after five seconds without an answer. These leave time to write it. */
const ANSWER_WITHIN = 4_500;
const READ_WITHIN = 4;

/** For each execution that is being woken, whether the call that was taken last lets it go on. */
const underWay = new Map<string, Promise<boolean>>();
/** Failures that only a call tells, until all that is waited for is final. n8n keeps nothing that a call leaves behind. */
const reported = new Set<string>();
const REPORTS_KEPT = 1_000;

/**
 * Handles a call to a suspended node: reads everything that the node waits for again, and lets the execution go on with
 * it once all of it is final.
 */
export async function resume(webhook: IWebhookFunctions, api: Api, resources: readonly Resource[], readCall: (payload: unknown) => Call): Promise<IWebhookResponseData> {
	const key = `${webhook.getExecutionId()} ${webhook.getNode().id}`;
	let answered = false;
	const answer = (status: 200 | 404 | 503, message: string): IWebhookResponseData => {
		if (!answered) webhook.getResponseObject().status(status).json({ message });
		answered = true;
		return { noWebhookResponse: true };
	};

	const { wait } = findOperation(webhook, resources);
	const suspended = readSuspended(webhook);
	if (!wait || !suspended) return answer(404, 'Nothing is waited for here');
	const call = readCall(webhook.getBodyData());
	if (call.id !== undefined && !Object.values(suspended.ids).includes(call.id)) return answer(404, 'This is not waited for here');
	if (call.failed && call.id !== undefined) report(`${key} ${call.id}`);

	// It may take longer than the provider waits: then its next call finds the execution on its way.
	void sleep(ANSWER_WITHIN).then(() => answer(503, 'This takes longer'));
	// Calls at the same moment are handled one after the other, so that only one lets the execution go on.
	const handling = (underWay.get(key) ?? Promise.resolve(false)).then(async (goesOn) =>
		goesOn ? answer(200, 'The execution goes on') : await handle(webhook, api, wait, suspended, call, key, answer),
	);
	const outcome = handling.then(
		({ workflowData }) => workflowData !== undefined,
		() => true,
	);
	underWay.set(key, outcome);
	try {
		return await handling;
	} finally {
		// n8n answers where this throws.
		answered = true;
		if (underWay.get(key) === outcome) underWay.delete(key);
	}
}

async function handle(webhook: IWebhookFunctions, api: Api, wait: Wait, { ids, others, ...chosen }: Suspended, { id }: Call, key: string, answer: (status: 200 | 503, message: string) => IWebhookResponseData): Promise<IWebhookResponseData> {
	const awaited = Object.entries(ids).map(([item, one]): Awaited => ({ item: Number(item), id: one, output: {}, progress: 'pending' }));
	// The one that the call is about comes first, the others only while all are final.
	awaited.sort((a, b) => Number(b.id === id) - Number(a.id === id));
	const failures = new Set(awaited.flatMap((one) => (reported.has(`${key} ${one.id}`) ? [one.id] : [])));
	const connection = await connect(webhook, api);
	let unreadable = false;
	const isFinal = await readAgain(readerOf(connection, { timeout: READ_WITHIN, repeats: 0 }), wait, awaited, failures, (failure) => {
		unreadable = true;
		webhook.logger.warn(`A call could not be verified: ${(failure as Error).message}`);
	});
	if (unreadable) return answer(503, `${api.name} could not be asked`);
	if (!isFinal) {
		const isNews = awaited[0]?.id !== id || awaited[0]?.progress !== 'pending';
		return isNews ? answer(200, 'Noted, others are still awaited') : answer(503, 'Nothing has happened to this yet');
	}

	const ends = await conclude(connection, { wait, ...chosen }, awaited);
	for (const one of awaited) reported.delete(`${key} ${one.id}`);
	const items = inOrder(webhook.getNode(), ends, others, Object.values(ids));
	return { ...answer(200, 'The execution goes on'), workflowData: [items] };
}

function report(key: string): void {
	reported.add(key);
	for (const oldest of reported) {
		if (reported.size <= REPORTS_KEPT) break;
		reported.delete(oldest);
	}
}

/**
 * Everything that comes out, in the order of the items. n8n links them by their places, and moves failed ones to the
 * error output where there is one.
 * @throws NodeApiError for the first failed item, unless the node goes on
 */
function inOrder(node: INode, ends: Map<number, End>, others: Suspended['others'], ids: readonly number[]): INodeExecutionData[] {
	const goesOn = node.continueOnFail === true || node.onError === 'continueRegularOutput' || node.onError === 'continueErrorOutput';
	const items: INodeExecutionData[] = [];
	for (const [item, json] of Object.entries(others)) items[Number(item)] = { json, pairedItem: { item: Number(item) } };
	for (const [item, end] of ends) {
		if (!(end instanceof OperationFailure)) {
			items[item] = end;
			continue;
		}
		const error = toNodeError(node, end, item);
		if (!goesOn) {
			// Nothing comes out of the node then, so its error has to name everything that it waited for.
			error.description = `${error.description ?? ''} This run waited for: ${ids.join(', ')}.`.trim();
			throw error;
		}
		items[item] = toErrorItem(error, item);
	}
	return items;
}
