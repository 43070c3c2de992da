import type { INode } from 'n8n-workflow';
import { continueOnFail, retry, useSetup, traceOf, type Job, type Outcome } from '../support';
import { pause, until } from '../support/callbacks';
import { askElsewhere } from '../support/elsewhere';

const purchase = (country: string, options: object = {}): Job => ({
	service: 'gmt',
	parameters: {
		resource: 'purchase',
		operation: 'create',
		countryCode: country,
		options,
	} as INode['parameters'],
});
const number = (options: object = {}, more: object = {}): Job => ({
	service: 'fiveSim',
	parameters: {
		resource: 'order',
		operation: 'buyActivationNumber',
		country: 'russia',
		operator: 'any',
		product: 'telegram',
		options,
		...more,
	} as INode['parameters'],
});

const setup = useSetup();

beforeEach(() => {
	for (const service of [setup.sandbox.gmt, setup.sandbox.fiveSim]) {
		service.faults.clear();
		service.configure({ clockSkewSeconds: 0 });
	}
});

/** Buys as another program, or a person, of the same account does. */
async function buyElsewhere(country: string): Promise<number> {
	const { url, apiKey } = setup.sandbox.gmt;
	const { id } = await askElsewhere<{ id: number }>(`${url}/v1/purchases/`, {
		method: 'POST',
		headers: { 'x-api-key': apiKey, 'Content-Type': 'application/json' },
		body: JSON.stringify({ country_code: country }),
	});
	return id;
}

const requestsFor = (operation: string, since: number) =>
	setup.sandbox.gmt.requests.slice(since).filter(({ operationId }) => operationId === operation);

/** Waits until that many purchases have been asked for since. */
async function asked(since: number, count: number): Promise<void> {
	await until(() => requestsFor('createPurchase', since).length >= count);
}

const idsOf = (outcomes: Outcome[]) =>
	outcomes.flatMap(({ json }) => json.flatMap(({ id }) => id ?? []));
const bookedSince = (mark: number) =>
	setup.sandbox.gmt
		.charges()
		.slice(mark)
		.map(({ subject }) => subject);

describe('executions at the same time', () => {
	it('take what is their own when every request of them breaks off after the effect', async () => {
		const { gmt } = setup.sandbox;
		const mark = gmt.charges().length;
		gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'reset',
			when: 'after',
			times: 'always',
		});
		const outcomes = await Promise.all(
			Array.from({ length: 8 }, async () => await setup.runNode(purchase('US'))),
		);
		expect(outcomes.map(({ error }) => error)).toEqual(Array(8).fill(undefined));
		expect(idsOf(outcomes).sort()).toEqual(bookedSince(mark).sort());
		expect(new Set(idsOf(outcomes)).size).toBe(8);
	});

	it('never take a purchase that another one is still being answered', async () => {
		const { gmt } = setup.sandbox;
		const mark = gmt.charges().length;
		// The first is lost before it is booked; the second is booked at once and answered late.
		gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'before', delayMs: 300 });
		gmt.faults.add({ operationId: 'createPurchase', kind: 'delay', delayMs: 1500 });
		const [lost, slow] = await Promise.all([
			setup.runNode(purchase('GB')),
			pause(100).then(async () => await setup.runNode(purchase('GB'))),
		]);
		expect(lost.error).toMatchObject({ code: 'uncertain' });
		expect(slow.error).toBeUndefined();
		expect(idsOf([slow])).toEqual(bookedSince(mark));
	});

	it('never take the same purchase when they have waited for the answer of a third', async () => {
		const { gmt } = setup.sandbox;
		const mark = gmt.charges().length;
		// Two are lost at once, and may not look before the third is answered.
		gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'after', times: 2 });
		gmt.faults.add({ operationId: 'createPurchase', kind: 'delay', delayMs: 600 });
		const outcomes = await Promise.all(
			Array.from({ length: 3 }, async () => await setup.runNode(purchase('US'))),
		);
		expect(outcomes.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(idsOf(outcomes).sort()).toEqual(bookedSince(mark).sort());
	});

	it('do not wait for each other as long as answers come', async () => {
		const { gmt } = setup.sandbox;
		const since = gmt.requests.length;
		const underWay = () =>
			requestsFor('createPurchase', since).filter(({ status }) => status === undefined).length;
		gmt.faults.add({ operationId: 'createPurchase', kind: 'delay', delayMs: 2_000, times: 10 });
		const outcomes = Promise.all(
			Array.from({ length: 10 }, async () => await setup.runNode(purchase('US'))),
		);
		await until(() => underWay() === 10);
		expect(idsOf(await outcomes)).toHaveLength(10);
	});

	it('share what was booked when fewer were booked than are looked for', async () => {
		const { gmt } = setup.sandbox;
		const mark = gmt.charges().length;
		gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'before', delayMs: 200 });
		gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'after', delayMs: 200 });
		const outcomes = await Promise.all([
			setup.runNode(purchase('DE')),
			setup.runNode(purchase('DE')),
		]);
		expect(idsOf(outcomes)).toEqual(bookedSince(mark));
		expect(outcomes.filter(({ error }) => error?.code === 'uncertain')).toHaveLength(1);
	});
});

