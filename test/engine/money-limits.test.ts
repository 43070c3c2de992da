import { MemoryDeduplicator } from '../../test-engine/deduplicator';
import { continueOnFail, useSetup } from '../support';
import { askElsewhere } from '../support/elsewhere';
import { accountJob, bulkJob, numberJob, stockUp } from '../support/purchases';

const setup = useSetup();

beforeEach(() => stockUp(setup.sandbox));

const hostingJob = () =>
	numberJob({}, { operation: 'buyHostingNumber', product: '1day', country: 'russia' });

/** A limit that leaves `more` for the day, whatever the tests before have bought. */
function dayWith(service: 'gmt' | 'fiveSim', more: number): string {
	const cents = setup.sandbox[service].money.entries
		.filter(({ kind }) => kind !== 'deposit')
		.reduce(
			(sum, { kind, amount }) => sum + (kind === 'charge' ? 1 : -1) * Number(amount) * 100,
			0,
		);
	return ((cents + more * 100) / 100).toFixed(2);
}

describe('Max Per Day', () => {
	/** As another program of the account. */
	const elsewhere = async () =>
		await askElsewhere<{ id: number }>(
			`${setup.sandbox.fiveSim.url}/v1/user/buy/activation/russia/any/telegram`,
			{ headers: { Authorization: `Bearer ${setup.sandbox.fiveSim.apiKey}` } },
		);

	it.each([
		['numbers', numberJob, 25, 2],
		['accounts', accountJob, 4, 2],
		['bulk purchases', bulkJob, 8, 2],
	] as const)('bounds %s of all executions together', async (_what, job, more, most) => {
		const maxPerDay = dayWith(job().service, more);
		const outcomes = [];
		for (let execution = 0; execution < most + 1; execution++)
			outcomes.push(await setup.runNode(job({ maxPerDay })));
		expect(outcomes.flatMap(({ charges }) => charges)).toHaveLength(most);
		expect(outcomes.at(-1)!.error).toMatchObject({
			code: 'overBudget',
			message: expect.stringContaining('above your Max Per Day'),
			description: expect.stringContaining('Nothing was bought'),
		});
	});

	it('counts what others bought, and not what came back', async () => {
		await elsewhere();
		const { id } = await elsewhere();
		await askElsewhere(`${setup.sandbox.fiveSim.url}/v1/user/cancel/${id}`, {
			headers: { Authorization: `Bearer ${setup.sandbox.fiveSim.apiKey}` },
		});
		const { json, charges } = await setup.runNode({
			...numberJob({ maxPerDay: dayWith('fiveSim', 15) }),
			items: [{}, {}],
			node: continueOnFail,
		});
		expect(charges).toHaveLength(1);
		expect(json[1]).toMatchObject({ details: { code: 'overBudget' } });
	});

	it.each([
		['CANCELED', numberJob(), 1],
		['TIMEOUT', numberJob(), 1],
		['BANNED', numberJob(), 0],
		['FINISHED', numberJob(), 0],
		['TIMEOUT', hostingJob(), 0],
		['CANCELED', hostingJob(), 1],
		['FINISHED', hostingJob(), 0],
		['REFUND', accountJob(), 1],
		['ERROR', accountJob(), 1],
		['EXPIRED', accountJob(), 0],
		['SUCCESS', accountJob(), 0],
	])('after an earlier purchase became %s', async (status, job, more) => {
		const { gmt, fiveSim } = setup.sandbox;
		fiveSim.configure({ smsAfterSeconds: null, orderLifetimeSeconds: 100_000 });
		const [first] = (await setup.runNode(job)).charges;
		const { subject } = first!;
		const known = (gmt.state.purchasesById.get(subject) ??
			fiveSim.state.ordersById.get(subject)) as { status: string };
		const before = known.status;
		known.status = status;
		const options = { maxPerDay: dayWith(job.service, 0) };
		const { charges } = await setup.runNode({
			...job,
			parameters: { ...job.parameters, options },
		});
		known.status = before;
		expect(charges).toHaveLength(more);
	});

	it('counts a bulk purchase once, however the list writes its kind', async () => {
		const { gmt } = setup.sandbox;
		gmt.configure({ bulkReadyAfterSeconds: 0 });
		gmt.faults.add({
			operationId: 'listPurchases',
			kind: 'change',
			when: 'after',
			times: 'always',
			change: ({ json }) => ({
				status: 200,
				json: JSON.parse(JSON.stringify(json).replaceAll('"BULK"', '"bulk"')) as object,
			}),
		});
		const maxPerDay = dayWith('gmt', 6);
		const counts = [];
		for (let run = 0; run < 3; run++)
			counts.push((await setup.runNode(bulkJob({ maxPerDay }))).charges.length);
		expect(counts).toEqual([1, 1, 0]);
	});

	it('holds for executions at the same moment', async () => {
		const mark = setup.sandbox.gmt.charges().length;
		const maxPerDay = dayWith('gmt', 3.1);
		const outcomes = await Promise.all(
			Array.from({ length: 5 }, async () => await setup.runNode(accountJob({ maxPerDay }))),
		);
		expect(outcomes.filter(({ error }) => error === undefined)).toHaveLength(2);
		expect(setup.sandbox.gmt.charges()).toHaveLength(mark + 2);
	});

	it('buys nothing where the records cannot be read', async () => {
		setup.sandbox.gmt.faults.add({ operationId: 'listPurchases', kind: 'status', status: 400 });
		const { error, charges } = await setup.runNode(accountJob({ maxPerDay: '100000' }));
		expect(charges).toHaveLength(0);
		expect(error).toBeDefined();
	});
});

