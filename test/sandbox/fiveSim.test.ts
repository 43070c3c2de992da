import { startSandbox, type FiveSimOptions, type Sandbox } from '../../sandbox';
import { fiveSimCall, openCall, until, type Answer } from './http';

interface OrderBody {
	id: number;
	phone: string;
	price: number;
	status: string;
	created_at: string;
	expires: string;
	sms: Array<{ text: string; code: string; sender: string }> | null;
}

let sandbox: Sandbox;

// 15 service minutes last 900 ms.
beforeAll(async () => {
	sandbox = await startSandbox({
		timeScale: 0.001,
		fiveSim: { smsAfterSeconds: null, rateLimit: null },
	});
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.fiveSim.reset());

async function get(path: string): Promise<Answer> {
	return await fiveSimCall(sandbox.fiveSim, 'GET', path);
}

async function buy(query = ''): Promise<OrderBody> {
	return (await get(`/v1/user/buy/activation/usa/any/telegram${query}`)).json<OrderBody>();
}

async function check(id: number): Promise<OrderBody> {
	return (await get(`/v1/user/check/${id}`)).json<OrderBody>();
}

async function rating(): Promise<unknown> {
	return (await get('/v1/user/profile')).json().rating;
}

describe('orders', () => {
	it('are charged once and shown as the contract says', async () => {
		sandbox.fiveSim.setPrice('usa', 'any', 'telegram', '8.25');
		const order = await buy();
		expect(order).toMatchObject({
			price: 8.25,
			status: 'PENDING',
			sms: null,
			country: 'usa',
			forwarding: false,
		});
		expect(order.phone).toMatch(/^\+1\d{3}55501\d\d$/);
		expect(order.created_at).toMatch(/\.\d{9}Z$/);
		expect(sandbox.fiveSim.charges()).toMatchObject([
			{
				operationId: 'buyActivation',
				amount: '8.25',
				subject: order.id,
				what: { country: 'usa', product: 'telegram', quantity: 1 },
			},
		]);
		expect(sandbox.fiveSim.balance()).toBe('991.75');
		expect((await get('/v1/user/profile')).json()).toMatchObject({
			balance: 991.75,
			frozen_balance: 8.25,
		});
		const page = (await get('/v1/user/orders?category=activation')).json<{
			Data: OrderBody[];
			Total: number;
		}>();
		expect([page.Total, page.Data[0]?.sms]).toEqual([1, []]);
	});

	it('receive a message and can be finished, not cancelled', async () => {
		const { id } = await buy();
		expect((await get(`/v1/user/finish/${id}`)).text).toBe('order no sms');
		sandbox.fiveSim.deliverSms(id, { sender: 'Telegram', text: 'Code 01234' });
		expect(await check(id)).toMatchObject({
			status: 'RECEIVED',
			sms: [{ sender: 'Telegram', text: 'Code 01234', code: '01234' }],
		});
		expect((await get(`/v1/user/cancel/${id}`)).text).toBe('order has sms');
		expect((await get(`/v1/user/ban/${id}`)).text).toBe('order has sms');
		sandbox.fiveSim.setRating(90);
		expect((await get(`/v1/user/finish/${id}`)).json()).toMatchObject({ status: 'FINISHED' });
		expect(await rating()).toBe(90.5);
		expect(sandbox.fiveSim.ledger).toHaveLength(1);
		const inbox = (await get(`/v1/user/sms/inbox/${id}`)).json();
		expect(inbox).toMatchObject({
			Total: 1,
			Data: [{ ID: expect.any(Number), text: 'Code 01234', is_wave: false }],
		});
	});

	it.each([
		['cancel', 'CANCELED'],
		['ban', 'BANNED'],
	])('give the money back on %s, once', async (action, status) => {
		const { id } = await buy();
		expect((await get(`/v1/user/${action}/${id}`)).json()).toMatchObject({ id, status });
		expect((await get(`/v1/user/${action}/${id}`)).text).toBe('order not found');
		expect(await check(id)).toMatchObject({ status });
		expect(sandbox.fiveSim.ledger.map(({ kind, amount }) => [kind, amount])).toEqual([
			['charge', '12.75'],
			['refund', '12.75'],
		]);
		expect([sandbox.fiveSim.balance(), await rating()]).toEqual(['1000.00', 95.9]);
	});

	it('time out after 15 service minutes', async () => {
		const { id, created_at: from, expires: to } = await buy();
		expect(Date.parse(to) - Date.parse(from)).toBe(900);
		await until(async () => (await check(id)).status !== 'PENDING');
		expect(Date.now() - Date.parse(from)).toBeGreaterThanOrEqual(890);
		expect((await check(id)).status).toBe('TIMEOUT');
		expect((await get(`/v1/user/cancel/${id}`)).text).toBe('order expired');
		expect([sandbox.fiveSim.balance(), await rating()]).toEqual(['1000.00', 95.85]);
	});

	it('get a message by themselves', async () => {
		sandbox.fiveSim.options.smsAfterSeconds = 20;
		const { id } = await buy();
		await until(async () => (await check(id)).sms !== null);
		expect((await check(id)).sms?.[0]?.code).toMatch(/^\d{5}$/);
	});

	it('for hosting cannot be finished, cancelled or banned', async () => {
		const order = (await get('/v1/user/buy/hosting/usa/any/3hours')).json<OrderBody>();
		expect(order).not.toHaveProperty('country');
		for (const action of ['finish', 'cancel', 'ban'])
			expect((await get(`/v1/user/${action}/${order.id}`)).text).toBe('hosting order');
		sandbox.fiveSim.deliverSms(order.id, { text: 'Hello' });
		expect((await check(order.id)).sms).toMatchObject([{ id: expect.any(Number), code: '' }]);
		const page = (await get('/v1/user/orders?category=hosting')).json();
		expect(page).toMatchObject({ Total: 1, Data: [{ id: order.id }] });
	});

	it('can be bought again only where that was asked for', async () => {
		const plain = await buy();
		const reusable = await buy('?reuse=1');
		const again = async ({ phone }: OrderBody) =>
			await get(`/v1/user/reuse/telegram/${phone.slice(1)}`);
		expect((await again(reusable)).text).toBe('reuse not possible');
		sandbox.fiveSim.deliverSms(plain.id, { text: '1234' });
		sandbox.fiveSim.deliverSms(reusable.id, { text: '1234' });
		expect((await again(plain)).text).toBe('reuse false');
		const order = (await again(reusable)).json<OrderBody>();
		expect([order.phone, order.id === reusable.id, order.sms]).toEqual([
			reusable.phone,
			false,
			null,
		]);
		expect(sandbox.fiveSim.charges().map(({ operationId }) => operationId)).toEqual([
			'buyActivation',
			'buyActivation',
			'reuseNumber',
		]);
		sandbox.fiveSim.deliverSms(order.id, { text: '1234' });
		sandbox.fiveSim.options.reuseSeconds = 0;
		expect((await again(reusable)).text).toBe('reuse expired');
		expect((await get('/v1/user/reuse/telegram/12025550199')).text).toBe('reuse not possible');
	});
});

describe('refusals', () => {
	const BUY = '/v1/user/buy/activation';
	const CASES: Array<[string, string, (() => void) | undefined]> = [
		['bad country', `${BUY}/narnia/any/telegram`, undefined],
		['bad operator', `${BUY}/usa/nobody/telegram`, undefined],
		['no product', `${BUY}/usa/any/carpet`, undefined],
		['no product', `${BUY}/usa/any/1day`, undefined],
		['no product', '/v1/user/buy/hosting/usa/any/2years', undefined],
		[
			'no free phones',
			`${BUY}/usa/any/telegram`,
			() => sandbox.fiveSim.setStock('usa', 'any', 'telegram', 0),
		],
		['no free phones', `${BUY}/usa/any/telegram?maxPrice=12.74`, undefined],
		[
			'not enough user balance',
			`${BUY}/usa/any/telegram`,
			() => sandbox.fiveSim.setBalance('12.74'),
		],
		[
			'not enough rating',
			`${BUY}/usa/any/telegram`,
			() => (sandbox.fiveSim.options.minimumRating = 97),
		],
		['server offline', `${BUY}/usa/any/telegram`, () => (sandbox.fiveSim.options.offline = true)],
		['order not found', '/v1/user/check/11631253', undefined],
		['order not found', '/v1/user/sms/inbox/1', undefined],
		['bad country', '/v1/guest/products/narnia/any', undefined],
		['bad operator', '/v1/guest/products/usa/nobody', undefined],
		['no product', '/v1/guest/prices?product=carpet', undefined],
	];

	it.each(CASES)('says "%s" to %s and charges nothing', async (expected, path, prepare) => {
		prepare?.();
		const answer = await get(path);
		expect([answer.text, answer.headers.get('content-type')]).toEqual([
			expected,
			'text/plain; charset=utf-8',
		]);
		expect(sandbox.fiveSim.ledger).toEqual([]);
		expect(sandbox.fiveSim.violations).toEqual([]);
	});

	it.each([
		['natural', 404, 'order not found'],
		['text200', 200, 'order not found'],
		['text400', 400, 'order not found'],
		['json-string', 400, '"order not found"'],
		['json-string-200', 200, '"order not found"'],
	] as Array<[FiveSimOptions['refusalStyle'], number, string]>)(
		'come in the style %s',
		async (refusalStyle, status, text) => {
			sandbox.fiveSim.options.refusalStyle = refusalStyle;
			const answer = await get('/v1/user/check/1');
			expect([answer.status, answer.text]).toEqual([status, text]);
		},
	);

	it('keep to the price limits of the user', async () => {
		const limit = async (method: string, body: unknown) =>
			(await fiveSimCall(sandbox.fiveSim, method, '/v1/user/max-prices', body)).text;
		expect((await get('/v1/user/max-prices')).text).toBe('null');
		expect(await limit('POST', { product_name: 'telegram', price: 12.5 })).toBe('success');
		expect((await get('/v1/user/max-prices')).json()).toMatchObject([
			{ product: 'telegram', price: 12.5 },
		]);
		expect((await get(`${BUY}/usa/any/telegram`)).text).toBe('no free phones');
		expect(await limit('DELETE', { product_name: 'telegram' })).toBe('success');
		expect(await limit('DELETE', { product_name: 'telegram' })).toBe('record not found');
		expect((await buy()).status).toBe('PENDING');
		sandbox.fiveSim.options.hasPriceLimits = false;
		expect((await get('/v1/user/max-prices')).status).toBe(404);
	});
});

describe('catalogue and money', () => {
	it('nests prices by product when only a product is asked for', async () => {
		sandbox.fiveSim.setPrice('usa', 'virtual4', 'telegram', 9.5);
		const byProduct = (
			await openCall(`${sandbox.fiveSim.url}/v1/guest/prices?product=telegram`)
		).json();
		expect(byProduct).toMatchObject({
			telegram: { usa: { virtual4: { cost: 9.5, rate: 99.99 } } },
		});
		const both = (
			await openCall(`${sandbox.fiveSim.url}/v1/guest/prices?country=usa&product=telegram`)
		).json();
		expect(both).toMatchObject({ usa: { telegram: { virtual4: { cost: 9.5 } } } });
		const { facebook } = (
			await openCall(`${sandbox.fiveSim.url}/v1/guest/prices?country=usa`)
		).json().usa as Record<string, object>;
		expect(Object.values(facebook ?? {})[0]).not.toHaveProperty('rate');
	});

	it('sells from the cheapest operator with stock', async () => {
		sandbox.fiveSim.setStock('usa', 'virtual4', 'telegram', 0);
		expect(await buy()).toMatchObject({ operator: 'virtual8', price: 13.25 });
		const { Qty: left } = (
			await openCall(`${sandbox.fiveSim.url}/v1/guest/products/usa/virtual8`)
		).json().telegram as { Qty: number };
		expect(left).toBe(
			sandbox.fiveSim.state.offers.find(
				({ country, operator }) => country.name === 'usa' && operator === 'virtual8',
			)?.stock,
		);
	});

	it('lists payments from the ledger', async () => {
		const { id } = await buy();
		await get(`/v1/user/cancel/${id}`);
		sandbox.fiveSim.setRating(50);
		sandbox.fiveSim.deposit('5');
		const page = (await get('/v1/user/payments?order=id&reverse=true')).json();
		expect(page).toMatchObject({
			Total: 4,
			Data: [
				{ Amount: 5, Balance: 1005 },
				{ Amount: 12.75, Balance: 1000 },
				{ Amount: -12.75, Balance: 987.25 },
				{ Amount: 1000 },
			],
		});
		expect(await rating()).toBe(58);
	});

	it('pays out once for each request, from the wallet of the system', async () => {
		const payout = { receiver: '1', method: 'visa', amount: '10.00', fee: 'unitpay' };
		expect((await fiveSimCall(sandbox.fiveSim, 'POST', '/v1/vendor/withdraw', payout)).text).toBe(
			'success',
		);
		expect((await get('/v1/vendor/wallets')).json()).toMatchObject({ unitpay: 87.6 });
		expect(
			(
				await fiveSimCall(sandbox.fiveSim, 'POST', '/v1/vendor/withdraw', {
					...payout,
					amount: '87.61',
				})
			).status,
		).toBe(400);
		expect(sandbox.fiveSim.charges()).toMatchObject([
			{ operationId: 'createPayout', amount: '10.00', account: 'vendor' },
		]);
		expect(sandbox.fiveSim.balance()).toBe('1000.00');
	});
});

it('delivers messages over the control endpoint', async () => {
	const { id } = await buy();
	await openCall(`${sandbox.fiveSim.url}/__sandbox/sms`, 'POST', {
		orderId: id,
		text: 'Code 777888',
	});
	expect((await check(id)).sms).toMatchObject([{ code: '777888' }]);
	expect(
		(await openCall(`${sandbox.fiveSim.url}/__sandbox/sms`, 'POST', { orderId: 5, text: 'x' }))
			.status,
	).toBe(400);
});
