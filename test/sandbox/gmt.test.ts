import { startSandbox, type Sandbox } from '../../sandbox';
import { gmtCall, openCall, until } from './http';

interface PurchaseBody {
	id: number;
	status: string;
	created_at: string;
	purchase_type: string;
	verification: { code: string } | null;
}

let sandbox: Sandbox;

// A service minute lasts 60 ms.
beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.001 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.gmt.reset());

async function buy(country = 'US'): Promise<PurchaseBody> {
	return (
		await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/', { country_code: country })
	).json<PurchaseBody>();
}

async function read(id: number): Promise<PurchaseBody> {
	return (await gmtCall(sandbox.gmt, 'GET', `/v1/purchases/${id}`)).json<PurchaseBody>();
}

describe('money', () => {
	it('charges each purchase once, exactly, and shows the rest in the profile', async () => {
		sandbox.gmt.setPrice('US', '0.07');
		const first = await buy();
		const second = await buy();
		expect(sandbox.gmt.charges()).toMatchObject([
			{
				kind: 'charge',
				operationId: 'createPurchase',
				amount: '0.07',
				subject: first.id,
				what: { country: 'US', quantity: 1 },
			},
			{ amount: '0.07', subject: second.id, balance: '999.86' },
		]);
		const profile = (await gmtCall(sandbox.gmt, 'GET', '/v1/profile/')).json();
		expect(profile.balance).toEqual({ amount: '999.86', currency_code: 'USD' });
		expect(sandbox.gmt.balance()).toBe('999.86');
	});

	it('charges a bulk purchase for the whole quantity', async () => {
		sandbox.gmt.setPrice('IN', '0.33');
		const answer = await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/bulk', {
			country_code: 'IN',
			quantity: 7,
		});
		expect(answer.json()).toMatchObject({
			total_price: { amount: '2.31' },
			price_per_account: { amount: '0.33' },
			status: 'PENDING',
			item: null,
		});
		expect(sandbox.gmt.charges()).toMatchObject([
			{ operationId: 'createBulkPurchase', amount: '2.31', what: { quantity: 7 } },
		]);
		expect(sandbox.gmt.balance()).toBe('997.69');
	});

	it('sells nothing without balance, stock or country', async () => {
		sandbox.gmt.setBalance('1.49');
		const poor = await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/', { country_code: 'US' });
		expect([poor.status, poor.json()]).toEqual([400, { message: 'Insufficient balance' }]);
		sandbox.gmt.setStock('IN', 1);
		const scarce = await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/bulk', {
			country_code: 'IN',
			quantity: 2,
		});
		expect([scarce.status, scarce.json()]).toEqual([
			409,
			{ message: 'Not enough accounts in stock' },
		]);
		expect(
			(await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/', { country_code: 'XX' })).status,
		).toBe(404);
		expect(sandbox.gmt.ledger).toEqual([]);
		expect(sandbox.gmt.balance()).toBe('1.49');
	});

	it('takes what it sells from the stock', async () => {
		sandbox.gmt.setStock('US', 2);
		await buy();
		const { available_count: count } = (
			await gmtCall(sandbox.gmt, 'GET', '/v1/accounts/US')
		).json();
		expect(count).toBe(1);
		await buy();
		expect(
			(await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/', { country_code: 'US' })).status,
		).toBe(409);
	});

	it('refunds only what is pending and 20 minutes old, once', async () => {
		const { id } = await buy();
		const early = await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/refund`);
		expect([early.status, sandbox.gmt.balance()]).toEqual([400, '998.50']);
		sandbox.gmt.options.refundAfterSeconds = 0;
		const refund = (await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/refund`)).json();
		expect(refund).toMatchObject({
			purchase: { id, status: 'REFUND' },
			refund: { amount: { amount: '1.50' } },
		});
		expect((await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/refund`)).status).toBe(409);
		expect(sandbox.gmt.ledger.map(({ kind }) => kind)).toEqual(['charge', 'refund']);
		expect(sandbox.gmt.balance()).toBe('1000.00');
	});

	it('lets the age of a refund pass in scaled time', async () => {
		sandbox.gmt.options.refundAfterSeconds = 60;
		const { id } = await buy();
		expect((await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/refund`)).status).toBe(400);
		await until(
			async () => (await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/refund`)).status === 200,
		);
		expect(sandbox.gmt.balance()).toBe('1000.00');
	});

	it('moves referral earnings once for each transfer', async () => {
		const answer = await gmtCall(sandbox.gmt, 'POST', '/v1/profile/referral/transfer-balance', {
			amount: 10.1,
		});
		expect(answer.json()).toMatchObject({
			balance: { amount: '1010.10' },
			referral_info: { balance: { amount: '239.90' } },
		});
		expect(sandbox.gmt.charges()).toMatchObject([
			{ operationId: 'transferReferralBalance', amount: '10.10', account: 'referral' },
		]);
		expect(
			(await gmtCall(sandbox.gmt, 'POST', '/v1/profile/referral/transfer-balance', { amount: 240 }))
				.status,
		).toBe(400);
		expect(
			(
				await gmtCall(sandbox.gmt, 'POST', '/v1/profile/referral/transfer-balance', {
					amount: 1.005,
				})
			).status,
		).toBe(422);
		const history = (
			await gmtCall(sandbox.gmt, 'GET', '/v1/profile/referral/transaction?page=1&page_size=5')
		).json<{ items: unknown[] }>();
		expect(history.items).toMatchObject([
			{ amount: { amount: '-10.10' }, from_user_id: null },
			{ amount: { amount: '250.00' } },
		]);
		expect(sandbox.gmt.charges()).toHaveLength(1);
	});
});

describe('ownership', () => {
	it('answers 404 to ids of other accounts and to unknown ones', async () => {
		const { foreignBulkId, foreignPurchaseId } = sandbox.gmt;
		for (const path of [
			`/v1/purchases/${foreignPurchaseId}`,
			`/v1/purchases/bulk/${foreignBulkId}`,
			'/v1/purchases/424242',
		]) {
			const answer = await gmtCall(sandbox.gmt, 'GET', path);
			expect([path, answer.status, answer.json()]).toEqual([path, 404, { message: 'Not found' }]);
		}
		expect(
			(await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${foreignPurchaseId}/refund`)).status,
		).toBe(404);
		expect((await openCall(`${sandbox.gmt.url}/v1/purchases-by-hash/unknown`)).status).toBe(404);
	});

	it('gives a purchase by its hash without a key', async () => {
		const { id } = await buy();
		const answer = await openCall(
			`${sandbox.gmt.url}/v1/purchases-by-hash/${sandbox.gmt.hashOf(id)}`,
		);
		expect(answer.json()).toMatchObject({ id, status: 'PENDING' });
	});
});

