import { continueOnFail, retry, useSetup, type Job } from '../support';
import { listLate, showLists } from '../support/purchaseCases';
import { askElsewhere } from '../support/elsewhere';
import { accountJob, answerWith, bulkJob, numberJob, stockUp } from '../support/purchases';

const setup = useSetup();

beforeEach(() => stockUp(setup.sandbox));

const priced = (price: unknown) => (json: object) => ({ ...json, price });
/** What the account has spent at a service in all, plus so much more. */
function dayWith(service: Job['service'], more: number): string {
	const cents = setup.sandbox[service]
		.charges()
		.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
	return ((cents + more * 100) / 100).toFixed(2);
}
const codesOf = (json: Array<{ details?: unknown }>) =>
	json.map(({ details }) => (details as { code?: string } | undefined)?.code);
const NONSENSE = /undefined|null|NaN|Cannot|is not a|\[object/;

const offersAt = (cost: number) => ({ beeline: { cost, count: 5 } });

const LIMITS = [{ maxPrice: '9' }, { maxTotal: '9' }, { maxPerDay: '9000000' }];

describe('a price that is none', () => {
	const NO_PRICES = [
		undefined,
		null,
		'',
		'free',
		'NaN',
		'-1',
		-1,
		'1,2,3',
		'Infinity',
		{},
		[],
		0,
		'0.00',
	];

	it.each(NO_PRICES)('(%j) at Get My TG sends nothing under any limit', async (amount) => {
		answerWith(setup.sandbox, 'gmt', 'getAccount', priced({ amount, currency_code: 'USD' }));
		for (const limit of LIMITS)
			for (const job of [accountJob(limit), bulkJob(limit)]) {
				const { error, charges } = await setup.runNode({ ...job, node: retry });
				expect(charges).toEqual([]);
				expect(error!.code).toMatch(/outOfStock|unexpectedReply/);
				expect(`${error!.message} ${error!.description}`).not.toMatch(NONSENSE);
				expect(error!.description).toMatch(/Nothing was bought|again/);
			}
	});

	it('(1,234) at Get My TG may be a thousand', async () => {
		answerWith(
			setup.sandbox,
			'gmt',
			'getAccount',
			priced({ amount: '1,234', currency_code: 'USD' }),
		);
		const { charges } = await setup.runNode(accountJob({ maxPrice: '9' }));
		expect(charges).toEqual([]);
	});

	it.each(NO_PRICES)('(%j) at 5sim sends nothing under any limit', async (cost) => {
		answerWith(setup.sandbox, 'fiveSim', 'getPrices', () => ({
			russia: { telegram: { any: { cost, count: 5 }, mts: { cost, count: 3 } } },
		}));
		for (const limit of LIMITS) {
			const { error, charges } = await setup.runNode({ ...numberJob(limit), node: retry });
			expect(charges).toEqual([]);
			expect(error!.code).toMatch(/outOfStock|unexpectedReply/);
			expect(`${error!.message} ${error!.description}`).not.toMatch(NONSENSE);
		}
	});

	it.each(['1,50', ' 1.50 ', 1.5, '1.5000', '15e-1'])(
		'(%j) another way to write 1.50 is one',
		async (amount) => {
			answerWith(setup.sandbox, 'gmt', 'getAccount', priced({ amount, currency_code: 'USD' }));
			const allowed = await setup.runNode(accountJob({ maxPrice: '1.50', maxTotal: '1.5' }));
			expect(allowed.error).toBeUndefined();
			expect(allowed.charges).toHaveLength(1);
			const { error, charges } = await setup.runNode(accountJob({ maxPrice: '1.49' }));
			expect(charges).toEqual([]);
			expect(error).toMatchObject({ code: 'overBudget' });
		},
	);

	it.each([
		[
			'country and product',
			{
				russia: { telegram: offersAt(10), vk: offersAt(1) },
				england: { telegram: offersAt(2) },
			},
		],
		['product and country', { Telegram: { Russia: offersAt(10), england: offersAt(1) } }],
	])('of what was not asked for (by %s) is none', async (_what, tree) => {
		answerWith(setup.sandbox, 'fiveSim', 'getPrices', () => tree);
		for (const limit of [{ maxPrice: '5' }, { maxTotal: '5' }])
			expect(await setup.runNode(numberJob(limit, { operator: 'beeline' }))).toMatchObject({
				charges: [],
				error: { code: 'overBudget' },
			});
	});

	it('(0) of one operator is none beside that of another', async () => {
		answerWith(setup.sandbox, 'fiveSim', 'getPrices', () => ({
			russia: { telegram: { mts: { cost: 0, count: 5 }, beeline: { cost: 10, count: 5 } } },
		}));
		expect(await setup.runNode(numberJob({ maxPrice: '5' }))).toMatchObject({
			charges: [],
			error: { code: 'overBudget' },
		});
	});

	it('of another country at Get My TG is none', async () => {
		answerWith(setup.sandbox, 'gmt', 'getAccount', (json) => ({
			...json,
			country_code: 'IN',
			price: { amount: '0.10', currency_code: 'USD' },
		}));
		for (const limit of [{ maxPrice: '0.5' }, { maxTotal: '0.5' }])
			expect(await setup.runNode(accountJob(limit))).toMatchObject({
				charges: [],
				error: { code: 'outOfStock' },
			});
	});

	it.each([undefined, null, 'free', '-1', 'NaN', {}, 0, '0.00'])(
		'(%j) in the answer to a purchase lets it count as what it cost before',
		async (amount) => {
			answerWith(setup.sandbox, 'gmt', 'createPurchase', priced({ amount, currency_code: 'USD' }));
			const { json, charges } = await setup.runNode({
				...accountJob({ maxTotal: '3.10' }),
				items: [{}, {}, {}],
				node: continueOnFail,
			});
			expect(charges).toHaveLength(2);
			expect(codesOf(json)).toEqual([undefined, undefined, 'overBudget']);
			expect(JSON.stringify(json[0]!.overpaid ?? '')).toBe('""');
		},
	);

	it('in the list of purchases is named where Max Per Day needs it', async () => {
		const { charges: bought } = await setup.runNode(accountJob());
		for (const amount of [undefined, null, 'free', '-1']) {
			setup.sandbox.gmt.faults.clear();
			answerWith(setup.sandbox, 'gmt', 'listPurchases', (json) => ({
				...json,
				items: (json.items as object[]).map((one) => ({
					...one,
					price: { amount, currency_code: 'USD' },
				})),
			}));
			const { error, charges } = await setup.runNode(accountJob({ maxPerDay: '100000' }));
			expect(charges).toEqual([]);
			expect(error).toMatchObject({
				message: expect.stringContaining(
					`The price of purchase ${bought[0]!.subject} is not known`,
				),
				description: expect.stringContaining('Nothing was bought'),
			});
		}
	});
});

describe('currencies', () => {
	const inCurrency = (currency_code: unknown) => (json: Record<string, unknown>) => ({
		...json,
		price: { amount: '1.50', currency_code },
	});

	it.each([['usd'], [' USD '], [null], [undefined], ['']])(
		'%j is not another one than USD',
		async (currency) => {
			answerWith(setup.sandbox, 'gmt', 'getAccount', inCurrency(currency), { skip: 1, times: 1 });
			const { charges, json, error } = await setup.runNode({
				...accountJob({ maxPrice: '9', maxTotal: '9' }),
				items: [{}, {}, {}],
			});
			expect(error).toBeUndefined();
			expect(charges).toHaveLength(3);
			for (const item of json) expect(item).not.toHaveProperty('differs');
		},
	);

	it('that was charged and is another one than that of the price is told', async () => {
		answerWith(setup.sandbox, 'gmt', 'createPurchase', inCurrency('EUR'));
		const { json } = await setup.runNode(accountJob({ maxPrice: '9' }));
		expect(json).toEqual([
			expect.objectContaining({ differs: { currency: { asked: 'USD', got: 'EUR' } } }),
		]);
	});

	it('of what was refused bounds nothing', async () => {
		answerWith(setup.sandbox, 'gmt', 'getAccount', inCurrency('EUR'), { skip: 1, times: 'always' });
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'status',
			status: 409,
			body: { message: 'Not enough accounts in stock' },
		});
		const { json, charges } = await setup.runNode({
			...accountJob({ maxTotal: '9' }),
			items: [{}, {}],
			node: continueOnFail,
		});
		expect(codesOf(json)).toEqual(['outOfStock', undefined]);
		expect(charges).toHaveLength(1);
	});

	it('are not added up for a day, neither those of the list nor those of this n8n', async () => {
		const limit = { maxPerDay: '100000' };
		// The list shows nothing yet.
		const stop = listLate(setup.sandbox, 60_000);
		const first = await setup.runNode(accountJob(limit));
		answerWith(setup.sandbox, 'gmt', 'getAccount', inCurrency('EUR'));
		const second = await setup.runNode(accountJob(limit));
		stop();
		expect(first.charges).toHaveLength(1);
		expect(second.charges).toEqual([]);
		expect(second.error).toMatchObject({
			code: 'overBudget',
			message: expect.stringContaining('different currencies cannot be added up'),
		});
		const third = await setup.runNode(accountJob(limit));
		expect(third.charges).toEqual([]);
		expect(third.error!.message).toMatch(/different currencies/);
	});

	it('of the balance are no trace of a bulk purchase', async () => {
		const { gmt } = setup.sandbox;
		gmt.faults.add({ operationId: 'createBulkPurchase', kind: 'reset', when: 'before' });
		answerWith(
			setup.sandbox,
			'gmt',
			'getProfile',
			(json) => ({ ...json, balance: { amount: '1.00', currency_code: 'EUR' } }),
			{ skip: 1, times: 'always' },
		);
		const { error, charges } = await setup.runNode(bulkJob());
		expect(charges).toEqual([]);
		expect(error!.description).toMatch(/the balance was 1000000.00 USD before and is 1.00 EUR now/);
	});
});

