import { loadContract, type Contract, type Operation } from '../../sandbox/contract';
import { startSandbox, type Sandbox } from '../../sandbox';
import { fiveSimCall, gmtCall, openCall, type Answer } from './http';

/** Values that make each operation succeed, for `{name}` in paths. */
type Values = Record<string, string | number>;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.001, gmt: { refundAfterSeconds: 0 }, fiveSim: { smsAfterSeconds: null } });
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
		const { id } = (await gmtCall(gmt, 'POST', '/v1/purchases/', { country_code: 'US' })).json<{ id: number }>();
		const bulk = (await gmtCall(gmt, 'POST', '/v1/purchases/bulk', { country_code: 'IN', quantity: 1 })).json<{ bulk_purchase_id: number }>();
		gmt.setBulkStatus(bulk.bulk_purchase_id, 'SUCCESS');
		return {
			purchase: { purchase_id: id, hash: gmt.hashOf(id), country_code: 'US' },
			bulk: { purchase_id: bulk.bulk_purchase_id },
		};
	}

	it('answers every operation of its contract with what the contract promises', async () => {
		const { operations } = loadContract('gmt');
		expect(operations.size).toBe(25);
		for (const operation of operations.values()) {
			const { purchase, bulk } = await values();
			const path = fill(operation.path, operation.path.includes('/bulk/') ? bulk : purchase) + (QUERIES[operation.id] ?? '');
			const answer = await gmtCall(sandbox.gmt, operation.method, path, await bodyFor(operation.id));
			expect({ id: operation.id, status: answer.status }).toEqual({ id: operation.id, status: 200 });
			expect(sandbox.gmt.requests.filter(({ status }) => status === 200).map(({ operationId }) => operationId)).toContain(operation.id);
		}
		expect(sandbox.gmt.violations).toEqual([]);
	});

	it('refuses a missing and a wrong key exactly where the contract wants one', async () => {
		const { operations } = loadContract('gmt');
		for (const operation of operations.values()) {
			const path = fill(operation.path, { purchase_id: 1, hash: 'none', country_code: 'US' }) + (QUERIES[operation.id] ?? '');
			const answer = await openCall(sandbox.gmt.url + path, operation.method, await bodyFor(operation.id));
			expect({ id: operation.id, refused: answer.status === 401 }).toEqual({ id: operation.id, refused: operation.needsKey });
		}
		const wrong = await fetch(`${sandbox.gmt.url}/v1/profile/`, { headers: { 'x-api-key': 'wrong' } });
		expect(wrong.status).toBe(401);
	});

	it.each([
		['a quantity of nothing', 'POST', '/v1/purchases/bulk', { country_code: 'US', quantity: 0 }, 'quantity'],
		['a missing quantity', 'POST', '/v1/purchases/bulk', { country_code: 'US' }, 'quantity'],
		['a small country code', 'POST', '/v1/purchases/', { country_code: 'us' }, 'country_code'],
		['a callback address that is none', 'POST', '/v1/purchases/bulk', { country_code: 'US', quantity: 1, callback_url: 'x' }, 'callback_url'],
		['pages over 50', 'GET', '/v1/purchases/?page=1&page_size=51&sort=date_desc', undefined, 'page_size'],
		['a parameter nobody knows', 'GET', '/v1/purchases/?page=1&page_size=5&sort=date_desc&colour=red', undefined, 'colour'],
		['an id that is none', 'GET', '/v1/purchases/abc', undefined, 'purchase_id'],
	])('answers 422 to %s and notes the violation', async (_what, method, path, body, field) => {
		const before = sandbox.gmt.violations.length;
		const answer = await gmtCall(sandbox.gmt, method, path, body);
		expect(answer.status).toBe(422);
		expect(answer.json()).toMatchObject({ message: 'Validation failed', fieldViolations: [{ field }] });
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
	expect((await gmtCall(sandbox.gmt, 'GET', '/proxy/gmt/v1/profile/')).json()).toMatchObject({ id: '4711' });
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
		const order = (await fiveSimCall(fiveSim, 'GET', '/v1/user/buy/activation/usa/any/telegram?reuse=1')).json<{ id: number; phone: string }>();
		if (['finishOrder', 'listInbox', 'reuseNumber'].includes(operation.id)) fiveSim.deliverSms(order.id, { text: 'Code 01234' });
		const product = operation.id === 'buyHosting' ? '1day' : 'telegram';
		return { id: order.id, number: order.phone.slice(1), product, country: 'usa', operator: 'any', lang: 'en' };
	}

	async function callEach(contract: Contract, visit: (operation: Operation, answer: Answer) => void): Promise<void> {
		for (const operation of contract.operations.values()) {
			const path = fill(operation.path, await values(operation)) + (QUERIES[operation.id] ?? '');
			visit(operation, await fiveSimCall(sandbox.fiveSim, operation.method, path, BODIES[operation.id]));
		}
	}

	it('answers every operation of its contract with what the contract promises', async () => {
		const contract = loadContract('fivesim');
		expect(contract.operations.size).toBe(23);
		const presence = contract.schemas.Order?.['x-field-presence'] as Record<string, string[]>;
		await callEach(contract, (operation, answer) => {
			expect({ id: operation.id, status: answer.status }).toEqual({ id: operation.id, status: 200 });
			if (!presence[operation.id]) return;
			const body = answer.json<Record<string, unknown> & { Data?: Array<Record<string, unknown>> }>();
			const optional = ['operator', 'country', 'forwarding', 'forwarding_number', 'sms'];
			const present = Object.keys(body.Data?.[0] ?? body).filter((field) => optional.includes(field));
			expect({ id: operation.id, present: present.sort() }).toEqual({ id: operation.id, present: [...(presence[operation.id] ?? [])].sort() });
		});
		expect(sandbox.fiveSim.violations).toEqual([]);
	});

	it('refuses a missing token exactly where the contract wants one', async () => {
		const { operations } = loadContract('fivesim');
		for (const operation of operations.values()) {
			const path = fill(operation.path, { id: 1, number: '12025550100', product: 'telegram', country: 'usa', operator: 'any', lang: 'en' });
			const answer = await openCall(sandbox.fiveSim.url + path, operation.method, BODIES[operation.id]);
			expect({ id: operation.id, refused: answer.status === 401 }).toEqual({ id: operation.id, refused: operation.needsKey });
		}
	});

	it('answers malformed requests with text and notes the violation', async () => {
		const answer = await fiveSimCall(sandbox.fiveSim, 'GET', '/v1/user/orders?category=everything');
		expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
		expect(sandbox.fiveSim.violations.at(-1)).toContain('category');
		expect((await fiveSimCall(sandbox.fiveSim, 'GET', '/v1/guest/products//any')).text).toBe('select country');
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
