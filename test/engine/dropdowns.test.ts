import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';

import { useSetup, type SandboxService } from '../support';

const setup = useSetup({ fiveSim: { rateLimit: null } }, (sandbox) => ({
	wrong: { type: 'gmtApi', data: { apiKey: 'not-the-key', baseUrl: sandbox.gmt.url } },
}));

/** The forms that the lists are part of. */
const forms = {
	gmt: { resource: 'bulkPurchase', operation: 'create' },
	fiveSim: { resource: 'order', operation: 'buyActivationNumber' },
};

async function look(
	service: SandboxService,
	method: string,
	parameters: INodeParameters = {},
	more: { filter?: string; paginationToken?: string; credential?: string } = {},
): Promise<INodeListSearchResult> {
	const { credential = service, ...question } = more;
	return await setup.engine.searchList({
		type: `n8n-nodes-gmt-5sim.${service}`,
		method,
		parameters: { ...forms[service], ...parameters },
		credentials: { [`${service}Api`]: { id: credential, name: credential } },
		...question,
	});
}

const names = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);
const locator = (value: string) => ({ __rl: true as const, mode: 'list', value });

describe('the countries of Get My TG', () => {
	it('show name, price and stock, and what is in stock first', async () => {
		setup.sandbox.gmt.setStock('IN', 0);
		const labels = names(await look('gmt', 'searchCountries'));
		expect(labels).toContain('United States · $1.50 · 120 in stock');
		expect(labels.findIndex((label) => label.includes('out of stock'))).toBeGreaterThan(
			labels.findLastIndex((label) => / in stock$/.test(label)),
		);
	});

	it('are found by name, code and Russian name', async () => {
		for (const filter of ['kingdom', 'gb', 'велико'])
			expect(
				(await look('gmt', 'searchCountries', {}, { filter })).results.map(({ value }) => value),
			).toContain('GB');
	});

	it.each(['usa', 'us', '🇺🇸', '美国', 'Estados Unidos'])('are found by %s', async (filter) => {
		expect(
			(await look('gmt', 'searchCountries', {}, { filter })).results.map(({ value }) => value),
		).toEqual(['US']);
	});

	it('are asked for once within a few seconds', async () => {
		await look('gmt', 'searchCountries');
		const before = setup.sandbox.gmt.requests.length;
		for (const filter of ['u', 'un', 'uni', 'unit', 'unite', 'united'])
			expect(names(await look('gmt', 'searchCountries', {}, { filter }))).toContainEqual(
				expect.stringContaining('United'),
			);
		expect(setup.sandbox.gmt.requests).toHaveLength(before);
	});
});

describe('the purchases of Get My TG', () => {
	it('come page by page', async () => {
		setup.sandbox.gmt.seedPurchases(120);
		const first = await look('gmt', 'searchPurchases');
		expect(first.results).toHaveLength(50);
		const second = await look(
			'gmt',
			'searchPurchases',
			{},
			{ paginationToken: String(first.paginationToken) },
		);
		const third = await look(
			'gmt',
			'searchPurchases',
			{},
			{ paginationToken: String(second.paginationToken) },
		);
		expect(
			new Set([first, second, third].flatMap(({ results }) => results.map(({ value }) => value)))
				.size,
		).toBe(120);
		expect(third.paginationToken).toBeUndefined();
	});

	it('are found by a part of the phone number, wherever they are in the list', async () => {
		const all = await Promise.all(
			[undefined, '50', '100'].map(
				async (paginationToken) => await look('gmt', 'searchPurchases', {}, { paginationToken }),
			),
		);
		const oldest = all.flatMap(({ results }) => results).at(-1)!;
		const phone = oldest.name.split(' · ').at(-1)!.replace('+', '');
		expect(
			(await look('gmt', 'searchPurchases', {}, { filter: phone })).results.map(
				({ value }) => value,
			),
		).toContain(oldest.value);
	});
});

