/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- the sandbox's own invented token */
import type { ServiceOptions } from '../types';

/**
 * How refusals are answered:
 * - `natural`: as reported; `no free phones` with 200, unknown orders with 404, everything else with 400
 * - `text200`, `text400`, `text404`: plain text, always with that status
 * - `json-string`, `json-string-200`: a JSON string with status 400 or 200
 */
export type RefusalStyle =
	| 'natural'
	| 'text200'
	| 'text400'
	| 'text404'
	| 'json-string'
	| 'json-string-200';

/** Options of the 5sim sandbox; all can be changed while it runs. Seconds are service seconds, scaled by `timeScale`. */
export interface FiveSimOptions extends ServiceOptions {
	refusalStyle: RefusalStyle;
	/** A message comes by itself after this time; `null` never. */
	smsAfterSeconds: number | null;
	/** Time until an activation order is over. Hosting orders last as long as their product says. */
	orderLifetimeSeconds: number;
	/** Status of a new order; some clients saw `RECEIVED` before there was an SMS. */
	initialStatus: 'PENDING' | 'RECEIVED';
	/** How long a number can be bought again. */
	reuseSeconds: number;
	/** Below this rating nothing is sold. */
	minimumRating: number;
	/** Every purchase is refused with `server offline`. */
	offline: boolean;
	/** Whether price limits exist; white-label sites may lack them and answer 404. */
	hasPriceLimits: boolean;
	/** Seconds in which an order can be neither cancelled nor banned. */
	noCancelSeconds: number;
	/** `Total` that every history claims; `null`: the real number of entries. */
	inventedTotal: number | null;
	/** Unknown names and routes are redirected to `/404.html`. */
	redirectsUnknown: boolean;
	/** Whether the inbox is shown; many accounts get a redirect instead. */
	hasInbox: boolean;
	/** Whether `maxPrice` works only with the operator `any`, where it replaces the stored price limit. */
	maxPriceNeedsAny: boolean;
	/** Offers carry delivery rates of several periods. */
	hasPeriodRates: boolean;
	/** Prices have four decimal places. */
	hasFinePrices: boolean;
	/** Operator `virtual7` exists in Russia, whose orders live 15 days. */
	hasLongOrders: boolean;
	/** A rating of 0 stops all orders for so many seconds, then it starts at 96; `null` never. */
	restSeconds: number | null;
	/** Hosting is offered for more periods than the documented two. */
	hasFurtherHosting: boolean;
	/** `forwarding_number` is null where calls are not forwarded. */
	hasNullForwarding: boolean;
	/** Answer to a payout, which is not published. */
	payoutAnswer: 'text' | 'json' | 'empty';
}

/** What a fresh 5sim sandbox does. */
export function defaultFiveSimOptions(): FiveSimOptions {
	return {
		apiKey: 'sandbox-5sim-token',
		balance: '1000.00',
		clockSkewSeconds: 0,
		pathPrefix: '',
		latencyMs: 0,
		liePagination: null,
		gatewayEvery: null,
		rateLimit: { requestsPerSecond: 100, blockAfterViolations: 5, blockSeconds: 600 },
		refusalStyle: 'natural',
		smsAfterSeconds: 30,
		orderLifetimeSeconds: 900,
		initialStatus: 'PENDING',
		reuseSeconds: 86_400,
		minimumRating: 0,
		offline: false,
		hasPriceLimits: true,
		noCancelSeconds: 0,
		inventedTotal: null,
		redirectsUnknown: false,
		hasInbox: true,
		maxPriceNeedsAny: false,
		hasPeriodRates: false,
		hasFinePrices: false,
		hasLongOrders: false,
		restSeconds: null,
		hasFurtherHosting: false,
		hasNullForwarding: false,
		payoutAnswer: 'text',
	};
}

/** What the live 5sim does and its documentation does not say, see `contract/facts.md`. */
export const liveFiveSimOptions: Partial<FiveSimOptions> = {
	noCancelSeconds: 120,
	inventedTotal: 999_999,
	redirectsUnknown: true,
	hasInbox: false,
	maxPriceNeedsAny: true,
	hasPeriodRates: true,
	hasFinePrices: true,
	hasLongOrders: true,
	restSeconds: 86_400,
	hasFurtherHosting: true,
	hasNullForwarding: true,
};
