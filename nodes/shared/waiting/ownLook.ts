import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { OperationFailure } from '../errors';
import { openService, type ServiceClient } from '../http/client';
import { readerOf } from '../http/reader';
import { dropOldest } from '../dropOldest';
import {
	callSelf,
	type Caller,
	FIRST_LOOK_MS,
	LOOK_GROWTH,
	MAX_LOOK_MS,
	unnoticed,
} from './ownCall';
import { readAgain, type Waiting, type WaitingItem } from './wait';

/** Waits that this process looks at, with the client that each was suspended with: its credential may not be readable elsewhere. */
const looking = new Map<string, ServiceClient>();
const MAX_LOOKING = 10_000;

/**
 * Looks at what a suspended node waits for, and wakes it by its own address once all is final, so that nothing depends on
 * a call from outside. Ends with the time limit of the wait, with the execution, or with the process.
 * @param key what the wait is known by, see `keyOfWait`
 * @param address where the node is woken
 */
export function lookUntilFinal(
	context: IExecuteFunctions,
	client: ServiceClient,
	{ wait, milliseconds }: Waiting,
	awaited: readonly WaitingItem[],
	key: string,
	address: string,
): void {
	let reader = readerOf(client, { retries: 0 });
	const mine = awaited.map((one) => ({ ...one }));
	const end = Date.now() + milliseconds;
	const look = async () => {
		let isFinal = false;
		for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * LOOK_GROWTH, MAX_LOOK_MS)) {
			if (Date.now() + pause >= end) return;
			await unnoticed(pause);
			if (!looking.has(key)) return;
			let isRefused = false;
			isFinal ||= await readAgain(reader, wait, mine, new Set(), (failure) => {
				isRefused ||=
					failure instanceof OperationFailure && failure.failure.code === 'authentication';
			});
			if (isRefused) {
				// The credential may hold another key by now.
				const renewed = await openService(context, client.service, mine[0]!.item).catch(
					() => client,
				);
				if (looking.has(key)) looking.set(key, renewed);
				reader = readerOf(renewed, { retries: 0 });
			}
			if (!isFinal) continue;
			const { status, isOwn, message } = await callSelf(
				context,
				address,
				wait.callbackBody(mine[0]!.id),
			).catch((failure: unknown) => {
				context.logger.warn(
					`n8n could not wake execution ${context.getExecutionId()} by ${new URL(address).origin}: ${(failure as Error).message}. Check WEBHOOK_URL.`,
				);
				return { status: 0, isOwn: false, message: '' };
			});
			// "Running already" may be the moment before n8n has stored that the execution waits.
			if (isOwn && (status !== 409 || message.includes('finished'))) return;
		}
	};
	looking.set(key, client);
	dropOldest(looking, MAX_LOOKING);
	void look()
		.catch((failure: unknown) => context.logger.warn(String((failure as Error).message)))
		.finally(() => looking.delete(key));
}

/** The client of a wait that this process looks at. */
export function lookedAt(key: string): ServiceClient | undefined {
	return looking.get(key);
}

/** Looks no more: the execution goes on. */
export function stopLooking(key: string): void {
	looking.delete(key);
}

/** What a wait is known by in every process. */
export function keyOfWait(
	executionId: string | undefined,
	nodeId: string,
	since: number,
	ids: readonly number[],
): string {
	return [executionId, nodeId, since, ...ids].join(' ');
}

/**
 * Hands a trigger of this n8n one delivery, after which it looks by itself until the purchase is final. In the background:
 * what was bought does not wait for it.
 * @param isWanted whether it is still to be done
 */
export function handOver(
	context: Caller,
	address: string,
	body: IDataObject | string,
	isWanted = () => true,
): void {
	const call = async () => {
		for (let pause = 0, count = 0; count < 6; count++) {
			await unnoticed(pause);
			if (!isWanted()) return;
			const answer = await callSelf(context, address, body).catch(() => undefined);
			if (answer && (answer.isOwn || answer.status === 503)) return;
			pause = Math.max(FIRST_LOOK_MS, pause * 2);
		}
		context.logger.warn(
			`n8n could not reach its own trigger at ${new URL(address).origin}, so it waits for the call of the service. Check WEBHOOK_URL.`,
		);
	};
	void call();
}
