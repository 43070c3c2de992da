/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { getEventListeners } from 'node:events';
import {
	orCancelled,
	RateLimiter,
	rateLimiterOf,
	pause,
} from '../../nodes/shared/http/rateLimiter';

const START = 1_000_000_000_000;
const HOUR = 3_600_000;

beforeEach(() => {
	// Only what the pace goes by, so that promises go on by themselves.
	jest.useFakeTimers({
		now: START,
		doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'],
	});
});

afterEach(() => {
	jest.useRealTimers();
});

/** When requests leave that all want to leave now, in milliseconds from now. */
async function departures(
	pace: RateLimiter,
	count: number,
	answerAfter: (request: number) => number = () => 0,
): Promise<number[]> {
	const started = Date.now();
	const left: number[] = [];
	for (let request = 0; request < count; request++) {
		void pace.schedule(async () => {
			left.push(Date.now() - started);
			await pause(answerAfter(request), undefined);
		}, undefined);
	}
	await jest.advanceTimersByTimeAsync(60_000);
	return left;
}

/** Distances between what left one after the other, in whole milliseconds. */
const gaps = (left: number[]) => left.slice(1).map((at, index) => at - left[index]!);
const times = (count: number, value: number) => Array(count).fill(value);

describe('a service without a limit', () => {
	it('is asked at once, by everybody', async () => {
		expect(await departures(new RateLimiter(), 500)).toEqual(times(500, 0));
	});

	it('is asked in the order in which requests came', async () => {
		const pace = new RateLimiter();
		pace.pauseFor(10);
		const order: number[] = [];
		for (let request = 0; request < 30; request++)
			void pace.schedule(async () => order.push(request), undefined);
		await jest.advanceTimersByTimeAsync(10);
		expect(order).toEqual([...Array(30).keys()]);
	});
});

