import type { INode } from 'n8n-workflow';
import { useSetup, type Job } from '../support';

describe.each(['documented', 'live'] as const)('in the %s dialect', (dialect) => {
	const setup = useSetup({
		dialect,
		timeScale: 0.01,
		fiveSim: { rateLimit: null, smsAfterSeconds: null, orderLifetimeSeconds: 90_000 },
	});
	const run = async (parameters: object, more: Partial<Job> = {}) =>
		await setup.runNode({
			service: 'fiveSim',
			parameters: parameters as INode['parameters'],
			...more,
		});
	const number = {
		resource: 'order',
		operation: 'buyActivationNumber',
		country: 'russia',
		operator: 'any',
		product: 'telegram',
	};
	const wait = { resource: 'order', operation: 'waitForSms', orderId: '={{ $json.id }}' };
	const bought = async (more: object = {}) => {
		const { json, error } = await run({ ...number, ...more });
		expect(error).toBeUndefined();
		return Number(json[0]!.id);
	};
	const refunds = (id: number) =>
		setup.sandbox.fiveSim.ledger.filter(({ kind, subject }) => kind === 'refund' && subject === id)
			.length;

	beforeEach(() => {
		const { fiveSim } = setup.sandbox;
		fiveSim.faults.clear();
		fiveSim.state.priceLimits.clear();
	});

	it('buys one number at the price that is shown', async () => {
		const { json, charges } = await run(number);
		expect(charges).toHaveLength(1);
		expect(Number(charges[0]!.amount)).toBe(json[0]!.price);
		const { json: profile } = await run({ resource: 'user', operation: 'get' });
		expect(profile[0]!.balance).toBe(Number(setup.sandbox.fiveSim.balance()));
	});

	it('compares a limit with every decimal place', async () => {
		const { json } = await run({
			resource: 'product',
			operation: 'getPrices',
			filters: { country: 'russia', product: 'telegram' },
		});
		const cheapest = Math.min(...json.map(({ price }) => Number(price)));
		const below = (cheapest - 0.0001).toFixed(4);
		const refused = await run({ ...number, options: { maxPrice: below } });
		expect(refused.error?.code).toBe('overBudget');
		expect(refused.charges).toEqual([]);
		const paid = await run({ ...number, options: { maxPrice: String(cheapest) } });
		expect(paid.charges).toHaveLength(1);
		expect(paid.json[0]).not.toHaveProperty('overpaid');
	});

	it('sets a price limit with four decimal places', async () => {
		const limit = { resource: 'priceLimit', operation: 'upsert', productName: 'telegram' };
		const { json, error } = await run({ ...limit, price: 0.0641 });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ success: true, product: 'telegram', price: 0.0641 }]);
		const { json: limits } = await run({ resource: 'priceLimit', operation: 'getAll' });
		expect(limits).toEqual([expect.objectContaining({ price: 0.0641 })]);
	});

	it('has no price limits at first', async () => {
		const { json, error } = await run({ resource: 'priceLimit', operation: 'getAll' });
		expect([error, json]).toEqual([undefined, []]);
	});

	it('cancels on timeout, and gets the money back once', async () => {
		const id = await bought();
		const expires = setup.sandbox.fiveSim.state.ordersById.get(id)!;
		expires.expiresAt = Date.now() - 29_000;
		const { json, error } = await run(
			{ ...wait, options: { cancelOnTimeout: true, timeLimit: 1 } },
			{ items: [{ id }] },
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id, status: 'CANCELED', received: false });
		expect(refunds(id)).toBe(1);
	});

	it('cancels what came out overpaid, and gets the money back once', async () => {
		const { fiveSim } = setup.sandbox;
		fiveSim.faults.add({
			operationId: 'getPrices',
			kind: 'change',
			times: 'always',
			change: (response) => ({
				...response,
				json: { russia: { telegram: { mts: { cost: 1, count: 5 } } } },
			}),
		});
		const { json, charges } = await run({
			...number,
			operator: 'mts',
			options: { maxPrice: '2', cancelIfOverpaid: true },
		});
		expect(charges).toHaveLength(1);
		const id = Number(charges[0]!.subject);
		expect(json[0]).toMatchObject({ id, status: 'CANCELED', overpaid: { cancelled: true } });
		expect(refunds(id)).toBe(1);
	});

	it('gives the messages of an order, wherever they are shown', async () => {
		const id = await bought();
		setup.sandbox.fiveSim.deliverSms(id, { sender: 'Telegram', text: 'Code 01234', code: ' ' });
		const { json, error } = await run({ resource: 'sms', operation: 'getAll', orderId: id });
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ text: 'Code 01234', code: '01234' })]);
	});

	it('takes the code of the first message, also when a second one has none', async () => {
		const id = await bought();
		setup.sandbox.fiveSim.deliverSms(id, { text: 'Code 01234', code: '01234' });
		setup.sandbox.fiveSim.deliverSms(id, { text: 'Welcome!', code: '' });
		const { json } = await run(wait, { items: [{ id }] });
		expect(json[0]).toMatchObject({ received: true, code: '01234' });
	});

	it.each<[string, unknown]>([
		['null', null],
		['an object', {}],
		['missing', undefined],
	])('shows an order whose sms is %s', async (_name, sms) => {
		const id = await bought();
		setup.sandbox.fiveSim.faults.add({
			operationId: 'checkOrder',
			kind: 'change',
			change: (response) => ({ ...response, json: { ...(response.json as object), sms } }),
		});
		const { json, error } = await run({ resource: 'order', operation: 'get', orderId: id });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id, code: null, sms: [] });
	});

	it.each([
		[{ country: 'russia' }, ({ CountryName }: Price) => CountryName === 'russia'],
		[{ operator: 'virtual4' }, ({ OperatorName }: Price) => OperatorName === 'virtual4'],
		[{ product: 'telegram' }, ({ ProductName }: Price) => ProductName === 'telegram'],
	])('gives the vendor prices that %j asks for', async (filters, fits) => {
		const prices = { resource: 'vendor', operation: 'getPrices', returnAll: true };
		const all = (await run(prices)).json as unknown as Price[];
		const { json } = await run({ ...prices, filters });
		expect(json).toEqual(all.filter(fits));
		expect(json.length).toBeGreaterThan(0);
	});

	it.each([
		[429, 'api limit is 100 requests per second'],
		[503, 'ip address limit is 100 requests per second'],
		[503, '"ip address limit is 100 requests per second"'],
	])('sends a purchase again that was refused for now (%i %s)', async (status, body) => {
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'status',
			status,
			body,
		});
		const { json, charges } = await run(number);
		expect(charges).toHaveLength(1);
		expect(json[0]).toMatchObject({ id: charges[0]!.subject });
		expect(json[0]).not.toHaveProperty('recovered');
	});

	it.each([
		[403, '<!DOCTYPE html><title>Attention Required! | Cloudflare</title>'],
		[403, 'error code: 1020'],
		[503, '<!DOCTYPE html><title>Just a moment...</title>'],
		[499, ''],
		[409, 'duplicate request'],
		[409, '{"error":"request is being processed"}'],
	])(
		'does not lose what was booked behind the answer of a gateway (%i %s)',
		async (status, body) => {
			setup.sandbox.fiveSim.faults.add({
				operationId: 'buyActivation',
				kind: 'status',
				status,
				body,
				headers: { 'Content-Type': 'text/html' },
				when: 'after',
			});
			const { json, charges, error } = await run(number);
			expect(charges).toHaveLength(1);
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ id: charges[0]!.subject, recovered: true });
		},
	);

	it.each([0, 7, 100, 230])('asks for no more pages than %i orders need', async (count) => {
		// Numbers start again, so nothing is bought after this.
		setup.sandbox.fiveSim.reset();
		setup.sandbox.fiveSim.seedOrders(count);
		const list = { resource: 'order', operation: 'getAll', category: 'activation' };
		const { json, requests } = await run({ ...list, returnAll: true });
		expect(json).toHaveLength(count);
		// A page that is exactly full may not be the last one, unless the total says so.
		expect(requests.length).toBeLessThanOrEqual(Math.floor(count / 100) + 1);
		const payments = await run({ resource: 'user', operation: 'getManyPayments', returnAll: true });
		expect(payments.requests).toHaveLength(1);
		const limited = await run({ ...list, limit: 50 });
		expect(limited.requests).toHaveLength(1);
	});

	it('bans a number, once the service allows it', async () => {
		const id = await bought();
		const { fiveSim } = setup.sandbox;
		const ban = { resource: 'order', operation: 'ban', orderId: id };
		if (dialect === 'live') {
			expect((await run(ban)).error).toMatchObject({
				code: 'conflict',
				description: expect.stringContaining('two minutes'),
			});
			fiveSim.configure({ noCancelSeconds: 0 });
		}
		const { json } = await run(ban);
		fiveSim.configure({ noCancelSeconds: dialect === 'live' ? 120 : 0 });
		expect(json[0]).toMatchObject({ id, status: 'BANNED' });
	});

	it.each(['getManyOrders', 'getManyPayments'])(
		'lists for vendors with no request too many (%s)',
		async (operation) => {
			const more = operation === 'getManyOrders' ? { category: 'activation' } : {};
			const { json, error, requests } = await run({
				resource: 'vendor',
				operation,
				returnAll: true,
				...more,
			});
			expect(error).toBeUndefined();
			expect(json.length).toBeGreaterThan(0);
			expect(requests).toHaveLength(1);
		},
	);

	it('pays out amounts with as many decimal places as the service takes', async () => {
		const payout = { resource: 'vendor', operation: 'createPayout', receiver: '1', method: 'visa' };
		const amount = dialect === 'live' ? 1.2345 : 1.23;
		const { error, charges } = await run({ ...payout, fee: 'payeer', amount });
		expect(error).toBeUndefined();
		expect(charges.map((charge) => Number(charge.amount))).toEqual([amount]);
	});

	it('reads through the pages of a gateway', async () => {
		setup.sandbox.fiveSim.configure({ gatewayEvery: 2 });
		for (const operation of ['get', 'getManyPayments', 'get', 'getManyPayments']) {
			const { error, json } = await run({ resource: 'user', operation });
			// A 403 is not tried again by itself.
			if (error) expect(error.code).toBe('providerUnavailable');
			else expect(json.length).toBeGreaterThan(0);
		}
		setup.sandbox.fiveSim.configure({ gatewayEvery: null });
	});

	it('rents a number for any period that is offered', async () => {
		const offered = await run({
			resource: 'product',
			operation: 'getAll',
			country: 'russia',
			operator: 'any',
			returnAll: true,
		});
		const hosting = offered.json.filter(({ category }) => category === 'hosting');
		expect(hosting).toHaveLength(dialect === 'live' ? 4 : 2);
		for (const { product } of hosting) {
			const { json, charges } = await run({
				...number,
				operation: 'buyHostingNumber',
				product: `={{ "${String(product)}" }}`,
			});
			expect(charges).toHaveLength(1);
			expect(json[0]).toMatchObject({ product });
		}
	});

	it('calls a purchase uncertain behind the page of a block, and looks no further', async () => {
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'status',
			status: 503,
			body: '<html><body>You have been blocked</body></html>',
			when: 'after',
		});
		const { charges, error } = await run(number);
		expect(charges).toHaveLength(1);
		expect(error?.code).toBe('uncertain');
	});
});

interface Price {
	CountryName: string;
	OperatorName: string;
	ProductName: string;
}
