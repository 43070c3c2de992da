import type { IHttpRequestOptions } from 'n8n-workflow';
import { LARGEST_ANSWER, readEntries, readText, type BodyStream } from './body';
import type { EndedRequest } from './authenticate';
import { cancelSignal, type ServiceClient } from './client';
import { cautious } from './cautious';
import { classifyResponse, classifyTimeout, classifyTooLarge, type Outcome } from './outcome';
import type { Request } from './request';
import { withRetries, type RetryOptions } from './retries';
import type { Endpoint } from './service';
import { stopWith } from './stop';

/** How a request is sent. */
export interface SendOptions extends RetryOptions {
	endpoint: Endpoint;
	timeout: number;
	/** Most bytes that the response may have. */
	largest?: number;
	/** For a response that is a large object: turns a field of it, in an object of its own, into entries. All of them, sorted by the fields' names, are the response then. */
	entriesOf?(field: unknown): object[];
}

/** A response as n8n gives it. */
export type RawResponse = {
	statusCode: number;
	headers: Record<string, unknown>;
	body: BodyStream;
};

/** Sends a request and reads its response. Sends it again only where that cannot charge twice. */
export async function send(
	client: ServiceClient,
	request: Request,
	sending: SendOptions,
): Promise<Outcome> {
	const { service, key } = client;
	const { endpoint, timeout, sideEffect, largest = LARGEST_ANSWER, entriesOf } = sending;
	return await withRetries(client, sending, async (left) => {
		// The HTTP client restarts its timeout with every byte, so a response that only trickles needs a deadline.
		const deadline = AbortSignal.timeout(left);
		const stop = stopWith(deadline, cancelSignal(client.context));
		let body: BodyStream | undefined;
		const expired = new Promise<Outcome>((resolve) =>
			stop.signal.addEventListener('abort', () => {
				if (deadline.aborted) resolve(classifyTimeout(service, timeout));
				body?.destroy();
			}),
		);
		const answer = async (): Promise<Outcome> => {
			const sentAt = Date.now();
			const received = await sendOnce(client, request, left, stop.signal);
			const { statusCode: status, headers } = received;
			client.clock.learn(headers, sentAt, Date.now());
			body = received.body;
			// The response came when the request had been given up: nobody will read it.
			if (stop.signal.aborted) body.destroy();
			const { text, isWhole, entries } =
				entriesOf && status < 300
					? await readEntries(body, largest, (field) =>
							entriesOf(service.tidy ? service.tidy(field) : field),
						)
					: { ...(await readText(body, largest)), entries: undefined };
			// An error status is enough to go by, even if the body is cut.
			if (!isWhole && status < 300) return classifyTooLarge(service, sideEffect, status);
			if (entries) return { kind: 'ok', response: entries };
			const judged = (said: string) => {
				const response = { status, headers, text: said };
				const outcome = classifyResponse(service, endpoint, response);
				return sideEffect === 'money' ? cautious(service, outcome, response) : outcome;
			};
			const outcome = judged(text);
			// Mask the key first: error texts are truncated, and half a key would escape the later masking.
			return outcome.kind === 'ok' || !text.includes(key)
				? outcome
				: judged(text.replaceAll(key, '***'));
		};
		return await Promise.race([answer(), expired]).finally(stop.release);
	});
}

/**
 * Every request to a service leaves here. Redirects are not followed: they would take the key along.
 * @param ends ends the request and closes its connection, which destroying the body alone does only with the next byte
 */
export async function sendOnce(
	{ baseUrl, context, credential, service }: ServiceClient,
	request: Request,
	timeout: number,
	ends: AbortSignal,
	headers: IHttpRequestOptions['headers'] = {},
): Promise<RawResponse> {
	const options: EndedRequest = {
		method: request.method,
		url: request.path.startsWith('/') ? `${baseUrl}${request.path}` : request.path,
		headers: {
			Accept: 'application/json',
			...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
			...headers,
		},
		body: request.body,
		timeout,
		encoding: 'stream',
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
		abortSignal: ends,
		endedBy: ends,
	};
	const { helpers } = context;
	const decrypted = { id: '', name: '', type: service.credential, data: credential };
	return (await (request.open
		? helpers.httpRequest(options)
		: helpers.httpRequestWithAuthentication.call(context, service.credential, options, {
				credentialsDecrypted: decrypted,
			}))) as RawResponse;
}
