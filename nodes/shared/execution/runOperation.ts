import type { IExecuteFunctions } from 'n8n-workflow';
import { OperationFailure } from '../errors';
import { cancelSignal, send, type ServiceClient } from '../http/client';
import { download } from '../http/download';
import { readerOf, requestOf, sendingOf } from '../http/reader';
import type { AnyOperation, Input, Reader } from '../operation/operation';
import { buyOnce, type Bought } from '../purchase/buyOnce';
import type { Intents } from '../purchase/intents';
import { Ledger } from '../purchase/ledger';
import type { Behaviour } from './readParameters';

/**
 * Carries out one operation for one item.
 * @returns what comes out of the node: objects, or items with files
 * @throws OperationFailure
 */
export async function runOperation(
	client: ServiceClient,
	operation: AnyOperation,
	input: Input,
	behaviour: Behaviour,
	item: number,
	intents: Intents,
): Promise<object[]> {
	const { response, recovered, overpaid, differs } = await dispatch(
		client,
		operation,
		input,
		behaviour,
		item,
		intents,
	);
	if (behaviour.raw) return Array.isArray(response) ? response : [response];
	const output = operation.output ? operation.output(response as never, input as never) : response;
	const wanted = Array.isArray(output) ? output : [output];
	const entries = wanted.length > behaviour.limit ? wanted.slice(0, behaviour.limit) : wanted;
	const simple = behaviour.simple
		? entries.map((entry) => operation.simplify!(entry as never, input as never))
		: entries;
	const notes = {
		...(recovered && { recovered }),
		...(overpaid && { overpaid }),
		...(differs && { differs }),
	};
	return Object.keys(notes).length > 0 ? simple.map((entry) => ({ ...entry, ...notes })) : simple;
}

async function dispatch(
	client: ServiceClient,
	operation: AnyOperation,
	input: Input,
	behaviour: Behaviour,
	item: number,
	intents: Intents,
): Promise<Bought> {
	const reader = readerOf(client, behaviour);
	if (operation.run) {
		const { path } = requestOf(client.service, operation, input);
		const running = operation.run({
			...reader,
			input: input as never,
			changeState: async (other, its) =>
				(await changeState(client, other, its as Input, behaviour, reader)) as never,
			signal: cancelSignal(client.context),
			download: async (name) =>
				await download(client, path, name, behaviour.timeout && behaviour.timeout * 1000),
		});
		return plainly(await running);
	}
	if (operation.list === 'paged')
		return plainly(await reader.readList(operation as never, input as never, behaviour.limit));
	if (operation.sideEffect === 'money')
		return await buy(client, operation, input, behaviour, item, intents, reader);
	return plainly((await changeState(client, operation, input, behaviour, reader)) as object);
}

function plainly(response: object): Bought {
	return { response, recovered: false };
}

async function buy(
	client: ServiceClient,
	operation: AnyOperation,
	input: Input,
	behaviour: Behaviour,
	item: number,
	intents: Intents,
	reader: Reader,
): Promise<Bought> {
	const context = client.context as IExecuteFunctions;
	const { cancelIfOverpaid, onUncertain, idempotencyKey } = behaviour;
	const { service } = client;
	// Neither a limit nor whom the service calls makes it another purchase: both may differ when an execution is retried.
	const { method, path, body } = requestOf(
		service,
		operation,
		operation.wait ? { ...input, [operation.wait.callback]: undefined } : input,
	);
	const request = [method, path, body].join(' ');
	return await buyOnce({
		operation,
		input: input as never,
		item,
		request,
		account: `${client.baseUrl} ${client.key}`,
		recover: onUncertain !== 'fail',
		limits: behaviour,
		reader,
		ledger: new Ledger(context),
		signal: context.getExecutionCancelSignal(),
		intend: async () => await intents.open(item, request),
		...(idempotencyKey !== undefined && {
			reserve: async () => await intents.reserve(idempotencyKey),
		}),
		send: async (maxAmount) => {
			const query =
				operation.maxPriceField && maxAmount !== undefined
					? { [operation.maxPriceField]: maxAmount }
					: undefined;
			return await send(
				client,
				requestOf(service, operation, input, query),
				sendingOf(service, operation, behaviour),
			);
		},
		warn: (text) => context.logger.warn(text),
		log: (text) =>
			context.logger.info(
				`${text}, node "${context.getNode().name}", execution ${context.getExecutionId()}`,
			),
		...(operation.compensate &&
			cancelIfOverpaid && {
				compensate: async (response) => {
					const undo = operation.compensate!(response as never);
					return (await changeState(
						client,
						undo.operation,
						undo.input,
						behaviour,
						reader,
					)) as object;
				},
			}),
	});
}

/** Sends a request that reads or changes something; a change with an unclear outcome is looked up. */
async function changeState(
	client: ServiceClient,
	operation: AnyOperation,
	input: Input,
	behaviour: Behaviour,
	reader: Reader,
): Promise<unknown> {
	const outcome = await send(
		client,
		requestOf(client.service, operation, input),
		sendingOf(client.service, operation, behaviour),
	);
	if (outcome.kind === 'ok') return outcome.response;
	if (operation.readBack && (outcome.kind === 'unknown' || outcome.failure.code === 'conflict')) {
		// When the object cannot be read either, the first failure is the one that tells what happened.
		const settled = await operation.readBack(reader, input as never).catch(() => undefined);
		if (settled !== undefined) return settled;
	}
	if (operation.sideEffect === 'state' && outcome.kind === 'unknown') {
		throw new OperationFailure({
			...outcome.failure,
			code: 'uncertain',
			message: `${outcome.failure.message}, so this may have happened or not`,
			description: 'It is not sent again. Look at the object with a Get operation, then decide.',
		});
	}
	throw new OperationFailure(outcome.failure);
}
