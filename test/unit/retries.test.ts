import { gmt } from '../../nodes/Gmt/service';
import type { Failure } from '../../nodes/shared/errors';
import type { SideEffect } from '../../nodes/shared/operation/operation';
import type { Outcome } from '../../nodes/shared/http/outcome';
import type { ServiceClient } from '../../nodes/shared/http/client';
import { withRetries } from '../../nodes/shared/http/retries';

const KEY = 'key-0815';
const SIDE_EFFECTS: SideEffect[] = ['none', 'state', 'money'];

beforeEach(() => {
	jest.useFakeTimers({
		now: 1_000_000_000_000,
		doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'],
	});
});

afterEach(() => {
	jest.useRealTimers();
});

let addresses = 0;
const newAddress = () => `https://${++addresses}.example`;

const failed = (kind: Exclude<Outcome['kind'], 'ok'>, more: Partial<Failure> = {}): Outcome => ({
	kind,
	failure: {
		code: 'providerUnavailable',
		message: 'It did not work',
		description: 'Try again.',
		...more,
	},
});
const done: Outcome = { kind: 'ok', response: 'it' };

interface Way {
	sideEffect?: SideEffect;
	retries?: number;
	signal?: AbortSignal;
	address?: string;
	/** What happens while a request is under way. */
	meanwhile?: () => void;
}

/** Sends to a service that gives these answers, the last of them from then on; tells when it was asked, in milliseconds. */
function send(
	answers: Array<Outcome | Error>,
	{ sideEffect = 'none', retries, signal, address = newAddress(), meanwhile }: Way = {},
) {
	const started = Date.now();
	const outcome = { sent: [] as number[], outcome: undefined as Outcome | undefined };
	const connection = {
		context: { getExecutionCancelSignal: () => signal },
		service: gmt,
		baseUrl: address,
		key: KEY,
	} as unknown as ServiceClient;
	const attempt = async () => {
		const answer = answers[outcome.sent.length] ?? answers.at(-1)!;
		outcome.sent.push(Date.now() - started);
		meanwhile?.();
		if (answer instanceof Error) throw answer;
		return { ...answer };
	};
	void withRetries(connection, { sideEffect, retries }, attempt).then(
		(settled) => (outcome.outcome = settled),
	);
	return outcome;
}

/** The same, until it is over. */
async function sendAll(answers: Array<Outcome | Error>, way?: Way) {
	const outcome = send(answers, way);
	await jest.advanceTimersByTimeAsync(600_000);
	return outcome;
}

describe('a request', () => {
	it.each(SIDE_EFFECTS)(
		'(%s) that was answered is not sent again, whatever the answer',
		async (sideEffect) => {
			expect(await sendAll([done], { sideEffect })).toEqual({ sent: [0], outcome: done });
			expect(await sendAll([failed('refused')], { sideEffect })).toEqual({
				sent: [0],
				outcome: failed('refused'),
			});
		},
	);

	it.each([
		['none', 4],
		['state', 1],
		['money', 1],
	] as const)('(%s) whose outcome is unclear is sent %i times', async (sideEffect, times) => {
		const { sent, outcome } = await sendAll([failed('unknown')], { sideEffect });
		expect(sent).toHaveLength(times);
		expect(outcome).toEqual(failed('unknown'));
	});

	it('is sent again only while its time lasts, and told how much is left', async () => {
		const left: number[] = [];
		const spent = async (given: number) => {
			left.push(given);
			jest.setSystemTime(Date.now() + 400);
			return failed('unknown');
		};
		const connection = { service: gmt, baseUrl: newAddress(), key: KEY, context: {} };
		void withRetries(
			connection as unknown as ServiceClient,
			{ sideEffect: 'none', timeout: 1_000 },
			spent,
		);
		await jest.advanceTimersByTimeAsync(600_000);
		expect(left).toEqual([1_000, 600, 200]);
	});

	it.each(SIDE_EFFECTS)(
		'(%s) that never arrived is sent again, three times at most',
		async (sideEffect) => {
			const { sent, outcome } = await sendAll(
				[new Error('No such host', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) })],
				{ sideEffect },
			);
			expect(sent).toHaveLength(4);
			expect(outcome).toMatchObject({ kind: 'notSent', failure: { lasting: true } });
			expect(await sendAll([failed('notSent'), done], { sideEffect })).toMatchObject({
				sent: [0, expect.any(Number)],
				outcome: done,
			});
		},
	);

	it('is sent again as often as is wanted', async () => {
		expect((await sendAll([failed('unknown')], { retries: 1 })).sent).toHaveLength(2);
		for (const kind of ['unknown', 'retryLater', 'notSent'] as const)
			expect((await sendAll([failed(kind)], { retries: 0 })).sent).toHaveLength(1);
	});

	it('is sent again after half a second, then after twice as long each time, and up to half as long again, so that not all come together', async () => {
		const [first, second, third] = [new Set<number>(), new Set<number>(), new Set<number>()];
		for (let n = 0; n < 50; n++) {
			const [a, b, c, d] = (await sendAll([failed('unknown')])).sent as [
				number,
				number,
				number,
				number,
			];
			first.add(b - a);
			second.add(c - b);
			third.add(d - c);
		}
		for (const [waits, least] of [
			[first, 500],
			[second, 1000],
			[third, 2000],
		] as const) {
			expect(Math.min(...waits)).toBeGreaterThanOrEqual(least);
			expect(Math.max(...waits)).toBeLessThanOrEqual(least * 1.5 + 1);
			expect(waits.size).toBeGreaterThan(10);
		}
	});
});

