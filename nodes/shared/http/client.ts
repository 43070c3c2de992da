import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { checkBaseUrl } from './urls';
import type { Service, Endpoint } from './service';
import { LARGEST_ANSWER, readEntries, readText, type BodyStream } from './body';
import { checkKey, type EndedRequest } from './authenticate';
import { checked, withoutSecrets } from '../errors';
import type { SideEffect } from '../operation/operation';
import { rateLimiterOf, pause } from './rateLimiter';
import {
	cautious,
	classifyResponse,
	classifyError,
	classifyTimeout,
	classifyTooLarge,
	type Outcome,
} from './outcome';
import { blockedSender } from './failures';
import type { Request } from './request';
import { ServiceClock } from './serviceClock';

/** The contexts of n8n from which requests are sent. */
export type NodeContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

/** A service as reached through one credential. */
export interface ServiceClient {
	context: NodeContext;
	service: Service;
	/** Checked address without a trailing slash. */
	baseUrl: string;
	/** The API key: it must not appear in any message. */
	key: string;
	/** The credential, read once: n8n would read and decrypt it again for every request. */
	credential: ICredentialDataDecryptedObject;
	/** The limit of requests, or the share of it that the credential names. */
	requestsPerSecond?: number;
	/** What time it is at the service. */
	clock: ServiceClock;
}

/** How a request is sent. */
export interface SendOptions {
	endpoint: Endpoint;
	sideEffect: SideEffect;
	/** Milliseconds to wait for the whole response; tries that end without a clear one share them. */
	timeout: number;
	/** How often it may be sent again when that is safe. */
	retries?: number;
	/** Most bytes that the response may have. */
	largest?: number;
	/** For a response that is a large object: turns a field of it, in an object of its own, into entries. All of them, sorted by the fields' names, are the response then. */
	entriesOf?(field: unknown): object[];
}

/** A response as n8n gives it. */
export type RawResponse<Body> = {
	statusCode: number;
	headers: Record<string, unknown>;
	body: Body;
};

const MAX_RETRIES = 3;
const FIRST_DELAY_MS = 500;
/** With less time left than this, a read is not tried again (ms). */
const SHORTEST_TRY_MS = 100;
/** A longer Retry-After than this is reported instead of waited for (ms). */
const MAX_DELAY_MS = 60_000;
/** 429s use up no retry until they have cost this long together (ms). */
const FREE_RETRY_BUDGET_MS = 30_000;

/**
 * Opens a client with the credential of a node.
 * @param item whose credential it is: it may be an expression of the item
 * @throws OperationFailure when the credential's address or key cannot be used
 */
export async function openService(
	context: NodeContext,
	service: Service,
	item = 0,
): Promise<ServiceClient> {
	const credential =
		'getInputData' in context
			? await (context as IExecuteFunctions).getCredentials(service.credential, item)
			: await context.getCredentials(service.credential);
	return clientWith(context, service, credential);
}

/**
 * Opens a client with a credential that has been read.
 * @throws OperationFailure when the credential's address must not be used
 */
export function clientWith(
	context: NodeContext,
	service: Service,
	credential: ICredentialDataDecryptedObject,
): ServiceClient {
	const baseUrl = checked('Base URL', () => checkBaseUrl(credential.baseUrl));
	return {
		context,
		service,
		baseUrl,
		key: checked('API Key', () => {
			const key = checkKey(credential.apiKey);
			service.checkKey?.(key);
			return key;
		}),
		credential,
		requestsPerSecond: shareOf(service.requestsPerSecond, credential.requestsPerSecond),
		clock: new ServiceClock(),
	};
}

/** A credential may name a share of a limit, for several processes that share it. */
function shareOf(limit: number | undefined, share: unknown): number | undefined {
	const named = Number(share);
	return limit !== undefined && named > 0 ? Math.min(limit, named) : limit;
}

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
		let body: BodyStream | undefined;
		const expired = new Promise<Outcome>((resolve) =>
			deadline.addEventListener(
				'abort',
				() => {
					resolve(classifyTimeout(service, timeout));
					body?.destroy();
				},
				{ once: true },
			),
		);
		const answer = async (): Promise<Outcome> => {
			const sentAt = Date.now();
			const received = await sendOnce<BodyStream>(client, request, left, {
				encoding: 'stream',
				endedBy: deadline,
			});
			const { statusCode: status, headers } = received;
			client.clock.learn(headers, sentAt, Date.now());
			body = received.body;
			// The response came after the deadline: nobody will read it.
			if (deadline.aborted) body.destroy();
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
		return await Promise.race([answer(), expired]);
	});
}

