import type { IDataObject, IHttpRequestOptions, IWebhookFunctions, Logger } from 'n8n-workflow';

/** Whoever can send a request: every context of n8n. */
export interface Caller {
	helpers: { httpRequest(options: IHttpRequestOptions): Promise<unknown> };
	logger: Logger;
}

/** What this n8n answered itself. */
export interface OwnAnswer {
	status: number;
	/** Whether n8n, or one of these nodes in it, has answered: not something on the way to it, such as a proxy. */
	isOwn: boolean;
	message: string;
}

/** Milliseconds between two looks: the first, how they grow, and the most. */
export const FIRST_LOOK_MS = 5_000;
export const MAX_LOOK_MS = 60_000;
export const LOOK_GROWTH = 1.5;

/** An answer may take as long as an archive is stored. */
const ANSWER_WITHIN_MS = 600_000;
/** Shows this process its own calls: nobody waits for the answer to those, so it may take longer. */
const OWN_HEADER = 'x-own-call';
const OWN_MARK = `${Math.random()}${Math.random()}`;

/** Whether this very process is the one that calls. */
export function isOwnCall(webhook: IWebhookFunctions): boolean {
	return webhook.getHeaderData()[OWN_HEADER] === OWN_MARK;
}

/**
 * Posts JSON to an address of this very n8n, or only looks whether it is there. A proxy that n8n is told to use for the internet is passed by, since it would
 * not find the way back.
 * @throws when nobody answers
 */
export async function callSelf(
	{ helpers }: Caller,
	url: string,
	body?: IDataObject | string,
	contentType = 'application/json',
): Promise<OwnAnswer> {
	const text = typeof body === 'object' ? JSON.stringify(body) : body;
	const method = text === undefined ? 'GET' : 'POST';
	const headers: Record<string, string> =
		text === undefined ? {} : { 'Content-Type': contentType, [OWN_HEADER]: OWN_MARK };
	try {
		const response = await fetch(url, {
			method,
			headers,
			body: text,
			redirect: 'manual',
			signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
		});
		return judged(response.status, await response.text());
	} catch {
		// n8n's own certificate may be one that nobody has signed, which only n8n's client can be told to take.
		const { statusCode, body: answer } = (await helpers.httpRequest({
			method,
			url,
			headers,
			body: text,
			timeout: ANSWER_WITHIN_MS,
			encoding: 'text',
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			skipSslCertificateValidation: true,
		})) as { statusCode: number; body: unknown };
		return judged(statusCode, typeof answer === 'string' ? answer : JSON.stringify(answer));
	}
}

function judged(status: number, text: string): OwnAnswer {
	let said: unknown;
	try {
		said = JSON.parse(text);
	} catch {
		said = undefined;
	}
	// All that n8n and these nodes answer has a text under one of these names, and needs no other status.
	const { message, error } = (said ?? {}) as { message?: unknown; error?: unknown };
	const isOwn =
		[200, 400, 404, 409].includes(status) && typeof message === 'string'
			? true
			: status === 401 && typeof error === 'string';
	return { status, isOwn, message: typeof message === 'string' ? message : '' };
}

/** Waits without keeping the process alive: a loop in the background must not stand in the way of its end. */
export async function unnoticed(milliseconds: number): Promise<void> {
	await new Promise<void>((resolve) =>
		AbortSignal.timeout(Math.max(1, Math.ceil(milliseconds))).addEventListener(
			'abort',
			() => resolve(),
			{ once: true },
		),
	);
}
