import type {
	IBinaryData,
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { dropOldest } from '../../shared/dropOldest';
import { callSelf, isOwnCall } from '../../shared/waiting/ownCall';
import { handOver } from '../../shared/waiting/ownLook';
import { prepareRedelivery, receivedAt, type RawBody } from '../../shared/waiting/redeliver';
import { costOf } from '../money';
import { alarmOf, isAlarm } from './alarm';
import { attach } from './attach';
import { ask, within } from './ask';
import type { EventName } from './confirm';
import { keyOf, memoryOf, store } from './memory';
import { fieldNames, sampleEvent, sampleItem } from './sample';
import { aboutOf, openBody, readPayload } from './payload';
import { severalIn } from './several';
import { settingsOf, type TriggerSettings } from './settings';
import { beforeAnswer, sharing } from './stored';

/**
 * Milliseconds until a service is told to try again. It counts a delivery as failed after five seconds without an answer,
 * and many may come at once. What takes longer is done by a call that n8n makes to itself, for which nobody waits.
 */
const VERIFY_WITHIN_MS = 3_000;
const REPLY_WITHIN_MS = 3_500;
const STORE_WITHIN_MS = 4_000;
/** Milliseconds after which a call to itself that hangs holds back the next one no longer. */
const CALLED_WITHIN_MS = 10_000;

/** What Get My TG is answered. Anything but 200 makes it deliver again, three times in all. */
interface WebhookReply {
	status: 200 | 400 | 404 | 503;
	message: string;
}

/** What a call that a trigger makes to itself says, so that n8n stores what it remembers. It changes nothing else. */
const REMEMBER = { remember: true };

/** Archives that were here too late for the call that asked for them. */
const fetched = new Map<string, IBinaryData>();
const MAX_FETCHED = 20;

/**
 * Handles one delivery. A delivery is only a hint: nothing starts that the API does not confirm, and each event starts one
 * run however often it is delivered. One that starts a run is answered by n8n, once it has stored the execution, and
 * counts as delivered only then; everything else is answered here.
 */
export async function handleCallback(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	const arrived = Date.now();
	const isOwn = isOwnCall(webhook);
	const isManual = webhook.getMode() === 'manual';
	const memory = memoryOf(webhook);
	let answered = false;
	const answer = ({ status, message }: WebhookReply): IWebhookResponseData => {
		if (!answered) webhook.getResponseObject().status(status).json({ message });
		answered = true;
		if (!isManual) store(webhook, memory);
		return { noWebhookResponse: true };
	};

	const body = bodyOf(webhook);
	if (isOwn && (body as IDataObject | undefined)?.remember)
		return answer({ status: 200, message: 'Remembered' });
	if (isOwn && isAlarm(body)) {
		answer({ status: 200, message: 'Shown' });
		return { noWebhookResponse: true, workflowData: [[{ json: body }]] };
	}
	// What a trigger has taken apart is not taken apart further: one call must not become thousands.
	const several = body && !isOwn && !isManual ? severalIn(body) : undefined;
	if (several === 'too many')
		return answer({ status: 400, message: 'This names too many purchases at once' });
	if (several) {
		for (const [about, part] of several) {
			memory.expect(about, JSON.stringify(part));
			handOver(webhook, receivedAt(webhook), part as IDataObject);
		}
		return answer({ status: 200, message: 'Each of these is handled by itself' });
	}
	const payload = body === undefined ? undefined : readPayload(body);
	if (!payload || (payload.ids.length === 0 && payload.sample === undefined))
		return answer({ status: 400, message: 'This does not name a purchase' });

	const about = aboutOf(payload);
	// Get My TG delivers three times within a minute only.
	const redeliver = prepareRedelivery(webhook, `${keyOf(webhook)} ${about}`);
	const later = (message: string, failure?: Error): IWebhookResponseData => {
		if (!isManual) {
			memory.expect(about, JSON.stringify(body));
			redeliver('later');
		}
		const alarm = failure && alarmOf(failure, payload, isManual ? 'now' : memory.since(about));
		// Once for each event, and not before n8n has asked again itself.
		const shows = alarm && (isManual || (isOwn && memory.show(about)));
		const reply = answer({ status: 503, message });
		return shows ? { ...reply, workflowData: [[{ json: alarm }]] } : reply;
	};

	const settings = readSettings(webhook);
	if (settings instanceof Error) return later('This trigger is set to something unknown', settings);
	const { wanted, attaches, startsOnTest } = settings;
	const found = await ask(webhook, payload, memory, isOwn ? undefined : VERIFY_WITHIN_MS);
	if (found instanceof Error) return later('Get My TG could not be asked', found);
	if (found === 'late') return later('Get My TG could not be asked in time');
	if (found === 'pending') {
		const reply = later('Nothing has happened to this purchase yet');
		memory.know(about);
		return reply;
	}
	if (found === 'unknown' && isOwn && memory.miss(about, isOwnPurchase(body)))
		return later('Get My TG does not know this purchase for now');
	memory.settle(about);
	const delivery: IDataObject = {
		receivedAt: new Date(arrived).toISOString(),
		payload: body as IDataObject,
	};
	if (found === 'unknown') {
		if (payload.sample === undefined)
			return answer({ status: 404, message: 'Get My TG does not know this purchase' });
		const fields = fieldNames(body).join(', ');
		answer({ status: 200, message: `The test has arrived with the fields ${fields}` });
		const event = sampleEvent(payload.failed, wanted);
		const own: EventName = payload.failed ? 'codeFailed' : 'codeReceived';
		// Who listens in the editor wants to see what would start.
		const starts = isManual || (startsOnTest && wanted.includes(own));
		return {
			noWebhookResponse: true,
			...(starts && event && { workflowData: [[{ json: sampleItem(event, arrived, delivery) }]] }),
		};
	}

	const { event, client } = found;
	if (!wanted.includes(event.event))
		return answer({ status: 200, message: 'The workflow does not wait for this event' });
	if (!isManual && memory.isDelivered(event))
		return answer({ status: 200, message: 'This was delivered before' });
	const eventId = memory.nameOf(event);
	// Whoever has begun sees to the end of it.
	if (!isManual && !memory.begin(eventId))
		return answer({ status: 503, message: 'This is about to start a workflow' });
	const item: INodeExecutionData = {
		json: {
			event: event.event,
			eventId,
			...costOf(event.purchase),
			purchase: event.purchase,
			delivery,
		},
	};
	if (event.event === 'archiveReady' && attaches) {
		const key = `${keyOf(webhook)} ${eventId}`;
		const attaching = attach(client, event, item, fetched.get(key));
		const end = isOwn || isManual ? undefined : arrived + REPLY_WITHIN_MS;
		if (!(await within(attaching, end))) {
			// n8n starts the workflow only by a call that it can still answer.
			void attaching
				.then((file) => {
					if (file) fetched.set(key, file);
					dropOldest(fetched, MAX_FETCHED);
				})
				.finally(() => {
					memory.end(eventId);
					redeliver('now');
				});
			memory.expect(about, JSON.stringify(body));
			return answer({ status: 503, message: 'The archive is still on its way' });
		}
		fetched.delete(key);
	}
	if (!isManual) {
		beforeAnswer(webhook, arrived + STORE_WITHIN_MS, async (isStored) => {
			memory.end(eventId);
			if (!isStored) {
				memory.expect(about, JSON.stringify(body));
				return redeliver('later');
			}
			memory.remember(event);
			// n8n stores what this call has left in the static data only where it starts nothing. One such call stores it for all.
			const url = receivedAt(webhook);
			await sharing(keyOf(webhook), async () => {
				const call = callSelf(webhook, url, REMEMBER).catch((failure: Error) =>
					webhook.logger.warn(`n8n could not call its own trigger: ${failure.message}`),
				);
				await within(call, Date.now() + CALLED_WITHIN_MS);
			});
		});
	}
	return { webhookResponse: { message: 'Delivered' }, workflowData: [[item]] };
}

/** Whether this n8n has made the purchase itself: then there is one. */
function isOwnPurchase(body: object | undefined): boolean {
	return (body as IDataObject | undefined)?.expected === true;
}

function readSettings(webhook: IWebhookFunctions): TriggerSettings | Error {
	try {
		return settingsOf(webhook);
	} catch (failure) {
		// n8n would go on with an empty item.
		return failure as Error;
	}
}

/** The body of a call, or undefined when it can be no payload. The number may stand in the address, beside another one in the body. */
function bodyOf(webhook: IWebhookFunctions): object | undefined {
	const { rawBody } = webhook.getRequestObject() as { rawBody?: RawBody };
	const query = webhook.getQueryData() as IDataObject;
	const body = openBody(webhook.getBodyData(), rawBody);
	if (body === null) return undefined;
	if (Object.keys(query).length === 0 || Array.isArray(body)) return body;
	const namesNone = (some: object) => {
		const { ids, isGuessed } = readPayload(some);
		return ids.length === 0 || isGuessed;
	};
	return body && !namesNone(body) && namesNone(query) ? body : { ...query, ...body };
}
