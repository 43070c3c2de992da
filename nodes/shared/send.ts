import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import { checkBaseUrl } from './address';
import type { Api, Endpoint } from './api';
import { InvalidInput, invalidInput } from './errors';
import type { SideEffect } from './operation';
import { judgeAnswer, judgeThrown, judgeTimeout, type Verdict } from './reply';
import type { Request } from './request';

/** The contexts of n8n from which requests are sent. */
export type Caller = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

/** A provider as reached through one credential. */
export interface Connection {
	caller: Caller;
	api: Api;
	/** Checked address without a trailing slash. */
	baseUrl: string;
}

/** How a request is sent. */
export interface Sending {
	endpoint: Endpoint;
	sideEffect: SideEffect;
	/** Milliseconds to wait for the whole answer. */
	timeout: number;
	/** How often it may be sent again when that is safe. */
	repeats?: number;
}

/** A complete answer, or a stream of its body. */
export type Received<Body> = { statusCode: number; headers: Record<string, unknown>; body: Body };

const REPEATS = 3;
const FIRST_WAIT = 500;
/** A provider that asks for more patience than this is reported instead. */
const LONGEST_WAIT = 60_000;

/**
 * Opens a connection with the credential of a node.
 * @throws OperationFailure when the credential's address must not be used
 */
export async function connect(caller: Caller, api: Api): Promise<Connection> {
	const { baseUrl } = await caller.getCredentials<{ baseUrl: unknown }>(api.credential);
	try {
		return { caller, api, baseUrl: checkBaseUrl(baseUrl) };
	} catch (problem) {
		throw invalidInput('Base URL', problem as InvalidInput);
	}
}

/** Sends a request and reads its answer, again where the law of money allows it. */
export async function send(connection: Connection, request: Request, sending: Sending): Promise<Verdict> {
	const { endpoint, timeout } = sending;
	return await repeat(connection, sending, async () => {
		// The client's own time-out starts anew with every byte; an answer that only drips must end too.
		const deadline = AbortSignal.timeout(timeout);
		const expired = new Promise<Verdict>((resolve) => deadline.addEventListener('abort', () => resolve(judgeTimeout(connection.api, timeout)), { once: true }));
		const answered = exchange<string>(connection, request, timeout, { encoding: 'text' }).then(({ statusCode, headers, body }) =>
			judgeAnswer(connection.api, endpoint, { status: statusCode, headers, text: String(body ?? '') }),
		);
		return await Promise.race([answered, expired]);
	});
}

/**
 * Tries until the verdict is final. Sent again is only what never arrived, what the provider refused for now, and, where
 * sending changes nothing, what got no clear answer.
 */
export async function repeat(connection: Connection, { sideEffect, repeats = REPEATS }: Pick<Sending, 'sideEffect' | 'repeats'>, attempt: () => Promise<Verdict>): Promise<Verdict> {
	const signal = cancelSignal(connection.caller);
	for (let count = 0; ; count++) {
		const verdict = await attempt().catch((thrown) => judgeThrown(connection.api, thrown));
		if (verdict.kind === 'done' || verdict.kind === 'refused') return verdict;
		if (verdict.kind === 'unclear' && sideEffect !== 'none') return verdict;
		const wait = verdict.failure.retryAfter ?? FIRST_WAIT * 2 ** count * (1 + Math.random() / 2);
		if (count >= repeats || wait > LONGEST_WAIT || signal?.aborted) return verdict;
		await pause(wait, signal);
	}
}

/** The one place where a request leaves. Redirects are not followed: they would take the key along. */
export async function exchange<Body>(connection: Connection, request: Request, timeout: number, more: Partial<IHttpRequestOptions>): Promise<Received<Body>> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: request.path.startsWith('/') ? `${connection.baseUrl}${request.path}` : request.path,
		headers: { Accept: 'application/json', ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }) },
		body: request.body,
		timeout,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
		...more,
	};
	const { helpers } = connection.caller;
	return (await (request.open
		? helpers.httpRequest(options)
		: helpers.httpRequestWithAuthentication.call(connection.caller, connection.api.credential, options))) as Received<Body>;
}

/** Waits, but not longer than the execution lives. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	await Promise.race([sleep(milliseconds), new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))]);
}

function cancelSignal(caller: Caller): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in caller ? caller.getExecutionCancelSignal() : undefined;
}
