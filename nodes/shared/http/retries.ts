import { withoutSecrets } from '../errors';
import type { SideEffect } from '../operation/operation';
import { cancelSignal, type ServiceClient } from './client';
import { blockedSender } from './failures';
import { classifyError } from './networkError';
import type { Outcome } from './outcome';
import { pause, rateLimiterOf } from './rateLimiter';
import type { Service } from './service';

/** When a request may be sent again. */
export interface RetryOptions {
	sideEffect: SideEffect;
	/** Milliseconds to wait for the whole response; tries that end without a clear one share them. */
	timeout?: number;
	/** How often it may be sent again when that is safe. */
	retries?: number;
}

const MAX_RETRIES = 3;
const FIRST_DELAY_MS = 500;
/** With less time left than this, a read is not tried again (ms). */
const SHORTEST_TRY_MS = 100;
/** A longer Retry-After than this is reported instead of waited for (ms). */
const MAX_DELAY_MS = 60_000;
/** 429s use up no retry until they have cost this long together (ms). */
const FREE_RETRY_BUDGET_MS = 30_000;

/**
 * Retries until the outcome is final. Sends again only what never arrived, what the service refused for now, and reads
 * whose response was unclear.
 */
export async function withRetries(
	client: ServiceClient,
	{ sideEffect, timeout = Infinity, retries = MAX_RETRIES }: RetryOptions,
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