describe('looking for a purchase', () => {
	it('finds one that is booked seconds after the connection broke', async () => {
		setup.sandbox.gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'before' });
		const running = setup.runNode(purchase('FR'));
		await pause(1500);
		const id = await buyElsewhere('FR');
		expect((await running).json).toEqual([expect.objectContaining({ id, recovered: true })]);
	});

	it('names the candidates when several could be it', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'reset',
			when: 'after',
			delayMs: 400,
		});
		const running = setup.runNode(purchase('PL'));
		await pause(200);
		const id = await buyElsewhere('PL');
		const { error, charges } = await running;
		expect(error).toMatchObject({
			code: 'uncertain',
			description: expect.stringContaining('New purchases that could be this one'),
		});
		expect(charges).toHaveLength(2);
		for (const { subject } of charges) expect(error!.description).toContain(String(subject));
		expect(error!.description).toContain(String(id));
	});

	it('takes nothing that was there before, nor anything of another kind', async () => {
		await buyElsewhere('BR');
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'reset',
			when: 'before',
			delayMs: 300,
		});
		const since = setup.sandbox.gmt.requests.length;
		const running = setup.runNode(purchase('BR'));
		await asked(since, 1);
		await buyElsewhere('IN');
		expect((await running).error).toMatchObject({
			code: 'uncertain',
			description: expect.stringContaining('No new purchase of this kind is in the list yet'),
		});
	});

	it('never takes anything when the user wants that', async () => {
		setup.sandbox.gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'after' });
		const { error, charges } = await setup.runNode({
			...purchase('TR', { onUncertain: 'fail' }),
			node: retry,
		});
		expect(charges).toHaveLength(1);
		expect(error).toMatchObject({
			code: 'uncertain',
			description: expect.stringContaining(`The newest of this kind: ${charges[0]!.subject}`),
		});
	});

	it.each([-600, 600])('does not mind a clock that is %i seconds off', async (clockSkewSeconds) => {
		for (const service of [setup.sandbox.gmt, setup.sandbox.fiveSim]) {
			service.configure({ clockSkewSeconds });
			service.faults.add({
				operationId: service === setup.sandbox.gmt ? 'createPurchase' : 'buyActivation',
				kind: 'status',
				status: 502,
				when: 'after',
			});
		}
		for (const outcome of [await setup.runNode(purchase('VN')), await setup.runNode(number())]) {
			expect(outcome.json).toEqual([
				expect.objectContaining({ id: outcome.charges[0]!.subject, recovered: true }),
			]);
		}
	});

	it('gives two items of one run two different purchases', async () => {
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'truncate',
			when: 'after',
			times: 'always',
		});
		const { json, charges } = await setup.runNode({
			...number(),
			items: [{}, {}, {}],
			node: retry,
		});
		expect(json.map(({ id }) => id)).toEqual(charges.map(({ subject }) => subject));
		expect(charges).toHaveLength(3);
	});
});

