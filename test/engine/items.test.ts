import type { INode } from 'n8n-workflow';
import { continueOnFail, useSetup, type Job } from '../support';

const setup = useSetup();

beforeEach(() => {
	for (const service of [setup.sandbox.gmt, setup.sandbox.fiveSim]) {
		service.faults.clear();
		service.configure({ latencyMs: 0 });
	}
});

const gmt = (parameters: object, more: Partial<Job> = {}): Job => ({
	service: 'gmt',
	parameters: parameters as INode['parameters'],
	...more,
});
const fiveSim = (parameters: object, more: Partial<Job> = {}): Job => ({
	...gmt(parameters, more),
	service: 'fiveSim',
});
const purchase = gmt({
	resource: 'purchase',
	operation: 'create',
	countryCode: '={{ $json.country ?? "US" }}',
});
const transfer = gmt({
	resource: 'referral',
	operation: 'transferBalance',
	amount: '={{ $json.amount ?? 1 }}',
});

describe('items', () => {
	it('are bought one after the other, each after the answer to the one before', async () => {
		setup.sandbox.gmt.configure({ latencyMs: 30 });
		const { requests, charges } = await setup.runNode({ ...purchase, items: [{}, {}, {}] });
		expect(charges).toHaveLength(3);
		// One look at what is there already holds for them all.
		expect(requests.map(({ operationId }) => operationId)).toEqual([
			'listPurchases',
			...Array<string>(3).fill('createPurchase'),
		]);
		const [first, second, third] = requests.slice(1).map(({ at }) => at);
		expect(second! - first!).toBeGreaterThanOrEqual(29);
		expect(third! - second!).toBeGreaterThanOrEqual(29);
	});

	it('are not bought any more after the first that failed', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'status',
			status: 409,
			body: { message: 'Not enough accounts in stock' },
			skip: 1,
		});
		const { error, charges, json } = await setup.runNode({ ...purchase, items: [{}, {}, {}] });
		expect(charges).toHaveLength(1);
		expect(json).toEqual([]);
		expect(error!.description).toMatch(
			new RegExp(
				`stock\\. Already bought in this run: ${charges[0]!.subject} for 1\\.50 USD \\[item 0\\]\\. Retry this execution`,
			),
		);
	});

	it('are all bought but those that failed, with Continue On Fail', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'status',
			status: 409,
			body: { message: 'Not enough accounts in stock' },
			skip: 1,
		});
		const { json, items, charges } = await setup.runNode({
			...purchase,
			items: [{}, {}, {}],
			node: continueOnFail,
		});
		expect(charges).toHaveLength(2);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(json).toEqual([
			expect.objectContaining({ id: charges[0]!.subject }),
			{
				error: expect.stringContaining('[item 1]'),
				details: expect.objectContaining({ code: 'outOfStock' }),
			},
			expect.objectContaining({ id: charges[1]!.subject }),
		]);
		expect(JSON.stringify(json)).not.toContain('Already bought');
	});

	it('that were paid and have no number are named by what was paid', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'transferReferralBalance',
			kind: 'status',
			status: 400,
			body: { message: 'Something new' },
			skip: 1,
		});
		const { error } = await setup.runNode({ ...transfer, items: [{}, {}] });
		expect(error!.description).toMatch(
			/ Already bought in this run: a main balance of [\d.]+ USD \[item 0\]\. /,
		);
	});

	it('that only change something are not called bought', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'changePassword',
			kind: 'status',
			status: 422,
			body: { message: 'Too weak' },
			skip: 1,
		});
		const { error } = await setup.runNode(
			gmt(
				{ resource: 'profile', operation: 'changePassword', newPassword: 'hunter2-hunter2' },
				{ items: [{}, {}] },
			),
		);
		expect(error!.message).toContain('[item 1]');
		expect(error!.description).not.toContain('bought');
	});

	it('that are read come out in their order, whatever is answered first', async () => {
		setup.sandbox.gmt.faults.add({ operationId: 'getAccount', kind: 'delay', delayMs: 200 });
		const countries = ['US', 'GB', 'DE', 'IN'];
		const { json, items } = await setup.runNode(
			gmt(
				{ resource: 'account', operation: 'get', countryCode: '={{ $json.country }}' },
				{ items: countries.map((country) => ({ country })) },
			),
		);
		expect(json.map(({ country_code }) => country_code)).toEqual(countries);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
			{ item: 3 },
		]);
	});

	it('that are read do not wait for each other', async () => {
		setup.sandbox.gmt.faults.add({ operationId: 'getAccount', kind: 'reset' });
		const { json, requests } = await setup.runNode(
			gmt(
				{ resource: 'account', operation: 'get', countryCode: '={{ $json.country }}' },
				{ items: [{ country: 'US' }, { country: 'GB' }] },
			),
		);
		expect(json).toHaveLength(2);
		// The second is asked for before the first one is asked for again.
		expect(requests.map(({ path }) => path.split('/').at(-1))).toEqual(['US', 'GB', 'US']);
	});

	it('that are read come out all the same when one fails, with Continue On Fail', async () => {
		const { json } = await setup.runNode(
			gmt(
				{ resource: 'account', operation: 'get', countryCode: '={{ $json.country }}' },
				{ items: [{ country: 'US' }, { country: 'XX' }, { country: 'GB' }], node: continueOnFail },
			),
		);
		expect(json).toEqual([
			expect.objectContaining({ country_code: 'US' }),
			{
				error: expect.stringContaining('[item 1]'),
				details: expect.objectContaining({ code: 'notFound' }),
			},
			expect.objectContaining({ country_code: 'GB' }),
		]);
	});
});

