import type { Service, Endpoint } from './service';
import { parseJson } from './body';
import type { Failure } from '../errors';
import {
	blockedSender,
	plainRefusal,
	redirected,
	tooManyRequests,
	turnedAway,
	unavailable,
	unexpectedReply,
} from './failures';
import { isRedirect, targetPath } from './redirect';
import { withList } from './responseList';
import { isGatewayPage, isTurnedAway } from './gateway';
import { saidBy } from './unpublished';
import type { SideEffect } from '../operation/operation';

/** A response as it came. */
export interface HttpResponse {
	status: number;
	headers: Record<string, unknown>;
	text: string;
}

/**
 * What became of a request.
 * - `ok`: it happened, and this is the response
 * - `refused`: the service said no; nothing happened
 * - `retryLater`: the service said "not now"; nothing happened, and the same request may be sent again
 * - `notSent`: it never arrived; the same request may be sent again
 * - `unknown`: it may have happened
 */
export type Outcome =
	| { kind: 'ok'; response: unknown }
	| { kind: 'refused' | 'retryLater' | 'notSent' | 'unknown'; failure: Failure };

/** Classifies a response. Only one of the shape that the contract describes is `ok`, whatever its status. */
export function classifyResponse(
	service: Service,
	endpoint: Endpoint,
	{ status, headers, text }: HttpResponse,
): Outcome {
	const httpCode = String(status);
	const retryAfter = readRetryAfter(headers['retry-after']);
	const parsed = parseJson(text);
	// Most responses are good ones: reading what they say would take longer than all the rest.
	const refused = () => service.refusal(status, parsed ?? text.trim());

	if (status >= 200 && status < 300) {
		const isUnpublished = endpoint.response === 'unpublished';
		const said = isUnpublished ? saidBy(parsed, text) : 'done';
		if (said === 'refused')
			return { kind: 'refused', failure: { ...plainRefusal(service, status, text), httpCode } };
		const body = listed(service, endpoint, parsed);
		const isGood = said === 'done' && isExpected(endpoint, body);
		if (isGood && typeof body === 'object')
			return { kind: 'ok', response: tidied(service, endpoint, body) };
		const refusal = refused();
		// Where any text may be the response, only the service's own words are a refusal: a payout that is made can take a while.
		const known =
			refusal?.code === 'refused' || (isUnpublished && refusal?.isGuess) ? undefined : refusal;
		const isDoubtful = known ?? (refusal?.isGuess && refusal.code !== 'conflict');
		if (isGood && !isDoubtful) return { kind: 'ok', response: body ?? text.trim() };
		// Only a text from the contract is a refusal. Any other may come from a gateway although the service did what was asked.
		if (known) return { kind: 'refused', failure: { ...known, httpCode } };
		const failure = unexpectedReply(service, text, endpoint.response === 'unpublished');
		return { kind: 'unknown', failure: { ...failure, httpCode } };
	}
	// The page for what does not exist answers a request that was not carried out.
	if (isRedirect(status) && /\/404(\.html)?$/.test(targetPath(headers.location)))
		return {
			kind: 'refused',
			failure: {
				code: 'notFound',
				message: `${service.name} does not know {what}`,
				description: "Check the values of this item, and 'Base URL' in the credential.",
				httpCode,
			},
		};
	if (isRedirect(status)) return { kind: 'unknown', failure: redirected(service, status) };
	if (service.isBlock?.(status, text))
		return { kind: 'refused', failure: { ...blockedSender(service), httpCode, retryAfter } };
	if (status === 429 || (status >= 500 && service.refusedForNow?.(parsed ?? text)))
		return { kind: 'retryLater', failure: { ...tooManyRequests(service), httpCode, retryAfter } };
	// A 408 may come from a gateway: the service behind it may still have done what was asked.
	if (status >= 500 || status === 408)
		return {
			kind: 'unknown',
			failure: { ...unavailable(service, `answered with status ${status}`), httpCode, retryAfter },
		};
	const refusal = refused();
	// A gateway page with another error status: the request was not passed on, and the status says nothing about the key.
	if (!refusal && isTurnedAway(status, text, parsed))
		return {
			kind: 'refused',
			failure: { ...turnedAway(service, status, text), httpCode, retryAfter },
		};
	if (isGatewayPage(status, text))
		return {
			kind: 'refused',
			failure: {
				...unavailable(service, `did not answer: a gateway did, with status ${status}`),
				httpCode,
				retryAfter,
			},
		};
	return {
		kind: 'refused',
		failure: { ...(refusal ?? plainRefusal(service, status, text)), httpCode },
	};
}

/** The outcome of a response that was too large to read to its end. */
export function classifyTooLarge(
	service: Service,
	sideEffect: SideEffect,
	status: number,
): Outcome {
	return {
		// It would be as large again, so a read is not retried.
		kind: sideEffect === 'none' ? 'refused' : 'unknown',
		failure: {
			code: 'unexpectedReply',
			message: `${service.name} sent an answer that is too large for this node`,
			description:
				"Nothing of it was used. Check 'Base URL' in the credential; in a list, ask for less with filters.",
			httpCode: String(status),
		},
	};
}

/** The outcome of a request that timed out. */
export function classifyTimeout(service: Service, milliseconds: number): Outcome {
	const seconds = milliseconds / 1000;
	const limit = `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
	return {
		kind: 'unknown',
		failure: unavailable(service, `did not answer within ${limit}`),
	};
}

/** A response with its list where the contract has it; undefined where the list is missing. */
function listed({ paging }: Service, { response }: Endpoint, body: unknown): unknown {
	if (response === 'array') return withList(body, undefined);
	if (typeof response === 'string' || body === undefined) return body;
	const name = paging.lists.find((list) => response.includes(list));
	return name === undefined ? body : withList(body, name);
}

function tidied(service: Service, { response }: Endpoint, body: unknown): unknown {
	return response === 'unpublished' || !service.tidy ? body : service.tidy(body);
}

/** Milliseconds in a Retry-After header: seconds, or an HTTP date. */
function readRetryAfter(header: unknown): number | undefined {
	if (typeof header !== 'string') return undefined;
	const milliseconds = /^[\d.]+$/.test(header.trim())
		? Number(header) * 1000
		: Date.parse(header) - Date.now();
	return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

function isExpected(endpoint: Endpoint, body: unknown): boolean {
	if (endpoint.response === 'unpublished') return true;
	if (endpoint.response === 'array') return Array.isArray(body) || body === null;
	if (
		endpoint.response === 'file' ||
		typeof body !== 'object' ||
		body === null ||
		Array.isArray(body)
	)
		return false;
	// Real responses sometimes lack a required field; one that lacks most of them is something else.
	return endpoint.response.filter((field) => field in body).length >= endpoint.response.length / 2;
}
