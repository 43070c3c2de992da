import type { IHookFunctions } from 'n8n-workflow';
import { InvalidInput, invalidInput, OperationFailure, toNodeError } from '../../shared/errors';
import { openService } from '../../shared/http/client';
import { readerOf } from '../../shared/http/reader';
import { FIRST_LOOK_MS, LOOK_GROWTH, MAX_LOOK_MS, unnoticed } from '../../shared/waiting/ownCall';
import { handOver } from '../../shared/waiting/ownLook';
import { getAll } from '../operations/purchase/getAll';
import { hasCode } from '../purchases';
import { gmt } from '../service';
import type { components } from '../../../contract/gmt';
import { alarmOf, type Alarm } from './alarm';
import { keyOf, memoryOf } from './memory';
import { settingsOf } from './settings';

/** n8n activates workflows before it takes calls. */
const BEGIN_AFTER_MS = 3_000;
/** Purchases that are looked through for those that were missed. */
const MAX_MISSED = 200;

/** Triggers that listen, each with the number of its activation. */
const listening = new Map<string, number>();

/**
 * Takes up what a trigger still expects, when n8n activates it: after a restart nobody else would look. Get My TG lists single
 * purchases, so those that have ended while n8n was down are found by it.
 */
export function takeUp(hook: IHookFunctions): void {
	const key = keyOf(hook);
	const activation = (listening.get(key) ?? 0) + 1;
	listening.set(key, activation);
	const address = hook.getNodeWebhookUrl('default');
	if (!address || hook.getMode() === 'manual') return;
	const isWanted = () => listening.get(key) === activation;
	const memory = memoryOf(hook);
	const [awaited, newest] = [memory.awaited(), memory.newestSeen];
	if (awaited.length === 0 && newest === 0) return;
	const begin = async () => {
		await unnoticed(BEGIN_AFTER_MS);
		if (!isWanted()) return;
		for (const body of awaited) handOver(hook, address, body, isWanted);
		if (newest > 0)
			for (const id of await endedSince(hook, newest, address, isWanted))
				handOver(hook, address, { purchase_id: id, purchase_type: 'SINGLE' }, isWanted);
	};
	void begin();
}

/**
 * Refuses to publish a trigger that is set to something unknown, or whose key cannot be read: as an expression of an item
 * it would be empty at every call.
 * @throws NodeOperationError
 */
export async function requireSettings(hook: IHookFunctions): Promise<void> {
	// At a start of n8n what the key comes from may not be there yet.
	if (!['activate', 'create', 'manual', 'update'].includes(hook.getActivationMode())) return;
	try {
		settingsOf(hook);
	} catch (thrown) {
		throw toNodeError(hook.getNode(), thrown);
	}
	await openService(hook, gmt).catch(async (thrown: Error) => {
		// Said at once, it ends with what did not happen.
		const advice =
			thrown instanceof OperationFailure
				? thrown.failure.description.replace(/ ?Nothing was sent\.$/, '')
				: 'Choose another one.';
		const failure = new InvalidInput(
			`of a trigger cannot be used: ${thrown.message}`,
			`${advice} A trigger has no items, so its key cannot be an expression of one.`,
		);
		await Promise.reject(toNodeError(hook.getNode(), invalidInput('Credential', failure)));
	});
}

/** Looks no more. */
export function leave(hook: IHookFunctions): void {
	listening.set(keyOf(hook), (listening.get(keyOf(hook)) ?? 0) + 1);
}

/** The same as {@link listEnded}, asked for until it is known. An execution shows once that it is not. */
async function endedSince(
	hook: IHookFunctions,
	newest: number,
	address: string,
	isWanted: () => boolean,
): Promise<number[]> {
	const began = Date.now();
	let isShown = false;
	for (let pause = FIRST_LOOK_MS; isWanted(); pause = Math.min(pause * LOOK_GROWTH, MAX_LOOK_MS)) {
		const ended = await listEnded(hook, newest).catch((failure: Error) => failure);
		if (!(ended instanceof Error)) return ended;
		hook.logger.warn(`What happened while n8n was down could not be looked up: ${ended.message}`);
		const alarm: Alarm | undefined = isShown ? undefined : alarmOf(ended, { ids: [] }, began);
		isShown ||= alarm !== undefined;
		if (alarm) handOver(hook, address, alarm, isWanted);
		await unnoticed(pause);
	}
	return [];
}

/** Numbers of single purchases that are newer than the last one known, and have a code or none any more. */
async function listEnded(hook: IHookFunctions, newest: number): Promise<number[]> {
	const reader = readerOf(await openService(hook, gmt));
	const purchases = (await reader.readList(getAll, { sort: 'date_desc' }, MAX_MISSED)) as Array<
		components['schemas']['Purchase']
	>;
	return purchases
		.filter(
			({ id, purchase_type, verification, status }) =>
				id > newest &&
				purchase_type === 'SINGLE' &&
				(hasCode({ verification }) || ['ERROR', 'EXPIRED'].includes(status)),
		)
		.map(({ id }) => id)
		.sort((a, b) => a - b);
}
