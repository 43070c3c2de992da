import type { PurchaseEvent } from '../../nodes/Gmt/callbacks/confirm';
import { DeliveredEvents } from '../../nodes/Gmt/callbacks/delivered';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
const NOW = Date.UTC(2026, 10, 22);

const event = (
	purchaseId: number,
	at: number | undefined = NOW,
	more: Partial<PurchaseEvent> = {},
) =>
	({ event: 'archiveReady', purchaseId, final: true, at, purchase: {}, ...more }) as PurchaseEvent;

/** What another process makes of what was stored. */
const restarted = (memory: DeliveredEvents) => {
	const next = new DeliveredEvents();
	next.learn(JSON.parse(JSON.stringify(memory.toStored())));
	return next;
};

it('knows after a restart what was delivered, by event and number', () => {
	const memory = new DeliveredEvents();
	const ids = [5, 1, 9_007_199_254_740_991, 77, 78];
	for (const [n, id] of ids.entries()) memory.remember(event(id, NOW + n * HOUR), NOW);
	const next = restarted(memory);
	expect(next.toStored()).toEqual(memory.toStored());
	for (const id of ids) expect(next.isDelivered(event(id), NOW)).toBe(true);
	expect(next.isDelivered(event(6), NOW)).toBe(false);
	expect(next.isDelivered(event(5, NOW, { event: 'archiveFailed' }), NOW)).toBe(false);
});

it('joins what two processes have stored', () => {
	const [one, two] = [new DeliveredEvents(), new DeliveredEvents()];
	one.remember(event(1), NOW);
	two.remember(event(2), NOW);
	one.learn(two.toStored());
	expect([1, 2, 3].map((id) => one.isDelivered(event(id), NOW))).toEqual([true, true, false]);
});

it('stays small over 100 000 events, loses none and knows a replay after a year', () => {
	const memory = new DeliveredEvents();
	let largest = 0;
	for (let n = 0; n < 100_000; n++) {
		// Ten an hour, the numbers of one account far apart.
		const now = NOW + n * 0.1 * HOUR;
		const next = event(1_000_000 + n * 977, now);
		if (memory.isDelivered(next, now)) throw new Error(`Event ${n} is lost`);
		memory.remember(next, now);
		if (n % 5000 === 0) largest = Math.max(largest, JSON.stringify(memory.toStored()).length);
	}
	expect(largest).toBeLessThan(100_000);
	const later = NOW + 100_000 * 0.1 * HOUR + YEAR;
	for (const n of [0, 1, 50_000, 89_998, 99_999])
		expect(memory.isDelivered(event(1_000_000 + n * 977, NOW + n * 0.1 * HOUR), later)).toBe(true);
	expect(memory.isDelivered(event(7, later), later)).toBe(false);
});

it('never takes a new event for a forgotten one, whatever its number', () => {
	const memory = new DeliveredEvents();
	for (let id = 20_000; id > 0; id--) memory.remember(event(id), NOW);
	expect(memory.isDelivered(event(30_000), NOW)).toBe(false);
	expect(memory.isDelivered(event(30_001, undefined), NOW + YEAR)).toBe(false);
});

it('counts an event that can happen again as repeated for a minute only', () => {
	const memory = new DeliveredEvents();
	const failed = event(5, undefined, { event: 'codeFailed', final: false });
	memory.remember(failed, NOW);
	expect(restarted(memory).isDelivered(failed, NOW + 30_000)).toBe(true);
	expect(memory.isDelivered(failed, NOW + 75_000)).toBe(false);
	// It is another event, with a name of its own, which every process gives it.
	expect([memory.nameOf(failed), restarted(memory).nameOf(failed)]).toEqual([
		`codeFailed:5:${NOW}`,
		`codeFailed:5:${NOW}`,
	]);
	memory.remember(event(6), NOW + 25 * HOUR);
	expect(memory.toStored().recent).toEqual({});
});
