import { startSandbox, type PagingLie, type Sandbox } from '../../sandbox';
import { fiveSimCall, gmtCall, openCall } from './http';

interface GmtPage {
	items: Array<{ id: number; status: string }>;
	pagination: Record<string, unknown>;
}

interface FiveSimPage {
	Data: Array<{ id: number }> | null;
	Total: number;
}

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.001, fiveSim: { rateLimit: null } });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.gmt.reset();
	sandbox.fiveSim.reset();
	sandbox.gmt.seedPurchases(120);
	sandbox.fiveSim.seedOrders(40);
});

async function gmtPage(page: number, more = ''): Promise<GmtPage> {
	return (
		await gmtCall(
			sandbox.gmt,
			'GET',
			`/v1/purchases/?page=${page}&page_size=50&sort=date_desc${more}`,
		)
	).json<GmtPage>();
}

async function fiveSimPage(offset: number, more = ''): Promise<FiveSimPage> {
	const path = `/v1/user/orders?category=activation&order=id&reverse=true&limit=15&offset=${offset}${more}`;
	return (await fiveSimCall(sandbox.fiveSim, 'GET', path)).json<FiveSimPage>();
}

describe('Get My TG', () => {
	it('pages through everything, newest first, each entry once', async () => {
		const pages = [await gmtPage(1), await gmtPage(2), await gmtPage(3)];
		const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
		expect(new Set(ids).size).toBe(120);
		expect(ids).toEqual([...ids].sort((a, b) => b - a));
		expect(pages.map(({ pagination }) => pagination)).toEqual([
			{
				current_page: 1,
				page_size: 50,
				total_items: 120,
				total_pages: 3,
				has_next: true,
				has_previous: false,
			},
			{
				current_page: 2,
				page_size: 50,
				total_items: 120,
				total_pages: 3,
				has_next: true,
				has_previous: true,
			},
			{
				current_page: 3,
				page_size: 50,
				total_items: 120,
				total_pages: 3,
				has_next: false,
				has_previous: true,
			},
		]);
	});

	it('filters by status and by part of the phone number', async () => {
		await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/', { country_code: 'GB' });
		expect((await gmtPage(1, '&status=PENDING')).items).toMatchObject([{ status: 'PENDING' }]);
		expect((await gmtPage(1, '&phone_number=447700')).items).toHaveLength(1);
		expect((await gmtPage(1, '&status=EXPIRED')).items).toEqual([]);
	});

	it('sorts and filters the catalogue', async () => {
		const list = async (query: string) =>
			(await openCall(`${sandbox.gmt.url}/v1/accounts/countries?page=1&page_size=100&${query}`))
				.json<{ items: Array<{ country_code: string }> }>()
				.items.map((item) => item.country_code);
		expect((await list('sort=price_asc'))[0]).toBe('IN');
		expect((await list('sort=price_desc'))[0]).toBe('JP');
		expect((await list('sort=name_asc'))[0]).toBe('BR');
		expect(await list('sort=popularity_desc&country_codes=GB,US')).toEqual(['US', 'GB']);
	});

	it.each([
		['hasNextAlways', 3, 20, true],
		['emptyPages', 2, 0, true],
		['noTotals', 3, 20, false],
		['capped', 1, 12, true],
	] as Array<[PagingLie, number, number, boolean]>)(
		'lies about its pages (%s)',
		async (lie, page, entries, hasNext) => {
			sandbox.gmt.options.liePagination = lie;
			const { items, pagination } = await gmtPage(page);
			expect([items.length, pagination.has_next]).toEqual([entries, hasNext]);
			expect('total_items' in pagination).toBe(lie !== 'noTotals');
			expect(sandbox.gmt.violations).toEqual([]);
		},
	);
});

describe('5sim', () => {
	it('pages by offset, newest first, with null at the end', async () => {
		const pages = [
			await fiveSimPage(0),
			await fiveSimPage(15),
			await fiveSimPage(30),
			await fiveSimPage(45),
		];
		expect(pages.map(({ Data, Total }) => [Data?.length ?? null, Total])).toEqual([
			[15, 40],
			[15, 40],
			[10, 40],
			[null, 40],
		]);
		const ids = pages.flatMap(({ Data }) => (Data ?? []).map(({ id }) => id));
		expect(new Set(ids).size).toBe(40);
		expect(ids).toEqual([...ids].sort((a, b) => b - a));
	});

	it.each([
		['hasNextAlways', 0, 15, 1_000_000_000],
		['emptyPages', 15, null, 40],
		['noTotals', 0, 15, 0],
		['capped', 0, 12, 40],
	] as Array<[PagingLie, number, number | null, number]>)(
		'lies about its slices (%s)',
		async (lie, offset, entries, total) => {
			sandbox.fiveSim.options.liePagination = lie;
			const { Data, Total } = await fiveSimPage(offset);
			expect([Data?.length ?? null, Total]).toEqual([entries, total]);
		},
	);
});
