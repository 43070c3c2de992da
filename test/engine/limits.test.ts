import { useSetup } from '../support';
import { pause } from '../support/callbacks';

const setup = useSetup({}, (sandbox) => ({
	share: {
		type: 'fiveSimApi',
		data: { apiKey: sandbox.fiveSim.apiKey, baseUrl: sandbox.fiveSim.url, requestsPerSecond: 20 },
	},
}));

beforeEach(() => {
	setup.sandbox.gmt.faults.clear();
	setup.sandbox.gmt.configure({ rateLimit: null });
	setup.sandbox.gmt.limiter.reset();
});

const profile = { service: 'gmt' as const, parameters: { resource: 'profile', operation: 'get' } };

it('reads 1,000 times at 5sim, over four executions, without once reaching its limit', async () => {
	const { fiveSim } = setup.sandbox;
	const started = Date.now();
	const outcomes = await Promise.all(
		Array.from(
			{ length: 4 },
			async () =>
				await setup.runNode({
					service: 'fiveSim',
					parameters: { resource: 'user', operation: 'get' },
					items: Array(250).fill({}),
				}),
		),
	);
	const took = Date.now() - started;
	expect(outcomes.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
	expect(outcomes.flatMap(({ json }) => json)).toHaveLength(1000);
	expect(fiveSim.rateLimitViolations).toBe(0);
	// 100 a second would be 10 seconds.
	expect(took).toBeGreaterThan(9_000);
});

it.each([20, 5])(
	'finds the pace of a service that publishes no limit and allows %i requests a second',
	async (requestsPerSecond) => {
		setup.sandbox.gmt.configure({
			rateLimit: { requestsPerSecond, blockAfterViolations: null, blockSeconds: 0 },
		});
		const { error, json } = await setup.runNode({ ...profile, items: Array(60).fill({}) });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(60);
	},
);

it.each([
	['seconds', () => '1'],
	['a date', () => new Date(Date.now() + 2000).toUTCString()],
])('waits as long as Retry-After says, in %s', async (_name, value) => {
	setup.sandbox.gmt.faults.add({
		operationId: 'createPurchase',
		kind: 'status',
		status: 429,
		headers: { 'Retry-After': value() },
	});
	const started = Date.now();
	const { error, charges } = await setup.runNode({
		service: 'gmt',
		parameters: { resource: 'purchase', operation: 'create', countryCode: 'US' },
	});
	expect(error).toBeUndefined();
	expect(charges).toHaveLength(1);
	expect(Date.now() - started).toBeGreaterThan(900);
	// And not as long as the node has patience.
	expect(Date.now() - started).toBeLessThan(20_000);
});

it('does not wait for minutes, which this test does not have, but says so', async () => {
	setup.sandbox.gmt.faults.add({
		operationId: 'createPurchase',
		kind: 'status',
		status: 429,
		headers: { 'Retry-After': '600' },
	});
	const { error, charges } = await setup.runNode({
		service: 'gmt',
		parameters: { resource: 'purchase', operation: 'create', countryCode: 'US' },
	});
	expect(error).toMatchObject({ code: 'rateLimited', httpCode: '429' });
	expect(charges).toHaveLength(0);
	// And nobody else waits either.
	expect((await setup.runNode(profile)).error).toBeUndefined();
});

it('repeats a read that gets 503, a purchase never', async () => {
	const { gmt } = setup.sandbox;
	gmt.faults.add({
		operationId: 'getProfile',
		kind: 'status',
		status: 503,
		headers: { 'Retry-After': '1' },
		times: 2,
	});
	const read = await setup.runNode(profile);
	expect(read.error).toBeUndefined();
	expect(read.requests).toHaveLength(3);
});

it('keeps to the share of the limit that the credential names', async () => {
	const { fiveSim } = setup.sandbox;
	fiveSim.limiter.reset();
	fiveSim.configure({
		rateLimit: { requestsPerSecond: 20, blockAfterViolations: 5, blockSeconds: 600 },
	});
	await pause(1_100);
	const { error, json } = await setup.runNode({
		service: 'fiveSim',
		parameters: { resource: 'user', operation: 'get' },
		items: Array(60).fill({}),
		credential: 'share',
	});
	expect(error).toBeUndefined();
	expect(json).toHaveLength(60);
	expect(fiveSim.rateLimitViolations).toBe(0);
});

it.each([
	[503, 'temporarily blocked'],
	[403, '<html><title>Access denied</title>Sorry, you have been blocked</html>'],
	[429, '"ip address is blocked"'],
])('recognises a block at once and does not hammer (%i %s)', async (status, body) => {
	const { fiveSim } = setup.sandbox;
	fiveSim.limiter.reset();
	fiveSim.configure({ rateLimit: null });
	fiveSim.faults.add({ operationId: '*', kind: 'text', status, body, times: 'always' });
	const read = { resource: 'user', operation: 'get' };
	const node = { onError: 'continueRegularOutput' as const };
	const items = Array(300).fill({});
	const { json, requests } = await setup.runNode({
		service: 'fiveSim',
		parameters: read,
		items,
		node,
	});
	expect(json.every(({ error }) => String(error).includes('has blocked this n8n'))).toBe(true);
	// Those that were on their way already.
	expect(requests.length).toBeLessThanOrEqual(50);
	const purchase = await setup.runNode({
		service: 'fiveSim',
		parameters: {
			resource: 'order',
			operation: 'buyActivationNumber',
			country: 'russia',
			operator: 'any',
			product: 'telegram',
		},
	});
	expect(purchase.error).toMatchObject({ code: 'rateLimited' });
	expect(purchase.requests).toHaveLength(0);
	// One request finds out that it is over.
	fiveSim.faults.clear();
	jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
	const again = await setup.runNode({ service: 'fiveSim', parameters: read });
	jest.restoreAllMocks();
	expect(again.error).toBeUndefined();
});
