import { sleep, type IWebhookFunctions } from 'n8n-workflow';

/** What a request says of the address at which n8n received it. The published package has no types of Node.js. */
interface Received {
	originalUrl: string;
	socket: { localAddress?: string; localPort?: number; encrypted?: boolean };
}

/** Milliseconds before the next call; each time twice as long, up to a limit. */
const FIRST_DELAY_MS = 10_000;
const MAX_DELAY_MS = 300_000;
/** About two hours. */
const MAX_CALLS = 30;

/** What is being called, so that calls that fail do not multiply. */
const calling = new Set<string>();
/** Whoever knows an address can call it as often as he likes, with up to a megabyte each. */
const MAX_CONCURRENT = 200;

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
	// Read the address now: the connection is closed later.
	const { originalUrl, socket } = webhook.getRequestObject() as ReturnType<
		typeof webhook.getRequestObject
	> &
		Received;
	const { localAddress = '', localPort, encrypted } = socket;
	const url = `http${encrypted ? 's' : ''}://${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}${originalUrl}`;
	const request = {
		method: 'POST',
		url,
		body: webhook.getBodyData(),
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		skipSslCertificateValidation: true,
	} as const;
	const callUntilTaken = async (pause: number) => {
		for (let count = 0; count < MAX_CALLS; count++) {
			await sleep(pause);
			if (!calling.has(key)) return;
			const { statusCode } = (await webhook.helpers.httpRequest(request)) as { statusCode: number };
			if (statusCode < 500) return;
			// The callback may have ended these repeats before n8n failed to store the result, so put its key back.
			calling.add(key);
			pause = Math.min(Math.max(FIRST_DELAY_MS, pause * 2), MAX_DELAY_MS);
		}
	};
	return (when) => {
		if (calling.has(key) || calling.size >= MAX_CONCURRENT) return;
		calling.add(key);
		callUntilTaken(when === 'now' ? 0 : FIRST_DELAY_MS)
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
