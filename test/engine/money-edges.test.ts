import { continueOnFail, retry, traceOf, useSetup, workflowOf, type Job } from '../support';
import { until } from '../support/callbacks';
import { numberJob } from '../support/purchases';

const setup = useSetup();

beforeEach(() => {
	// Not reset: numbers would begin anew, and purchases of this process would be taken for those of the test before.
	setup.sandbox.gmt.faults.clear();
	setup.sandbox.fiveSim.faults.clear();
});

describe('a purchase whose price cannot be read in the response', () => {
	let newest = 2_000_000_000;
	it.each([undefined, null, 'free', -1])(
		'(%j) comes out all the same, and counts as what it cost before',
		async (price) => {
			setup.sandbox.fiveSim.setPrice('russia', 'any', 'telegram', '12.50');
			const ids = [0, 1].map(() => (newest += 1));
			for (const id of ids)
				setup.sandbox.fiveSim.faults.add({
					operationId: 'buyActivation',
					kind: 'status',
					status: 200,
					body: {
						id,
						phone: '+79990000001',
						operator: 'any',
						product: 'telegram',
						status: 'PENDING',
						sms: [],
						created_at: '',
						expires: '',
						price,
					},
					when: 'after',
				});
			const { json, charges } = await setup.runNode({
				...numberJob({ maxPrice: '13', maxTotal: '26' }),
				items: [{}, {}, {}],
				node: continueOnFail,
			});
			expect(charges).toHaveLength(2);
			expect(json).toEqual([
				...ids.map((id) => expect.objectContaining({ id })),
				expect.objectContaining({ details: expect.objectContaining({ code: 'overBudget' }) }),
			]);
		},
	);
});

describe('an answer that lacks the number of the purchase', () => {
	const withoutNumber = (body: object) =>
		({ kind: 'status', status: 200, body, when: 'after' }) as const;

	it('leads to the list, where the purchase is found', async () => {
		const order = {
			phone: '+79990000001',
			operator: 'any',
			product: 'telegram',
			price: 12.5,
			status: 'PENDING',
			sms: [],
			created_at: '',
			expires: '',
		};
		setup.sandbox.fiveSim.faults.add({ operationId: 'buyActivation', ...withoutNumber(order) });
		const { json, charges } = await setup.runNode(numberJob());
		expect(charges).toHaveLength(1);
		expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
	});

	it('is told as it is where there is no list', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createBulkPurchase',
			...withoutNumber({
				status: 'PENDING',
				quantity: 2,
				country_code: 'US',
				created_at: '',
				updated_at: '',
				item: {},
			}),
		});
		const { error, charges } = await setup.runNode({
			service: 'gmt',
			parameters: { resource: 'bulkPurchase', operation: 'create', countryCode: 'US', quantity: 2 },
			node: retry,
		});
		expect(charges).toHaveLength(1);
		expect(error).toMatchObject({
			code: 'uncertain',
			httpCode: '200',
			message: 'The answer contains no purchase, so this may have been charged [item 0]',
			description: expect.stringMatching(
				/It probably happened: the balance was [\d.]+ USD before and is [\d.]+ USD now; the newest bulk account of United States was \S+( \d+)? before and is no. \d+ now\. Check this/,
			),
		});
	});
});

it.each(['The service is temporarily unavailable', 'Purchase accepted, the stock is updated'])(
	'a 200 of Get My TG that says %j is no refusal: the purchase may have been made',
	async (message) => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'status',
			status: 200,
			body: { message },
			when: 'after',
		});
		const { json, charges } = await setup.runNode({
			service: 'gmt',
			parameters: { resource: 'purchase', operation: 'create', countryCode: 'US' },
			node: retry,
		});
		expect(charges).toHaveLength(1);
		expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
	},
);

it.each([
	['before', 0],
	['afterwards', 1],
])('what cannot be read %s is not called unchanged', async (_when, skip) => {
	setup.sandbox.gmt.faults.add({ operationId: 'createBulkPurchase', kind: 'reset', when: 'after' });
	setup.sandbox.gmt.faults.add({ operationId: 'getProfile', kind: 'status', status: 400, skip });
	const { error, charges } = await setup.runNode({
		service: 'gmt',
		parameters: { resource: 'bulkPurchase', operation: 'create', countryCode: 'US', quantity: 2 },
	});
	expect(charges).toHaveLength(1);
	expect(error).toMatchObject({
		code: 'uncertain',
		description: expect.stringMatching(/^It is not sent again\. There is no list/),
	});
});

