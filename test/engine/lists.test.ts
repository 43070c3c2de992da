/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { useSetup } from '../support';

const setup = useSetup({ fiveSim: { rateLimit: null } });
beforeEach(() => {
	setup.sandbox.gmt.reset();
	setup.sandbox.fiveSim.reset();
	setup.sandbox.fiveSim.configure({ rateLimit: null });
});

const purchases = (more: object = {}) => ({
	service: 'gmt' as const,
	parameters: { resource: 'purchase', operation: 'getAll', sort: 'date_desc', ...more },
});
const orders = (more: object = {}) => ({
	service: 'fiveSim' as const,
	parameters: {
		resource: 'order',
		operation: 'getAll',
		category: 'activation',
		filters: { order: 'id', reverse: true },
		...more,
	},
});
const ids = (json: object[]) => json.map((entry) => (entry as { id: number }).id);
const descending = (numbers: number[]) => [...numbers].sort((a, b) => b - a);

describe.each([
	['pages of Get My TG', purchases, () => setup.sandbox.gmt.seedPurchases(230)],
	['offsets of 5sim', orders, () => setup.sandbox.fiveSim.seedOrders(230)],
] as const)('a list in %s', (_, job, seed) => {
	beforeEach(() => seed());

	it('comes out whole, in order, each entry once', async () => {
		const { json, error } = await setup.runNode(job({ returnAll: true }));
		expect(error).toBeUndefined();
		expect(new Set(ids(json)).size).toBe(230);
		expect(ids(json)).toEqual(descending(ids(json)));
	});

	it('stops at the limit, and asks for no more than that', async () => {
		const { json, requests } = await setup.runNode(job({ returnAll: false, limit: 3 }));
		expect(json).toHaveLength(3);
		expect(requests.map(({ query }) => query.page_size ?? query.limit)).toEqual(['3']);
	});

	it('comes in as few requests as the limit needs', async () => {
		const { json, requests } = await setup.runNode(job({ returnAll: false, limit: 120 }));
		expect(json).toHaveLength(120);
		expect(requests.length).toBeLessThanOrEqual(3);
	});

	it('reads further pages side by side once the total is known', async () => {
		const { service } = job();
		setup.sandbox[service].configure({ latencyMs: 400 });
		let most = 0;
		const count = () =>
			(most = Math.max(
				most,
				setup.sandbox[service].requests.filter(({ status }) => status === undefined).length,
			));
		const counting = setInterval(count, 5);
		const { requests } = await setup.runNode(job({ returnAll: true }));
		clearInterval(counting);
		expect(requests.length).toBeGreaterThan(2);
		expect(most).toBe(requests.length - 1);
	});

	it('refuses a limit that is no whole number, before anything is sent', async () => {
		const { error, requests } = await setup.runNode(job({ returnAll: false, limit: 0.5 }));
		expect(error?.message).toBe("'Limit' must be a whole number of at least 1 [item 0]");
		expect(requests).toEqual([]);
	});

	it.each(['hasNextAlways', 'emptyPages', 'noTotals', 'capped'] as const)(
		'ends with all that is to be had when the service lies: %s',
		async (lie) => {
			const { service } = job();
			setup.sandbox[service].configure({ liePagination: lie });
			const { json, error, requests } = await setup.runNode(job({ returnAll: true }));
			expect(error).toBeUndefined();
			expect(requests.length).toBeLessThanOrEqual(20);
			expect(new Set(ids(json)).size).toBe(
				lie !== 'emptyPages' ? 230 : service === 'gmt' ? 50 : 100,
			);
			expect(ids(json)).toEqual(descending(ids(json)));
		},
	);
});

it('gives one item for each entry, linked to the item that asked', async () => {
	setup.sandbox.gmt.seedPurchases(2);
	const { items } = await setup.runNode({ ...purchases({ returnAll: true }), items: [{}, {}] });
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 0 },
		{ item: 1 },
		{ item: 1 },
	]);
});

