import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Api, Endpoint } from './api';
import { download } from './download';
import { InvalidInput, invalidInput, OperationFailure, toErrorItem, toNodeError } from './errors';
import { Ledger } from './ledger';
import { buyOnce } from './money';
import type { AnyOperation, Operation, Resource } from './operation';
import { readList } from './paging';
import { isNothing, type Parameter } from './parameters';
import { collectionName } from './properties';
import { buildRequest } from './request';
import { connect, send, type Connection, type Sending } from './send';

/** Reads the provider for an operation. Takes only operations without a side effect, which the compiler checks. */
export interface Reader {
	/** Sends one request and gives the reply as it came; of a list the first page. */
	read<Input, Reply>(operation: Operation<Input, Reply, 'none'>, input: Input): Promise<Reply>;
	/** Reads all pages of an operation with `paging`. */
	readAll<Input, Reply>(operation: Operation<Input, Reply, 'none'>, input: Input): Promise<object[]>;
}

/** What an operation of more than one request works with. */
export interface RunContext<Input> extends Reader {
	input: Input;
	/** Streams the file that the operation's route answers with into binary data. */
	download(fallbackName: string): Promise<IBinaryData>;
}

/** How the node behaves for one item, from the 'Options' collection. */
interface Options {
	/** Seconds. */
	timeout?: number;
	onUncertain?: 'recover' | 'fail';
}

type Input = Record<string, unknown>;

/** Reads under way at once. */
const AT_ONCE = 50;

/** Milliseconds after which an unanswered request counts as lost. Purchases may take the provider long. */
const TIMEOUTS = { none: 30_000, state: 45_000, money: 90_000 };

/**
 * Runs the chosen operation for every item. Reads run side by side, everything else one after the other. All items are
 * checked before the first request leaves, so that a mistake in a later item does not leave half a purchase behind.
 */
export async function run(context: IExecuteFunctions, api: Api, resources: readonly Resource[], continueOnFail: boolean): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const operation = findOperation(context, resources);
	const results: INodeExecutionData[][] = items.map(() => []);
	const inputs = new Map<number, Input>();
	let failed = false;

	const guarded = async (item: number, work: () => Promise<void>) => {
		try {
			await work();
		} catch (thrown) {
			const error = toNodeError(context.getNode(), thrown, item);
			if (!continueOnFail) throw tellWhatWasBought(error, operation, context);
			failed = true;
			results[item] = [toErrorItem(error, item)];
		}
	};

	for (const item of items.keys()) {
		await guarded(item, async () => void inputs.set(item, readInput(context, operation, item)));
	}
	const connection = connect(context, api);
	// It is awaited, and so reported, by every item.
	connection.catch(() => undefined);
	await inOrder([...inputs], operation.sideEffect === 'none' ? AT_ONCE : 1, async ([item, input]) => {
		await guarded(item, async () => {
			const data = await perform(await connection, operation, input, item);
			results[item] = context.helpers.constructExecutionMetaData(data, { itemData: { item } });
		});
	});
	if (operation.sideEffect === 'money' && !failed) new Ledger(context).close();
	return [results.flat()];
}

/** Carries out one operation for one item. */
async function perform(connection: Connection, operation: AnyOperation, input: Input, item: number): Promise<INodeExecutionData[]> {
	const context = connection.caller as IExecuteFunctions;
	const options = context.getNodeParameter('options', item, {}) as Options;
	const reader = readerOf(connection, options);
	if (operation.run) {
		const { path } = requestOf(connection.api, operation, input);
		return toItems(await operation.run({ ...reader, input: input as never, download: async (name) => await download(connection, path, name) }));
	}
	if (operation.paging) {
		const limit = context.getNodeParameter('returnAll', item, false) ? Infinity : (context.getNodeParameter('limit', item, 50) as number);
		const entries = await readList(connection.api, limit, async (query) => await request(connection, operation, input, options, query));
		return toItems(operation.output?.(entries as never, input as never) ?? entries);
	}
	const { reply, recovered } =
		operation.sideEffect === 'money' ? await buy(connection, operation, input, options, item, reader) : { reply: await change(connection, operation, input, options, reader), recovered: false };
	const data = operation.output?.(reply as never, input as never) ?? (reply as object);
	return toItems(recovered ? { ...data, recovered } : data);
}

async function buy(connection: Connection, operation: AnyOperation, input: Input, options: Options, item: number, reader: Reader) {
	const { method, path, body = '' } = requestOf(connection.api, operation, input);
	return await buyOnce({
		operation,
		input: input as never,
		item,
		request: `${method} ${path} ${body}`,
		account: connection.baseUrl,
		recover: options.onUncertain !== 'fail',
		reader,
		ledger: new Ledger(connection.caller as IExecuteFunctions),
		send: async () => await send(connection, requestOf(connection.api, operation, input), sendingOf(connection.api, operation, options)),
	});
}

