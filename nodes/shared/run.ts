import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type NodeApiError } from 'n8n-workflow';
import type { Api } from './api';
import { OperationFailure, toErrorItem, toNodeError } from './errors';
import { readBehaviour, readInput, type Behaviour, type Input } from './input';
import { Ledger } from './ledger';
import type { AnyOperation, Resource } from './operation';
import { perform } from './perform';
import { connect } from './send';

/** Reads under way at once. */
const AT_ONCE = 50;

/**
 * Runs the chosen operation for every item. Reads run side by side, everything else one after the other. All items are
 * checked before the first request leaves, so that a mistake in a later item does not leave half a purchase behind.
 */
export async function run(context: IExecuteFunctions, api: Api, resources: readonly Resource[], continueOnFail: boolean): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const operation = findOperation(context, resources);
	const results: INodeExecutionData[][] = items.map(() => []);
	const checked: Array<{ item: number; input: Input; behaviour: Behaviour }> = [];

	const guarded = async (item: number, work: () => Promise<void>) => {
		try {
			await work();
		} catch (thrown) {
			const error = toNodeError(context.getNode(), thrown, item);
			if (!continueOnFail) throw tellWhatWasBought(error, operation, context);
			results[item] = [toErrorItem(error, item)];
		}
	};

	for (const item of items.keys()) {
		await guarded(item, async () => {
			checked.push({ item, input: readInput(context, operation, item), behaviour: readBehaviour(context, operation, item) });
		});
	}
	const connecting = connect(context, api);
	// It is awaited, and so reported, by every item.
	connecting.catch(() => undefined);
	await inOrder(checked, operation.sideEffect === 'none' ? AT_ONCE : 1, async ({ item, input, behaviour }) => {
		await guarded(item, async () => {
			const entries = await perform(await connecting, operation, input, behaviour, item).catch((thrown) => Promise.reject(completed(thrown, operation, input)));
			results[item] = context.helpers.constructExecutionMetaData(entries.map(toItem), { itemData: { item } });
		});
	});
	return [results.flat()];
}

function findOperation(context: IExecuteFunctions, resources: readonly Resource[]): AnyOperation {
	const resource = context.getNodeParameter('resource', 0) as string;
	const name = context.getNodeParameter('operation', 0) as string;
	const found = Object.values(resources.find(({ value }) => value === resource)?.operations ?? {}).find(({ operation }) => operation === name);
	if (found) return found;
	throw new NodeOperationError(context.getNode(), `There is no operation '${name}' for '${resource}'`, { description: "Choose 'Resource' and 'Operation' from the lists." });
}

/** Runs `work` for every entry, `atOnce` at a time. The first failure stops what has not begun; what runs is awaited. */
async function inOrder<T>(entries: readonly T[], atOnce: number, work: (entry: T) => Promise<void>): Promise<void> {
	const queue = entries.values();
	const failures: unknown[] = [];
	const worker = async () => {
		for (const entry of queue) {
			if (failures.length > 0) return;
			await work(entry).catch((failure) => void failures.push(failure));
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, entries.length) }, worker));
	if (failures.length > 0) throw failures[0];
}

/** Fills in what a refusal is about: only the operation knows. */
function completed(thrown: unknown, { about }: AnyOperation, input: Input): unknown {
	if (!(thrown instanceof OperationFailure)) return thrown;
	const { failure } = thrown;
	return new OperationFailure({ ...failure, message: failure.message.replace('{about}', about ? ` ${about(input as never)}` : '') });
}

/** Without Continue On Fail nothing comes out of the node, so its error has to name what was bought before. */
function tellWhatWasBought(error: NodeApiError | NodeOperationError, operation: AnyOperation, context: IExecuteFunctions) {
	const bought = operation.sideEffect === 'money' ? new Ledger(context).bought() : [];
	if (bought.length > 0) {
		const list = bought.map(({ item, id, price }) => `${id === undefined ? price : `${id} for ${price}`} [item ${item}]`).join(', ');
		error.description = `${error.description ?? ''} Already bought in this run: ${list}. Turn on 'Retry On Fail' or 'Continue On Fail' to go on without buying these again.`.trim();
	}
	return error;
}

function toItem(entry: object): INodeExecutionData {
	return 'json' in entry && 'binary' in entry ? (entry as INodeExecutionData) : { json: entry as IDataObject };
}
