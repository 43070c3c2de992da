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
