/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { Pace } from '../../nodes/shared/pace';

const sleep = async (milliseconds: number) => await new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The most entries within any second. */
function busiestSecond(times: number[]): number {
	return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + 1000).length));
}

it('lets no second at the provider see more than the limit, however long requests are on their way', async () => {
	const pace = new Pace(50);
	const arrivals: number[] = [];
	await Promise.all(
		Array.from({ length: 130 }, async (_none, index) => {
			await pace.inTurn(async () => {
				// Some arrive at once, some late.
				await sleep(index % 3 === 0 ? 300 : 0);
				arrivals.push(Date.now());
			}, undefined);
		}),
	);
	expect(arrivals).toHaveLength(130);
	expect(busiestSecond(arrivals)).toBeLessThanOrEqual(50);
});

it('lets requests through in the order in which they came', async () => {
	const pace = new Pace(100);
	const order: number[] = [];
	await Promise.all(Array.from({ length: 30 }, async (_none, index) => await pace.inTurn(async () => order.push(index), undefined)));
	expect(order).toEqual([...Array(30).keys()]);
});

it('holds everybody back when the provider asks for it', async () => {
	const pace = new Pace();
	pace.hold(300);
	const started = Date.now();
	await Promise.all([pace.inTurn(async () => undefined, undefined), pace.inTurn(async () => undefined, undefined)]);
	expect(Date.now() - started).toBeGreaterThan(250);
});

it('lets go of who is cancelled, and of nobody else', async () => {
	const pace = new Pace();
	pace.hold(500);
	const stop = new AbortController();
	const started = Date.now();
	const cancelled = pace.inTurn(async () => 'sent', stop.signal);
	const waits = pace.inTurn(async () => 'sent', undefined);
	stop.abort();
	expect(await cancelled).toBeUndefined();
	expect(Date.now() - started).toBeLessThan(200);
	expect(await waits).toBe('sent');
	expect(Date.now() - started).toBeGreaterThan(450);
});

it('goes on when the clock is set back', async () => {
	const pace = new Pace(100);
	await pace.inTurn(async () => undefined, undefined);
	const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
	await Promise.all(Array.from({ length: 5 }, async () => await pace.inTurn(async () => undefined, undefined)));
	now.mockRestore();
});
