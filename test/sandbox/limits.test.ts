import { startSandbox, type Sandbox } from '../../sandbox';
import { fiveSimCall, gmtCall, openCall } from './http';

let sandbox: Sandbox;

// A block of ten service minutes lasts 300 ms.
beforeAll(async () => {
	sandbox = await startSandbox({
		timeScale: 0.0005,
		fiveSim: { rateLimit: { requestsPerSecond: 3, blockAfterViolations: null, blockSeconds: 600 } },
	});
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.gmt.reset();
	sandbox.fiveSim.reset();
});
afterEach(() => jest.restoreAllMocks());

/** The limit is counted by the second of the clock, so the clock stands still: however long the requests take, all are in one. */
function standStill(seconds = 0): void {
	jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 0) + seconds * 1000);
}

async function statuses(count: number, call: () => Promise<{ status: number }>): Promise<number[]> {
	return (await Promise.all(Array.from({ length: count }, call)))
		.map(({ status }) => status)
		.sort();
}

it('allows so many requests a second for a token, 429 beyond, and starts anew', async () => {
	standStill();
	const profile = async () => await fiveSimCall(sandbox.fiveSim, 'GET', '/v1/user/profile');
	expect(await statuses(5, profile)).toEqual([200, 200, 200, 429, 429]);
	expect([sandbox.fiveSim.rateLimitViolations, sandbox.fiveSim.limiter.rejected]).toEqual([1, 2]);
	standStill(1);
	expect(await statuses(3, profile)).toEqual([200, 200, 200]);
});

it('answers 503 to addresses and to purchases, and charges only what it sold', async () => {
	standStill();
	expect(
		await statuses(4, async () => await openCall(`${sandbox.fiveSim.url}/v1/guest/countries`)),
	).toEqual([200, 200, 200, 503]);
	standStill(1);
	const buy = async () =>
		await fiveSimCall(sandbox.fiveSim, 'GET', '/v1/user/buy/activation/usa/any/telegram');
	expect(await statuses(5, buy)).toEqual([200, 200, 200, 503, 503]);
	expect(sandbox.fiveSim.charges()).toHaveLength(3);
});

it('blocks whoever reaches the limit too often, for a while', async () => {
	Object.assign(sandbox.fiveSim.options, {
		rateLimit: { requestsPerSecond: 1, blockAfterViolations: 1, blockSeconds: 600 },
	});
	const notice = async () => await openCall(`${sandbox.fiveSim.url}/v1/guest/flash/en`);
	standStill();
	await notice();
	expect((await notice()).text).toBe('ip address limit is 100 requests per second');
	expect((await notice()).text).toBe('temporarily blocked');
	const other = async () => (await fiveSimCall(sandbox.fiveSim, 'GET', '/v1/user/profile')).status;
	standStill(0.299);
	expect(await other()).toBe(503);
	standStill(0.3);
	expect(await other()).toBe(200);
});

it('lets Get My TG answer 429 with Retry-After, as seconds or as a date', async () => {
	Object.assign(sandbox.gmt.options, {
		rateLimit: { requestsPerSecond: 0, blockAfterViolations: null, blockSeconds: 0 },
		retryAfterSeconds: 9,
	});
	const answer = await gmtCall(sandbox.gmt, 'GET', '/v1/profile/');
	expect([answer.status, answer.json(), answer.headers.get('retry-after')]).toEqual([
		429,
		{ message: 'Too many requests' },
		'9',
	]);
	standStill();
	sandbox.gmt.options.retryAfter = 'date';
	const date = (await gmtCall(sandbox.gmt, 'GET', '/v1/profile/')).headers.get('retry-after') ?? '';
	expect(Date.parse(date) - Date.now()).toBe(9000);
	sandbox.gmt.options.retryAfter = 'none';
	expect((await gmtCall(sandbox.gmt, 'GET', '/v1/profile/')).headers.get('retry-after')).toBeNull();
});

it('waits before each answer when told to', async () => {
	sandbox.gmt.options.latencyMs = 60;
	const start = Date.now();
	await openCall(`${sandbox.gmt.url}/v1/service/time`);
	expect(Date.now() - start).toBeGreaterThanOrEqual(55);
});
