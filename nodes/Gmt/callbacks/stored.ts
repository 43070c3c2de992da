import type { IWebhookFunctions } from 'n8n-workflow';
import { within } from './ask';

/** What is used of n8n's response object. The published package has no types of Node.js. */
interface Response {
	statusCode: number;
	end(...content: unknown[]): unknown;
}

/**
 * Does something between the moment when n8n has an answer to a call and the moment when it goes out. n8n answers a call
 * that starts a workflow when it has stored the execution, or could not.
 * @param latest when the answer goes out at the latest, in milliseconds since 1970
 * @param work is told whether the execution is stored
 */
export function beforeAnswer(
	webhook: IWebhookFunctions,
	latest: number,
	work: (isStored: boolean) => Promise<void>,
): void {
	const response: Response = webhook.getResponseObject();
	const end = response.end.bind(response);
	response.end = (...content) => {
		response.end = end;
		void within(work(response.statusCode < 300), latest).finally(() => end(...content));
		return response;
	};
}

const underWay = new Map<string, Promise<void>>();
const next = new Map<string, Promise<void>>();

/** Does `work` once at a time for a key. Whoever asks while it is done shares the next time, which begins after he has asked. */
export async function sharing(key: string, work: () => Promise<void>): Promise<void> {
	const shared =
		next.get(key) ??
		(underWay.get(key) ?? Promise.resolve())
			.catch(() => undefined)
			.then(async () => {
				next.delete(key);
				underWay.set(key, shared);
				await work().finally(() => underWay.get(key) === shared && underWay.delete(key));
			});
	next.set(key, shared);
	await shared;
}
