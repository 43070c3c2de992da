import {
	type NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type IPairedItemData,
	type NodeApiError,
} from 'n8n-workflow';
import type { Service } from '../http/service';
import { comprehensible, OperationFailure, toErrorItem, toNodeError } from '../errors';
import { completeFailure } from './completeFailure';
import { forEachConcurrently } from './concurrently';
import { failingAsItems } from './failingAsItems';
import { addExecutionHints, hintAtKeys } from './executionHints';
import { readBehaviour, readInput, type Behaviour } from './readParameters';
import { PurchaseRun } from '../purchase/purchaseRun';
import { findOperation } from '../operation/findOperation';
import type { Operation, Input, Resource } from '../operation/operation';
import { runOperation } from './runOperation';
import { handOver } from '../waiting/ownLook';
import { isOwnTrigger } from '../waiting/preflight';
import { takeFailedWait, waitForAll } from '../waiting/suspend';
import { waitingOf } from './waitingOf';
import { isPrivate } from '../http/urls';
import { clientsOf } from './clients';

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
	return await failingAsItems(
		context,
		continueOnFail,
		async () => await executeAll(context, service, resources, continueOnFail),
	);
}

async function executeAll(
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
	const purchases = operation.sideEffect === 'money' ? new PurchaseRun(context) : undefined;
	const results: INodeExecutionData[][] = items.map(() => []);
	const failed = new Set<number>();
	const checked: Array<{ item: number; input: Input; behaviour: Behaviour }> = [];

	const onItem = async (item: number, work: () => Promise<void>) => {
		try {
			await work();
		} catch (thrown) {
			const error = toNodeError(context.getNode(), thrown, item);
			if (!continueOnFail) throw withPurchases(error, purchases, context);
			failed.add(item);
			results[item] = [toErrorItem(error, item)];
		}
	};

	const { waiting, address } = await waitingOf(context, operation);
	const callback = operation.wait && address ? { [operation.wait.callback]: address } : {};
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
	const clientOf = await clientsOf(context, service, waiting !== undefined);
	// What it says is known before anything is bought.
	await addExecutionHints(
		context,
		operation,
		checked.map(({ input }) => input),
		clientOf(checked[0]?.item ?? 0),
	);
	hintAtKeys(
		context,
		operation,
		checked.map(({ behaviour }) => behaviour),
	);
	await forEachConcurrently(checked, itemsAtOnce(operation), async ({ item, input, behaviour }) => {
		await onItem(item, async () => {
			const client = await clientOf(item).catch(async (thrown: unknown) => {
				if (!operation.unusable || !(thrown instanceof OperationFailure))
					return await Promise.reject(thrown as Error);
				results[item] = [toItem(operation.unusable(thrown), { item })];
			});
			if (!client) return;
			const entries = await runOperation(
				client,
				operation,
				withoutUnreachable(operation, input, client.baseUrl),
				behaviour,
				item,
				purchases,
				resources,
			).catch(async (thrown) => {
				throw await completeFailure(
					comprehensible(thrown, service.name),
					operation,
					input,
					client,
					resources,
				);
			});
			const pairedItem = { item };
			results[item] = entries.map((entry) => toItem(entry, pairedItem));
			if (!waiting && behaviour.checksItself)
				announce(context, service, operation, input, results[item]);
		});
	}).catch(async (thrown) => {
		await purchases?.intents.close(true);
		return await Promise.reject(thrown as Error);
	});
	if (waiting && failed.size < items.length) {
		// Those that wait have one key, while that of a failed item may not be there.
		const client = await clientOf([...items.keys()].find((item) => !failed.has(item))!);
		const ends = await waitForAll(
			context,
			client,
			waiting,
			results,
			(item) => failed.has(item),
			address,
		).catch(async (thrown) => {
			await purchases?.intents.close(true);
			return await Promise.reject(
				withPurchases(toNodeError(context.getNode(), thrown), purchases, context),
			);
		});
		if (ends === undefined) {
			await purchases?.intents.close(false);
			return [items];
		}
		for (const [item, end] of ends) {
			await onItem(item, async () => {
				if (end instanceof OperationFailure) throw end;
				results[item] = [end];
			}).catch(async (thrown) => {
				await purchases?.intents.close(true);
				return await Promise.reject(thrown as Error);
			});
		}
	}
	await purchases?.intents.close(false);
	// n8n repeats a run whose first item failed, also under Continue On Fail.
	if (failed.size === 0) purchases?.ledger.close();
	// A price list has hundreds of thousands of items, so avoid copying them.
	return [results.length === 1 ? results[0]! : results.flat()];
}

function itemsAtOnce({ sideEffect, concurrent, inOrder }: Operation): number {
	if (concurrent) return Infinity;
	return sideEffect === 'money' || inOrder ? 1 : CONCURRENT_ITEMS;
}

/** Leaves out the addresses that the service could not call, and may refuse: those of this n8n's own network. */
function withoutUnreachable({ params, optional }: Operation, input: Input, baseUrl: string): Input {
	if (isPrivate(new URL(baseUrl).hostname)) return input;
	const callbacks = Object.entries({ ...params, ...optional }).filter(
		([key, { isCallback }]) =>
			isCallback && input[key] !== undefined && isPrivate(new URL(String(input[key])).hostname),
	);
	return { ...input, ...Object.fromEntries(callbacks.map(([key]) => [key, undefined])) };
}

/** Tells a trigger of this n8n what it is to expect: the service's call may never arrive. */
function announce(
	context: IExecuteFunctions,
	{ triggerPath }: Service,
	{ wait, announces = wait }: Operation,
	input: Input,
	[result]: INodeExecutionData[],
): void {
	const address = announces && input[announces.callback];
	if (!result || typeof address !== 'string' || !triggerPath) return;
	if (!isOwnTrigger(context, address, triggerPath)) return;
	handOver(context, address, announces!.callbackBody(announces!.idOf(result.json)));
}

/** Without Continue On Fail the node returns nothing, so its error has to name what was bought before. */
function withPurchases(
	error: NodeApiError | NodeOperationError,
	purchases: PurchaseRun | undefined,
	context: IExecuteFunctions,
) {
	const bought = purchases?.ledger.bought() ?? [];
	const isUnclear = error.context.code === 'uncertain';
	if (!purchases || (bought.length === 0 && !isUnclear)) return error;
	const list = bought
		.map(
			({ item, id, price }) => `${id === undefined ? price : `${id} for ${price}`} [item ${item}]`,
		)
		.join(', ');
	// What a service says has no final period.
	const said = (error.description ?? '').replace(/[^.!?]$/, '$&.');
	error.description = [
		said,
		list && `Already bought in this run: ${list}.`,
		retryAdvice(context, bought.length > 0),
	]
		.filter((part) => part)
		.join(' ');
	return error;
}

/** Which execution to retry. One that was called by another workflow is not run again by retrying that. */
function retryAdvice(context: IExecuteFunctions, hasBought: boolean): string {
	if (context.getMode() === 'integrated')
		return `Retry execution ${context.getExecutionId()} of workflow "${context.getWorkflow().name}" itself, not the one that called it${hasBought ? ': a new call may buy these again' : ''}.`;
	return hasBought ? 'Retry this execution to continue: a new one would buy these again.' : '';
}

/** Made in one step, and without n8n's helper, which copies each item: a price list has hundreds of thousands. */
function toItem(entry: object, pairedItem: IPairedItemData): INodeExecutionData {
	return 'json' in entry && 'binary' in entry
		? { ...(entry as INodeExecutionData), pairedItem }
		: { json: entry as IDataObject, pairedItem };
}
