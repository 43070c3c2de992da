import type { IWebhookFunctions } from 'n8n-workflow';

/** What is used of n8n's response object. The published package has no types of Node.js. */
interface Response {
	statusCode: number;
	end(...content: unknown[]): unknown;
}

/**
 * Does something between the moment when n8n has an answer to a call and the moment when it goes out. n8n answers a call
 * that starts a workflow when it has stored the execution, or could not.
 * @param work is told whether the execution is stored
 */
export function beforeAnswer(
	webhook: IWebhookFunctions,
	work: (isStored: boolean) => Promise<void>,
): void {
	const response: Response = webhook.getResponseObject();
	const end = response.end.bind(response);
	response.end = (...content) => {
		response.end = end;
		void work(response.statusCode < 300).finally(() => end(...content));
		return response;
	};
}
