import { sleep } from 'n8n-workflow';
import type { IBinaryData, IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { download } from '../../shared/download';
import type { OperationFailure } from '../../shared/errors';
import { readerOf } from '../../shared/perform';
import { connect, type Connection } from '../../shared/send';
import { gmt } from '../gmt';
import { confirm, type EventName, type PurchaseEvent } from './event';
import { readHint } from './hint';
import { eventIdOf, isDelivered, merge, newMemory, remember, type Memory } from './memory';

/** GMT counts a delivery as failed after five seconds without an answer. These leave time to write it. */
const VERIFY_WITHIN = 4_000;
const ANSWER_WITHIN = 4_500;

/** What GMT is answered. Anything but 200 makes it deliver again, three times in all. */
interface Answer {
	status: 200 | 400 | 404 | 503;
	message: string;
}

/** What processes of this n8n remember of each trigger beyond what is stored: deliveries that come at the same moment. */
const memories = new Map<string, Memory>();
/** Events whose archive is on its way. */
const underWay = new Set<string>();

/**
 * Handles one delivery: answers GMT, and gives the item to start the workflow with, if any. A delivery is only a hint:
 * nothing starts that the API does not confirm, and each event starts one run however often it is delivered.
 * @returns undefined when nothing is to be started
 */
export async function receive(webhook: IWebhookFunctions): Promise<INodeExecutionData[] | undefined> {
	const arrived = Date.now();
	let answered = false;
	const answer = ({ status, message }: Answer) => {
		if (answered) return;
		answered = true;
		webhook.getResponseObject().status(status).json({ message });
	};

	const payload = webhook.getBodyData();
	const isJson = /\bjson\b/i.test(String(webhook.getHeaderData()['content-type'] ?? ''));
	const hint = isJson ? readHint(payload) : undefined;
	if (hint === undefined) return void answer({ status: 400, message: 'This is not JSON with the number of a purchase' });

	const asked = await ask(webhook, hint);
	if ('status' in asked) return void answer(asked);

	const trigger = triggerOf(webhook);
	const wanted = webhook.getNodeParameter('events') as EventName[];
	const events = asked.events.filter(({ event }) => wanted.includes(event));
	const event = events.find((candidate) => !trigger.isDelivered(candidate));
	if (event === undefined) {
		return void answer({ status: 200, message: events.length > 0 ? 'This was delivered before' : 'The workflow does not wait for this event' });
	}

	const delivery: IDataObject = { receivedAt: new Date(arrived).toISOString(), payload };
	const item: INodeExecutionData = { json: { event: event.event, eventId: eventIdOf(event), purchase: event.purchase as unknown as IDataObject, delivery } };
	const { attachArchive } = webhook.getNodeParameter('options', {}) as { attachArchive?: boolean };
	if (attachArchive && event.event === 'archiveReady') {
		const key = `${trigger.key} ${eventIdOf(event)}`;
		if (underWay.has(key)) return void answer({ status: 503, message: 'The archive is still on its way' });
		underWay.add(key);
		try {
			const fetching = fetchArchive(asked.connection, event);
			// Should this n8n stop before the archive is here, the next delivery starts over.
			const tooLate = sleep(arrived + ANSWER_WITHIN - Date.now()).then(() => answer({ status: 503, message: 'The archive is still on its way' }));
			await Promise.race([fetching, tooLate]);
			item.binary = { data: await fetching };
		} catch (failure) {
			// The event must not be lost with its archive, which Download can still fetch.
			delivery.archive = (failure as OperationFailure).message;
		} finally {
			underWay.delete(key);
		}
	}
	trigger.remember(event);
	answer({ status: 200, message: 'Delivered' });
	return [item];
}

/** Asks the API, within the time that GMT waits. */
async function ask(webhook: IWebhookFunctions, hint: NonNullable<ReturnType<typeof readHint>>): Promise<Answer | { events: PurchaseEvent[]; connection: Connection }> {
	try {
		const connection = await connect(webhook, gmt);
		const confirmation = await confirm(readerOf(connection, { timeout: VERIFY_WITHIN / 1000, repeats: 0 }), hint);
		if (confirmation === 'unknown') return { status: 404, message: 'Get My TG does not know this purchase' };
		if (confirmation === 'pending') return { status: 503, message: 'Nothing has happened to this purchase yet' };
		return { events: confirmation, connection };
	} catch (failure) {
		webhook.logger.warn(`A delivery could not be verified: ${(failure as Error).message}`);
		return { status: 503, message: 'Get My TG could not be asked' };
	}
}

async function fetchArchive(connection: Connection, { purchaseId, purchase }: PurchaseEvent): Promise<IBinaryData> {
	const address = 'item' in purchase ? purchase.item?.archive_url : undefined;
	return await download(connection, address ?? `/v1/purchases/bulk/${purchaseId}/download`, `bulk-purchase-${purchaseId}.zip`);
}

/** What a trigger remembers: stored with its workflow, and in this process. A test run remembers nothing. */
function triggerOf(webhook: IWebhookFunctions) {
	const key = `${webhook.getWorkflow().id} ${webhook.getNode().id}`;
	const isTest = webhook.getMode() === 'manual';
	const stored = webhook.getWorkflowStaticData('node') as { memory?: Memory };
	const now = Date.now();
	const memory = () => merge(stored.memory ?? newMemory(), memories.get(key) ?? newMemory(), now);
	return {
		key,
		isDelivered: (event: PurchaseEvent) => !isTest && isDelivered(memory(), event, now),
		remember(event: PurchaseEvent) {
			if (isTest) return;
			const after = remember(memory(), event, now);
			memories.set(key, after);
			stored.memory = after;
		},
	};
}
