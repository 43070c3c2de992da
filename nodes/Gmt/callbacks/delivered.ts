import type { PurchaseEvent } from './confirm';

/** What is stored with the workflow, kept as small as possible. */
export interface StoredEvents {
	/**
	 * By event, the ids of the purchases it was delivered for: `minute:id,step,step;minutes:id,…` in base 36. Each minute after
	 * the first is the difference to the one before, and so is each id (step) within a minute.
	 */
	delivered: Record<string, string>;
	/** By event, the newest minute of which purchases have been forgotten (minutes since 1970). */
	upTo: Record<string, number>;
	/** When events that can happen again were last delivered, in milliseconds since 1970. */
	recent: Record<string, number>;
}

/** Purchases remembered for each event. */
const MAX_EVENTS = 10_000;
const FORGOTTEN_AT_ONCE = 500;
const MINUTE_MS = 60_000;
/** An event younger than this is never mistaken for a forgotten one. */
const NEW_FOR_MS = 60 * MINUTE_MS;
/** Get My TG repeats a delivery within 40 seconds. What comes later is a new event: the code was requested a second time. */
const REPEATS_WITHIN_MS = MINUTE_MS;
/** How long, and for how many events, we remember that there was an earlier one. */
const RECENT_FOR_MS = 24 * 60 * MINUTE_MS;
const MAX_RECENT = 500;

/** Identifies an event; every delivery of it has the same id. */
function eventIdOf({ event, purchaseId }: PurchaseEvent): string {
	return `${event}:${purchaseId}`;
}

/** Which events have started a workflow: what is stored, and what this process knows beyond that. */
export class DeliveredEvents {
	private readonly delivered = new Map<string, Purchases>();

	private recent: Record<string, number> = {};

	/** Adds what is stored: another process may have stored it, or this one before a restart. */
	learn(stored: StoredEvents | undefined): void {
		for (const [event, text] of Object.entries(stored?.delivered ?? {}))
			this.of(event).learn(text, stored?.upTo[event]);
		// What this process knows may not be stored yet.
		for (const [id, at] of Object.entries(stored?.recent ?? {}))
			this.recent[id] = Math.max(at, this.recent[id] ?? 0);
	}

	isDelivered(event: PurchaseEvent, now: number): boolean {
		if (!event.final) return now - (this.recent[eventIdOf(event)] ?? -Infinity) < REPEATS_WITHIN_MS;
		const purchases = this.of(event.event);
		if (purchases.has(event.purchaseId)) return true;
		// Of forgotten purchases only the time is known, and only an old event can belong to one of them.
		return (
			event.at !== undefined && minuteOf(event.at) < purchases.upTo && now - event.at > NEW_FOR_MS
		);
	}

	/** Names an event. If the same one happens again later, it gets a new name each time. */
	nameOf(event: PurchaseEvent): string {
		const id = eventIdOf(event);
		const before = event.final ? undefined : this.recent[id];
		return before === undefined ? id : `${id}:${before}`;
	}

	remember(event: PurchaseEvent, now: number): void {
		if (event.final) this.of(event.event).add(event.purchaseId, minuteOf(event.at ?? now));
		else this.recent[eventIdOf(event)] = now;
		this.recent = Object.fromEntries(
			Object.entries(this.recent)
				.filter(([, at]) => now - at < RECENT_FOR_MS)
				.sort(([, a], [, b]) => a - b)
				.slice(-MAX_RECENT),
		);
	}

	toStored(): StoredEvents {
		const entries = [...this.delivered];
		return {
			delivered: Object.fromEntries(
				entries.map(([event, purchases]) => [event, purchases.toText()]),
			),
			upTo: Object.fromEntries(
				entries.flatMap(([event, { upTo }]) => (upTo > 0 ? [[event, upTo]] : [])),
			),
			recent: this.recent,
		};
	}

	private of(event: string): Purchases {
		const purchases = this.delivered.get(event) ?? new Purchases();
		this.delivered.set(event, purchases);
		return purchases;
	}
}

/** The purchases of one kind of event, by the minute in which it happened. The oldest are forgotten first. */
class Purchases {
	/** The newest minute of which a purchase was forgotten. */
	upTo = 0;

	private readonly known = new Set<number>();
	/** Ascending numbers by minute. */
	private readonly minutes = new Map<number, number[]>();
	private text = '';

	has(id: number): boolean {
		return this.known.has(id);
	}

	add(id: number, minute: number): void {
		if (this.known.has(id)) return;
		this.known.add(id);
		const ids = this.minutes.get(minute) ?? [];
		this.minutes.set(minute, ids);
		ids.splice(placeOf(id, ids), 0, id);
		if (this.known.size > MAX_EVENTS + FORGOTTEN_AT_ONCE) this.forgetOldest();
	}

	learn(text: string, upTo = 0): void {
		this.upTo = Math.max(this.upTo, upTo);
		// Usually this process has stored it itself.
		if (text === this.text) return;
		let minute = 0;
		for (const part of text.split(';')) {
			const [steps, ids] = part.split(':');
			if (!steps || !ids) continue;
			minute += parseInt(steps, 36);
			let id = 0;
			for (const step of ids.split(',')) this.add((id += parseInt(step, 36)), minute);
		}
	}

	toText(): string {
		let before = 0;
		const parts = [...this.minutes.keys()]
			.sort((a, b) => a - b)
			.map((minute) => {
				const steps = (minute - before).toString(36);
				before = minute;
				return `${steps}:${stepsOf(this.minutes.get(minute)!)}`;
			});
		return (this.text = parts.join(';'));
	}

	private forgetOldest(): void {
		for (const minute of [...this.minutes.keys()].sort((a, b) => a - b)) {
			if (this.known.size <= MAX_EVENTS) break;
			const ids = this.minutes.get(minute)!;
			for (const id of ids.splice(0, this.known.size - MAX_EVENTS)) this.known.delete(id);
			if (ids.length === 0) this.minutes.delete(minute);
			this.upTo = Math.max(this.upTo, minute);
		}
	}
}

function stepsOf(ids: number[]): string {
	return ids.map((id, index) => (id - (ids[index - 1] ?? 0)).toString(36)).join(',');
}

/** The index at which an id belongs among ascending ids. */
function placeOf(id: number, ids: number[]): number {
	let [from, to] = [0, ids.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if (ids[middle]! < id) from = middle + 1;
		else to = middle;
	}
	return from;
}

function minuteOf(milliseconds: number): number {
	return Math.max(0, Math.floor(milliseconds / MINUTE_MS));
}
