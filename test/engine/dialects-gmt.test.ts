import type { INode } from 'n8n-workflow';

import { useSetup } from '../support';
import {
	boughtSingle,
	publish,
	requestCode,
	settledBulk,
	type PublishedTrigger,
} from '../support/callbacks';
import { resourcesOf } from '../support/contract';
import { valuesFor } from '../support/values';

/** Purchases one after the other, enough for each shape that a callback can have. */
const SHAPES = 6;

/** The kinds of all values, by operation: they are the same whatever the service makes of them. */
const kinds: Record<string, unknown> = {};

function kindOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.slice(0, 1).map(kindOf);
	if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
	return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, kindOf(part)]));
}

/** Triggers so far: what one remembers is nothing to another. */
let workflows = 0;

describe.each(['documented', 'live'] as const)('in the %s dialect', (dialect) => {
	const setup = useSetup({
		dialect,
		gmt: { refundAfterSeconds: 0, bulkReadyAfterSeconds: 0, codeAfterSeconds: 0 },
	});
	const run = async (parameters: object) =>
		await setup.runNode({ service: 'gmt', parameters: parameters as INode['parameters'] });
	let trigger: PublishedTrigger | undefined;
	const listen = async () =>
		(trigger = await publish(setup.engine, {}, {}, { id: `trigger-${++workflows}` }));

	afterEach(async () => {
		await trigger?.active.deactivate().catch(() => undefined);
		trigger = undefined;
		expect(setup.sandbox.gmt.violations).toEqual([]);
	});

	it.each(
		resourcesOf.gmt.flatMap(({ operations }) =>
			Object.values(operations).map(
				(operation) => [`${operation.resource} ${operation.operation}`, operation] as const,
			),
		),
	)('%s gives the same, and charges once at most', async (name, operation) => {
		const values = await valuesFor({ service: 'gmt', operation }, setup);
		const { json, error, charges } = await run({
			resource: operation.resource,
			operation: operation.operation,
			...Object.fromEntries(Object.keys(operation.params).map((key) => [key, values[key]])),
			...(operation.simplify && { simple: false }),
		});
		expect(error).toBeUndefined();
		expect(charges).toHaveLength(operation.sideEffect === 'money' ? 1 : 0);
		const kind = kindOf(json[0] ?? {});
		expect(kind).toEqual((kinds[name] ??= kind));
	});

	it('gives amounts with their cents', async () => {
		const price = { resource: 'account', operation: 'get', countryCode: 'US', simple: false };
		expect((await run(price)).json[0]?.price).toMatchObject({
			amount: '1.50',
			currency_code: 'USD',
		});
	});

	it('says what is wrong', async () => {
		const { gmt } = setup.sandbox;
		const buy = { resource: 'purchase', operation: 'create', countryCode: 'US' };
		const balance = gmt.balance();
		gmt.setBalance('0.00');
		expect((await run(buy)).error?.code).toBe('insufficientBalance');
		gmt.setBalance(balance);
		gmt.setStock('US', 0);
		expect((await run(buy)).error?.code).toBe('outOfStock');
		gmt.setStock('US', 120);
		const unknown = { resource: 'purchase', operation: 'get', purchaseId: gmt.foreignPurchaseId };
		expect((await run(unknown)).error?.code).toBe('notFound');
	});

	it.each([
		['insufficientBalance', 'Not enough user balance'],
		['insufficientBalance', 'Недостатньо коштів на балансі'],
		['insufficientBalance', 'Saldo insuficiente'],
		['insufficientBalance', 'Tus fondos son insuficientes'],
		['insufficientBalance', '账户余额不足'],
		['outOfStock', 'Акаунтів немає в наявності'],
		['outOfStock', 'No hay suficientes cuentas de este país'],
		['outOfStock', '库存不足'],
		['outOfStock', 'Insufficient accounts in stock'],
		['outOfStock', 'Insufficient quantity of accounts'],
		['outOfStock', 'No accounts available for this country'],
		['outOfStock', 'Accounts are not available'],
		['outOfStock', 'Only 3 accounts available'],
		['outOfStock', 'Requested quantity exceeds the available quantity'],
		['outOfStock', 'Нет доступных аккаунтов'],
		['outOfStock', 'Не хватает аккаунтов'],
		['outOfStock', 'Аккаунты этой страны отсутствуют'],
		['insufficientBalance', 'Не хватает средств'],
		['insufficientBalance', 'Нет средств на балансе'],
		['insufficientBalance', 'Your account balance is insufficient'],
		['insufficientBalance', 'Insufficient account balance'],
	])('says %s in the language of the account (%s)', async (code, message) => {
		for (const body of [{ message }, { error: message }, { detail: [{ msg: message }] }]) {
			setup.sandbox.gmt.faults.add({
				operationId: 'createPurchase',
				kind: 'status',
				status: 400,
				body,
			});
			const { error, charges } = await run({
				resource: 'purchase',
				operation: 'create',
				countryCode: 'US',
			});
			expect([error?.code, charges]).toEqual([code, []]);
		}
	});

	it.each([
		[400, 'Request already processed'],
		[422, 'Покупка обрабатывается'],
		[429, 'Purchase is already in progress'],
	])(
		'looks a purchase up after words about an earlier request (%i %s)',
		async (status, message) => {
			setup.sandbox.gmt.faults.add({
				operationId: 'createPurchase',
				kind: 'status',
				status,
				body: { message },
				when: 'after',
			});
			const { json, charges } = await run({
				resource: 'purchase',
				operation: 'create',
				countryCode: 'US',
			});
			expect(charges).toHaveLength(1);
			expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
		},
	);

	it.each([400, 404, 409, 422])(
		'calls a bulk purchase uncertain that came with status %i',
		async (status) => {
			setup.sandbox.gmt.faults.add({
				operationId: 'createBulkPurchase',
				kind: 'change',
				when: 'after',
				change: (response) => ({ ...response, status }),
			});
			const { error, charges } = await run({
				resource: 'bulkPurchase',
				operation: 'create',
				countryCode: 'US',
				quantity: 2,
			});
			expect(charges).toHaveLength(1);
			expect(error?.code).toBe('uncertain');
		},
	);

	it.each([{ code: null, password: null }, { code: '', password: 'x' }, {}])(
		'takes no verification without a code for one (%j)',
		async (verification) => {
			const purchaseId = await boughtSingle(setup.sandbox);
			setup.sandbox.gmt.configure({ codeOutcome: 'pending' });
			setup.sandbox.gmt.faults.add({
				operationId: 'getPurchase',
				kind: 'change',
				when: 'after',
				times: 'always',
				change: (response) => ({
					...response,
					json: { ...(response.json as object), verification },
				}),
			});
			const { json } = await run({
				resource: 'purchase',
				operation: 'requestCode',
				purchaseId,
				waitForCode: true,
				options: { timeLimit: 1 },
			});
			setup.sandbox.gmt.faults.clear();
			setup.sandbox.gmt.configure({ codeOutcome: 'success' });
			expect(json[0]).toMatchObject({ waitTimedOut: true });
		},
	);

	it('gives no code of another purchase', async () => {
		const [asked, other] = [await boughtSingle(setup.sandbox), await boughtSingle(setup.sandbox)];
		setup.sandbox.gmt.faults.add({
			operationId: 'getPurchase',
			kind: 'change',
			when: 'after',
			times: 'always',
			change: (response) => ({ ...response, json: { ...(response.json as object), id: other } }),
		});
		const { json, error } = await run({
			resource: 'purchase',
			operation: 'get',
			purchaseId: asked,
		});
		setup.sandbox.gmt.faults.clear();
		expect(json).toEqual([]);
		expect(error?.code).toBe('unexpectedReply');
	});

	it('looks a purchase up after a conflict that tells of an earlier request', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'status',
			status: 409,
			body: { message: 'Duplicate request' },
			when: 'after',
		});
		const { json, charges } = await run({
			resource: 'purchase',
			operation: 'create',
			countryCode: 'US',
		});
		expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
	});

	it.each(['success', 'ERROR', 'PENDING'] as const)(
		'starts the trigger once for each code, whatever the callback looks like (%s)',
		async (outcome) => {
			setup.sandbox.gmt.configure(
				outcome === 'success'
					? { codeOutcome: 'success' }
					: { codeOutcome: 'failed', failedCodeStatus: outcome },
			);
			const { active, url } = await listen();
			for (let count = 0; count < SHAPES; count++) {
				const id = await boughtSingle(setup.sandbox);
				await requestCode(setup.sandbox, id, url);
				const [item] = (await active.nextExecution()).items('Trigger');
				expect(item?.json).toMatchObject({
					event: outcome === 'success' ? 'codeReceived' : 'codeFailed',
					purchase: { id },
				});
			}
			expect(active.executions).toHaveLength(SHAPES);
			setup.sandbox.gmt.configure({ codeOutcome: 'success' });
		},
	);

	it('starts the trigger once for each archive, whatever the callback looks like', async () => {
		const { active, url } = await listen();
		for (let count = 0; count < SHAPES; count++) {
			const id = await settledBulk(setup.sandbox, 'PENDING', url);
			expect((await active.nextExecution()).items('Trigger')[0]?.json).toMatchObject({
				event: 'archiveReady',
				purchase: { bulk_purchase_id: id },
			});
		}
		expect(active.executions).toHaveLength(SHAPES);
	});

	it('waits for the code of a purchase, and says when it failed', async () => {
		for (const codeOutcome of ['pending', 'failed'] as const) {
			setup.sandbox.gmt.configure({ codeOutcome, failedCodeStatus: 'ERROR' });
			const purchaseId = await boughtSingle(setup.sandbox);
			const { json, error } = await run({
				resource: 'purchase',
				operation: 'requestCode',
				purchaseId,
				waitForCode: true,
				options: { timeLimit: 1 },
			});
			if (codeOutcome === 'pending') expect(JSON.stringify(json)).toContain(`"id":${purchaseId}`);
			else expect(error?.message).toContain(String(purchaseId));
		}
	});
});