/**
 * Retries until the outcome is final. Sends again only what never arrived, what the service refused for now, and reads
 * whose response was unclear.
 */
export async function withRetries(
	client: ServiceClient,
	{
		sideEffect,
		timeout = Infinity,
		retries = MAX_RETRIES,
	}: Pick<SendOptions, 'sideEffect' | 'retries'> & Partial<SendOptions>,
	attempt: (left: number) => Promise<Outcome>,
): Promise<Outcome> {
	const { service, baseUrl, requestsPerSecond } = client;
	const signal = cancelSignal(client.context);
	const pace = rateLimiterOf(baseUrl, requestsPerSecond);
	const turnedAway: Outcome = { kind: 'notSent', failure: blockedSender(service) };
	let outcome = cancelled(service);
	let left = timeout;
	for (let count = 0, waited = 0; ; count++) {
		if (pace.isBlocked) return turnedAway;
		let sentAt = 0;
		const next: Outcome | undefined = await pace.schedule(async (): Promise<Outcome> => {
			if (!pace.mayLeave()) return turnedAway;
			sentAt = Date.now();
			return await attempt(left).catch((thrown) => classifyError(service, thrown));
		}, signal);
		if (!next) return outcome;
		outcome = next;
		if (outcome === turnedAway) return outcome;
		const isBlock =
			(outcome.kind === 'refused' || outcome.kind === 'unknown') && outcome.failure.lasting;
		if (isBlock) pace.block(outcome.kind === 'ok' ? undefined : outcome.failure.retryAfter);
		else if (outcome.kind === 'ok' || outcome.kind === 'refused') pace.unblock();
		if (outcome.kind === 'ok') return outcome;
		outcome.failure = withoutSecrets(outcome.failure, [client.key]);
		if (outcome.kind === 'unknown' && signal?.aborted) {
			outcome.failure = {
				code: 'cancelled',
				message: `The execution was cancelled before ${service.name} answered`,
				description: 'Nobody waited for the answer.',
			};
		}
		if (outcome.kind === 'refused') return outcome;
		// 'refused' is a redirect here: it would be the same next time.
		if (outcome.kind === 'unknown' && (sideEffect !== 'none' || outcome.failure.code === 'refused'))
			return outcome;
		if (outcome.kind === 'unknown') left -= Date.now() - sentAt;
		if (left < SHORTEST_TRY_MS) return outcome;
		const { retryAfter } = outcome.failure;
		const wait = retryAfter ?? FIRST_DELAY_MS * 2 ** count * (1 + Math.random() / 2);
		const patient = outcome.kind === 'retryLater' && waited + wait <= FREE_RETRY_BUDGET_MS;
		if (retries === 0 || (count >= retries && !patient) || wait > MAX_DELAY_MS) return outcome;
		// With a Retry-After of 0 the budget would never run out, so each wait counts as at least the first delay.
		waited += Math.max(wait, FIRST_DELAY_MS);
		if (outcome.kind === 'retryLater') pace.backOff(sentAt);
		if (outcome.kind === 'retryLater' || retryAfter !== undefined) pace.pauseFor(wait);
		else await pause(wait, signal);
	}
}

/** Every request to a service leaves here. Redirects are not followed: they would take the key along. */
export async function sendOnce<Body>(
	client: ServiceClient,
	request: Request,
	timeout: number,
	{ endedBy, ...more }: Partial<EndedRequest>,
): Promise<RawResponse<Body>> {
	const cancel = cancelSignal(client.context);
	// Destroying a body leaves its connection open until the next byte; a signal closes it.
	const signal = endedBy && cancel ? AbortSignal.any([endedBy, cancel]) : (endedBy ?? cancel);
	const options: EndedRequest = {
		method: request.method,
		url: request.path.startsWith('/') ? `${client.baseUrl}${request.path}` : request.path,
		headers: {
			Accept: 'application/json',
			...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
		},
		body: request.body,
		timeout,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
		abortSignal: signal,
		endedBy: signal,
		...more,
	};
	const { context, service, credential } = client;
	const { helpers } = context;
	const decrypted = { id: '', name: '', type: service.credential, data: credential };
	return (await (request.open
		? helpers.httpRequest(options)
		: helpers.httpRequestWithAuthentication.call(context, service.credential, options, {
				credentialsDecrypted: decrypted,
			}))) as RawResponse<Body>;
}

/** The signal that n8n gives when an execution is cancelled. */
export function cancelSignal(context: NodeContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

function cancelled(service: Service): Outcome {
	return {
		kind: 'notSent',
		failure: {
			lasting: true,
			code: 'cancelled',
			message: `The execution was cancelled before ${service.name} was asked`,
			description: 'Nothing was sent.',
		},
	};
}