it('an answer that only drips is not waited for beyond the time limit, and what it is about is looked up', async () => {
	setup.sandbox.fiveSim.faults.add({
		operationId: 'buyActivation',
		kind: 'drip',
		delayMs: 10_000,
		when: 'after',
	});
	const { json, charges } = await setup.runNode(numberJob({ timeout: 3 }));
	expect(charges).toHaveLength(1);
	expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
});

describe('a list of purchases that cannot be read before sending', () => {
	const unreadable = (status: number) =>
		setup.sandbox.fiveSim.faults.add({ operationId: 'listOrders', kind: 'status', status });

	it('stands in the way of no purchase', async () => {
		unreadable(400);
		const { json, charges } = await setup.runNode(numberJob());
		expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject })]);
	});

	it('makes it unknown what is new afterwards, so nothing is mistaken for a lost purchase', async () => {
		unreadable(400);
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'reset',
			when: 'after',
		});
		const { error, charges } = await setup.runNode(numberJob());
		expect(charges).toHaveLength(1);
		expect(error).toMatchObject({
			code: 'uncertain',
			description: expect.stringMatching(
				new RegExp(
					`No purchase was matched to this one. The newest of this kind: (\\d+, ){4}${charges[0]!.subject}\\. Look`,
				),
			),
		});
	});

	it('because of the key ends it: nothing is sent', async () => {
		unreadable(401);
		const { error, requests } = await setup.runNode(numberJob());
		expect(requests.map(({ operationId }) => operationId)).toEqual(['listOrders']);
		expect(error).toMatchObject({ code: 'authentication', httpCode: '401' });
	});
});

it('without a limit no price is asked for', async () => {
	const { requests } = await setup.runNode(numberJob());
	expect(requests.map(({ operationId }) => operationId)).toEqual(['listOrders', 'buyActivation']);
});

it('a purchase that was answered is not called recovered', async () => {
	const { json, charges } = await setup.runNode(numberJob());
	expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject })]);
	expect(json[0]).not.toHaveProperty('recovered');
});

describe('a purchase whose first try ended without knowing what became of it', () => {
	it('is found in the next try', async () => {
		const { fiveSim } = setup.sandbox;
		fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after' });
		// The list is read before sending, and cannot be read afterwards.
		fiveSim.faults.add({ operationId: 'listOrders', kind: 'status', status: 400, skip: 1 });
		const { json, charges, requests } = await setup.runNode({ ...numberJob(), node: retry });
		expect(requests.filter(({ operationId }) => operationId === 'buyActivation')).toHaveLength(1);
		expect(charges).toHaveLength(1);
		expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
	});
});

describe('a node that runs twice in one execution', () => {
	/** Two branches that meet in the node; the second one comes with two items. */
	const twice = (job: Job) => {
		const workflow = workflowOf(job);
		const [start, node] = workflow.nodes;
		const branch = (name: string) => ({ ...start!, id: name, name, type: 'n8n-nodes-base.noOp' });
		const to = (...names: string[]) => ({
			main: [names.map((name) => ({ node: name, type: 'main' as const, index: 0 }))],
		});
		return {
			...workflow,
			nodes: [start!, branch('One'), branch('Two'), node!],
			connections: { Start: to('One', 'Two'), One: to('Node'), Two: to('Node') },
		};
	};

	it('buys in each run, and counts what all runs have spent', async () => {
		const { fiveSim } = setup.sandbox;
		fiveSim.setPrice('russia', 'any', 'telegram', '10');
		const mark = fiveSim.charges().length;
		const run = await setup.engine.run(twice(numberJob({ maxTotal: '20' })), { input: [{}] });
		const charged = fiveSim
			.charges()
			.slice(mark)
			.map(({ subject }) => subject);
		expect(run.status).toBe('success');
		expect([0, 1].map((index) => run.items('Node', 0, index)[0]?.json.id)).toEqual(charged);
		expect(charged).toHaveLength(2);
		const less = await setup.engine.run(twice(numberJob({ maxTotal: '19.99' })), { input: [{}] });
		expect(less.error).toMatchObject({ context: { code: 'overBudget' } });
		expect(fiveSim.charges()).toHaveLength(mark + 3);
	});
});

