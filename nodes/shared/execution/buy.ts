import type { IExecuteFunctions } from 'n8n-workflow';
import { cancelSignal, type ServiceClient } from '../http/client';
import { whenAllowed } from '../http/notYet';
import { requestOf, sendingOf } from '../http/reader';
import { send } from '../http/send';
import type { Input, Operation, Reader, Resource } from '../operation/operation';
import { buyOnce } from '../purchase/buyOnce';
import { Cost } from '../purchase/cost';
import { lookUpKey, oneByOne, reserveKey } from '../purchase/keys';
import type { Bought, Purchase } from '../purchase/purchase';
import { accountMark, type PurchaseRun } from '../purchase/purchaseRun';
import { changeState } from './changeState';
import { isElsewhere } from './completeFailure';
import type { Behaviour } from './readParameters';

/**
 * Buys for one item, at most once.
 * @throws OperationFailure
 */
export async function buy(
	client: ServiceClient,
	operation: Operation,
	input: Input,
	behaviour: Behaviour,
	item: number,
	purchases: PurchaseRun,
	reader: Reader,
	resources: readonly Resource[],
): Promise<Bought> {
	const context = client.context as IExecuteFunctions;
	const { cancelIfOverpaid, onUncertain, idempotencyKey } = behaviour;
	const { service, clock } = client;
	const { ledger, intents } = purchases;
	// Limits and the callback URL do not identify a purchase: both may differ when an execution is retried.
	const { method, path, body } = requestOf(
		service,
		operation,
		operation.wait ? { ...input, [operation.wait.callback]: undefined } : input,
	);
	const request = [method, path, body].join(' ');
	const account = `${client.baseUrl} ${client.key}`;
	const { looks, dayRecords, price } = purchases.of(account);
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
	const purchase: Purchase = {
		...wanted,
		limits: behaviour,
		looks,
		isElsewhere: async () => await isElsewhere(client, reader, operation, resources),
		cost: new Cost(wanted, behaviour, dayRecords, price),
		intend: async () => await intents.open({ ...wanted, key: idempotencyKey }),
		left: async () => await intents.left({ ...wanted, key: idempotencyKey }),
		found: async (id, response) => {
			intents.found({ ...wanted, key: idempotencyKey });
			if (idempotencyKey !== undefined)
				await (await reserveKey(context, idempotencyKey, wanted)).bought(id, response);
		},
		...(idempotencyKey !== undefined && {
			reserve: async () => await reserveKey(context, idempotencyKey, wanted),
			used: async () => await lookUpKey(context, idempotencyKey, wanted),
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
						Date.now(),
						cancelSignal(client.context),
					)) as object;
				},
			}),
	};
	return idempotencyKey === undefined
		? await buyOnce(purchase)
		: await oneByOne(context, idempotencyKey, wanted.signal, async () => await buyOnce(purchase));
}
