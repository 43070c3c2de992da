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
import { OperationFailure, toErrorItem, toNodeError, withoutSecrets } from '../errors';
import { addExecutionHints } from './executionHints';
import { readBehaviour, readInput, type Behaviour } from './readParameters';
import { Intents } from '../purchase/intents';
import { Ledger } from '../purchase/ledger';
import { findOperation, type Operation, type Input, type Resource } from '../operation/operation';
import { runOperation } from './runOperation';
import { openService } from '../http/client';
import { isSuspending, resumeAddress, takeFailedWait, waitForAll } from '../waiting/suspend';
import { readWaiting } from '../waiting/wait';

/** How many items run at once where their order does not matter. */
const CONCURRENT_ITEMS = 50;

/**
 * Runs the chosen operation for every item, concurrently where the order does not matter; with money it does. All items
 * are checked before the first request leaves, so that a mistake in a later item does not stop a run that has bought.
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
	// Every item awaits it, and so reports its failure; this only prevents an unhandled rejection.
	connecting.catch(() => undefined);
	await addExecutionHints(
		context,
		operation,
		checked.map(({ input }) => input),
		connecting,
	);
	const intents = new Intents(context);
	await forEachConcurrently(checked, itemsAtOnce(operation), async ({ item, input, behaviour }) => {
		await onItem(item, async () => {
			const entries = await runOperation(
				await connecting,
				operation,
				input,
				behaviour,
				item,
				intents,
			).catch((thrown) => Promise.reject(completed(thrown, operation, input)));
			const pairedItem = { item };
			results[item] = entries.map((entry) => toItem(entry, pairedItem));
		});
	}).finally(async () => await intents.close());
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
	// A price list has hundreds of thousands of items, so avoid copying them.
	return [results.length === 1 ? results[0]! : results.flat()];
}

/** Whether and how this run waits, and the callback URL that the service needs for it. */
function waitingOf(context: IExecuteFunctions, { wait }: Operation) {
	try {
		const waiting = readWaiting(wait, (name, fallback) =>
			context.getNodeParameter(name, 0, fallback),
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

function itemsAtOnce({ sideEffect, concurrent, inOrder }: Operation): number {
	if (concurrent) return Infinity;
	return sideEffect === 'money' || inOrder ? 1 : CONCURRENT_ITEMS;
}

/** Runs `work` for every entry, `atOnce` at a time. After a failure no more entries start; those under way are awaited. */
async function forEachConcurrently<T>(
	entries: readonly T[],
	atOnce: number,
	work: (entry: T) => Promise<void>,
): Promise<void> {
	const queue = entries.values();
	const failures: unknown[] = [];
	const worker = async (number: number) => {
		// Workers that start in the same moment stay in step: all wait for the network, then all for the processor.
		if (number > 0 && atOnce < Infinity) await sleep(number);
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

/** Completes a refusal with what it is about, and masks passwords that it repeats. Only the operation knows both. */
function completed(thrown: unknown, { errorContext, params }: Operation, input: Input): unknown {
	if (!(thrown instanceof OperationFailure)) return thrown;
	const { failure } = thrown;
	const passwords = Object.keys(params).filter(
		(key) => params[key]!.property.typeOptions?.password,
	);
	const message = failure.message.replace('{about}', errorContext ? ` ${errorContext(input)}` : '');
	return new OperationFailure(
		withoutSecrets(
			{ ...failure, message },
			passwords.map((key) => String(input[key])),
		),
	);
}

/** Without Continue On Fail the node returns nothing, so its error has to name what was bought before. */
function withPurchases(
	error: NodeApiError | NodeOperationError,
	operation: Operation,
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
		// Texts of a service often lack the final period.
		const said = (error.description ?? '').replace(/[^.!?]$/, '$&.');
		error.description =
			`${said} Already bought in this run: ${list}. Retry this execution to continue: a new one would buy these again.`.trim();
	}
	return error;
}

/** Builds an item without n8n's helper, which copies each one: a price list has hundreds of thousands. */
function toItem(entry: object, pairedItem: IPairedItemData): INodeExecutionData {
	return 'json' in entry && 'binary' in entry
		? { ...(entry as INodeExecutionData), pairedItem }
		: { json: entry as IDataObject, pairedItem };
}