describe('Max Per Day', () => {
	it.each([0, 5, 30])('holds where the list shows purchases %i s late', async (seconds) => {
		for (const job of [numberJob, accountJob]) {
			const { service } = job();
			const price = service === 'gmt' ? 1.5 : 10;
			const maxPerDay = dayWith(service, price * 2.5);
			const { length: mark } = setup.sandbox[service].charges();
			const known = setup.sandbox[service].charges().map(({ subject }) => subject);
			const stop = showLists(setup.sandbox, seconds * 1_000, 'usual', (id) => known.includes(id));
			// Two workflows at once, again and again.
			for (let round = 0; round < 3; round++)
				await Promise.all([setup.runNode(job({ maxPerDay })), setup.runNode(job({ maxPerDay }))]);
			stop();
			expect(setup.sandbox[service].charges()).toHaveLength(mark + 2);
		}
	});

	it('counts a purchase once that was lost and is found by a later try', async () => {
		const { fiveSim } = setup.sandbox;
		fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after' });
		fiveSim.faults.add({ operationId: 'listOrders', kind: 'status', status: 400, skip: 3 });
		const maxPerDay = dayWith('fiveSim', 25);
		const first = await setup.runNode({ ...numberJob({ maxPerDay }), node: retry });
		expect(first.json).toEqual([expect.objectContaining({ recovered: true })]);
		const { charges, error } = await setup.runNode(numberJob({ maxPerDay }));
		expect(error).toBeUndefined();
		expect(charges).toHaveLength(1);
		expect((await setup.runNode(numberJob({ maxPerDay }))).error).toMatchObject({
			code: 'overBudget',
		});
	});

	it('counts what other programs bought between two runs', async () => {
		const { fiveSim } = setup.sandbox;
		const maxPerDay = dayWith('fiveSim', 15);
		await askElsewhere(`${fiveSim.url}/v1/user/buy/activation/russia/any/telegram`, {
			headers: { Authorization: `Bearer ${fiveSim.apiKey}` },
		});
		const { charges, error } = await setup.runNode(numberJob({ maxPerDay }));
		expect(charges).toEqual([]);
		expect(error).toMatchObject({ code: 'overBudget' });
	});
});
