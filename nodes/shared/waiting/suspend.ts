import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookDescription,
	IWebhookFunctions,
} from 'n8n-workflow';
import { InvalidInput, invalidInput, type Failure } from '../errors';
import { isPrivate } from '../http/urls';
import { notesOf } from '../operation/notes';
import { shown } from '../operation/parameters';
import { isTool } from '../purchase/ledger';
import { callSelf } from './ownCall';
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

/** What a suspended node needs to know when it is woken, kept in its context. */
export interface Suspended extends Pick<Waiting, 'attachFile' | 'returnFailed'> {
	/** By item, the number of what is waited for. */
	ids: Record<string, number>;
	/** Per item: fields that only the purchase response has (`recovered`, `overpaid`). */
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

/** n8n looks for executions whose time is over once a minute; below this the node waits itself. */
const MIN_SUSPENSION_MS = 65_000;
/** How long a call may wait that belongs to no execution: clients of an MCP server give up after a minute, the purchase included. */
const CALL_MS = 45_000;

/** Whether n8n is to suspend the execution, so that no worker is held. */
function isSuspending({ milliseconds, staysAwake }: Waiting): boolean {
	return milliseconds >= MIN_SUSPENSION_MS && !staysAwake;
}

/**
 * Where this node is woken, with the token that n8n asks for.
 * @throws OperationFailure when n8n is told an address that nobody can call
 */
function resumeAddress(context: IExecuteFunctions): string {
	const { resumeUrl } = context.getWorkflowDataProxy(0).$execution as { resumeUrl: string };
	// Without a protocol the host's name is taken for one.
	if (!/^https?:\/\/[^/]/i.test(resumeUrl) || !URL.canParse(resumeUrl))
		throw invalidInput(
			'WEBHOOK_URL',
			new InvalidInput(
				`gives this n8n the address ${shown(resumeUrl.split('?')[0])}, which nobody can call to wake this node`,
				"Set it to a full address such as 'https://n8n.example.com/' and start n8n again.",
			),
		);
	const url = new URL(resumeUrl);
	url.pathname = `${url.pathname.replace(/\/$/, '')}/${context.getNode().id}`;
	return url.href;
}

/**
 * Whether an address is that of a trigger of this very n8n, which may be called from here.
 * @param path how the addresses of the service's trigger end
 */
export function isOwnTrigger(context: IExecuteFunctions, address: string, path: string): boolean {
	const { resumeUrl } = context.getWorkflowDataProxy(0).$execution as { resumeUrl: string };
	if (!URL.canParse(resumeUrl) || !URL.canParse(address)) return false;
	const { origin, pathname } = new URL(address);
	// An address of a test listens for one call only, that of the service.
	return (
		origin === new URL(resumeUrl).origin &&
		pathname.replace(/\/$/, '').endsWith(`/${path}`) &&
		!pathname.includes('/webhook-test/')
	);
}

/**
 * Looks before money leaves whether what is bought can be waited for in the way that was asked for.
 * @returns how it is waited for, and where the node is woken if it is suspended
 * @throws OperationFailure when n8n's own address cannot work
 */
export async function prepareWaiting(
	context: IExecuteFunctions,
	waiting: Waiting,
): Promise<{ waiting: Waiting; address?: string }> {
	const { milliseconds } = waiting;
	// Nobody but the caller gets what comes out, and he does not wait for long.
	if (!context.getExecutionId())
		return {
			waiting: { ...waiting, staysAwake: true, milliseconds: Math.min(milliseconds, CALL_MS) },
		};
	if (!isSuspending(waiting)) return { waiting };
	// What is suspended goes on with the agent, which would be woken in place of its tool.
	if (isTool(context)) return { waiting: { ...waiting, staysAwake: true } };
	const address = resumeAddress(context);
	if (!isPrivate(new URL(address).hostname)) return { waiting, address };
	// The service cannot call a private address, so where n8n cannot call it either, nothing would wake the execution.
	// A GET wakes nobody.
	const isReached = await callSelf(context, address).then(
		({ isOwn }) => isOwn,
		() => false,
	);
	if (isReached) return { waiting, address };
	context.logger.warn(
		`n8n cannot call itself at ${new URL(address).origin}, so node "${context.getNode().name}" stays awake while it waits. Check WEBHOOK_URL.`,
	);
	return { waiting: { ...waiting, staysAwake: true } };
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
			const { recovered, overpaid } = one.output as IDataObject;
			suspended.ids[item] = one.id;
			suspended.notes[item] = {
				...(recovered !== undefined && { recovered }),
				...(overpaid !== undefined && { overpaid }),
			};
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
