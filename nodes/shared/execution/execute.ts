import {
	type NodeOperationError,
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type IPairedItemData,
	type NodeApiError,
} from 'n8n-workflow';
import type { Service } from '../http/service';
import {
	comprehensible,
	OperationFailure,
	toErrorItem,
	toNodeError,
	withoutSecrets,
} from '../errors';
import { addExecutionHints } from './executionHints';
import { readBehaviour, readInput, type Behaviour } from './readParameters';
import { Intents } from '../purchase/intents';
import { Ledger } from '../purchase/ledger';
import {
	findOperation,
	type AnyOperation,
	type Input,
	type Resource,
} from '../operation/operation';
import { runOperation } from './runOperation';
import { openService } from '../http/client';
import { isSuspending, resumeAddress, takeFailedWait, waitForAll } from '../waiting/suspend';
import { readWaiting } from '../waiting/wait';

/** Reads under way at once. */
const CONCURRENT_READS = 50;

/**
 * Runs the chosen operation for every item. Reads run side by side, everything else one after the other. All items are
 * checked before the first request leaves, so that a mistake in a later item does not leave half a purchase behind.
 */
export async function execute(
	context: IExecuteFunctions,
	service: Service,
	resources: readonly Resource[],
	continueOnFail: boolean,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const operation = findOperation(context, resources);
	const failedWait = takeFailedWait(context);
	if (failedWait)
		throw toNodeError(context.getNode(), new OperationFailure(failedWait.failure), failedWait.item);
	const results: INodeExecutionData[][] = items.map(() => []);
	const failed = new Set<number>();
	const checked: Array<{ item: number; input: Input; behaviour: Behaviour }> = [];

	const onItem = async (item: number, work: () => Promise<void>) => {
		try {
			await work();
		} catch (thrown) {
			const error = toNodeError(context.getNode(), thrown, item);
			if (!continueOnFail) throw withPurchases(error, operation, context);
			failed.add(item);
			results[item] = [toErrorItem(error, item)];
		}
	};

	const { waiting, callback } = waitingOf(context, operation);
	for (const item of items.keys()) {
		await onItem(item, async () => {
			const options = context.getNodeParameter('options', item, {}) as IDataObject;
			checked.push({
				item,
				input: { ...readInput(context, operation, item, options), ...callback },
				behaviour: readBehaviour(context, operation, item, options),
			});
		});
	}
	const connecting = openService(context, service);
	// It is awaited, and so reported, by every item.
	connecting.catch(() => undefined);
	await addExecutionHints(
		context,
		operation,
		checked.map(({ input }) => input),
		connecting,
	);
	const intents = new Intents(context);
	await forEachConcurrently(
		checked,
		operation.sideEffect === 'none' || operation.sideBySide ? CONCURRENT_READS : 1,
		async ({ item, input, behaviour }) => {
			await onItem(item, async () => {
				const entries = await runOperation(
					await connecting,
					operation,
					input,
					behaviour,
					item,
					intents,
				).catch((thrown) =>
					Promise.reject(completed(comprehensible(thrown, service.name), operation, input)),
				);
				const pairedItem = { item };
				results[item] = entries.map((entry) => toItem(entry, pairedItem));
			});
		},
	).finally(async () => await intents.close());
	if (waiting && failed.size < items.length) {
		const ends = await waitForAll(context, await connecting, waiting, results, (item) =>
			failed.has(item),
		).catch((thrown) =>
			Promise.reject(withPurchases(toNodeError(context.getNode(), thrown), operation, context)),
		);
		if (ends === undefined) return [items];
		for (const [item, end] of ends) {
			await onItem(item, async () => {
				if (end instanceof OperationFailure) throw end;
				results[item] = [end];
			});
		}
	}
	// A price list has hundreds of thousands of items: they are not copied without need.
	return [results.length === 1 ? results[0]! : results.flat()];
}

/** Whether and how this run waits, and whom the service has to call for it. */
function waitingOf(context: IExecuteFunctions, { wait }: AnyOperation) {
	try {
		const waiting = readWaiting(wait, (name, fallback) =>
			context.getNodeParameter(name, 0, fallback as never),
		);
		return {
			waiting,
			callback:
				wait && waiting && isSuspending(waiting) ? { [wait.callback]: resumeAddress(context) } : {},
		};
	} catch (thrown) {
		throw toNodeError(context.getNode(), thrown);
	}
}

/** Runs `work` for every entry, `atOnce` at a time. The first failure stops what has not begun; what runs is awaited. */
async function forEachConcurrently<T>(
	entries: readonly T[],
	atOnce: number,
	work: (entry: T) => Promise<void>,
): Promise<void> {
	const queue = entries.values();
	const failures: unknown[] = [];
	const worker = async (number: number) => {
		// Those that begin in the same moment stay together: all wait for the network, then all for the processor.
		if (number > 0) await sleep(number);
		for (const entry of queue) {
			if (failures.length > 0) return;
			await work(entry).catch((failure) => void failures.push(failure));
		}
	};
	await Promise.all(
		Array.from(
			{ length: Math.min(atOnce, entries.length) },
			async (_none, number) => await worker(number),
		),
	);
	if (failures.length > 0) throw failures[0];
}

/** Fills in what a refusal is about, and hides a password that it repeats: only the operation knows both. */
function completed(thrown: unknown, { errorContext, params }: AnyOperation, input: Input): unknown {
	if (!(thrown instanceof OperationFailure)) return thrown;
	const { failure } = thrown;
	const passwords = Object.keys(params).filter(
		(key) => params[key]!.property.typeOptions?.password,
	);
	const message = failure.message.replace(
		'{about}',
		errorContext ? ` ${errorContext(input as never)}` : '',
	);
	return new OperationFailure(
		withoutSecrets(
			{ ...failure, message },
			passwords.map((key) => String(input[key])),
		),
	);
}

/** Without Continue On Fail nothing comes out of the node, so its error has to name what was bought before. */
function withPurchases(
	error: NodeApiError | NodeOperationError,
	operation: AnyOperation,
	context: IExecuteFunctions,
) {
	const bought = operation.sideEffect === 'money' ? new Ledger(context).bought() : [];
	if (bought.length > 0) {
		const list = bought
			.map(
				({ item, id, price }) =>
					`${id === undefined ? price : `${id} for ${price}`} [item ${item}]`,
			)
			.join(', ');
		// What a service says has no final period.
		const said = (error.description ?? '').replace(/[^.!?]$/, '$&.');
		error.description =
			`${said} Already bought in this run: ${list}. Retry this execution to continue: a new one would buy these again.`.trim();
	}
	return error;
}

/** Made in one step, and without n8n's helper, which copies each item: a price list has hundreds of thousands. */
function toItem(entry: object, pairedItem: IPairedItemData): INodeExecutionData {
	return 'json' in entry && 'binary' in entry
		? { ...(entry as INodeExecutionData), pairedItem }
		: { json: entry as IDataObject, pairedItem };
}