/** Sends a request that reads or changes something; a change with an unclear outcome is looked up. */
async function change(connection: Connection, operation: AnyOperation, input: Input, options: Options, reader: Reader): Promise<unknown> {
	const verdict = await send(connection, requestOf(connection.api, operation, input), sendingOf(connection.api, operation, options));
	if (verdict.kind === 'done') return verdict.reply;
	if (operation.settle && (verdict.kind === 'unclear' || verdict.failure.code === 'conflict')) {
		// When the object cannot be read either, the first failure is the one that tells what happened.
		const settled = await operation.settle(reader, input as never).catch(() => undefined);
		if (settled !== undefined) return settled;
	}
	if (operation.sideEffect === 'state' && verdict.kind === 'unclear') {
		throw new OperationFailure({
			...verdict.failure,
			code: 'uncertain',
			message: `${verdict.failure.message}, so this may have happened or not`,
			description: 'It is not sent again. Look at the object with a Get operation, then decide.',
		});
	}
	throw new OperationFailure(verdict.failure);
}

async function request(connection: Connection, operation: AnyOperation, input: Input, options: Options, query: Record<string, string>): Promise<unknown> {
	const verdict = await send(connection, requestOf(connection.api, operation, input, query), sendingOf(connection.api, operation, options));
	if (verdict.kind === 'done') return verdict.reply;
	throw new OperationFailure(verdict.failure);
}

/** A reader over one connection, also for triggers and lists. */
export function readerOf(connection: Connection, options: Options & Pick<Sending, 'repeats'> = {}): Reader {
	return {
		async read(operation, input) {
			const query = operation.paging ? connection.api.paging.query(0, connection.api.paging.largest) : {};
			return (await request(connection, operation, input as Input, options, query)) as never;
		},
		async readAll(operation, input) {
			return await readList(connection.api, Infinity, async (query) => await request(connection, operation, input as Input, options, query));
		},
	};
}

function requestOf(api: Api, operation: AnyOperation, input: Input, query?: Record<string, string>) {
	return buildRequest(operation, endpointOf(api, operation), input, query);
}

function endpointOf(api: Api, operation: AnyOperation): Endpoint {
	return api.endpoints[operation.route]!;
}

function sendingOf(api: Api, operation: AnyOperation, { timeout, ...options }: Options & Pick<Sending, 'repeats'>): Sending {
	const milliseconds = timeout === undefined ? (operation.timeout ?? TIMEOUTS[operation.sideEffect]) : timeout * 1000;
	return { endpoint: endpointOf(api, operation), sideEffect: operation.sideEffect, timeout: milliseconds, repeats: options.repeats };
}

function findOperation(context: IExecuteFunctions, resources: readonly Resource[]): AnyOperation {
	const resource = context.getNodeParameter('resource', 0) as string;
	const name = context.getNodeParameter('operation', 0) as string;
	const found = Object.values(resources.find(({ value }) => value === resource)?.operations ?? {}).find(({ operation }) => operation === name);
	if (found) return found;
	throw new NodeOperationError(context.getNode(), `There is no operation '${name}' for '${resource}'`, { description: "Choose 'Resource' and 'Operation' from the lists." });
}

/** Reads and checks the parameters of one item. */
function readInput(context: IExecuteFunctions, operation: AnyOperation, item: number): Input {
	const input: Input = {};
	for (const [key, parameter] of Object.entries(operation.params)) {
		input[key] = check(parameter, context.getNodeParameter(key, item, null, { extractValue: true }));
	}
	const entered = operation.optional ? (context.getNodeParameter(collectionName(operation), item, {}) as IDataObject) : {};
	for (const [key, parameter] of Object.entries(operation.optional ?? {})) {
		const value = plain(entered[key]);
		if (!isNothing(value)) input[key] = check(parameter, value);
	}
	return input;
}

function check(parameter: Parameter<unknown>, value: unknown): unknown {
	try {
		return parameter.parse(value);
	} catch (problem) {
		throw invalidInput(parameter.property.displayName, problem as InvalidInput);
	}
}

/** The value inside a resource locator; n8n unwraps those at the top level only. */
function plain(value: unknown): unknown {
	return typeof value === 'object' && value !== null && '__rl' in value ? (value as unknown as { value: unknown }).value : value;
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

/** Without Continue On Fail nothing comes out of the node, so its error has to name what was bought before. */
function tellWhatWasBought(error: NodeApiError | NodeOperationError, operation: AnyOperation, context: IExecuteFunctions) {
	const bought = operation.sideEffect === 'money' ? new Ledger(context).bought() : [];
	if (bought.length > 0) {
		const list = bought.map(({ item, id, price }) => `${id} for ${price} [item ${item}]`).join(', ');
		error.description = `${error.description ?? ''} Already bought in this run: ${list}. Turn on 'Retry On Fail' or 'Continue On Fail' to go on without buying these again.`.trim();
	}
	return error;
}

function toItems(data: object | object[]): INodeExecutionData[] {
	return (Array.isArray(data) ? data : [data]).map((entry) => (isBinaryItem(entry) ? entry : { json: entry as IDataObject }));
}

function isBinaryItem(entry: object): entry is INodeExecutionData {
	return 'json' in entry && 'binary' in entry;
}
