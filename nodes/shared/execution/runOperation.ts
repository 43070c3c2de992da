import type { IExecuteFunctions } from 'n8n-workflow';
import { comprehensible, oddResponse, OperationFailure } from '../errors';
import { cancelSignal, send, type ServiceClient } from '../http/client';
import { download } from '../http/download';
import { whenAllowed } from '../http/notYet';
import { readerOf, requestOf, sendingOf } from '../http/reader';
import { isPrivate } from '../http/urls';
import {
	isRead,
	type Input,
	type Operation,
	type Reader,
	type RunContext,
} from '../operation/operation';
import { buyOnce } from '../purchase/buyOnce';
import { Cost } from '../purchase/cost';
import { reserveKey } from '../purchase/keys';
import type { Bought } from '../purchase/purchase';
import { accountMark, type PurchaseRun } from '../purchase/purchaseRun';
import { idleAddress } from '../waiting/preflight';
import type { Behaviour } from './readParameters';

/**
 * Carries out one operation for one item.
 * @returns what comes out of the node: objects, or items with files
 * @throws OperationFailure
 */
export async function runOperation(
	client: ServiceClient,
	operation: Operation,
	input: Input,
	behaviour: Behaviour,
	item: number,
	purchases: PurchaseRun | undefined,
): Promise<object[]> {
	const { response, recovered, alreadyBought, overpaid, differs } = await dispatch(
		client,
		operation,
		input,
		behaviour,
		item,
		purchases,
	);
	if (behaviour.raw) return entriesOf(response);
	const simple = await understood(client, operation, response, () =>
		shaped(operation, response, input, behaviour),
	);
	const notes = {
		...(recovered && { recovered }),
		...(alreadyBought && { alreadyBought }),
		...(overpaid && { overpaid }),
		...(differs && { differs }),
	};
	return Object.keys(notes).length > 0 ? simple.map((entry) => ({ ...entry, ...notes })) : simple;
}

/** What comes out of the node for a response. */
function shaped(
	operation: Operation,
	response: object,
	input: Input,
	{ limit, simple }: Behaviour,
): object[] {
	// A large response has become the output while it was read.
	const output =
		operation.output && !operation.large ? operation.output(response, input) : response;
	const wanted = Array.isArray(output) ? (output as object[]) : [output];
	const entries = wanted.length > limit ? wanted.slice(0, limit) : wanted;
	if (!entries.every(isObject)) throw new TypeError('An entry is no object');
	return simple ? entries.map((entry) => operation.simplify!(entry, input)) : entries;
}

/** The output for a response. What was bought or changed comes out as the service said it, even where that makes no sense. */
async function understood(
	{ service }: ServiceClient,
	{ sideEffect }: Operation,
	response: object,
	shape: () => object[],
): Promise<object[]> {
	return await Promise.resolve()
		.then(shape)
		.catch(async (thrown) => {
			if (!(thrown instanceof OperationFailure) && sideEffect !== 'none')
				return entriesOf(response);
			return await Promise.reject(
				thrown instanceof OperationFailure
					? thrown
					: new OperationFailure(oddResponse(service.name)),
			);
		});
}