const number = {
	resource: 'order',
	operation: 'buyActivationNumber',
	country: 'russia',
	operator: 'any',
	product: 'telegram',
};

describe('what has more than ten fields', () => {
	it.each([
		[
			'a purchase',
			gmt({ ...purchase.parameters, simple: true }),
			gmt({ ...purchase.parameters, simple: false }),
		],
		['an order', fiveSim(number), fiveSim({ ...number, simple: false })],
		[
			'a list of orders',
			fiveSim({ resource: 'order', operation: 'getAll', category: 'activation', limit: 1 }),
			fiveSim({
				resource: 'order',
				operation: 'getAll',
				category: 'activation',
				limit: 1,
				simple: false,
			}),
		],
	])(
		'(%s) comes out with ten at most, the code among them, unless it is wanted as it is',
		async (_what, simplified, whole) => {
			const [[few], [all]] = [
				(await setup.runNode(simplified)).json,
				(await setup.runNode(whole)).json,
			];
			expect(Object.keys(few!).length).toBeLessThanOrEqual(10);
			// The code stands at the top level, where people look for it.
			expect([Object.hasOwn(few!, 'code'), Object.hasOwn(all!, 'code')]).toEqual([true, false]);
		},
	);
});

describe('price, stock and currency of Get My TG', () => {
	const whole = { amount: '1.50', currency_code: 'USD' };
	it.each<[string, object, object, object]>([
		['purchase', { ...purchase.parameters }, { price: 1.5, currency: 'USD' }, { price: whole }],
		[
			'list of purchases',
			{ resource: 'purchase', operation: 'getAll', limit: 1, sort: 'date_desc' },
			{ price: 1.5, currency: 'USD' },
			{ price: whole },
		],
		[
			'country',
			{ resource: 'account', operation: 'get', countryCode: 'US' },
			{ country: 'United States', price: 1.5, currency: 'USD', quantity: expect.any(Number) },
			{ price: whole, available_count: expect.any(Number) },
		],
		...['getAll', 'getManyCountries'].map((operation): [string, object, object, object] => [
			operation,
			{ resource: 'account', operation, filters: { countryCodes: 'US' } },
			{ country: 'United States', price: expect.any(Number), currency: 'USD' },
			{ price: { amount: expect.any(String), currency_code: 'USD' } },
		]),
	])('are plain values in a %s, unless it is wanted as it is', async (_what, job, few, all) => {
		const { json, error } = await setup.runNode(gmt(job));
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject(few);
		expect(Object.keys(json[0]!).length).toBeLessThanOrEqual(10);
		expect((await setup.runNode(gmt({ ...job, simple: false }))).json[0]).toMatchObject(all);
	});

	it('are those of the whole bulk purchase, beside what the service says', async () => {
		const bulk = { resource: 'bulkPurchase', operation: 'create', countryCode: 'US', quantity: 3 };
		const { json } = await setup.runNode(gmt(bulk));
		const cost = { price: 4.5, currency: 'USD', quantity: 3 };
		expect(json[0]).toMatchObject({ ...cost, total_price: { ...whole, amount: '4.50' } });
		const get = {
			resource: 'bulkPurchase',
			operation: 'get',
			purchaseId: json[0]!.bulk_purchase_id,
		};
		expect((await setup.runNode(gmt(get))).json[0]).toMatchObject(cost);
		const [raw] = (await setup.runNode(gmt({ ...get, options: { raw: true } }))).json;
		expect([raw!.quantity, 'price' in raw!]).toEqual([3, false]);
	});
});

describe('a list that comes whole', () => {
	const countries = (more: object) =>
		fiveSim({ resource: 'country', operation: 'getAll', ...more });

	it('comes out up to the limit, or all of it', async () => {
		const all = (await setup.runNode(countries({ returnAll: true }))).json;
		expect(all.length).toBeGreaterThan(2);
		expect((await setup.runNode(countries({ returnAll: false, limit: 2 }))).json).toEqual(
			all.slice(0, 2),
		);
		expect((await setup.runNode(countries({ returnAll: false, limit: all.length }))).json).toEqual(
			all,
		);
	});
});

it('an operation that does not exist is reported with what to do', async () => {
	const { error, requests } = await setup.runNode(gmt({ resource: 'purchase', operation: 'fly' }));
	expect(error).toMatchObject({
		message: "There is no operation 'fly' for 'purchase'",
		description: expect.stringMatching(/^Choose /),
	});
	expect(requests).toHaveLength(0);
});

it.each([
	['a choice from a list', { __rl: true, mode: 'list', value: 'russia' }, 'russia'],
	['a text', 'russia', 'russia'],
	['nothing', null, undefined],
])('an optional field takes %s', async (_what, country, sent) => {
	const { requests, error } = await setup.runNode(
		fiveSim({
			resource: 'product',
			operation: 'getPrices',
			filters: { country, product: { __rl: true, mode: 'id', value: 'telegram' } },
		}),
	);
	expect(error).toBeUndefined();
	expect(requests.map(({ query }) => query)).toEqual([
		{ product: 'telegram', ...(sent && { country: sent }) },
	]);
});
