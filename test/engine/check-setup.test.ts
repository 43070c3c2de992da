import { useSetup } from '../support';
import { publish } from '../support/callbacks';
import { credentialsBut, keyUntil } from '../support/credentials';

const inDays = (days: number) => Math.round(Date.now() / 1000) + days * 86_400;
const soon = keyUntil(inDays(3));
const later = keyUntil(inDays(365));

const setup = useSetup({ fiveSim: { rateLimit: null } }, (sandbox) => {
	const { gmt, fiveSim } = sandbox;
	const { gmtWith, fiveSimWith } = credentialsBut(sandbox);
	return {
		wrongGmt: gmtWith({ apiKey: 'wrong' }),
		wrongFiveSim: fiveSimWith({ apiKey: 'wrong' }),
		gmtPath: gmtWith({ baseUrl: `${gmt.url}/v1` }),
		gmtElsewhere: gmtWith({ baseUrl: fiveSim.url }),
		gmtPlain: gmtWith({ baseUrl: 'http://api.getmytg.com' }),
		gmtEmpty: gmtWith({ apiKey: ' ' }),
		fiveSimPath: fiveSimWith({ baseUrl: `${fiveSim.url}/v1/user` }),
		fiveSimElsewhere: fiveSimWith({ baseUrl: gmt.url }),
		fiveSimExpired: fiveSimWith({ apiKey: keyUntil(1e9) }),
		fiveSimOld: fiveSimWith({ apiKey: '0123456789abcdef'.repeat(2) }),
		fiveSimCut: fiveSimWith({ apiKey: later.slice(0, 30) }),
		fiveSimSoon: fiveSimWith({ apiKey: soon }),
		fiveSimLater: fiveSimWith({ apiKey: later }),
	};
});
beforeEach(() => {
	setup.sandbox.gmt.faults.clear();
	setup.sandbox.fiveSim.faults.clear();
});

interface Setup {
	status: string;
	todo: string[];
	checks: Array<{ name: string; ok?: boolean; found: string; todo?: string }>;
}
const gmt = { resource: 'profile', operation: 'checkSetup' };
const fiveSim = { resource: 'user', operation: 'checkSetup' };

async function look(job: Parameters<typeof setup.runNode>[0]): Promise<Setup> {
	const { json, error, charges } = await setup.runNode(job);
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
		['callbacks', true],
	]);
	expect(checks[1]!.found).toMatch(/^[\d.]+ USD/);
	// Get My TG has called this n8n, and nothing was started by it.
	expect(checks[4]!.found).toContain('arrive at this n8n');
	expect(setup.sandbox.gmt.requests.at(-1)).toMatchObject({ operationId: 'testWebhook' });
});

it('a callback that arrives is shown with its fields, and starts nothing', async () => {
	const { url, active } = await publish(setup.engine);
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
		const triggerUrl = address === 'nowhere' ? `${setup.engine.url}/webhook/none/gmt` : address;
		setup.sandbox.gmt.faults.add({
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
		'clock',
		'callbacks',
	]);
	expect(checks.map(({ ok }) => ok)).toEqual([true, true, true, true, true, undefined]);
});

it("5sim's clock is compared by what its answers are dated", async () => {
	setup.sandbox.fiveSim.faults.add({
		operationId: 'getProfile',
		kind: 'text',
		status: 200,
		headers: { date: new Date(Date.now() - 3_600_000).toUTCString() },
		body: JSON.stringify({ id: 1, balance: 1, rating: 96 }),
	});
	setup.sandbox.fiveSim.faults.add({
		operationId: 'listPriceLimits',
		kind: 'status',
		status: 500,
		times: 'always',
	});
	const { status, checks } = await look({ service: 'fiveSim', parameters: fiveSim });
	expect(status).toBe('red');
	expect(checks.filter(({ ok }) => ok === false).map(({ name }) => name)).toContain('clock');
});

it.each([
	['gmt', gmt, 'gmtPath', /no Get My TG at the address/],
	['gmt', gmt, 'gmtElsewhere', /no Get My TG at the address/],
	['gmt', gmt, 'gmtPlain', /must start with 'https:/],
	['gmt', gmt, 'gmtEmpty', /'API Key' is empty/],
	['fiveSim', fiveSim, 'fiveSimPath', /no 5sim at the address/],
	['fiveSim', fiveSim, 'fiveSimElsewhere', /no 5sim at the address/],
	['fiveSim', fiveSim, 'fiveSimExpired', /'API Key' expired on 2001-09-09/],
	['fiveSim', fiveSim, 'fiveSimOld', /key for the old API/],
	['fiveSim', fiveSim, 'fiveSimCut', /part of the key is missing/],
] as const)('%s: a credential that cannot be used (%#) is red, once', async (...row) => {
	const [service, parameters, credential, found] = row;
	const { status, todo, checks } = await look({ service, parameters, credential });
	expect(status).toBe('red');
	expect(checks.filter(({ ok }) => ok === false)).toEqual([
		expect.objectContaining({ name: 'key', found: expect.stringMatching(found) as string }),
	]);
	expect(todo).toEqual([checks[0]!.todo]);
});

it.each([
	['fiveSimSoon', soon, /^Create a new key/],
	['fiveSimLater', later, undefined],
] as const)('a key tells its kind and when it expires, and is not shown: %s', async (...row) => {
	const [credential, key, advice] = row;
	// The sandbox knows one key only.
	for (const [operationId, body] of [
		['getProfile', { id: 1, balance: 1, rating: 96 }],
		['listPriceLimits', []],
	] as const)
		setup.sandbox.fiveSim.faults.add({
			operationId,
			kind: 'text',
			status: 200,
			body: JSON.stringify(body),
		});
	const { checks, status } = await look({ service: 'fiveSim', parameters: fiveSim, credential });
	expect(status).toBe('green');
	expect(checks[0]!.found).toMatch(/API version 1 and expires on \d{4}-\d\d-\d\d$/);
	if (advice) expect(checks[0]!.todo).toMatch(advice);
	else expect(checks[0]!.todo).toBeUndefined();
	expect(JSON.stringify(checks)).not.toContain(key.slice(0, 12));
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
	setup.sandbox.fiveSim.faults.add({
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