/** What a response holds, as it came; n8n's items are objects. */
function entriesOf(response: unknown): object[] {
	return (Array.isArray(response) ? response : [response]).map((entry: unknown) =>
		isObject(entry) ? entry : { response: entry },
	);
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function dispatch(
	client: ServiceClient,
	operation: Operation,
	input: Input,
	behaviour: Behaviour,
	item: number,
	purchases: PurchaseRun | undefined,
): Promise<Bought> {
	const reader = readerOf(client, behaviour);
	if (operation.run) {
		const { path } = requestOf(client.service, operation, input);
		const running = operation.run({
			...reader,
			input,
			changeState: async (other, its) => await changeState(client, other, its, behaviour, reader),
			run: client,
			signal: cancelSignal(client.context),
			keyDescription: client.service.describeKey?.(client.key),
			serviceTime: (moment) => client.clock.spanOf(moment),
			ownAddress: () => ownAddressFor(client),
			download: async (name) =>
				await download(client, path, name, behaviour.timeout && behaviour.timeout * 1000),
		});
		return plainly(
			await running.catch((thrown: unknown) =>
				Promise.reject(comprehensible(thrown, client.service.name)),
			),
		);
	}
	if (operation.list === 'paged' && isRead(operation))
		return plainly(await reader.readList(operation, input, behaviour.limit));
	if (purchases) return await buy(client, operation, input, behaviour, item, purchases, reader);
	return plainly((await changeState(client, operation, input, behaviour, reader)) as object);
}

/** Where this n8n can be called, and whether the service can do so. */
function ownAddressFor({
	context,
	baseUrl,
}: ServiceClient): ReturnType<RunContext<Input>['ownAddress']> {
	const url = idleAddress(context as IExecuteFunctions);
	return url === undefined
		? undefined
		: {
				url,
				isReachable: !isPrivate(new URL(url).hostname) || isPrivate(new URL(baseUrl).hostname),
			};
}

function plainly(response: object): Bought {
	return { response, recovered: false };
}

async function buy(
	client: ServiceClient,
	operation: Operation,
	input: Input,
	behaviour: Behaviour,
	item: number,
	purchases: PurchaseRun,
	reader: Reader,
): Promise<Bought> {
	const context = client.context as IExecuteFunctions;
	const { cancelIfOverpaid, onUncertain, idempotencyKey } = behaviour;
	const { service, clock } = client;
	const { ledger, looks, intents } = purchases;
	// Limits and the callback URL do not identify a purchase: both may differ when an execution is retried.
	const { method, path, body } = requestOf(
		service,
		operation,
		operation.wait ? { ...input, [operation.wait.callback]: undefined } : input,
	);
	const request = [method, path, body].join(' ');
	const account = `${client.baseUrl} ${client.key}`;
	const wanted = {
		operation,
		input,
		item,
		request,
		account,
		accountMark: accountMark(account),
		owner: purchases.ownerOf(item),
		recover: onUncertain !== 'fail',
		reader,
		clock,
		ledger,
		signal: context.getExecutionCancelSignal(),
	};
	return await buyOnce({
		...wanted,
		limits: behaviour,
		looks,
		cost: new Cost(wanted, behaviour, purchases.dayRecords, purchases.price),
		intend: async () => await intents.open({ ...wanted, key: idempotencyKey }),
		found: async (id, response) => {
			intents.found({ ...wanted, key: idempotencyKey });
			if (idempotencyKey !== undefined)
				await (await reserveKey(context, idempotencyKey, wanted)).bought(id, response);
		},
		...(idempotencyKey !== undefined && {
			reserve: async () => await reserveKey(context, idempotencyKey, wanted),
		}),
		ceiling: async () =>
			behaviour.maxPrice === undefined
				? undefined
				: await operation.ceiling?.(reader, input, behaviour.maxPrice),
		send: async (ceiling) =>
			await send(
				client,
				requestOf(service, operation, input, ceiling),
				sendingOf(service, operation, behaviour),
			),
		warn: (text) => context.logger.warn(text),
		note: (id, price) => purchases.searchData.add(id, price),
		log: (text) =>
			context.logger.info(
				`${text}, node "${context.getNode().name}", execution ${context.getExecutionId()}`,
			),
		...(operation.compensate &&
			cancelIfOverpaid && {
				compensate: async (response) => {
					const undo = operation.compensate!(response);
					return (await whenAllowed(
						async () => await changeState(client, undo.operation, undo.input, behaviour, reader),
						cancelSignal(client.context),
					)) as object;
				},
			}),
	});
}

/** Sends a request that reads or changes something. After an unclear response, a change is looked up. */
async function changeState<In extends Input, ResponseBody>(
	client: ServiceClient,
	operation: Operation<In, ResponseBody>,
	input: In,
	behaviour: Behaviour,
	reader: Reader,
): Promise<ResponseBody> {
	const outcome = await send(client, requestOf(client.service, operation, input), {
		...sendingOf(client.service, operation, behaviour),
		...(operation.large &&
			!behaviour.raw && {
				entriesOf: (field) => operation.output!(field as ResponseBody, input) as object[],
			}),
	});
	if (outcome.kind === 'ok') return outcome.response as ResponseBody;
	if (operation.readBack && (outcome.kind === 'unknown' || outcome.failure.code === 'conflict')) {
		// If the object cannot be read either, report the first failure: it says what happened.
		const settled = await operation.readBack(reader, input).catch(() => undefined);
		if (settled !== undefined) return settled as ResponseBody;
	}
	if (operation.sideEffect === 'state' && outcome.kind === 'unknown') {
		throw new OperationFailure({
			...outcome.failure,
			code: 'uncertain',
			message: `${outcome.failure.message}, so it is unclear whether this happened`,
			description:
				'It is not sent again. Check with a Get operation whether it happened, then decide.',
		});
	}
	throw new OperationFailure(outcome.failure);
}
