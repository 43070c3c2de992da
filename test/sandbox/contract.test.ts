import Ajv2020 from 'ajv/dist/2020';
import {
	loadContract,
	type Contract,
	type ContractName,
	type Operation,
	type RequestParts,
} from '../../sandbox/contract';
import { startSandbox, type Sandbox } from '../../sandbox';
import { fiveSimCall, gmtCall, openCall, type Answer } from './http';

/** Values that make each operation succeed, for `{name}` in paths. */
type Values = Record<string, string | number>;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({
		timeScale: 0.001,
		gmt: { refundAfterSeconds: 0 },
		fiveSim: { smsAfterSeconds: null },
	});
});
afterAll(async () => await sandbox.close());

function fill(path: string, values: Values): string {
	return path.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

const PAGE = '?page=1&page_size=10';

describe('Get My TG', () => {
	const QUERIES: Record<string, string> = {
		listAccounts: `${PAGE}&sort=price_asc`,
		listAccountCountries: `${PAGE}&sort=popularity_desc`,
		listPurchases: `${PAGE}&sort=date_desc`,
		listReferralTransactions: PAGE,
	};

	async function bodyFor(id: string): Promise<unknown> {
		const bodies: Record<string, unknown> = {
			changeLanguage: { language: 'es' },
			changeLogin: { new_login: 'buyer' },
			changePassword: { new_password: 'Password123' },
			createBulkPurchase: { country_code: 'IN', quantity: 2 },
			createPurchase: { country_code: 'US' },
			requestCodeByHash: {},
			requestPurchaseCode: {},
			testWebhook: { type: 'success', url: `${sandbox.gmt.url}/v1/service/health` },
			transferReferralBalance: { amount: 1.5 },
		};
		return bodies[id];
	}

	async function values(): Promise<Record<'purchase' | 'bulk', Values>> {
		const { gmt } = sandbox;
		const { id } = (await gmtCall(gmt, 'POST', '/v1/purchases/', { country_code: 'US' })).json<{
			id: number;
		}>();
		const bulk = (
			await gmtCall(gmt, 'POST', '/v1/purchases/bulk', { country_code: 'IN', quantity: 1 })
		).json<{ bulk_purchase_id: number }>();
		gmt.setBulkStatus(bulk.bulk_purchase_id, 'SUCCESS');
		return {
			purchase: { purchase_id: id, hash: gmt.hashOf(id), country_code: 'US' },
			bulk: { purchase_id: bulk.bulk_purchase_id },
		};
	}

	it('answers every operation of its contract with what the contract promises', async () => {
		const { operations } = await loadContract('gmt');
		expect(operations.size).toBe(25);
		for (const operation of operations.values()) {
			const { purchase, bulk } = await values();
			const path =
				fill(operation.path, operation.path.includes('/bulk/') ? bulk : purchase) +
				(QUERIES[operation.id] ?? '');
			const answer = await gmtCall(
				sandbox.gmt,
				operation.method,
				path,
				await bodyFor(operation.id),
			);
			expect({ id: operation.id, status: answer.status }).toEqual({
				id: operation.id,
				status: 200,
			});
			expect(
				sandbox.gmt.requests
					.filter(({ status }) => status === 200)
					.map(({ operationId }) => operationId),
			).toContain(operation.id);
		}
		expect(sandbox.gmt.violations).toEqual([]);
	});

	it('refuses a missing and a wrong key exactly where the contract wants one', async () => {
		const { operations } = await loadContract('gmt');
		for (const operation of operations.values()) {
			const path =
				fill(operation.path, { purchase_id: 1, hash: 'none', country_code: 'US' }) +
				(QUERIES[operation.id] ?? '');
			const answer = await openCall(
				sandbox.gmt.url + path,
				operation.method,
				await bodyFor(operation.id),
			);
			expect({ id: operation.id, refused: answer.status === 401 }).toEqual({
				id: operation.id,
				refused: operation.needsKey,
			});
		}
		const wrong = await fetch(`${sandbox.gmt.url}/v1/profile/`, {
			headers: { 'x-api-key': 'wrong' },
		});
		expect(wrong.status).toBe(401);
	});

	it.each([
		[
			'a quantity of nothing',
			'POST',
			'/v1/purchases/bulk',
			{ country_code: 'US', quantity: 0 },
			'quantity',
		],
		['a missing quantity', 'POST', '/v1/purchases/bulk', { country_code: 'US' }, 'quantity'],
		['a small country code', 'POST', '/v1/purchases/', { country_code: 'us' }, 'country_code'],
		[
			'a callback address that is none',
			'POST',
			'/v1/purchases/bulk',
			{ country_code: 'US', quantity: 1, callback_url: 'x' },
			'callback_url',
		],
		[
			'pages over 50',
			'GET',
			'/v1/purchases/?page=1&page_size=51&sort=date_desc',
			undefined,
			'page_size',
		],
		[
			'a parameter nobody knows',
			'GET',
			'/v1/purchases/?page=1&page_size=5&sort=date_desc&colour=red',
			undefined,
			'colour',
		],
		['an id that is none', 'GET', '/v1/purchases/abc', undefined, 'purchase_id'],
	])('answers 422 to %s and notes the violation', async (_what, method, path, body, field) => {
		const before = sandbox.gmt.violations.length;
		const answer = await gmtCall(sandbox.gmt, method, path, body);
		expect(answer.status).toBe(422);
		expect(answer.json()).toMatchObject({
			message: 'Validation failed',
			fieldViolations: [{ field }],
		});
		expect(sandbox.gmt.violations.slice(before)).toEqual([expect.stringContaining(field)]);
	});

	it('answers 422 to a body that is no JSON', async () => {
		const response = await fetch(`${sandbox.gmt.url}/v1/purchases/`, {
			method: 'POST',
			headers: { 'x-api-key': sandbox.gmt.apiKey, 'Content-Type': 'application/json' },
			body: '{"country_code":',
		});
		expect(response.status).toBe(422);
	});

	it('redirects a path without its slash, and does not take "bulk" for an id', async () => {
		const redirect = await gmtCall(sandbox.gmt, 'POST', '/v1/purchases', { country_code: 'US' });
		expect([redirect.status, redirect.headers.get('location')]).toEqual([308, '/v1/purchases/']);
		expect((await gmtCall(sandbox.gmt, 'GET', '/v1/purchases/bulk')).status).toBe(405);
		expect((await gmtCall(sandbox.gmt, 'GET', '/v1/purchases/bulk/1/')).status).toBe(404);
		expect((await openCall(`${sandbox.gmt.url}/v1/purchases-by-hash/`)).status).toBe(400);
	});
});

it('serves the same below a path prefix', async () => {
	sandbox.gmt.configure({ pathPrefix: '/proxy/gmt' });
	expect((await gmtCall(sandbox.gmt, 'GET', '/proxy/gmt/v1/profile/')).json()).toMatchObject({
		id: '4711',
	});
	const redirect = await gmtCall(sandbox.gmt, 'GET', '/proxy/gmt/v1/profile');
	expect(redirect.headers.get('location')).toBe('/proxy/gmt/v1/profile/');
	sandbox.gmt.configure({ pathPrefix: '' });
	expect((await gmtCall(sandbox.gmt, 'GET', '/proxy/gmt/v1/profile/')).status).toBe(404);
});

describe('5sim', () => {
	const QUERIES: Record<string, string> = {
		getPrices: '?country=usa&product=telegram',
		listOrders: '?category=activation&order=id&reverse=true',
		listVendorOrders: '?category=activation',
		buyActivation: '?reuse=1&maxPrice=100',
	};
	const BODIES: Record<string, unknown> = {
		setPriceLimit: { product_name: 'telegram', price: 1000 },
		deletePriceLimit: { product_name: 'telegram' },
		createPayout: { receiver: '1', method: 'visa', amount: '1.00', fee: 'unitpay' },
	};

	async function values(operation: Operation): Promise<Values> {
		const { fiveSim } = sandbox;
		const order = (
			await fiveSimCall(fiveSim, 'GET', '/v1/user/buy/activation/usa/any/telegram?reuse=1')
		).json<{ id: number; phone: string }>();
		if (['finishOrder', 'listInbox', 'reuseNumber'].includes(operation.id))
			fiveSim.deliverSms(order.id, { text: 'Code 01234' });
		const product = operation.id === 'buyHosting' ? '1day' : 'telegram';
		return {
			id: order.id,
			number: order.phone.slice(1),
			product,
			country: 'usa',
			operator: 'any',
			lang: 'en',
		};
	}

	async function callEach(
		contract: Contract,
		visit: (operation: Operation, answer: Answer) => void,
	): Promise<void> {
		for (const operation of contract.operations.values()) {
			const path = fill(operation.path, await values(operation)) + (QUERIES[operation.id] ?? '');
			visit(
				operation,
				await fiveSimCall(sandbox.fiveSim, operation.method, path, BODIES[operation.id]),
			);
		}
	}

	it('answers every operation of its contract with what the contract promises', async () => {
		const contract = await loadContract('fivesim');
		expect(contract.operations.size).toBe(24);
		const presence = contract.schemas.Order?.['x-field-presence'] as Record<string, string[]>;
		await callEach(contract, (operation, answer) => {
			expect({ id: operation.id, status: answer.status }).toEqual({
				id: operation.id,
				status: 200,
			});
			if (!presence[operation.id]) return;
			const body = answer.json<
				Record<string, unknown> & { Data?: Array<Record<string, unknown>> }
			>();
			const optional = ['operator', 'country', 'forwarding', 'forwarding_number', 'sms'];
			const present = Object.keys(body.Data?.[0] ?? body).filter((field) =>
				optional.includes(field),
			);
			expect({ id: operation.id, present: present.sort() }).toEqual({
				id: operation.id,
				present: [...(presence[operation.id] ?? [])].sort(),
			});
		});
		expect(sandbox.fiveSim.violations).toEqual([]);
	});

	it('refuses a missing token exactly where the contract wants one', async () => {
		const { operations } = await loadContract('fivesim');
		for (const operation of operations.values()) {
			const path = fill(operation.path, {
				id: 1,
				number: '12025550100',
				product: 'telegram',
				country: 'usa',
				operator: 'any',
				lang: 'en',
			});
			const answer = await openCall(
				sandbox.fiveSim.url + path,
				operation.method,
				BODIES[operation.id],
			);
			expect({ id: operation.id, refused: answer.status === 401 }).toEqual({
				id: operation.id,
				refused: operation.needsKey,
			});
		}
	});

	it('answers malformed requests with text and notes the violation', async () => {
		const answer = await fiveSimCall(sandbox.fiveSim, 'GET', '/v1/user/orders?category=everything');
		expect([answer.status, answer.headers.get('content-type')]).toEqual([
			400,
			'text/plain; charset=utf-8',
		]);
		expect(sandbox.fiveSim.violations.at(-1)).toContain('category');
		expect((await fiveSimCall(sandbox.fiveSim, 'GET', '/v1/guest/products//any')).text).toBe(
			'select country',
		);
	});
});

it('notices when the sandbox itself breaks the contract', async () => {
	const { gmt } = sandbox;
	gmt.options.bulkReadyAfterSeconds = null;
	const [country] = [...gmt.state.countries.values()];
	const { price } = country!;
	country!.price = Number.NaN;
	const answer = await gmtCall(gmt, 'GET', '/v1/accounts/US');
	country!.price = price;
	expect(answer.status).toBe(500);
	expect(answer.json().error).toContain('response violates contract');
	expect(gmt.violations.at(-1)).toContain('getAccount');
});

describe.each(['gmt', 'fivesim'] as const)('the contract of %s', (name) => {
	it('consists of sound schemas and can be compiled as a whole', async () => {
		const { operations, schemas } = await loadContract(name);
		const dialect = new Ajv2020({ strict: false });
		for (const [id, schema] of Object.entries(schemas))
			expect({ id, sound: dialect.validateSchema(schema) }).toEqual({ id, sound: true });
		for (const operation of operations.values()) {
			expect(() =>
				operation.checkRequest({ path: operation.path, query: {}, body: undefined }),
			).not.toThrow();
			expect(() => operation.checkResponse(200, 'application/json', null)).not.toThrow();
		}
	});
});

describe('a wrong request is caught', () => {
	const ORDERS = { page: '1', page_size: '5', sort: 'date_desc' };
	const BULK = { country_code: 'IN', quantity: 2 };

	it.each<[ContractName, string, Partial<RequestParts>, string[]]>([
		['gmt', 'listPurchases', { query: ORDERS }, []],
		['gmt', 'listPurchases', { query: { ...ORDERS, page: '0' } }, ['page']],
		['gmt', 'listPurchases', { query: { page: '1', page_size: '5' } }, ['sort']],
		['gmt', 'listPurchases', { query: { ...ORDERS, sort: ['date_desc', 'date_asc'] } }, ['sort']],
		['gmt', 'getPurchase', { path: '/v1/purchases/1.5' }, ['purchase_id']],
		['gmt', 'createBulkPurchase', { body: BULK }, []],
		['gmt', 'createBulkPurchase', { body: undefined }, ['body']],
		['gmt', 'createBulkPurchase', { body: null }, ['body']],
		['gmt', 'createBulkPurchase', { body: 'text' }, ['body']],
		['gmt', 'createBulkPurchase', { body: { ...BULK, quantity: '2' } }, ['quantity']],
		['gmt', 'createBulkPurchase', { body: BULK, query: { page: '1' } }, ['page']],
		[
			'fivesim',
			'buyActivation',
			{ path: '/v1/user/buy/activation/usa/any/telegram', query: { maxPrice: '12.5' } },
			[],
		],
		['fivesim', 'buyActivation', { path: '/v1/user/buy/activation/usa//telegram' }, ['operator']],
		[
			'fivesim',
			'buyActivation',
			{ path: '/v1/user/buy/activation/usa/any/telegram', query: { maxPrice: 'cheap' } },
			['maxPrice'],
		],
		['fivesim', 'buyHosting', { path: '/v1/user/buy/hosting/usa/any/2years' }, []],
		['fivesim', 'checkOrder', { path: '/v1/user/check/%zz' }, ['id']],
		['fivesim', 'setPriceLimit', { body: { product_name: 'telegram' } }, ['price']],
	])('%s %s %j', async (name, id, parts, fields) => {
		const operation = (await loadContract(name)).operations.get(id)!;
		const { problems } = operation.checkRequest({
			path: operation.path,
			query: {},
			body: undefined,
			...parts,
		});
		expect(problems.map(({ field }) => field)).toEqual(fields);
	});

	it('and a right one comes back in the types of the contract', async () => {
		const { operations, match } = await loadContract('gmt');
		const { operation, path } = match('GET', '/v1/purchases/17');
		expect(operation?.checkRequest({ path, query: {}, body: undefined })).toEqual({
			problems: [],
			path: { purchase_id: 17 },
			query: {},
		});
		const list = operations
			.get('listPurchases')
			?.checkRequest({ path: '/v1/purchases/', query: ORDERS, body: undefined });
		expect(list?.query).toEqual({ page: 1, page_size: 5, sort: 'date_desc' });
	});
});

describe('a wrong answer is caught', () => {
	const PROFILE = {
		id: '4711',
		telegram_id: null,
		telegram_username: null,
		login: null,
		language: 'en',
		created_at: '2026-01-05T10:00:00.000Z',
	};

	it.each<[ContractName, string, number, string | undefined, unknown, string]>([
		['gmt', 'getProfile', 200, 'application/json', PROFILE, ''],
		['gmt', 'getProfile', 200, 'application/json', { ...PROFILE, id: 4711 }, 'id must be string'],
		[
			'gmt',
			'getProfile',
			200,
			'application/json',
			{ ...PROFILE, created_at: 'yesterday' },
			'created_at must match format "date-time"',
		],
		['gmt', 'getProfile', 200, 'application/json', 'text', 'body must be object'],
		['gmt', 'getProfile', 200, 'text/plain', undefined, 'text/plain is not documented for 200'],
		['gmt', 'getProfile', 503, 'application/json', { message: 'down' }, ''],
		['gmt', 'getProfile', 418, 'application/json', [], 'body must be object'],
		[
			'gmt',
			'downloadBulkPurchase',
			200,
			undefined,
			undefined,
			'undefined is not documented for 200',
		],
		[
			'fivesim',
			'getVendorWallets',
			200,
			'application/json',
			{ unitpay: 'a lot' },
			'unitpay must be number',
		],
		['fivesim', 'getProfile', 401, 'text/plain', undefined, ''],
		['fivesim', 'buyActivation', 200, 'text/plain', undefined, ''],
	])('%s %s %i %s %j', async (name, id, status, mediaType, body, expected) => {
		const operation = (await loadContract(name)).operations.get(id)!;
		const problems = operation.checkResponse(status, mediaType, body);
		if (expected === '') expect(problems).toEqual([]);
		else expect(problems).toContain(expected);
	});
});

it('routes by method, final slash and fixed paths before patterns', async () => {
	const [gmt, fiveSim] = await Promise.all([loadContract('gmt'), loadContract('fivesim')]);
	const seen = (contract: Contract, method: string, path: string) => {
		const { operation, needsSlash, wrongMethod } = contract.match(method, path);
		return operation?.id ?? (needsSlash ? 'needs slash' : wrongMethod ? 'wrong method' : undefined);
	};
	expect(seen(gmt, 'GET', '/v1/purchases/17')).toBe('getPurchase');
	expect(seen(gmt, 'GET', '/v1/purchases')).toBe('needs slash');
	expect(seen(gmt, 'DELETE', '/v1/purchases/')).toBe('wrong method');
	expect(seen(gmt, 'GET', '/v1/purchases/bulk')).toBe('wrong method');
	expect(seen(gmt, 'POST', '/v1/purchases/bulk')).toBe('createBulkPurchase');
	expect(seen(gmt, 'GET', '//v1/purchases/17')).toBeUndefined();
	expect(seen(gmt, 'GET', '/v1/purchases/17/')).toBeUndefined();
	expect(seen(fiveSim, 'GET', '/v1/guest/products//any')).toBe('getProducts');
	// Only texts may be empty, a number of an order may not.
	expect(seen(fiveSim, 'GET', '/v1/user/check/')).toBeUndefined();
	expect(seen(fiveSim, 'GET', '/v1/user/check/%zz')).toBe('checkOrder');
});
