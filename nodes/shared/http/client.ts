import type { ICredentialDataDecryptedObject, IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import { checkBaseUrl } from './urls';
import type { Api, Endpoint } from './service';
import { checkKey } from './authenticate';
import { checked, withoutSecrets } from '../errors';
import type { SideEffect } from '../operation/operation';
import { paceOf, pause } from './rateLimiter';
import { judgeAnswer, judgeThrown, judgeTimeout, type Verdict } from './outcome';
import type { Request } from './request';

/** The contexts of n8n from which requests are sent. */
export type Caller = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

/** A provider as reached through one credential. */
export interface Connection {
	caller: Caller;
	api: Api;
	/** Checked address without a trailing slash. */
	baseUrl: string;
	/** What must not stand in any message. */
	key: string;
	/** The credential as it was read once: n8n would read and decrypt it anew for every request. */
	credential: ICredentialDataDecryptedObject;
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
/** Being told "not now" is not counted as long as it did not take longer than this in all. */
const PATIENCE = 30_000;

/**
 * Opens a connection with the credential of a node.
 * @throws OperationFailure when the credential's address must not be used
 */
export async function connect(caller: Caller, api: Api): Promise<Connection> {
	const credential = await caller.getCredentials(api.credential);
	const baseUrl = checked('Base URL', () => checkBaseUrl(credential.baseUrl));
	return { caller, api, baseUrl, key: checked('API Key', () => checkKey(credential.apiKey)), credential };
}

/** Sends a request and reads its answer, again where the law of money allows it. */
export async function send(connection: Connection, request: Request, sending: Sending): Promise<Verdict> {
	const { endpoint, timeout } = sending;
	return await repeat(connection, sending, async () => {
		// The client's own time-out starts anew with every byte; an answer that only drips must end too.
		const deadline = AbortSignal.timeout(timeout);
		const expired = new Promise<Verdict>((resolve) => deadline.addEventListener('abort', () => resolve(judgeTimeout(connection.api, timeout)), { once: true }));
		const answered = exchange<string>(connection, request, timeout, { encoding: 'text' }).then(({ statusCode, headers, body }) => {
			const text = String(body ?? '');
			const judged = (said: string) => judgeAnswer(connection.api, endpoint, { status: statusCode, headers, text: said });
			const verdict = judged(text);
			// What is told of it is cut, and part of a key would not be recognised any more.
			return verdict.kind === 'done' || !text.includes(connection.key) ? verdict : judged(text.replaceAll(connection.key, '***'));
		});
		return await Promise.race([answered, expired]);
	});
}

/**
 * Tries until the verdict is final. Sent again is only what never arrived, what the provider refused for now, and, where
 * sending changes nothing, what got no clear answer.
 */
export async function repeat(connection: Connection, { sideEffect, repeats = REPEATS }: Pick<Sending, 'sideEffect' | 'repeats'>, attempt: () => Promise<Verdict>): Promise<Verdict> {
	const { api, baseUrl } = connection;
	const signal = cancelSignal(connection.caller);
	const pace = paceOf(baseUrl, api.requestsPerSecond);
	let verdict = cancelled(api);
	for (let count = 0, waited = 0; ; count++) {
		let sentAt = 0;
		const next = await pace.inTurn(async () => {
			sentAt = Date.now();
			return await attempt().catch((thrown) => judgeThrown(api, thrown));
		}, signal);
		if (!next) return verdict;
		verdict = next;
		if (verdict.kind === 'done') return verdict;
		verdict.failure = withoutSecrets(verdict.failure, [connection.key]);
		if (verdict.kind === 'unclear' && signal?.aborted) {
			verdict.failure = { code: 'cancelled', message: `The execution was cancelled before ${api.name} answered`, description: 'Nobody waited for the answer.' };
		}
		if (verdict.kind === 'refused') return verdict;
		if (verdict.kind === 'unclear' && sideEffect !== 'none') return verdict;
		const { retryAfter } = verdict.failure;
		const wait = retryAfter ?? FIRST_WAIT * 2 ** count * (1 + Math.random() / 2);
		const patient = verdict.kind === 'later' && waited + wait <= PATIENCE;
		if (repeats === 0 || (count >= repeats && !patient) || wait > LONGEST_WAIT) return verdict;
		// One that wants to be asked at once, again and again, would never be reported.
		waited += Math.max(wait, FIRST_WAIT);
		if (verdict.kind === 'later') pace.slowDown(sentAt);
		if (verdict.kind === 'later' || retryAfter !== undefined) pace.hold(wait);
		else await pause(wait, signal);
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
		// With a key n8n does this by itself.
		abortSignal: cancelSignal(connection.caller),
		...more,
	};
	const { caller, api, credential } = connection;
	const { helpers } = caller;
	const decrypted = { id: '', name: '', type: api.credential, data: credential };
	return (await (request.open
		? helpers.httpRequest(options)
		: helpers.httpRequestWithAuthentication.call(caller, api.credential, options, { credentialsDecrypted: decrypted }))) as Received<Body>;
}

/** The signal that n8n gives when an execution is cancelled. */
export function cancelSignal(caller: Caller): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in caller ? caller.getExecutionCancelSignal() : undefined;
}

function cancelled(api: Api): Verdict {
	return {
		kind: 'unreachable',
		failure: { lasting: true, code: 'cancelled', message: `The execution was cancelled before ${api.name} was asked`, description: 'Nothing was sent.' },
	};
}
