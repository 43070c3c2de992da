import type { HttpResponse } from './response';

/** Ways to spoil an answer; see {@link FaultSpec}. */
const FAULT_KINDS = [
	'reset',
	'timeout',
	'status',
	'truncate',
	'truncateClean',
	'empty',
	'text',
	'html',
	'drip',
	'delay',
	'duplicateHeader',
	'garbage',
	'change',
] as const;

/**
 * - `reset`: the connection is reset (RST)
 * - `timeout`: no answer; the socket stays open until the client leaves or the server closes
 * - `status`: another status, with `body` and `headers`
 * - `truncate`: announces the whole body, sends half of it, closes
 * - `truncateClean`: half of the body with a fitting Content-Length
 * - `empty`, `text`, `html`: status 200 (or `status`) with nothing, plain text, a web page
 * - `drip`: the right answer, byte by byte over `delayMs`
 * - `delay`: the right answer after `delayMs`
 * - `duplicateHeader`: two different Content-Length headers, which HTTP parsers refuse
 * - `garbage`: bytes that are no HTTP
 * - `change`: what `change` makes of the answer; for tests in this process
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** One fault, ordered by a test or over the control endpoint. */
export interface FaultSpec {
	/** Operation it applies to; `'*'` (default) is every request. */
	operationId?: string;
	/** `before` (default): the request has no effect. `after`: the effect has happened (charged), only the answer is spoiled. */
	when?: 'before' | 'after';
	kind: FaultKind;
	status?: number;
	/** Text, or a value that is sent as JSON. */
	body?: unknown;
	headers?: Record<string, string>;
	/** Makes another answer of the right one, which is empty where the request has no effect. */
	change?: (response: HttpResponse) => HttpResponse;
	/** How many requests to spoil; default 1. */
	times?: number | 'always';
	/** How many matching requests to let through first; default 0. */
	skip?: number;
	/** Pause before the spoiled answer, and the whole duration of `drip`. */
	delayMs?: number;
}

/** What {@link Faults.add} returns. */
export interface FaultHandle {
	readonly spec: FaultSpec;
	/** Requests spoiled so far. */
	readonly hits: number;
	remove(): void;
}

interface ArmedFault {
	spec: FaultSpec;
	hits: number;
	skipped: number;
}

/** Faults that wait for their request, tried in the order they were added; one request meets at most one fault. */
export class Faults {
	private armed: ArmedFault[] = [];

	constructor(private readonly operations: { has(operationId: string): boolean }) {}

	/** Arms a fault. */
	add(spec: FaultSpec): FaultHandle {
		if (!FAULT_KINDS.includes(spec.kind))
			throw new Error(`Unknown kind of fault: ${String(spec.kind)}`);
		const { operationId = '*' } = spec;
		// A fault that can never occur would let a test pass for the wrong reason.
		if (operationId !== '*' && !this.operations.has(operationId))
			throw new Error(`Unknown operation: ${operationId}`);
		const fault: ArmedFault = { spec, hits: 0, skipped: 0 };
		this.armed.push(fault);
		return {
			spec,
			get hits() {
				return fault.hits;
			},
			remove: () => {
				this.armed = this.armed.filter((other) => other !== fault);
			},
		};
	}

	/** Disarms everything. */
	clear(): void {
		this.armed = [];
	}

	/** The fault that this request has to meet, counted as a hit. */
	take(operationId: string | undefined): FaultSpec | undefined {
		for (const fault of this.armed) {
			const wanted = fault.spec.operationId ?? '*';
			if (wanted !== '*' && wanted !== operationId) continue;
			const { times = 1, skip = 0 } = fault.spec;
			if (times !== 'always' && fault.hits >= times) continue;
			if (fault.skipped < skip) {
				fault.skipped += 1;
				continue;
			}
			fault.hits += 1;
			return fault.spec;
		}
		return undefined;
	}
}