it('a status that is not known yet does not make a bulk purchase a failed one: it is waited for', async () => {
	const unknown = {
		bulk_purchase_id: 1,
		country_code: 'US',
		quantity: 2,
		price_per_account: null,
		total_price: null,
		status: 'PROCESSING',
		item: null,
		created_at: '',
		updated_at: '',
	};
	setup.sandbox.gmt.faults.add({
		operationId: 'getBulkPurchase',
		kind: 'status',
		status: 200,
		body: unknown,
	});
	const { error, json, charges } = await setup.runNode({
		service: 'gmt',
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: 'US',
			quantity: 2,
			waitForArchive: true,
			options: { timeLimit: 1 },
		},
	});
	expect(error).toBeUndefined();
	expect(json).toEqual([
		expect.objectContaining({ bulk_purchase_id: charges[0]!.subject, status: 'SUCCESS' }),
	]);
});

it('no part of a key stands in an error, not even where what the service said is cut', async () => {
	const { apiKey } = setup.sandbox.gmt;
	for (const [status, body] of [
		[401, { message: `${'.'.repeat(290)}${apiKey}` }],
		[418, `${'.'.repeat(190)}${apiKey}`],
	] as const) {
		setup.sandbox.gmt.faults.add({ operationId: 'createPurchase', kind: 'status', status, body });
		const { error } = await setup.runNode({
			service: 'gmt',
			parameters: { resource: 'purchase', operation: 'create', countryCode: 'US' },
		});
		expect(error).toMatchObject({
			httpCode: String(status),
			description: expect.stringContaining('....'),
		});
		expect(error!.description).not.toContain(apiKey.slice(0, 5));
	}
});

it('no number of a card stands in an error', async () => {
	const { error, requests } = await setup.runNode({
		service: 'fiveSim',
		parameters: {
			resource: 'vendor',
			operation: 'createPayout',
			receiver: '4111 1111 1111 1111',
			method: 'visa',
			amount: 1,
			fee: 'payeer',
		},
	});
	expect(error).toMatchObject({
		code: 'invalidInput',
		message: "'Receiver' is not valid [item 0]",
		description: expect.not.stringContaining('1111'),
	});
	expect(requests).toHaveLength(0);
});

it('what was bought is reported when the execution is cancelled while it is waited for', async () => {
	setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: null });
	const stop = new AbortController();
	const mark = setup.sandbox.gmt.charges().length;
	const running = setup.runNode({
		service: 'gmt',
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: 'US',
			quantity: 2,
			waitForArchive: true,
			options: { timeLimit: 1 },
		},
		run: { signal: stop.signal },
	});
	await until(
		() =>
			setup.sandbox.gmt.requests.at(-1)?.operationId === 'getBulkPurchase' &&
			setup.sandbox.gmt.charges().length > mark,
	);
	stop.abort();
	const outcome = await running;
	setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: 20 });
	expect(outcome.run.status).toBe('canceled');
	expect(traceOf(outcome)).toContain(
		`Already bought in this run: ${outcome.charges[0]!.subject} for 3.00 USD [item 0]`,
	);
});

it('a password that the service repeats as JSON stands in no error', async () => {
	const newPassword = 'pass"word & more';
	setup.sandbox.gmt.faults.add({
		operationId: 'changePassword',
		kind: 'status',
		status: 418,
		body: `refused ${JSON.stringify(newPassword)}`,
	});
	const { error } = await setup.runNode({
		service: 'gmt',
		parameters: { resource: 'profile', operation: 'changePassword', newPassword },
	});
	expect(error).toMatchObject({ httpCode: '418', description: expect.stringContaining('refused') });
	expect(error!.description).not.toMatch(/pass|word/);
});
