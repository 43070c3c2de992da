import { sleep } from 'n8n-workflow';
import type {
	IBinaryData,
	IDataObject,
	IHookFunctions,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';
import { prepareRedelivery } from '../../shared/waiting/redeliver';
import { download } from '../../shared/http/download';
import { dropOldest } from '../../shared/dropOldest';
import type { OperationFailure } from '../../shared/errors';
import { readerOf } from '../../shared/http/reader';
import { openService, type ServiceClient } from '../../shared/http/client';
import { archiveOf } from '../operations/bulkPurchase/archive';
import { gmt } from '../service';
import { confirm, type BulkPurchase, type EventName, type PurchaseEvent } from './confirm';
import { fieldNames, sampleEvent, sampleItem } from './sample';
import { isReasonable, readPayload, type CallbackPayload } from './payload';
import { eventIdOf, DeliveredEvents, type StoredEvents } from './delivered';

/** Get My TG counts a delivery as failed after five seconds without an answer. These leave time to write it. */
const VERIFY_WITHIN_MS = 4_000;
const REPLY_WITHIN_MS = 4_500;

/** What Get My TG is answered. Anything but 200 makes it deliver again, three times in all. */
interface WebhookReply {
	status: 200 | 400 | 404 | 503;
	message: string;
}

/** What this process remembers of its triggers: more than is stored while several deliveries are under way. */
const memories = new Map<string, DeliveredEvents>();
/** Triggers beyond this number have to do with what is stored. */
const MAX_TRIGGERS = 1_000;
/** Events whose archive is on its way. */
const downloading = new Set<string>();

/**
 * Handles one delivery: answers Get My TG, and gives the item to start the workflow with, if any. A delivery is only a hint:
 * nothing starts that the API does not confirm, and each event starts one run however often it is delivered.
 * @returns undefined when nothing is to be started
 */
export async function handleCallback(
	webhook: IWebhookFunctions,
): Promise<INodeExecutionData[] | undefined> {
	const arrived = Date.now();
	let answered = false;
	const answer = ({ status, message }: WebhookReply) => {
		if (answered) return;
		answered = true;
		webhook.getResponseObject().status(status).json({ message });
	};

	const payload = webhook.getBodyData();
	const delivery: IDataObject = { receivedAt: new Date(arrived).toISOString(), payload };
	const hint = payloadOf(webhook, payload);
	if (hint === undefined)
		return void answer({ status: 400, message: 'This is not JSON with the number of a purchase' });

	const wanted = webhook.getNodeParameter('events') as EventName[];
	const options = webhook.getNodeParameter('options', {}) as {
		attachArchive?: boolean;
		startOnTest?: boolean;
	};
	// Get My TG delivers three times within a minute only.
	const again = prepareRedelivery(
		webhook,
		`${keyOf(webhook)} ${hint.kind} ${hint.purchaseId} ${hint.failed}`,
	);
	const asked = await ask(webhook, hint);
	if (asked === 'test') {
		const fields = fieldNames(payload).join(', ');
		answer({ status: 200, message: `The test has arrived with the fields ${fields}` });
		// Who listens in the editor wants to see what would start.
		const isManual = webhook.getMode() === 'manual';
		const event = sampleEvent(hint.failed, wanted);
		const own: EventName = hint.failed ? 'codeFailed' : 'codeReceived';
		return event && (isManual || (options.startOnTest && wanted.includes(own)))
			? [{ json: sampleItem(event, arrived, delivery) }]
			: undefined;
	}
	if ('status' in asked) {
		if (asked.status === 503 && webhook.getMode() !== 'manual') again('later');
		return void answer(asked);
	}

	const { event, client } = asked;
	const trigger = triggerOf(webhook);
	if (!wanted.includes(event.event))
		return void answer({ status: 200, message: 'The workflow does not wait for this event' });
	if (trigger.isDelivered(event))
		return void answer({ status: 200, message: 'This was delivered before' });

	const item: INodeExecutionData = {
		json: {
			event: event.event,
			eventId: eventIdOf(event),
			purchase: event.purchase as unknown as IDataObject,
			delivery,
		},
	};
	if (options.attachArchive !== false && event.event === 'archiveReady') {
		const key = `${trigger.key} ${eventIdOf(event)}`;
		if (downloading.has(key))
			return void answer({ status: 503, message: 'The archive is still on its way' });
		downloading.add(key);
		try {
			const fetching = fetchArchive(client, event);
			// Should this n8n stop before the archive is here, the next delivery starts over.
			const tooLate = sleep(Math.max(0, arrived + REPLY_WITHIN_MS - Date.now())).then(() =>
				answer({ status: 503, message: 'The archive is still on its way' }),
			);
			await Promise.race([fetching, tooLate]);
			item.binary = { data: await fetching };
		} catch (failure) {
			// The event must not be lost with its archive, which Download can still fetch.
			delivery.archive = (failure as OperationFailure).message;
		} finally {
			downloading.delete(key);
		}
	}
	trigger.remember(event);
	answer({ status: 200, message: 'Delivered' });
	return [item];
}

/** What the delivery is about, or undefined when it cannot be from Get My TG. */
function payloadOf(webhook: IWebhookFunctions, payload: IDataObject): CallbackPayload | undefined {
	const { 'content-type': type, 'content-length': length } = webhook.getHeaderData();
	const bytes = Number(
		length ?? (webhook.getRequestObject() as { rawBody?: { length: number } }).rawBody?.length ?? 0,
	);
	if (!/\bjson\b/i.test(String(type ?? '')) || !isReasonable(payload, bytes)) return undefined;
	const hint = readPayload(payload);
	return hint.purchaseId === undefined && hint.sample === undefined ? undefined : hint;
}

/** Asks the API, within the time that Get My TG waits. */
async function ask(
	webhook: IWebhookFunctions,
	{ purchaseId, ...hint }: CallbackPayload,
): Promise<WebhookReply | 'test' | { event: PurchaseEvent; client: ServiceClient }> {
	if (purchaseId === undefined) return 'test';
	try {
		const client = await openService(webhook, gmt);
		const confirming = confirm(readerOf(client, { timeout: VERIFY_WITHIN_MS / 1000, retries: 0 }), {
			...hint,
			purchaseId,
		});
		// The request may also have to wait for its turn, behind others of this n8n.
		const confirmation = await Promise.race([confirming, sleep(VERIFY_WITHIN_MS)]);
		if (confirmation === undefined)
			return { status: 503, message: 'Get My TG did not answer in time' };
		if (confirmation === 'unknown')
			return hint.sample
				? 'test'
				: { status: 404, message: 'Get My TG does not know this purchase' };
		if (confirmation === 'pending')
			return { status: 503, message: 'Nothing has happened to this purchase yet' };
		return { event: confirmation, client };
	} catch (failure) {
		webhook.logger.warn(`A delivery could not be verified: ${(failure as Error).message}`);
		return { status: 503, message: 'Get My TG could not be asked' };
	}
}

async function fetchArchive(
	client: ServiceClient,
	{ purchase }: PurchaseEvent,
): Promise<IBinaryData> {
	const { address, name } = archiveOf(purchase as BulkPurchase);
	return await download(client, address, name);
}

/** What a trigger is known by in this process. */
export function keyOf(webhook: IWebhookFunctions | IHookFunctions): string {
	return `${webhook.getWorkflow().id} ${webhook.getNode().id}`;
}

/** What a trigger remembers: stored with its workflow, and in this process. A test run remembers nothing. */
function triggerOf(webhook: IWebhookFunctions) {
	const key = keyOf(webhook);
	if (webhook.getMode() === 'manual')
		return { key, isDelivered: () => false, remember: () => undefined };
	const stored = webhook.getWorkflowStaticData('node') as { memory?: StoredEvents };
	const memory = memories.get(key) ?? new DeliveredEvents();
	// The one that was used last moves to the end, so that the first is the one to drop.
	memories.delete(key);
	memories.set(key, memory);
	dropOldest(memories, MAX_TRIGGERS);
	memory.learn(stored.memory);
	return {
		key,
		isDelivered: (event: PurchaseEvent) => memory.isDelivered(event, Date.now()),
		remember(event: PurchaseEvent) {
			memory.remember(event, Date.now());
			stored.memory = memory.toStored();
		},
	};
}
