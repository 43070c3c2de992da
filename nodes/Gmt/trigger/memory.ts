import type { PurchaseEvent } from './event';

/** Which events have started a workflow, small enough to be stored with the workflow. */
export interface Memory {
	/** Purchases by event. Numbers up to `upTo` count as delivered, so that old ones need not be kept one by one. */
	delivered: Record<string, { upTo: number; ids: number[] }>;
	/** When events that can happen again were last delivered, in milliseconds since 1970. */
	recent: Record<string, number>;
}

/** Purchases remembered one by one for each event: as many as may overtake each other. */
const KEPT = 2_000;
/** GMT repeats a delivery within less than a minute; what comes later is another event. */
const REPEATS_WITHIN = 600_000;

/** An empty memory. */
export function newMemory(): Memory {
	return { delivered: {}, recent: {} };
}

/** What an event is known by, the same for every delivery of it. */
export function eventIdOf({ event, purchaseId }: PurchaseEvent): string {
	return `${event}:${purchaseId}`;
}

/** Whether an event has started a workflow. */
export function isDelivered(memory: Memory, event: PurchaseEvent, now: number): boolean {
	if (!event.final) return now - (memory.recent[eventIdOf(event)] ?? -Infinity) < REPEATS_WITHIN;
	const { upTo, ids } = memory.delivered[event.event] ?? { upTo: 0, ids: [] };
	return event.purchaseId <= upTo || ids.includes(event.purchaseId);
}

/** The memory after an event has started a workflow. */
export function remember(memory: Memory, event: PurchaseEvent, now: number): Memory {
	if (!event.final) return { ...memory, recent: fresh({ ...memory.recent, [eventIdOf(event)]: now }, now) };
	const { upTo, ids } = memory.delivered[event.event] ?? { upTo: 0, ids: [] };
	return { ...memory, delivered: { ...memory.delivered, [event.event]: bounded(upTo, [...ids, event.purchaseId]) } };
}

/** What either memory knows: another process, or the same one before a restart, may have stored the other. */
export function merge(a: Memory, b: Memory, now: number): Memory {
	const delivered = { ...a.delivered };
	for (const [event, { upTo, ids }] of Object.entries(b.delivered)) {
		const mine = delivered[event] ?? { upTo: 0, ids: [] };
		delivered[event] = bounded(Math.max(upTo, mine.upTo), [...mine.ids, ...ids]);
	}
	return { delivered, recent: fresh({ ...a.recent, ...b.recent }, now) };
}

function bounded(upTo: number, ids: number[]): { upTo: number; ids: number[] } {
	const sorted = [...new Set(ids)].filter((id) => id > upTo).sort((a, b) => a - b);
	const forgotten = sorted.splice(0, Math.max(0, sorted.length - KEPT));
	return { upTo: forgotten.at(-1) ?? upTo, ids: sorted };
}

function fresh(recent: Record<string, number>, now: number): Record<string, number> {
	return Object.fromEntries(Object.entries(recent).filter(([, at]) => now - at < REPEATS_WITHIN));
}
