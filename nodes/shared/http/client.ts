import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { checkBaseUrl } from './urls';
import type { Service, Endpoint } from './service';
import { LARGEST_ANSWER, readText, type BodyStream } from './body';
import { checkKey } from './authenticate';
import { checked, withoutSecrets } from '../errors';
import type { SideEffect } from '../operation/operation';
import { rateLimiterOf, pause } from './rateLimiter';
import {
	classifyResponse,
	classifyError,
	classifyTimeout,
	classifyTooLarge,
	type Outcome,
} from './outcome';
import type { Request } from './request';
import { ServiceClock } from './serviceClock';

/** The contexts of n8n from which requests are sent. */
export type NodeContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

/** A service as reached through one credential. */
export interface ServiceClient {
	context: NodeContext;
	service: Service;
	/** Checked address without a trailing slash. */
	baseUrl: string;
	/** What must not stand in any message. */
	key: string;
	/** The credential as it was read once: n8n would read and decrypt it anew for every request. */
	credential: ICredentialDataDecryptedObject;
	/** What time it is at the service. */
	clock: ServiceClock;
}

/** How a request is sent. */
export interface SendOptions {
	endpoint: Endpoint;
	sideEffect: SideEffect;
	/** Milliseconds to wait for the whole answer. */
	timeout: number;
	/** How often it may be sent again when that is safe. */
	retries?: number;
	/** Most bytes that its answer may have. */
	largest?: number;
}

/** An answer as n8n gives it. */
export type RawResponse<Body> = {
	statusCode: number;
	headers: Record<string, unknown>;
	body: Body;
};

const MAX_RETRIES = 3;
const FIRST_DELAY_MS = 500;
/** A service that asks for more patience than this is reported instead. */
const MAX_DELAY_MS = 60_000;
/** Being told "not now" is not counted as long as it did not take longer than this in all. */
const FREE_RETRY_BUDGET_MS = 30_000;

/**
 * Opens a client with the credential of a node.
 * @throws OperationFailure when the credential's address must not be used
 */
export async function openService(context: NodeContext, service: Service): Promise<ServiceClient> {
	const credential = await context.getCredentials(service.credential);
	const baseUrl = checked('Base URL', () => checkBaseUrl(credential.baseUrl));
	return {
		context,
		service,
		baseUrl,
		key: checked('API Key', () => checkKey(credential.apiKey)),
		credential,
		clock: new ServiceClock(),
	};
}

/** Sends a request and reads its answer, again where the law of money allows it. */
export async function send(
	client: ServiceClient,
	request: Request,
	sending: SendOptions,
): Promise<Outcome> {
	const { service, key } = client;
	const { endpoint, timeout, sideEffect, largest = LARGEST_ANSWER } = sending;
	return await withRetries(client, sending, async () => {
		// The client's own time-out starts anew with every byte; an answer that only drips must end too.
		const deadline = AbortSignal.timeout(timeout);
		let body: BodyStream | undefined;
		const expired = new Promise<Outcome>((resolve) =>
			deadline.addEventListener(
				'abort',
				() => {
					resolve(classifyTimeout(service, timeout));
					// n8n replaces the signal of a request with a key by its own, so only this ends it.
					body?.destroy();
				},
				{ once: true },
			),
		);
		const answer = async (): Promise<Outcome> => {
			const sentAt = Date.now();
			const received = await sendOnce<BodyStream>(client, request, timeout, { encoding: 'stream' });
			const { statusCode: status, headers } = received;
			client.clock.learn(headers, sentAt, Date.now());
			body = received.body;
			// It came after its time; nobody would read it.
			if (deadline.aborted) body.destroy();
			const { text, isWhole } = await readText(body, largest);
			// A refusal is told by its status already.
			if (!isWhole && status < 300) return classifyTooLarge(service, sideEffect, status);
			const judged = (said: string) =>
				classifyResponse(service, endpoint, { status, headers, text: said });
			const outcome = judged(text);
			// What is told of it is cut, and part of a key would not be recognised any more.
			return outcome.kind === 'ok' || !text.includes(key)
				? outcome
				: judged(text.replaceAll(key, '***'));
		};
		return await Promise.race([answer(), expired]);
	});
}

/**
 * Tries until the outcome is final. Sent again is only what never arrived, what the service refused for now, and, where
 * sending changes nothing, what got no clear answer.
 */
export async function withRetries(
	client: ServiceClient,
	{ sideEffect, retries: retries = MAX_RETRIES }: Pick<SendOptions, 'sideEffect' | 'retries'>,
	attempt: () => Promise<Outcome>,
): Promise<Outcome> {
	const { service, baseUrl } = client;
	const signal = cancelSignal(client.context);
	const pace = rateLimiterOf(baseUrl, service.requestsPerSecond);
	let outcome = cancelled(service);
	for (let count = 0, waited = 0; ; count++) {
		let sentAt = 0;
		const next = await pace.schedule(async () => {
			sentAt = Date.now();
			return await attempt().catch((thrown) => classifyError(service, thrown));
		}, signal);
		if (!next) return outcome;
		outcome = next;
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
		// A redirect leads elsewhere every time.
		if (outcome.kind === 'unknown' && (sideEffect !== 'none' || outcome.failure.code === 'refused'))
			return outcome;
		const { retryAfter } = outcome.failure;
		const wait = retryAfter ?? FIRST_DELAY_MS * 2 ** count * (1 + Math.random() / 2);
		const patient = outcome.kind === 'retryLater' && waited + wait <= FREE_RETRY_BUDGET_MS;
		if (retries === 0 || (count >= retries && !patient) || wait > MAX_DELAY_MS) return outcome;
		// One that wants to be asked at once, again and again, would never be reported.
		waited += Math.max(wait, FIRST_DELAY_MS);
		if (outcome.kind === 'retryLater') pace.backOff(sentAt);
		if (outcome.kind === 'retryLater' || retryAfter !== undefined) pace.pauseFor(wait);
		else await pause(wait, signal);
	}
}

/** The one place where a request leaves. Redirects are not followed: they would take the key along. */
export async function sendOnce<Body>(
	client: ServiceClient,
	request: Request,
	timeout: number,
	more: Partial<IHttpRequestOptions>,
): Promise<RawResponse<Body>> {
	const options: IHttpRequestOptions = {
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
		// With a key n8n does this by itself.
		abortSignal: cancelSignal(client.context),
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