describe('a service with a limit of 100 requests a second', () => {
	it('gets ten at once when it was quiet, and then one each hundredth of a second', async () => {
		const left = await departures(new RateLimiter(100), 60);
		expect(left.slice(0, 11)).toEqual(times(11, 0));
		expect(gaps(left.slice(11))).toEqual(times(48, 10));
	});

	it.each([
		['at once', () => 0, 11_000],
		['late', () => 300, 14_000],
		['some at once, some late', (request: number) => (request % 3 === 0 ? 300 : 0), 12_000],
	])(
		'never gets more in a second than it allows, and not much less, when it answers %s',
		async (_when, answerAfter, longest) => {
			const left = await departures(new RateLimiter(100), 1000, answerAfter);
			const answered = left.map((at, request) => at + answerAfter(request));
			// Each may have come at any moment in between.
			for (const came of [left, answered])
				for (const from of came)
					expect(came.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(
						100,
					);
			expect(left.at(-1)).toBeGreaterThan(10_000);
			expect(left.at(-1)).toBeLessThan(longest);
		},
	);

	it('never has more under way than it allows in a second, however long they take', async () => {
		expect(await departures(new RateLimiter(100), 200, () => HOUR)).toHaveLength(100);
	});

	it('counts a request until a second after its answer, also one that failed', async () => {
		const pace = new RateLimiter(10);
		const fail = async () =>
			await pause(500, undefined).then(async () => await Promise.reject(new Error('broken')));
		for (let request = 0; request < 10; request++)
			pace.schedule(fail, undefined).catch(() => undefined);
		await jest.advanceTimersByTimeAsync(500);
		const [next] = await departures(pace, 1);
		expect(next).toBeGreaterThan(1000);
		expect(next).toBeLessThan(1100);
	});

	it('gets no more than ten at once to catch up, however long it was quiet', async () => {
		const pace = new RateLimiter(100);
		await departures(pace, 1);
		await jest.advanceTimersByTimeAsync(HOUR);
		expect((await departures(pace, 60)).filter((at) => at === 0)).toHaveLength(11);
	});
});

describe('a service that asks for patience', () => {
	it('is left alone by everybody as long as it said', async () => {
		const pace = new RateLimiter();
		pace.pauseFor(300);
		expect(await departures(pace, 3)).toEqual([300, 300, 300]);
	});

	it('is left alone as long as the longest that it said', async () => {
		const pace = new RateLimiter();
		pace.pauseFor(1000);
		pace.pauseFor(10);
		expect(await departures(pace, 1)).toEqual([1000]);
	});

	it('is left alone exactly as long also while it is asked more slowly, which continues afterwards', async () => {
		const pace = new RateLimiter();
		for (let refusal = 0; refusal < 5; refusal++) pace.backOff(Date.now());
		pace.pauseFor(5000);
		const [first, second] = await departures(pace, 2);
		expect([first, second]).toEqual([5000, 5400]);
	});

	it('gets them one by one afterwards, where its limit is known', async () => {
		const pace = new RateLimiter(100);
		pace.pauseFor(300);
		expect(await departures(pace, 4)).toEqual([300, 310, 320, 330]);
	});
});

describe('a service that says "too many requests"', () => {
	it('is asked every 50 milliseconds, and a little faster each time', async () => {
		const pace = new RateLimiter();
		pace.backOff(Date.now());
		const distances = gaps(await departures(pace, 30));
		expect(distances[0]).toBe(50);
		expect(distances.at(-1)).toBeGreaterThan(35);
		expect(distances).toEqual([...distances].sort((a, b) => b - a));
	});

	it('is asked half as fast each time it says so, down to one request a second', async () => {
		const gapAfter = async (refusals: number) => {
			const pace = new RateLimiter();
			for (let refusal = 0; refusal < refusals; refusal++) pace.backOff(Date.now());
			return (await departures(pace, 2))[1]!;
		};
		expect(await gapAfter(1)).toBe(50);
		expect(await gapAfter(2)).toBe(100);
		expect(await gapAfter(3)).toBe(200);
		expect(await gapAfter(20)).toBe(1000);
	});

	it('slows them down once for many that left before it said so', async () => {
		const pace = new RateLimiter();
		const sentAt = Date.now();
		await jest.advanceTimersByTimeAsync(100);
		for (let refusal = 0; refusal < 50; refusal++) pace.backOff(sentAt);
		expect(await departures(pace, 2)).toEqual([0, 50]);
	});

	it('is asked twice as fast again every five seconds, and at full speed in the end', async () => {
		const gapAfter = async (milliseconds: number) => {
			const pace = new RateLimiter();
			for (let refusal = 0; refusal < 5; refusal++) pace.backOff(Date.now());
			await jest.advanceTimersByTimeAsync(milliseconds);
			return (await departures(pace, 2))[1]!;
		};
		expect(await gapAfter(0)).toBe(800);
		expect(await gapAfter(5_000)).toBe(400);
		expect(await gapAfter(20_000)).toBe(50);
		expect(await gapAfter(29_000)).toBeGreaterThan(12);
		expect(await gapAfter(31_000)).toBe(0);
	});
});

describe('a clock that is set back', () => {
	it('does not lengthen what the service asked for', async () => {
		const pace = new RateLimiter();
		pace.pauseFor(500);
		jest.setSystemTime(START - HOUR);
		const [left] = await departures(pace, 1);
		expect(left).toBe(500);
	});

	it('does not make room beyond the limit, nor stop everything until it has caught up', async () => {
		const pace = new RateLimiter(10);
		for (let request = 0; request < 10; request++)
			void pace.schedule(async () => undefined, undefined);
		await jest.advanceTimersByTimeAsync(1000);
		jest.setSystemTime(Date.now() - HOUR);
		const [left] = await departures(pace, 1);
		expect(left).toBeGreaterThan(900);
		expect(left).toBeLessThan(1100);
	});
});

describe('who is cancelled', () => {
	it('does not wait for a turn, and sends nothing', async () => {
		const pace = new RateLimiter();
		pace.pauseFor(HOUR);
		const stop = new AbortController();
		let answer: unknown = 'waits';
		void pace.schedule(async () => 'sent', stop.signal).then((given) => (answer = given));
		await jest.advanceTimersByTimeAsync(1000);
		expect(answer).toBe('waits');
		stop.abort();
		await jest.advanceTimersByTimeAsync(0);
		expect(answer).toBeUndefined();
	});

	it('does not wait for those before either, and takes no turn from those behind', async () => {
		const pace = new RateLimiter(100);
		pace.pauseFor(1000);
		const stop = new AbortController();
		const before = pace.schedule(async () => Date.now() - START, undefined);
		let isOver = false;
		void pace.schedule(async () => 'sent', stop.signal).then(() => (isOver = true));
		const behind = pace.schedule(async () => Date.now() - START, undefined);
		stop.abort();
		await jest.advanceTimersByTimeAsync(0);
		expect(isOver).toBe(true);
		await jest.advanceTimersByTimeAsync(2000);
		expect(await Promise.all([before, behind])).toEqual([1000, 1010]);
	});

	it('leaves nothing behind', async () => {
		const { signal } = new AbortController();
		const pausing = pause(10, signal);
		expect(getEventListeners(signal, 'abort')).toHaveLength(1);
		await jest.advanceTimersByTimeAsync(10);
		await pausing;
		await orCancelled(Promise.resolve(), signal);
		expect(getEventListeners(signal, 'abort')).toHaveLength(0);
	});

	it('does not pause at all', async () => {
		let isOver = false;
		void pause(1000, AbortSignal.abort()).then(() => (isOver = true));
		await jest.advanceTimersByTimeAsync(0);
		expect(isOver).toBe(true);
	});
});

it('all connections to the same address share one pace', () => {
	expect(rateLimiterOf('https://a.example', 100)).toBe(rateLimiterOf('https://a.example', 100));
	expect(rateLimiterOf('https://a.example', 100)).not.toBe(rateLimiterOf('https://b.example', 100));
});
