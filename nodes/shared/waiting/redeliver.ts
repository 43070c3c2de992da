import type { IWebhookFunctions } from 'n8n-workflow';
import { callSelf, FIRST_LOOK_MS, LOOK_GROWTH, MAX_LOOK_MS, unnoticed } from './ownCall';

/** A body as it came: n8n reads JSON only where the call says that it is JSON. */
export interface RawBody {
	toString(): string;
	length: number;
}

/** What a request says of the address at which n8n received it. The published package has no types of Node.js. */
interface Received {
	originalUrl: string;
	socket: { localAddress?: string; localPort?: number; encrypted?: boolean };
	rawBody?: RawBody;
}

/** How long it is tried. */
const TRIED_FOR_MS = 24 * 3_600_000;

/** What is being called, so that calls that fail do not multiply. */
const calling = new Set<string>();
/** Whoever knows an address can call it as often as he likes, with up to a megabyte each. */
const MAX_CONCURRENT = 500;

/** Where this process takes calls, as the call that has just come in shows. */
export function receivedAt(webhook: IWebhookFunctions): string {
	const { originalUrl, socket }: Received = webhook.getRequestObject();
	const { localAddress = '', localPort, encrypted } = socket;
	return `http${encrypted ? 's' : ''}://${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}${originalUrl}`;
}

/**
 * Lets n8n repeat a callback to itself after the service has given up. n8n reloads the execution for each repeat, so it
 * finds what is waited for by then, or nothing where the execution has continued.
 * @param key what is called; while it is being called nothing else begins to
 * @returns calls until that is taken
 */
export function prepareRedelivery(
	webhook: IWebhookFunctions,
	key: string,
): (when: 'now' | 'later') => void {
	// The connection is gone later, and with it the address it came in at.
	const url = receivedAt(webhook);
	const { rawBody }: Received = webhook.getRequestObject();
	const { 'content-type': type = 'application/json' } = webhook.getHeaderData();
	const body = rawBody?.length ? rawBody.toString() : JSON.stringify(webhook.getBodyData());
	const callUntilTaken = async (pause: number) => {
		const end = Date.now() + TRIED_FOR_MS;
		while (Date.now() < end) {
			await unnoticed(pause);
			if (!calling.has(key)) return;
			const { isOwn } = await callSelf(webhook, url, body, String(type));
			if (isOwn) return;
			// It may have been taken, and n8n have failed to store that.
			calling.add(key);
			pause = Math.min(Math.max(FIRST_LOOK_MS, pause * LOOK_GROWTH), MAX_LOOK_MS);
		}
	};
	return (when) => {
		if (calling.has(key) || calling.size >= MAX_CONCURRENT) return;
		calling.add(key);
		callUntilTaken(when === 'now' ? 0 : FIRST_LOOK_MS)
			.catch((failure: unknown) =>
				webhook.logger.warn(
					`n8n could not call itself, so this waits for the next call of the service, or for a time limit: ${(failure as Error).message}`,
				),
			)
			.finally(() => calling.delete(key));
	};
}

/** Stops the repeats of all keys that begin so: the execution continues, or the trigger is switched off. */
export function stopRedelivery(key: string): void {
	for (const called of calling) if (`${called} `.startsWith(`${key} `)) calling.delete(called);
}