/** What Get My TG says about the accounts of a country. */
const account = async () =>
	await askElsewhere<object>(`${setup.sandbox.gmt.url}/v1/accounts/US`, {
		headers: { 'x-api-key': setup.sandbox.gmt.apiKey },
	});

describe('a price that the service does not tell', () => {
	it.each([{}, { price: null }, { price: {} }, { price: { currency_code: 'USD' } }])(
		'(%j) is a clear error where a limit is set, and nothing is sent',
		async (answer) => {
			setup.sandbox.gmt.faults.add({
				operationId: 'getAccount',
				kind: 'status',
				status: 200,
				times: 'always',
				body: { ...(await account()), price: undefined, ...answer },
			});
			const { error, charges } = await setup.runNode(accountJob({ maxPrice: '9' }));
			expect(charges).toHaveLength(0);
			expect(error!.message).not.toMatch(/undefined|Cannot read/);
			expect(error!.description).toMatch(/Nothing was bought|run the node again/);
		},
	);
});

it('amounts of two currencies are not added up', async () => {
	const known = await account();
	const quote = (currency_code: string) => ({
		...known,
		price: { amount: '1.50', currency_code },
	});
	for (const currency of ['USD', 'EUR'])
		setup.sandbox.gmt.faults.add({
			operationId: 'getAccount',
			kind: 'status',
			status: 200,
			body: quote(currency),
		});
	const { error, charges } = await setup.runNode({
		...accountJob({ maxTotal: '100' }),
		items: [{}, {}],
	});
	expect(charges).toHaveLength(1);
	expect(error).toMatchObject({
		code: 'overBudget',
		message: expect.stringContaining('different currencies cannot be added up'),
	});
});

it('what was bought can be searched for in the list of executions', async () => {
	const { run, charges } = await setup.runNode({ ...accountJob(), items: [{}, {}] });
	expect(run.data.data.resultData.metadata).toEqual({
		purchase: charges.map(({ subject }) => subject).join(' '),
		purchase_price: '1.50 USD, 1.50 USD',
	});
	const many = await setup.runNode({ ...accountJob(), items: Array(100).fill({}) });
	const values = Object.entries(many.run.data.data.resultData.metadata!);
	expect(values.length).toBeLessThanOrEqual(6);
	for (const [key, value] of values) {
		expect(key).toMatch(/^purchase(_price)?(_\d)?$/);
		expect(value.length).toBeLessThanOrEqual(250);
	}
});

describe('many purchases in one run', () => {
	it.each([
		['accounts', accountJob(), 'createPurchase', 0.2],
		['bulk purchases', bulkJob(), 'createBulkPurchase', 0.2],
		['numbers', numberJob(), 'buyActivation', 0.2],
		['accounts with a limit', accountJob({ maxTotal: '100000' }), 'createPurchase', 1.2],
	])('%s need few other requests', async (_what, job, operationId, extra) => {
		const { requests, charges, error } = await setup.runNode({
			...job,
			items: Array(100).fill({}),
		});
		expect(error).toBeUndefined();
		expect(charges).toHaveLength(100);
		expect(requests.filter((request) => request.operationId === operationId)).toHaveLength(100);
		expect((requests.length - 100) / 100).toBeLessThanOrEqual(extra);
	});

	it('that a limit forbids write nothing for each', async () => {
		const add = jest.spyOn(MemoryDeduplicator.prototype, 'checkProcessedAndRecord');
		const { charges } = await setup.runNode({
			...accountJob({ maxTotal: '2' }),
			items: Array(50).fill({}),
			node: continueOnFail,
		});
		expect(charges).toHaveLength(1);
		expect(add.mock.calls.length).toBeLessThan(5);
		add.mockRestore();
	});

	it('look again after an unclear answer', async () => {
		const { gmt } = setup.sandbox;
		gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'after', skip: 2 });
		const { json, charges, requests } = await setup.runNode({
			...accountJob(),
			items: Array(5).fill({}),
		});
		expect(json.map(({ id }) => id)).toEqual(charges.map(({ subject }) => subject));
		expect(json[2]).toMatchObject({ recovered: true });
		const order = requests
			.map(({ operationId }) => (operationId === 'createPurchase' ? 'b' : 'l'))
			.join('');
		expect(order).toMatch(/^lbbbl+blb?b$|^lbbbl+bb$/);
	});

	it('leave little more in the execution than what comes out', async () => {
		const { run, items } = await setup.runNode({ ...accountJob(), items: Array(300).fill({}) });
		const plain = JSON.stringify(items).length;
		const context = JSON.stringify(run.data.data.executionData?.contextData ?? {}).length;
		expect(context).toBeLessThan(plain * 0.05);
	});
});

it('a loop keeps the sum of all its rounds', async () => {
	const { run } = await setup.runNode({ ...accountJob({ maxTotal: '100' }), items: [{}, {}] });
	expect(run.data.data.executionData?.contextData['node:Node']).toMatchObject({
		spent: { amount: '3.00', currency: 'USD' },
	});
});
