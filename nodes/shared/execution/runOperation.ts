import type { IExecuteFunctions } from 'n8n-workflow';
import { comprehensible, oddResponse, OperationFailure } from '../errors';
import { cancelSignal, type ServiceClient } from '../http/client';
import { download } from '../http/download';
import { readerOf, requestOf } from '../http/reader';
import { isPrivate } from '../http/urls';
import {
	isRead,
	type Input,
	type Operation,
	type Resource,
	type RunContext,
} from '../operation/operation';
import { isObject } from '../isObject';
import type { Bought } from '../purchase/purchase';
import type { PurchaseRun } from '../purchase/purchaseRun';
import { idleAddress } from '../waiting/preflight';
import { buy } from './buy';
import { changeState } from './changeState';
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
	resources: readonly Resource[],
): Promise<object[]> {
	const { response, recovered, alreadyBought, overpaid, differs } = await dispatch(
		client,
		operation,
		input,
		behaviour,
		item,
		purchases,
		resources,
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

async function dispatch(
	client: ServiceClient,
	operation: Operation,
	input: Input,
	behaviour: Behaviour,
	item: number,
	purchases: PurchaseRun | undefined,
	resources: readonly Resource[],
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
	if (purchases)
		return await buy(client, operation, input, behaviour, item, purchases, reader, resources);
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