describe.each([
	['Get My TG', purchases, () => setup.sandbox.gmt.seedPurchases(3), 'items', 'listPurchases'],
	['5sim', orders, () => setup.sandbox.fiveSim.seedOrders(3), 'Data', 'listOrders'],
] as const)('the list of %s', (_, job, seed, name, operationId) => {
	const listed = async (change: (body: Record<string, unknown>) => unknown) => {
		seed();
		setup.sandbox[job().service].faults.add({
			operationId,
			kind: 'change',
			when: 'after',
			times: 'always',
			change: (response) => ({
				...response,
				json: change({ ...(response.json as Record<string, unknown>) }),
			}),
		});
		return await setup.runNode(job({ returnAll: true }));
	};
	const without = ({ [name]: list, ...rest }: Record<string, unknown>) => ({
		list: list as object[],
		rest,
	});
	const byName = (list: object[]) => Object.fromEntries(list.map((one, at) => [`n${at}`, one]));

	it.each<[string, (list: object[], rest: object) => unknown]>([
		['in small letters', (list, rest) => ({ ...rest, [name.toLowerCase()]: list })],
		['as JSON in a text', (list, rest) => ({ ...rest, [name]: JSON.stringify(list) })],
		['by numbers', (list, rest) => ({ ...rest, [name]: { ...list } })],
		['by names', (list, rest) => ({ ...rest, [name]: byName(list) })],
		['within an object', (list, rest) => ({ ...rest, [name]: { orders: list, count: 3 } })],
		['called otherwise', (list, rest) => ({ ...rest, results: list })],
		['in a response within a response', (list, rest) => ({ data: { ...rest, [name]: list } })],
		['bare', (list) => list],
		['with entries that are none', (list, rest) => ({ ...rest, [name]: [null, ...list, 7, ''] })],
	])('is found %s', async (_shape, shape) => {
		const { json, error } = await listed((body) => {
			const { list, rest } = without(body);
			return shape(list, rest);
		});
		expect(error).toBeUndefined();
		expect(ids(json)).toHaveLength(3);
	});

	it.each<[string, unknown]>([
		['null', null],
		['an object without fields', {}],
		['an empty text', ''],
		['false', false],
	])('is empty where it is %s', async (_shape, nothing) => {
		const { json, error } = await listed(() => ({
			...(name === 'Data' ? { Total: 0 } : { pagination: {} }),
			[name]: nothing,
		}));
		expect([error, json]).toEqual([undefined, []]);
	});

	it.each<[string, (rest: object) => unknown]>([
		['is missing', (rest) => rest],
		['is a text', (rest) => ({ ...rest, [name]: 'text' })],
		['is a number', (rest) => ({ ...rest, [name]: 3 })],
		['has texts for entries', (rest) => ({ ...rest, [name]: ['text'] })],
		['is an empty text alone', () => ''],
		['is false alone', () => false],
		['is null alone', () => null],
	])('is never an empty one where it %s', async (_shape, shape) => {
		const { error } = await listed((body) => shape(without(body).rest));
		expect(error?.code).toBe('unexpectedReply');
	});
});

it.each([100, 150, 200, 999_999])(
	'ends where the entries of 5sim end, whatever it says (Total: %i)',
	async (Total) => {
		setup.sandbox.fiveSim.seedOrders(230);
		setup.sandbox.fiveSim.faults.add({
			operationId: 'listOrders',
			kind: 'change',
			when: 'after',
			times: 'always',
			change: (response) => ({ ...response, json: { ...(response.json as object), Total } }),
		});
		const { json, requests } = await setup.runNode(orders({ returnAll: true }));
		expect(new Set(ids(json)).size).toBe(230);
		expect(requests.length).toBeLessThanOrEqual(3);
	},
);

it('gives every price of a vendor, also where they have no numbers', async () => {
	const prices = { resource: 'vendor', operation: 'getPrices' };
	const whole = await setup.runNode({ service: 'fiveSim', parameters: prices });
	const [first] = whole.json;
	expect(first).toMatchObject({
		price: first!.Price,
		quantity: first!.Count,
		product: first!.ProductName,
	});
	expect(first!.price).toEqual(expect.any(Number));
	setup.sandbox.fiveSim.faults.add({
		operationId: 'listVendorPrices',
		kind: 'change',
		when: 'after',
		times: 'always',
		change: (response) => {
			const body = response.json as { Prices: object[] };
			return {
				...response,
				json: { ...body, Prices: body.Prices.map((one) => ({ ...one, ID: 0 })) },
			};
		},
	});
	const { json } = await setup.runNode({ service: 'fiveSim', parameters: prices });
	expect(json).toHaveLength(whole.json.length);
	expect(json.length).toBeGreaterThan(1);
});