describe('a service that says "not now"', () => {
	const later = (retryAfter?: number) => failed('retryLater', { code: 'rateLimited', retryAfter });

	it.each(SIDE_EFFECTS)('(%s) is asked again when it said', async (sideEffect) => {
		expect(await sendAll([later(7000), done], { sideEffect })).toEqual({
			sent: [0, 7000],
			outcome: done,
		});
	});

	it('is asked for half a minute, more than three times, where it wants to be asked soon', async () => {
		const { sent, outcome } = await sendAll([later(5000)]);
		expect(sent).toHaveLength(7);
		expect(outcome).toEqual(later(5000));
		expect((await sendAll([later()])).sent).toHaveLength(6);
	});

	it('is asked three more times where it wants more patience, and not at all where it wants more than a minute', async () => {
		expect((await sendAll([later(60_000)])).sent).toEqual([0, 60_000, 120_000, 180_000]);
		expect((await sendAll([later(60_001)])).sent).toEqual([0]);
	});

	it('is not asked forever, not even where it wants to be asked at once', async () => {
		const { sent, outcome } = await sendAll([later(0)]);
		expect(outcome).toEqual(later(0));
		expect(sent.length).toBeGreaterThan(4);
		expect(sent.length).toBeLessThan(100);
	});

	it('is left alone by all others too, and asked more slowly afterwards', async () => {
		const address = newAddress();
		send([later(1000), done], { address });
		await jest.advanceTimersByTimeAsync(10);
		const others = [send([done], { address }), send([done], { address })];
		await jest.advanceTimersByTimeAsync(5000);
		const [first, second] = others.map(({ sent }) => sent[0]!);
		expect(first).toBeGreaterThanOrEqual(990);
		expect(second! - first!).toBeGreaterThan(25);
	});

	it('is left alone by all others also when it does not say how long', async () => {
		const address = newAddress();
		send([later(), done], { address });
		await jest.advanceTimersByTimeAsync(10);
		const other = send([done], { address });
		await jest.advanceTimersByTimeAsync(5000);
		expect(other.sent[0]).toBeGreaterThanOrEqual(490);
	});

	it('is left alone by all others also where it is not clear what happened to the request', async () => {
		const address = newAddress();
		send([failed('unknown', { retryAfter: 1000 }), done], { address });
		const plain = newAddress();
		send([failed('unknown'), done], { address: plain });
		await jest.advanceTimersByTimeAsync(10);
		const others = [send([done], { address }), send([done], { address: plain })];
		await jest.advanceTimersByTimeAsync(5000);
		expect(others.map(({ sent }) => sent)).toEqual([[990], [0]]);
	});
});

describe('an execution that is cancelled', () => {
	it('sends nothing any more', async () => {
		expect(await sendAll([done], { signal: AbortSignal.abort() })).toMatchObject({
			sent: [],
			outcome: {
				kind: 'notSent',
				failure: { code: 'cancelled', lasting: true, description: 'Nothing was sent.' },
			},
		});
	});

	it('does not wait to send again, and reports the outcome so far', async () => {
		const stop = new AbortController();
		const outcome = send([failed('notSent'), done], { signal: stop.signal });
		await jest.advanceTimersByTimeAsync(100);
		stop.abort();
		await jest.advanceTimersByTimeAsync(0);
		expect(outcome).toEqual({ sent: [0], outcome: failed('notSent') });
	});

	it('reports that nobody waited for the answer, or what the answer was', async () => {
		const stopped = (answer: Outcome) => {
			const stop = new AbortController();
			return send([answer], { signal: stop.signal, meanwhile: () => stop.abort() });
		};
		const [lost, refused] = [
			stopped(failed('unknown', { retryAfter: 5 })),
			stopped(failed('refused')),
		];
		await jest.advanceTimersByTimeAsync(0);
		expect(lost).toMatchObject({
			sent: [0],
			outcome: {
				kind: 'unknown',
				failure: {
					code: 'cancelled',
					message: 'The execution was cancelled before Get My TG answered',
				},
			},
		});
		expect(refused).toEqual({ sent: [0], outcome: failed('refused') });
	});
});

it('no key is in what is reported', async () => {
	const { outcome } = await sendAll([failed('refused', { message: `The key ${KEY} is wrong` })]);
	expect(outcome).toMatchObject({ failure: { message: 'The key *** is wrong' } });
});