describe('the lists of 5sim', () => {
	beforeAll(() => setup.sandbox.fiveSim.seedOrders(3));

	it('offer any country first, with prices as soon as the product is chosen', async () => {
		expect(names(await look('fiveSim', 'searchCountries')).slice(0, 2)).toEqual(['Any', 'England']);
		const priced = names(
			await look('fiveSim', 'searchCountries', { product: locator('telegram') }),
		);
		expect(priced[0]).toBe('Any');
		expect(priced[1]).toMatch(/^.+ · price [\d.]+ · \d+ in stock$/);
		const prices = priced
			.slice(1)
			.map((label) => Number(label.split(' · price ')[1]!.split(' ')[0]));
		expect(prices).toEqual([...prices].sort((a, b) => a - b));
	});

	it('offer the operators of the chosen country, those with numbers first', async () => {
		const labels = names(
			await look('fiveSim', 'searchOperators', {
				country: locator('germany'),
				product: locator('telegram'),
			}),
		);
		expect(labels).toEqual([
			'Any',
			expect.stringMatching(/^virtual4 · price [\d.]+ · \d+ in stock$/),
			expect.stringMatching(/^virtual18 · price [\d.]+ · out of stock$/),
		]);
	});

	it.each(['Russia', ' RU ', 'Россия', '🇷🇺'])(
		'understand the country %j and the product as the node does',
		async (country) => {
			const more = { country: locator(country), product: locator('Telegram') };
			expect(names(await look('fiveSim', 'searchOperators', more))[1]).toMatch(/^beeline · price/);
			const products = { country: locator(country), operator: locator('Beeline') };
			expect(names(await look('fiveSim', 'searchProducts', products))).toContainEqual(
				expect.stringMatching(/^telegram · price/),
			);
		},
	);

	it.each(['={{ $json.country }}', '[object Object]', '../x'])(
		'offer what there is while the country is %j',
		async (country) => {
			const more = { country: locator(country) };
			expect(names(await look('fiveSim', 'searchProducts', more)).length).toBeGreaterThan(5);
			expect(names(await look('fiveSim', 'searchOperators', more))).toEqual(['Any']);
		},
	);

	it.each(['uk', 'GB', '🇬🇧', 'Великобритания'])('find a country by %s', async (filter) => {
		expect(
			(await look('fiveSim', 'searchCountries', {}, { filter })).results.map(({ value }) => value),
		).toEqual(['england']);
	});

	it('offer the products of the chosen country and operator', async () => {
		const labels = names(
			await look('fiveSim', 'searchProducts', {
				country: locator('russia'),
				operator: locator('beeline'),
			}),
		);
		expect(labels).toEqual(
			expect.arrayContaining([expect.stringMatching(/^telegram · price [\d.]+ · \d+ in stock$/)]),
		);
	});

	it.each([
		['searchProducts', 'telegram', 1],
		['searchCountries', 'england', 2],
		['searchOperators', 'virtual', 2],
		['searchOrders', 'finished', 1],
	])('are read once while somebody types (%s)', async (method, word, requests) => {
		// Chosen here alone, so that nothing is remembered from other tests.
		const chosen = { country: locator('england'), product: locator('whatsapp') };
		const before = setup.sandbox.fiveSim.requests.length;
		for (let letters = 0; letters <= word.length; letters++)
			await look('fiveSim', method, chosen, { filter: word.slice(0, letters) });
		expect(setup.sandbox.fiveSim.requests.length - before).toBeLessThanOrEqual(requests);
	});

	it('offer orders by number, product, country and status', async () => {
		expect(names(await look('fiveSim', 'searchOrders'))[0]).toMatch(
			/^\d+ · \w+ · \w+ · \w+ · \+\d+$/,
		);
	});
});

describe('a list that cannot be read says why', () => {
	it('with a wrong key', async () => {
		await expect(look('gmt', 'searchCountries', {}, { credential: 'wrong' })).rejects.toMatchObject(
			{ message: 'Get My TG did not accept the key' },
		);
	});

	it('when the service is down', async () => {
		await setup.sandbox.gmt.pause();
		await expect(look('gmt', 'searchPurchases', {}, { filter: '7777' })).rejects.toMatchObject({
			message: 'Get My TG could not be reached',
		});
		await setup.sandbox.gmt.resume();
	});
});
