import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookDescription,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Failure } from '../errors';
import { notesOf } from '../operation/notes';
import { isSuspending, MIN_SUSPENSION_MS } from './preflight';
import { keyOfWait, lookUntilFinal } from './ownLook';
import { readerOf } from '../http/reader';
import type { ServiceClient } from '../http/client';
import {
	toResults,
	pollUntilFinal,
	readAgain,
	timedOut,
	type ItemResult,
	type WaitingItem,
	type Waiting,
} from './wait';

/**
 * The address by which a service wakes a waiting node. It stands here and not in the node, since the linter takes every
 * webhook that a node lists itself for that of a trigger.
 */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		responseData: '',
		// With the node's id in it a late repeat cannot wake another node of the same execution.
		path: '={{ $nodeId }}',
		isFullPath: true,
		restartWebhook: true,
	},
];

/** What is said about a purchase, and is not read again with it. */
const NOTES = ['recovered', 'alreadyBought', 'overpaid', 'differs'];

/** What a suspended node needs to know when it is woken, kept in its context. */
export interface Suspended extends Pick<Waiting, 'attachFile' | 'returnFailed'> {
	/** By item, the number of what is waited for. */
	ids: Record<string, number>;
	/** Per item: what only the purchase tells, see NOTES. */
	notes: Record<string, IDataObject>;
	/** Numbers of what has failed already: some failures cannot be read. */
	failed: number[];
	/** By item, what came in, where what is known of the purchase has been written over it. */
	inputs: Record<string, IDataObject>;
	/** By item, what came out of those that there is nothing to wait for. */
	others: Record<string, IDataObject>;
	/** When it was suspended: tells one round of a loop from another. */
	since: number;
}

/** A wait that failed, as the call that told it leaves it for execute(): plain JSON, since n8n stores it. */
export interface FailedWait {
	item: number;
	failure: Failure;
}

/**
 * The failure that a call has left for this run, if any. It is read once: what n8n runs after it, by Retry On Fail or by
 * hand, reads the purchases themselves.
 */
export function takeFailedWait(context: IExecuteFunctions): FailedWait | undefined {
	const stored = notesOf(context) as { failedWait?: FailedWait };
	const { failedWait } = stored;
	delete stored.failedWait;
	return failedWait;
}

/**
 * Waits for what came out of every item, by suspending the execution or, if it is short, by asking.
 * @returns what comes out in the end, by item; undefined when the execution is suspended
 */
export async function waitForAll(
	context: IExecuteFunctions,
	client: ServiceClient,
	waiting: Waiting,
	results: readonly INodeExecutionData[][],
	isFailed: (item: number) => boolean,
	address: string | undefined,
): Promise<Map<number, ItemResult> | undefined> {
	const { wait } = waiting;
	const awaited = results.flatMap(([result], item): WaitingItem[] => {
		if (result === undefined || isFailed(item)) return [];
		const output = result.json;
		return [{ item, id: wait.idOf(output), output, progress: wait.progressOf(output, false) }];
	});
	const reader = readerOf(client);
	if (isSuspending(waiting) && !(await readEach(reader, waiting, awaited))) {
		const { since, ids } = await suspend(context, waiting, awaited, results);
		if (waiting.checksItself && address) {
			const key = keyOfWait(
				context.getExecutionId(),
				context.getNode().id,
				since,
				Object.values(ids),
			);
			lookUntilFinal(context, client, waiting, awaited, key, address);
		}
		return undefined;
	}
	// Everything is final, so the service may never call again. Retry a missing file here until the time limit.
	await pollUntilFinal(
		client,
		reader,
		waiting.staysAwake
			? waiting
			: { ...waiting, milliseconds: Math.min(waiting.milliseconds, MIN_SUSPENSION_MS) },
		awaited,
	);
	return toResults(waiting, awaited);
}

/** Reads everything once: what has become final until now does not call again. */
async function readEach(
	reader: ReturnType<typeof readerOf>,
	{ wait }: Waiting,
	awaited: readonly WaitingItem[],
): Promise<boolean> {
	const final = await Promise.all(awaited.map(async (one) => await readAgain(reader, wait, [one])));
	return final.every((isFinal) => isFinal);
}

async function suspend(
	context: IExecuteFunctions,
	{ wait, milliseconds, attachFile, returnFailed }: Waiting,
	awaited: readonly WaitingItem[],
	results: readonly INodeExecutionData[][],
): Promise<Suspended> {
	const items = context.getInputData();
	// Store the settings: parameters may be expressions, which give something else when the node is resumed.
	const suspended: Suspended = {
		attachFile,
		returnFailed,
		ids: {},
		notes: {},
		failed: [],
		others: {},
		inputs: {},
		since: Date.now(),
	};
	for (const [item, [result]] of results.entries()) {
		const one = awaited.find((candidate) => candidate.item === item);
		if (result) suspended.inputs[item] = items[item]!.json;
		// No code of the node runs when the time is over: its input comes out, so it has to hold what is known by now.
		if (one) {
			suspended.ids[item] = one.id;
			suspended.notes[item] = Object.fromEntries(
				Object.entries(one.output as IDataObject).filter(([field]) => NOTES.includes(field)),
			);
			if (one.progress === 'failed') suspended.failed.push(one.id);
			items[item]!.json = {
				...items[item]!.json,
				...(one.output as IDataObject),
				...timedOut(wait, one.id),
			};
		} else if (result) {
			suspended.others[item] = result.json;
			items[item]!.json = { ...items[item]!.json, ...result.json };
		}
	}
	notesOf(context).suspended = suspended;
	await context.putExecutionToWait(new Date(Date.now() + milliseconds));
	return suspended;
}

/** What the node left behind when it was suspended. */
export function readSuspended(webhook: IWebhookFunctions): Suspended | undefined {
	// A brace in the node's name would end the expression, so write it as an escape.
	const name = JSON.stringify(webhook.getNode().name).replace(
		/[{}]/g,
		(brace) => `\\u00${brace.charCodeAt(0).toString(16)}`,
	);
	return (
		(webhook.evaluateExpression(`{{ $node[${name}].context.suspended }}`) as
			| Suspended
			| undefined) ?? undefined
	);
}
