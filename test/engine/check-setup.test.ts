import { useBench } from '../support';
import { publish } from '../support/callbacks';

const bench = useBench({ fiveSim: { rateLimit: null } }, ({ gmt, fiveSim }) => ({
	wrongGmt: { type: 'gmtApi', data: { apiKey: 'wrong', baseUrl: gmt.url } },
	wrongFiveSim: { type: 'fiveSimApi', data: { apiKey: 'wrong', baseUrl: fiveSim.url } },
}));
beforeEach(() => {
	bench.sandbox.gmt.faults.clear();
	bench.sandbox.fiveSim.faults.clear();
});

interface Setup {
	status: string;
	todo: string[];
	checks: Array<{ name: string; ok?: boolean; found: string; todo?: string }>;
}
const gmt = { resource: 'profile', operation: 'checkSetup' };
const fiveSim = { resource: 'user', operation: 'checkSetup' };

async function look(job: Parameters<typeof bench.go>[0]): Promise<Setup> {
	const { json, error, charges } = await bench.go(job);
	expect(error).toBeUndefined();
	expect(charges).toEqual([]);
	expect(json).toHaveLength(1);
	return json[0] as unknown as Setup;
}

it('Get My TG is green, and reports key, balance, limits and clock', async () => {
	const { status, todo, checks } = await look({ service: 'gmt', parameters: gmt });
	expect([status, todo]).toEqual(['green', []]);
	expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
		['key', true],
		['balance', true],
		['limits', undefined],
		['clock', true],
		['callbacks', undefined],
	]);
	expect(checks[1]!.found).toMatch(/^[\d.]+ USD/);
});

it('a callback that arrives is shown with its fields, and starts nothing', async () => {
	const { url, active } = await publish(bench.engine);
	const { status, checks } = await look({
		service: 'gmt',
		parameters: { ...gmt, additionalFields: { triggerUrl: url } },
	});
	expect(status).toBe('green');
	expect(checks.at(-1)).toMatchObject({
		ok: true,
		found: expect.stringMatching(/with the fields .*purchase_id/) as string,
	});
	expect(active.executions).toEqual([]);
	await active.deactivate();
});

it.each(['http://127.0.0.1:9/webhook/x/gmt', 'nowhere'])(
	'a callback that does not arrive is red, and so is a clock that is wrong',
	async (address) => {
		const triggerUrl = address === 'nowhere' ? `${bench.engine.url}/webhook/none/gmt` : address;
		bench.sandbox.gmt.faults.add({
			operationId: 'getServerTime',
			kind: 'text',
			status: 200,
			body: JSON.stringify({ epochMs: Date.now() - 3_600_000, iso: '', timezone: 'UTC' }),
		});
		const { status, todo, checks } = await look({
			service: 'gmt',
			parameters: { ...gmt, additionalFields: { triggerUrl } },
		});
		expect(status).toBe('red');
		expect(checks.filter(({ ok }) => ok === false).map(({ name }) => name)).toEqual([
			'clock',
			'callbacks',
		]);
		expect(todo).toEqual([
			expect.stringMatching(/^Set the clock/),
			expect.stringMatching(/^Publish the workflow/),
		]);
	},
);

it('5sim is green, and reports key, balance, rating and limits', async () => {
	const { status, checks } = await look({ service: 'fiveSim', parameters: fiveSim });
	expect(status).toBe('green');
	expect(checks.map(({ name }) => name)).toEqual([
		'key',
		'balance',
		'rating',
		'limits',
		'callbacks',
	]);
});

it.each([
	['gmt', gmt, 'wrongGmt'],
	['fiveSim', fiveSim, 'wrongFiveSim'],
] as const)(
	'a key that %s does not know is red, with what to do',
	async (service, parameters, credential) => {
		const { status, todo, checks } = await look({ service, parameters, credential });
		expect(status).toBe('red');
		expect(checks[0]).toMatchObject({ name: 'key', ok: false });
		expect(todo[0]).toMatch(/'API Key' in the credential/);
	},
);

it('an empty balance and a low rating are red', async () => {
	bench.sandbox.fiveSim.faults.add({
		operationId: 'getProfile',
		kind: 'text',
		status: 200,
		body: JSON.stringify({ id: 1, balance: 0, rating: 3 }),
	});
	const { status, todo } = await look({ service: 'fiveSim', parameters: fiveSim });
	expect(status).toBe('red');
	expect(todo).toEqual([
		expect.stringMatching(/^Top up/),
		expect.stringMatching(/^With a low rating/),
	]);
});