describe('codes', () => {
	it('answers with the code, and 409 the second time', async () => {
		const { id } = await buy();
		const answer = await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/request-code`, {});
		expect(answer.json()).toMatchObject({
			purchase: { status: 'SUCCESS', verification: { code: expect.stringMatching(/^\d{5}$/) } },
			code_request: { status: 'success' },
		});
		const again = await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/request-code`, {});
		expect([again.status, again.json()]).toEqual([
			409,
			{ message: 'Verification code already requested' },
		]);
		expect((await read(id)).verification).not.toBeNull();
		expect((await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/refund`)).status).toBe(409);
	});

	it('holds the answer until the supplier has the code', async () => {
		sandbox.gmt.options.codeAfterSeconds = 60;
		const { id } = await buy();
		const answer = gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/request-code`);
		await until(() => sandbox.gmt.requests.at(-1)?.operationId === 'requestPurchaseCode');
		expect((await read(id)).status).toBe('PENDING');
		expect((await answer).json()).toMatchObject({ code_request: { status: 'success' } });
	});

	it('answers pending at once and delivers the code later', async () => {
		Object.assign(sandbox.gmt.options, { codeOutcome: 'pending', codeAfterSeconds: 60 });
		const { id } = await buy();
		const answer = await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/request-code`, {});
		expect(answer.json()).toMatchObject({
			purchase: { status: 'PENDING', verification: null },
			code_request: {
				status: 'pending',
				attempt: 1,
				next_attempt_at: expect.any(String),
				retry_after: expect.any(Number),
			},
		});
		expect(
			(await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/request-code`, {})).status,
		).toBe(200);
		await until(async () => (await read(id)).status === 'SUCCESS');
	});

	it('lets a code fail', async () => {
		sandbox.gmt.options.codeOutcome = 'failed';
		const { id } = await buy();
		await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/request-code`, {});
		await until(async () => (await read(id)).status === 'ERROR');
		expect((await read(id)).verification).toBeNull();
	});
});

describe('bulk purchases', () => {
	it.each(['ERROR', 'REFUND', 'EXPIRED'] as const)(
		'can end as %s, without an archive',
		async (outcome) => {
			Object.assign(sandbox.gmt.options, { bulkOutcomes: { IN: outcome } });
			const { bulk_purchase_id: id } = (
				await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/bulk', {
					country_code: 'IN',
					quantity: 3,
				})
			).json();
			await until(
				async () =>
					(await gmtCall(sandbox.gmt, 'GET', `/v1/purchases/bulk/${id}`)).json().status === outcome,
			);
			expect(
				(await gmtCall(sandbox.gmt, 'GET', `/v1/purchases/bulk/${id}`)).json().item,
			).toBeNull();
			expect((await gmtCall(sandbox.gmt, 'GET', `/v1/purchases/bulk/${id}/download`)).status).toBe(
				409,
			);
			expect(sandbox.gmt.balance()).toBe(outcome === 'REFUND' ? '1000.00' : '998.14');
		},
	);

	it('appear in the list of purchases by their parts only', async () => {
		await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/bulk', { country_code: 'IN', quantity: 2 });
		await buy();
		const list = (
			await gmtCall(sandbox.gmt, 'GET', '/v1/purchases/?page=1&page_size=50&sort=date_desc')
		).json<{ items: PurchaseBody[] }>();
		expect(list.items.map(({ purchase_type: type }) => type)).toEqual(['SINGLE', 'BULK', 'BULK']);
	});
});

it('shifts its clock when told to', async () => {
	sandbox.gmt.options.clockSkewSeconds = 3600;
	const answer = await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/', { country_code: 'US' });
	const ahead = (text: string) => Math.round((Date.parse(text) - Date.now()) / 60_000);
	expect(ahead(answer.json<PurchaseBody>().created_at)).toBe(60);
	expect(ahead(answer.headers.get('date') ?? '')).toBe(60);
});

it('goes back to the beginning', async () => {
	sandbox.gmt.setStock('US', 1);
	sandbox.gmt.options.latencyMs = 1;
	await buy();
	sandbox.gmt.reset();
	expect([
		sandbox.gmt.ledger,
		sandbox.gmt.requests,
		sandbox.gmt.balance(),
		sandbox.gmt.options.latencyMs,
	]).toEqual([[], [], '1000.00', 0]);
	expect((await gmtCall(sandbox.gmt, 'GET', '/v1/accounts/US')).json().available_count).toBe(120);
});