describe('what cannot be the lost purchase is not mistaken for it', () => {
	/** What a list says from its second reading on: the first is before the purchase. */
	const listsThen = (service: 'gmt' | 'fiveSim', body: object, skip = 1) =>
		setup.sandbox[service].faults.add({
			operationId: service === 'gmt' ? 'listPurchases' : 'listOrders',
			kind: 'status',
			status: 200,
			body,
			skip,
			times: 'always',
		});
	const account = (id: number, purchase_source?: string) => ({
		id,
		country_code: 'US',
		created_at: '',
		display_name: { ru: '', en: '' },
		phone_number: null,
		price: { amount: '1.50', currency_code: 'USD' },
		purchase_type: 'SINGLE',
		purchase_source,
		status: 'PENDING',
		verification: null,
	});
	const order = (id: number, more: object = {}) => ({
		id,
		phone: '+79990000001',
		product: 'telegram',
		operator: 'mts',
		country: 'russia',
		price: 12.5,
		status: 'PENDING',
		expires: '',
		created_at: '',
		sms: null,
		...more,
	});
	const hosting: Job = {
		service: 'fiveSim',
		parameters: {
			resource: 'order',
			operation: 'buyHostingNumber',
			country: 'russia',
			operator: 'mts',
			product: '1day',
		},
	};

	it('at Get My TG: one that was made on the website or from the bot', async () => {
		setup.sandbox.gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'before' });
		listsThen('gmt', {
			items: [account(2_000_000_001, 'WEB'), account(2_000_000_000, 'BOT')],
			pagination: { current_page: 1, total_pages: 1, has_next: false },
		});
		expect((await setup.runNode(purchase('US'))).error).toMatchObject({
			code: 'uncertain',
			description: expect.stringContaining('No new purchase of this kind'),
		});
	});

	it.each([
		['API', 2_000_000_010],
		['SDK', 2_000_000_011],
		[undefined, 2_000_000_012],
	])('while one whose way is %j is', async (source, id) => {
		setup.sandbox.gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'before' });
		listsThen('gmt', {
			items: [account(2_000_000_100, 'WEB'), account(id, source)],
			pagination: { current_page: 1, total_pages: 1, has_next: false },
		});
		expect((await setup.runNode(purchase('US'))).json).toEqual([
			expect.objectContaining({ id, recovered: true }),
		]);
	});

	it('at 5sim: a hosting number of another country or operator', async () => {
		setup.sandbox.fiveSim.faults.add({ operationId: 'buyHosting', kind: 'reset', when: 'before' });
		listsThen('fiveSim', {
			Data: [
				order(2_000_000_001, { product: '1day', country: 'england' }),
				order(2_000_000_000, { product: '1day', operator: 'beeline' }),
			],
			Total: 2,
		});
		expect((await setup.runNode(hosting)).error).toMatchObject({
			code: 'uncertain',
			description: expect.stringContaining('No new purchase of this kind'),
		});
	});

	it('while a hosting number of which the list says neither is', async () => {
		setup.sandbox.fiveSim.faults.add({ operationId: 'buyHosting', kind: 'reset', when: 'before' });
		listsThen('fiveSim', {
			Data: [order(2_000_000_002, { product: '1day', country: undefined, operator: undefined })],
			Total: 1,
		});
		expect((await setup.runNode(hosting)).json).toEqual([
			expect.objectContaining({ id: 2_000_000_002, recovered: true }),
		]);
	});

	it.each([
		[
			'fiveSim',
			number(),
			'buyActivation',
			{ Data: null, Total: 3 },
			{ Data: [order(7)], Total: 3 },
		],
		[
			'gmt',
			purchase('US'),
			'createPurchase',
			{
				items: [],
				pagination: { current_page: 1, total_pages: 1, total_items: 3, has_next: false },
			},
			{ items: [account(7)], pagination: { current_page: 1, total_pages: 1, has_next: false } },
		],
		[
			'gmt',
			purchase('US'),
			'createPurchase',
			{ items: [], pagination: { current_page: 1, total_pages: 2, has_next: true } },
			{ items: [account(7)], pagination: { current_page: 1, total_pages: 1, has_next: false } },
		],
	] as const)(
		'%s: an old one that a list did not show before although it counted it',
		async (service, job, operationId, before, then) => {
			setup.sandbox[service].faults.add({ operationId, kind: 'reset', when: 'before' });
			setup.sandbox[service].faults.add({
				operationId: service === 'gmt' ? 'listPurchases' : 'listOrders',
				kind: 'status',
				status: 200,
				body: before,
			});
			listsThen(service, then, 0);
			expect((await setup.runNode(job)).error).toMatchObject({
				code: 'uncertain',
				description: expect.stringContaining(
					'No purchase was matched to this one. The newest of this kind: 7.',
				),
			});
		},
	);
});

