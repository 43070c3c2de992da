import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import { openService, type ServiceClient } from '../../shared/http/client';
import { readerOf } from '../../shared/http/reader';
import { gmt } from '../service';
import { confirm, type Confirmation, type PurchaseEvent } from './confirm';
import { keyOf, type TriggerMemory } from './memory';
import { aboutOf, type CallbackPayload } from './payload';

const READ_WITHIN_S = 60;
/** How long a code that is delivered is waited for, where the API does not show it. */
const CODE_SHOWN_WITHIN_MS = 60_000;
/** Milliseconds in which deliveries of the same are asked about once. A request that hangs must not hold up later ones. */
const TOGETHER_MS = 1_000;

/** What Get My TG says about a delivery. */
type Found = { event: PurchaseEvent; client: ServiceClient } | 'late' | 'pending' | 'unknown';

/**
 * Asks the API about every number that the payload may mean. The likeliest that it knows decides, but neither one whose
 * event was delivered before, nor one to which nothing has happened, stands in the way of news.
 * @param patience milliseconds, undefined where nobody waits
 * @returns the failure where the API could not be asked
 */
export async function ask(
	webhook: IWebhookFunctions,
	payload: CallbackPayload,
	memory: TriggerMemory,
	patience: number | undefined,
): Promise<Found | Error> {
	if (payload.ids.length === 0) return 'unknown';
	try {
		const client = await openService(webhook, gmt);
		const reader = readerOf(client, { timeout: READ_WITHIN_S, retries: 0 });
		const isLate = Date.now() - memory.since(aboutOf(payload)) > CODE_SHOWN_WITHIN_MS;
		const confirming = together(
			`${keyOf(webhook)} ${aboutOf(payload)} ${payload.mayBeFailure}`,
			async () => {
				const [likeliest, ...others] = payload.ids;
				// Less likely numbers may be those of something else, and guessed ones those of anything.
				const doubtful = {
					...payload,
					mayBeFailure: false,
					failed: payload.failed && !payload.isGuessed,
				};
				const first = await confirm(
					reader,
					payload.isGuessed ? doubtful : payload,
					likeliest!,
					isLate,
				);
				if (typeof first === 'object' && !memory.isDelivered(first)) return [first];
				const more = others.map(async (id) => await confirm(reader, doubtful, id, isLate));
				return [first, ...(await Promise.all(more))];
			},
		);
		// The request may also have to wait for its turn, behind others of this n8n.
		if (!(await within(confirming, patience && Date.now() + patience))) return 'late';
		const confirmed = await confirming;
		const events = confirmed.filter((one) => typeof one === 'object');
		for (const { event, purchaseId } of events)
			if (event.startsWith('code')) memory.see(purchaseId);
		const news = events.find((event) => !memory.isDelivered(event));
		if (news) return { event: news, client };
		if (confirmed.includes('pending')) return 'pending';
		return events[0] ? { event: events[0], client } : 'unknown';
	} catch (thrown) {
		const failure = thrown as Error;
		webhook.logger.warn(`A delivery could not be verified: ${failure.message}`);
		return failure;
	}
}

const asking = new Map<string, { at: number; answer: Promise<Confirmation[]> }>();

async function together(key: string, ask: () => Promise<Confirmation[]>): Promise<Confirmation[]> {
	const known = asking.get(key);
	if (known && Date.now() - known.at < TOGETHER_MS) return await known.answer;
	const mine = { at: Date.now(), answer: ask() };
	asking.set(key, mine);
	try {
		return await mine.answer;
	} finally {
		if (asking.get(key) === mine) asking.delete(key);
	}
}

/** Whether something has happened until a time, in milliseconds since 1970. */
export async function within(
	happening: Promise<unknown>,
	end: number | undefined,
): Promise<boolean> {
	if (end === undefined) return await happening.then(() => true);
	// Nobody may be left to hear of a failure.
	happening.catch(() => undefined);
	return await Promise.race([
		happening.then(() => true),
		sleep(Math.max(0, end - Date.now())).then(() => false),
	]);
}
