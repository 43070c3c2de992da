import type { IExecuteFunctions } from 'n8n-workflow';
import { OperationFailure } from '../errors';
import { cancelSignal, send, type Connection } from '../http/client';
import { download } from '../http/download';
import { readerOf, requestOf, sendingOf } from '../http/reader';
import type { AnyOperation, Input, Reader } from '../operation/operation';
import { buyOnce, type Bought } from '../purchase/buyOnce';
import { Ledger } from '../purchase/ledger';
import type { Behaviour } from './readParameters';

/**
 * Carries out one operation for one item.
 * @returns what comes out of the node: objects, or items with files
 * @throws OperationFailure
 */
export async function perform(connection: Connection, operation: AnyOperation, input: Input, behaviour: Behaviour, item: number): Promise<object[]> {
	const { reply, recovered, overpaid } = await outcome(connection, operation, input, behaviour, item);
	if (behaviour.raw) return Array.isArray(reply) ? reply : [reply];
	const output = operation.output ? operation.output(reply as never, input as never) : reply;
	const wanted = Array.isArray(output) ? output : [output];
	const entries = wanted.length > behaviour.limit ? wanted.slice(0, behaviour.limit) : wanted;
	const simple = behaviour.simple ? entries.map((entry) => operation.simplify!(entry as never)) : entries;
	const notes = { ...(recovered && { recovered }), ...(overpaid && { overpaid }) };
	return recovered || overpaid ? simple.map((entry) => ({ ...entry, ...notes })) : simple;
}

async function outcome(connection: Connection, operation: AnyOperation, input: Input, behaviour: Behaviour, item: number): Promise<Bought> {
	const reader = readerOf(connection, behaviour);
	if (operation.run) {
		const { path } = requestOf(connection.api, operation, input);
		const running = operation.run({
			...reader,
			input: input as never,
			change: async (other, its) => (await change(connection, other, its as Input, behaviour, reader)) as never,
			signal: cancelSignal(connection.caller),
			download: async (name) => await download(connection, path, name, behaviour.timeout && behaviour.timeout * 1000),
		});
		return plainly(await running);
	}
	if (operation.list === 'paged') return plainly(await reader.readList(operation as never, input as never, behaviour.limit));
	if (operation.sideEffect === 'money') return await buy(connection, operation, input, behaviour, item, reader);
	return plainly((await change(connection, operation, input, behaviour, reader)) as object);
}

function plainly(reply: object): Bought {
	return { reply, recovered: false };
}

async function buy(connection: Connection, operation: AnyOperation, input: Input, behaviour: Behaviour, item: number, reader: Reader): Promise<Bought> {
	const context = connection.caller as IExecuteFunctions;
	const { cancelIfOverpaid, onUncertain } = behaviour;
	const { api } = connection;
	// Neither a limit nor whom the service calls makes it another purchase: both may differ when an execution is retried.
	const { method, path, body } = requestOf(api, operation, operation.wait ? { ...input, [operation.wait.callback]: undefined } : input);
	return await buyOnce({
		operation,
		input: input as never,
		item,
		request: [method, path, body].join(' '),
		account: connection.baseUrl,
		recover: onUncertain !== 'fail',
		limits: behaviour,
		reader,
		ledger: new Ledger(context),
		signal: context.getExecutionCancelSignal(),
		send: async (maxAmount) => {
			const query = operation.maxPriceField && maxAmount !== undefined ? { [operation.maxPriceField]: maxAmount } : undefined;
			return await send(connection, requestOf(api, operation, input, query), sendingOf(api, operation, behaviour));
		},
		warn: (text) => context.logger.warn(text),
		note: (text) => context.logger.info(`${text}, node "${context.getNode().name}", execution ${context.getExecutionId()}`),
		...(operation.undo &&
			cancelIfOverpaid && {
				undo: async (reply) => {
					const undo = operation.undo!(reply as never);
					return (await change(connection, undo.operation, undo.input, behaviour, reader)) as object;
				},
			}),
	});
}

/** Sends a request that reads or changes something; a change with an unclear outcome is looked up. */
async function change(connection: Connection, operation: AnyOperation, input: Input, behaviour: Behaviour, reader: Reader): Promise<unknown> {
	const verdict = await send(connection, requestOf(connection.api, operation, input), sendingOf(connection.api, operation, behaviour));
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