describe('one item in one execution', () => {
	it('buys once, also when an expression gives another value in the next try', async () => {
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'text',
			status: 400,
			body: 'no free phones',
			skip: 1,
		});
		const job = number({}, { additionalFields: { ref: '={{ Date.now() }}' } });
		const { error, charges } = await setup.runNode({
			...job,
			items: [{}, {}],
			node: { ...retry, waitBetweenTries: 5 },
		});
		expect(charges).toHaveLength(1);
		expect(error).toMatchObject({
			code: 'conflict',
			message: expect.stringContaining(`already bought ${charges[0]!.subject} for`),
		});
	});

	it('is not sent with another value either when the first try left open what happened', async () => {
		const { fiveSim } = setup.sandbox;
		fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after' });
		const job = number({ onUncertain: 'fail' }, { additionalFields: { ref: '={{ Date.now() }}' } });
		const { error, charges, requests } = await setup.runNode({
			...job,
			node: { ...retry, waitBetweenTries: 5 },
		});
		expect(requests.filter(({ operationId }) => operationId === 'buyActivation')).toHaveLength(1);
		expect(charges).toHaveLength(1);
		expect(error).toMatchObject({
			code: 'uncertain',
			message: expect.stringMatching(/^This item may have been bought in an earlier try/),
			description: expect.stringContaining('Nothing was sent now'),
		});
	});

	it('is not sent again once the service has answered, whatever the later items do', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'status',
			status: 409,
			body: { message: 'Not enough accounts in stock' },
			skip: 2,
			times: 'always',
		});
		const { error, charges, requests } = await setup.runNode({
			...purchase('US'),
			items: [{}, {}, {}],
			node: retry,
		});
		expect(charges).toHaveLength(2);
		expect(requests.filter(({ operationId }) => operationId === 'createPurchase')).toHaveLength(5);
		expect(error).toMatchObject({ code: 'outOfStock', httpCode: '409' });
		for (const { subject } of charges)
			expect(error!.description).toContain(`${subject} for 1.50 USD`);
	});

	it('buys again when the first try was refused', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'status',
			status: 400,
			body: { message: 'Insufficient balance' },
		});
		const { error, charges } = await setup.runNode({ ...purchase('US'), node: retry });
		expect(error).toBeUndefined();
		expect(charges).toHaveLength(1);
	});

	it('keeps its purchase with Continue On Fail when n8n repeats the node for the failed first item', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'status',
			status: 409,
			body: { message: 'Not enough accounts in stock' },
		});
		const { json, charges } = await setup.runNode({
			...purchase('US'),
			items: [{}, {}],
			node: { ...retry, ...continueOnFail },
		});
		expect(charges).toHaveLength(2);
		expect(json.map(({ id }) => id).sort()).toEqual(charges.map(({ subject }) => subject).sort());
	});
});

describe('a cancelled execution', () => {
	/** Cancels it then; also how many milliseconds it went on. */
	const cancelWhen = async (job: Job, then: (since: number) => boolean | Promise<boolean>) => {
		const stop = new AbortController();
		const since = setup.sandbox.gmt.requests.length;
		const running = setup.runNode({ ...job, run: { signal: stop.signal } });
		await until(async () => await then(since));
		const cancelled = Date.now();
		stop.abort();
		return { outcome: await running, took: Date.now() - cancelled };
	};
	const isAsked = (since: number) => requestsFor('createPurchase', since).length > 0;

	it('ends at once while a purchase is under way, and says that it may have been made', async () => {
		setup.sandbox.gmt.faults.add({ operationId: 'createPurchase', kind: 'timeout', when: 'after' });
		const { outcome, took } = await cancelWhen(purchase('US'), isAsked);
		// Its timeout is 90 s.
		expect(took).toBeLessThan(15_000);
		expect(outcome.run.status).toBe('canceled');
		expect(outcome.charges).toHaveLength(1);
		expect(traceOf(outcome)).toMatch(
			/cancelled before Get My TG answered, so this may have been charged/,
		);
	});

	it('stops looking for a purchase', async () => {
		setup.sandbox.gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'before' });
		// The newest purchases before it, then two looks of four.
		const { outcome } = await cancelWhen(
			purchase('US'),
			(since) => requestsFor('listPurchases', since).length === 3,
		);
		expect(
			outcome.requests.filter(({ operationId }) => operationId === 'listPurchases'),
		).toHaveLength(3);
		expect(traceOf(outcome)).toContain('so this may have been charged');
	});

	it('takes nothing that another one may have bought', async () => {
		const { gmt } = setup.sandbox;
		const [mark, since] = [gmt.charges().length, gmt.requests.length];
		// The first is lost before it is booked, and waits for the answer of the second, which is booked at once and never answered.
		gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'before', delayMs: 300 });
		gmt.faults.add({ operationId: 'createPurchase', kind: 'timeout', when: 'after' });
		const cancelled = cancelWhen(purchase('PL'), async () => {
			await pause(1500);
			return true;
		});
		await asked(since, 1);
		const other = await setup.runNode(purchase('PL', { timeout: 3 }));
		expect((await cancelled).outcome.run.status).toBe('canceled');
		expect(other.json).toEqual([
			expect.objectContaining({ id: bookedSince(mark)[0], recovered: true }),
		]);
	});

	it('stops waiting for a service that asked for patience, and buys nothing', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'status',
			status: 429,
			headers: { 'Retry-After': '25' },
		});
		const { outcome, took } = await cancelWhen(purchase('US'), isAsked);
		expect(took).toBeLessThan(15_000);
		expect(outcome.charges).toHaveLength(0);
	});
});
