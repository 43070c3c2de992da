import type { Contract, Operation } from './contract';
import type { RateLimit } from './rateLimit';
import type { HttpResponse } from './httpResponse';

/** Ways in which lists can mislead a client that trusts their totals. */
export type PagingLie = 'hasNextAlways' | 'emptyPages' | 'noTotals' | 'capped';

/** Options that both services have. They can be changed while the service runs (`service.options.latencyMs = 50`). */
export interface ServiceOptions {
	apiKey: string;
	/** Main balance at the start, for example `'1000.00'`. */
	balance: string;
	/** How far the service's clock is ahead of the real one. */
	clockSkewSeconds: number;
	/** Serves everything below this path too, as behind a proxy, for example `'/proxy/gmt'`; the empty text is the root. */
	pathPrefix: string;
	/** Real pause before every answer. */
	latencyMs: number;
	liePagination: PagingLie | null;
	/** Each so many requests one does not reach the service: a gateway answers with a page. `null`: none. */
	gatewayEvery: number | null;
	rateLimit: RateLimit | null;
}

/** What the sandbox as a whole hands to both services. */
export interface Surroundings {
	contract: Contract;
	timeScale: number;
	port: number;
	log: (line: string) => void;
}

/** A validated request, path and query in the types of the contract. */
export interface ApiRequest {
	operation: Operation;
	path: Record<string, unknown>;
	query: Record<string, unknown>;
	body: Record<string, unknown>;
}

/** Answers one operation. */
export type Handler = (request: ApiRequest) => HttpResponse | Promise<HttpResponse>;
