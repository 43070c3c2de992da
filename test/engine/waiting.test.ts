import type { IDataObject, INode } from 'n8n-workflow';

import { openBinary, type Run, type WorkflowFile } from '../../test-engine';
import { continueOnFail, retry, useSetup, workflowOf } from '../support';
import { boughtSingle, pause, post, until } from '../support/callbacks';

const setup = useSetup();

beforeEach(() => {
	setup.sandbox.gmt.reset();
	// Tests settle what they bought themselves, unless they say otherwise.
	setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: null, announceFailedBulk: true });
});

afterEach(() => expect(setup.sandbox.gmt.violations).toEqual([]));

/** Buys bulks and waits; `=` marks expressions on the input items. */
const buying = (parameters: INode['parameters'] = {}, node: Partial<INode> = {}): WorkflowFile =>
	workflowOf({
		service: 'gmt',
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: '={{ $json.country ?? "IN" }}',
			quantity: '={{ $json.quantity ?? 1 }}',
			waitForArchive: true,
			...parameters,
		},
		node,
	});

const start = async (workflow: WorkflowFile, items: IDataObject[] = [{}]): Promise<Run> =>
	await setup.engine.run(workflow, { input: items });

/** Addresses and numbers of what was bought, oldest first. */
const bulks = () =>
	[...setup.sandbox.gmt.state.bulks.values()].map(({ id, callbackUrl }) => ({
		id,
		url: callbackUrl!,
	}));
const answered = async (count: number) =>
	await until(
		() => setup.sandbox.gmt.callbacks.filter(({ status }) => status !== undefined).length >= count,
	);

describe('Bulk purchase, Create, Wait for Archive', () => {
	it('suspends the execution, and the callback lets it continue with the purchase as it is then', async () => {
		const run = await start(buying());
		expect(run.status).toBe('waiting');
		const [bulk] = bulks();
		expect(bulk?.url).toMatch(
			new RegExp(
				`^${setup.engine.url}/webhook-waiting/${run.executionId}/node\\?signature=[0-9a-f]{64}$`,
			),
		);
		setup.sandbox.gmt.setBulkStatus(bulk!.id, 'SUCCESS');
		const final = await setup.engine.execution(run.executionId);
		expect(final.status).toBe('success');
		const [item] = final.items('Node');
		expect(item).toMatchObject({
			json: { bulk_purchase_id: bulk!.id, status: 'SUCCESS', item: { quantity: 1 } },
			pairedItem: { item: 0 },
		});
		expect(item?.json).not.toHaveProperty('waitTimedOut');
		expect((await (await openBinary(item!)).toBuffer()).subarray(0, 2).toString()).toBe('PK');
		expect(setup.sandbox.gmt.callbacks).toMatchObject([{ status: 200 }]);
		expect(setup.sandbox.gmt.charges()).toHaveLength(1);
	});

	it('tells price, currency and quantity after the callback, as before', async () => {
		const cost = { price: 1.86, currency: 'USD', quantity: 3 };
		const run = await start(buying({ quantity: 3 }));
		expect(run.status).toBe('waiting');
		setup.sandbox.gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
		const final = await setup.engine.execution(run.executionId);
		expect(final.items('Node')[0]?.json).toMatchObject({
			...cost,
			status: 'SUCCESS',
			total_price: { amount: '1.86', currency_code: 'USD' },
		});
		const unawaited = await start(buying({ quantity: 3, waitForArchive: false }));
		expect(unawaited.items('Node')[0]?.json).toMatchObject({ ...cost, status: 'PENDING' });
	});

	it.each([
		['is asked for until it is final', 2, { status: 'SUCCESS' }],
		['is still pending in the end', null, { status: 'PENDING', waitTimedOut: true }],
	])('tells them where the purchase %s', async (_when, bulkReadyAfterSeconds, end) => {
		setup.sandbox.gmt.configure({ bulkReadyAfterSeconds });
		const run = await start(buying({ quantity: 2, options: { timeLimit: 0.1 } }));
		expect([run.status, run.items('Node')[0]?.json]).toEqual([
			'success',
			expect.objectContaining({ price: 1.24, currency: 'USD', quantity: 2, ...end }),
		]);
	});

	it('tells them where the time is over while it is suspended, and where it was found again', async () => {
		setup.sandbox.gmt.setBalance('100.00');
		const key = { idempotencyKey: 'names', timeLimit: 5 };
		const workflow = { ...buying({ quantity: 2, options: key }), id: 'names' };
		const run = await start(workflow);
		expect(run.status).toBe('waiting');
		const cost = { price: 1.24, currency: 'USD', quantity: 2 };
		const over = await setup.engine.timeOutWaiting(run.executionId);
		expect(over.items('Node')[0]?.json).toMatchObject({ ...cost, waitTimedOut: true });
		setup.sandbox.gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
		const again = await start(workflow);
		expect(again.items('Node')[0]?.json).toMatchObject({
			...cost,
			status: 'SUCCESS',
			alreadyBought: true,
		});
		expect(setup.sandbox.gmt.charges()).toHaveLength(1);
	});

	it('attaches nothing if told so, and replaces a Callback URL of the user', async () => {
		const run = await start(
			buying({
				additionalFields: { callbackUrl: 'https://example.com/mine' },
				options: { attachArchive: false },
			}),
		);
		const [bulk] = bulks();
		expect(bulk?.url).toContain('/webhook-waiting/');
		setup.sandbox.gmt.setBulkStatus(bulk!.id, 'SUCCESS');
		expect((await setup.engine.execution(run.executionId)).items('Node')[0]).not.toHaveProperty(
			'binary',
		);
	});

	it('does not wait at all when it is told not to', async () => {
		const run = await start(buying({ waitForArchive: false }));
		expect([run.status, run.items('Node')[0]?.json.status]).toEqual(['success', 'PENDING']);
		expect(bulks()[0]?.url).toBeUndefined();
	});

	it('takes 20 purchases with callbacks in any order, two of them failed', async () => {
		const items = Array.from({ length: 20 }, (_, n) => ({
			country: n % 2 ? 'IN' : 'US',
			quantity: n + 1,
		}));
		// Options may come from the items, whose place is another when the node is woken.
		const options = {
			onFailure: '={{ $json.country ? "return" : "fail" }}',
			timeLimit: '={{ $("Start").first().json.quantity * 30 }}',
		};
		const run = await start(buying({ options }), items);
		expect(run.status).toBe('waiting');
		const order = bulks().map(({ id }) => id);
		const shuffled = [...order].sort(() => Math.random() - 0.5);
		for (const [n, id] of shuffled.entries()) {
			setup.sandbox.gmt.setBulkStatus(
				id,
				id === order[4] ? 'REFUND' : id === order[11] ? 'ERROR' : 'SUCCESS',
			);
			await answered(n + 1);
		}
		const final = await setup.engine.execution(run.executionId);
		expect(
			final
				.items('Node')
				.map(({ json, pairedItem }) => [
					json.bulk_purchase_id,
					json.status,
					json.quantity,
					pairedItem,
				]),
		).toEqual(
			order.map((id, n) => [
				id,
				n === 4 ? 'REFUND' : n === 11 ? 'ERROR' : 'SUCCESS',
				n + 1,
				{ item: n },
			]),
		);
		expect(setup.sandbox.gmt.callbacks.map(({ status }) => status)).toEqual(Array(20).fill(200));
		expect(setup.sandbox.gmt.charges()).toHaveLength(20);
	});

	it('takes callbacks that all come at the same moment', async () => {
		setup.sandbox.gmt.configure({ callbackDelaysSeconds: [0, 10, 30] });
		const run = await start(buying(), Array(10).fill({}));
		for (const { id } of bulks()) setup.sandbox.gmt.setBulkStatus(id, 'SUCCESS');
		const final = await setup.engine.execution(run.executionId);
		expect(final.items('Node').map(({ json }) => json.status)).toEqual(Array(10).fill('SUCCESS'));
	});

	it.each([
		['the workflow stops, and says what happened', {}, 'error'],
		['the items go on as failed', continueOnFail, 'success'],
		['the items go to the error output', { onError: 'continueErrorOutput' }, 'success'],
	] as const)('when one fails: %s', async (_what, node, status) => {
		const run = await start(buying({}, node as Partial<INode>), [{}, {}, {}]);
		const [first, second, third] = bulks();
		setup.sandbox.gmt.setBulkStatus(first!.id, 'SUCCESS');
		setup.sandbox.gmt.setBulkStatus(second!.id, 'EXPIRED');
		await answered(2);
		setup.sandbox.gmt.setBulkStatus(third!.id, 'SUCCESS');
		const final = await setup.engine.execution(run.executionId);
		expect(final.status).toBe(status);
		const message = `Bulk purchase ${second!.id} ended with status EXPIRED [item 1]`;
		const ids = (output: number) =>
			final
				.items('Node', output)
				.map(({ json, pairedItem }) => [json.bulk_purchase_id ?? json.error, pairedItem]);
		const good = [
			[first!.id, { item: 0 }],
			[third!.id, { item: 2 }],
		];
		const bad = [[message, { item: 1 }]];
		if (status === 'error') {
			expect(final.error?.message).toBe(message);
			expect(final.error?.description).toContain(
				`This run waited for: ${first!.id}, ${second!.id}, ${third!.id}.`,
			);
		} else if ('onError' in node && node.onError === 'continueErrorOutput')
			expect([ids(0), ids(1)]).toEqual([good, bad]);
		else expect(ids(0)).toEqual([good[0], bad[0], good[1]]);
	});

	it('brings out items that could not be bought together with the others', async () => {
		const run = await start(buying({}, continueOnFail), [{ country: 'XX' }, {}]);
		expect(run.status).toBe('waiting');
		setup.sandbox.gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
		const final = await setup.engine.execution(run.executionId);
		expect(final.items('Node')).toMatchObject([
			{
				json: { error: expect.stringContaining('[item 0]'), details: { code: 'notFound' } },
				pairedItem: { item: 0 },
			},
			{ json: { status: 'SUCCESS' }, pairedItem: { item: 1 } },
		]);
	});

	it('keeps waiting at calls about other purchases, forged ones, and while nothing has happened', async () => {
		const run = await start(buying());
		const { id, url } = bulks()[0]!;
		const call = async (payload: unknown, address = url) =>
			(await post(address, JSON.stringify(payload))).status;
		expect(await call({ bulk_purchase_id: 999_999 })).toBe(404);
		expect(await call({ bulk_purchase_id: setup.sandbox.gmt.foreignBulkId })).toBe(404);
		expect(await call({ bulk_purchase_id: id, status: 'SUCCESS' })).toBe(503);
		expect(await call({ bulk_purchase_id: id }, url.replace(/signature=./, 'signature=x'))).toBe(
			401,
		);
		expect(await call({ bulk_purchase_id: id }, url.replace(/\?.*/, ''))).toBe(401);
		expect(await call({ bulk_purchase_id: id }, url.replace('/node?', '?'))).toBe(404);
		await pause(50);
		setup.sandbox.gmt.setBulkStatus(id, 'SUCCESS');
		expect((await setup.engine.execution(run.executionId)).items('Node')[0]?.json.status).toBe(
			'SUCCESS',
		);
		expect(await call({ bulk_purchase_id: id })).toBe(409);
	});

	it('continues when everything is there, also where the number in the call is another', async () => {
		const run = await start(buying());
		const { id, url } = bulks()[0]!;
		setup.sandbox.gmt.configure({ callbackDelaysSeconds: [] });
		setup.sandbox.gmt.setBulkStatus(id, 'SUCCESS');
		expect(
			(await post(url, JSON.stringify({ id: 987_654, export: { purchase: id } }))).status,
		).toBe(200);
		expect((await setup.engine.execution(run.executionId)).items('Node')[0]?.json.status).toBe(
			'SUCCESS',
		);
	});

	it('keeps waiting while the service cannot be asked', async () => {
		const run = await start(buying());
		const { id, url } = bulks()[0]!;
		setup.sandbox.gmt.configure({ callbackDelaysSeconds: [] });
		setup.sandbox.gmt.setBulkStatus(id, 'SUCCESS');
		setup.sandbox.gmt.faults.add({ operationId: 'getBulkPurchase', kind: 'timeout' });
		const slow = await post(url, JSON.stringify({ bulk_purchase_id: id }));
		expect([slow.status, slow.ms < 4800]).toEqual([503, true]);
		setup.sandbox.gmt.faults.add({ operationId: 'getBulkPurchase', kind: 'status', status: 500 });
		expect((await post(url, JSON.stringify({ bulk_purchase_id: id }))).status).toBe(503);
		expect((await post(url, JSON.stringify({ bulk_purchase_id: id }))).status).toBe(200);
		expect((await setup.engine.execution(run.executionId)).status).toBe('success');
	}, 20_000);

	it('does not lose a callback that comes before the suspension', async () => {
		// The first of two is ready, and has called, while the second is still being bought.
		setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: 1, bulkOutcomes: { US: 'PENDING' } });
		setup.sandbox.gmt.faults.add({
			operationId: 'createBulkPurchase',
			kind: 'delay',
			delayMs: 600,
			skip: 1,
		});
		const run = await start(buying(), [{ country: 'IN' }, { country: 'US' }]);
		expect(setup.sandbox.gmt.callbacks.map(({ status }) => status)).toEqual([409, 409, 409]);
		expect(run.status).toBe('waiting');
		setup.sandbox.gmt.setBulkStatus(bulks()[1]!.id, 'SUCCESS');
		const final = await setup.engine.execution(run.executionId);
		expect(final.items('Node').map(({ json }) => json.status)).toEqual(['SUCCESS', 'SUCCESS']);
	});

	it('is not suspended when everything is final already', async () => {
		setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: 0.1 });
		setup.sandbox.gmt.faults.add({ operationId: 'getBulkPurchase', kind: 'delay', delayMs: 100 });
		const run = await start(buying({ options: { attachArchive: true } }));
		expect([run.status, run.items('Node')[0]?.json.status]).toEqual(['success', 'SUCCESS']);
		expect(run.items('Node')[0]?.binary?.data).toBeDefined();
	});

	it('lets the items continue as they were known when no callback comes', async () => {
		const run = await start(buying({}, continueOnFail), [
			{ mine: 1 },
			{ mine: 2, country: 'XX' },
			{ mine: 3 },
		]);
		const [first] = bulks();
		const before = run.items('Start').map(({ json }) => json);
		const final = await setup.engine.timeOutWaiting(run.executionId);
		expect(final.items('Node').map(({ json }) => json)).toMatchObject([
			{ mine: 1, bulk_purchase_id: first!.id, status: 'PENDING', waitTimedOut: true },
			{ mine: 2, error: expect.any(String) },
			{ mine: 3, status: 'PENDING', waitTimedOut: true },
		]);
		// What the node before has given out stays as it was.
		expect(final.items('Start').map(({ json }) => json)).toEqual(before);
		expect(before[0]).not.toHaveProperty('status');
		expect((await post(first!.url, JSON.stringify({ bulk_purchase_id: first!.id }))).status).toBe(
			409,
		);
	});

	it('asks by itself when the time limit is too short for a suspension', async () => {
		setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: 120 });
		const run = await start(buying({ options: { timeLimit: 1, attachArchive: true } }), [{}, {}]);
		expect(run.items('Node').map(({ json, binary }) => [json.status, !!binary])).toEqual([
			['SUCCESS', true],
			['SUCCESS', true],
		]);
		expect(bulks()[0]?.url).toBeUndefined();
		setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: null });
		const late = await start(buying({ options: { timeLimit: 0.02 } }));
		expect([late.status, late.items('Node')[0]?.json]).toEqual([
			'success',
			expect.objectContaining({ status: 'PENDING', waitTimedOut: true }),
		]);
	});

	it.each([
		[
			'a failed item',
			{},
			{
				error: expect.stringContaining('[item 0]'),
				details: expect.objectContaining({
					code: 'refused',
					description: expect.stringContaining('It was bought'),
				}),
			},
		],
		['an item with its status', { onFailure: 'return' }, { status: 'ERROR' }],
	])('makes of what failed %s, as told, when it asks by itself', async (_what, options, failed) => {
		const running = start(buying({ options: { timeLimit: 1, ...options } }, continueOnFail), [
			{},
			{},
		]);
		await until(() => bulks().length === 2);
		for (const [index, { id }] of bulks().entries())
			setup.sandbox.gmt.setBulkStatus(id, index === 0 ? 'ERROR' : 'SUCCESS');
		const run = await running;
		expect(run.status).toBe('success');
		expect(run.items('Node')).toMatchObject([
			{ json: failed, pairedItem: { item: 0 } },
			{ json: { status: 'SUCCESS' }, pairedItem: { item: 1 } },
		]);
	});

	it('stops asking at once with the execution', async () => {
		const abort = new AbortController();
		void pause(1200).then(() => abort.abort());
		const began = Date.now();
		const run = await setup.engine.run(buying({ options: { timeLimit: 1 } }), {
			input: [{}],
			signal: abort.signal,
		});
		expect(run.status).toBe('canceled');
		// Its time limit is a minute.
		expect(Date.now() - began).toBeLessThan(30_000);
	});

	it('never buys again what it has bought, however often the node is tried', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createBulkPurchase',
			kind: 'status',
			status: 400,
			body: { message: 'no' },
			skip: 1,
		});
		const run = await start(buying({}, retry), [{}, {}]);
		expect(run.status).toBe('waiting');
		expect(setup.sandbox.gmt.charges()).toHaveLength(2);
		for (const { id } of bulks()) setup.sandbox.gmt.setBulkStatus(id, 'SUCCESS');
		expect((await setup.engine.execution(run.executionId)).items('Node')).toHaveLength(2);
		expect(setup.sandbox.gmt.charges()).toHaveLength(2);
	});

	it.each(['0', -1, 99_999_999, 'soon'])(
		'buys nothing with %p minutes as time limit',
		async (timeLimit) => {
			const run = await start(buying({ options: { timeLimit } }));
			expect([run.status, run.error?.message]).toEqual([
				'error',
				expect.stringContaining("'Longest Wait in Minutes' must be a number of minutes"),
			]);
			expect(setup.sandbox.gmt.requests).toEqual([]);
		},
	);

	it('brings out the purchase without its archive when that cannot be had', async () => {
		const run = await start(buying({ options: { attachArchive: true } }));
		setup.sandbox.gmt.faults.add({
			operationId: 'downloadBulkPurchase',
			kind: 'status',
			status: 404,
			body: { message: 'gone' },
			times: 'always',
		});
		setup.sandbox.gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
		const [item] = (await setup.engine.execution(run.executionId)).items('Node');
		expect(item?.json).toMatchObject({
			status: 'SUCCESS',
			notAttached: expect.stringContaining('does not know'),
		});
		expect(item).not.toHaveProperty('binary');
	});

	it.each([1, 60])(
		'still tells after %d minutes at most that the price was too high',
		async (timeLimit) => {
			const { gmt } = setup.sandbox;
			gmt.configure({ latencyMs: 50 });
			// The price is read before the balance.
			const running = start(buying({ options: { timeLimit, maxPrice: '0.65' } }));
			await until(() => gmt.requests.some(({ operationId }) => operationId === 'getProfile'));
			gmt.setPrice('IN', '0.70');
			await until(() => bulks().length === 1);
			await pause(500);
			gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
			const final = await setup.engine.execution((await running).executionId);
			expect(final.items('Node')[0]?.json).toMatchObject({
				status: 'SUCCESS',
				overpaid: { maxPrice: '0.65' },
			});
		},
		10_000,
	);

	it('works in a node whose name is no plain word', async () => {
		const name = `Buy "50" {{ it's }} \\ now`;
		const workflow = buying({}, { name });
		workflow.connections = { Start: { main: [[{ node: name, type: 'main', index: 0 }]] } };
		const run = await start(workflow);
		setup.sandbox.gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
		expect((await setup.engine.execution(run.executionId)).items(name)[0]?.json.status).toBe(
			'SUCCESS',
		);
	});
});

describe('Purchase, Request Code, Wait for Code', () => {
	const requesting = (parameters: INode['parameters'] = {}, node: Partial<INode> = {}) =>
		workflowOf({
			service: 'gmt',
			parameters: {
				resource: 'purchase',
				operation: 'requestCode',
				purchaseId: '={{ $json.id }}',
				waitForCode: true,
				...parameters,
			},
			node,
		});

	const requestedOf = (id: number) => ({
		id,
		country_code: 'IN',
		display_name: { en: 'India' },
		phone_number: '+910000000000',
		price: { amount: '0.60', currency_code: 'USD' },
		status: 'PENDING',
		purchase_type: 'SINGLE',
		created_at: new Date().toISOString(),
	});

	it('gives the code at once when the service answers with it', async () => {
		const id = await boughtSingle(setup.sandbox);
		const run = await start(requesting(), [{ id }]);
		expect([run.status, run.items('Node')[0]?.json]).toEqual([
			'success',
			expect.objectContaining({
				purchase: expect.objectContaining({ id, verification: expect.any(Object) }),
			}),
		]);
	});

	it('waits for the callback when the code follows', async () => {
		setup.sandbox.gmt.configure({ codeOutcome: 'pending', codeAfterSeconds: 30 });
		const ids = [await boughtSingle(setup.sandbox), await boughtSingle(setup.sandbox)];
		const run = await start(
			requesting(),
			ids.map((id) => ({ id })),
		);
		expect(run.status).toBe('waiting');
		const final = await setup.engine.execution(run.executionId);
		expect(final.items('Node')).toMatchObject(
			ids.map((id, item) => ({
				json: {
					purchase: { id, verification: { code: expect.any(String) } },
					code_request: { status: 'success' },
				},
				pairedItem: { item },
			})),
		);
	});

	it.each(['ERROR', 'PENDING'] as const)(
		'tells that the code failed, with the purchase %s',
		async (failedCodeStatus) => {
			setup.sandbox.gmt.configure({
				codeOutcome: 'failed',
				codeAfterSeconds: 30,
				failedCodeStatus,
			});
			const ids = [await boughtSingle(setup.sandbox), await boughtSingle(setup.sandbox)];
			const run = await start(
				requesting({ options: { onFailure: 'return' } }),
				ids.map((id) => ({ id })),
			);
			expect(run.status).toBe('waiting');
			const final = await setup.engine.execution(run.executionId);
			expect(final.items('Node').map(({ json }) => (json.purchase as IDataObject).status)).toEqual([
				failedCodeStatus,
				failedCodeStatus,
			]);
			await answered(2);
			// The second is answered by n8n when the first one has told everything already.
			expect(
				setup.sandbox.gmt.callbacks.map(
					({ status }) => status === 200 || (status === 409 && failedCodeStatus === 'ERROR'),
				),
			).toEqual([true, true]);
		},
	);

	it('does not wait for a code that has failed already, while it waits for others', async () => {
		setup.sandbox.gmt.configure({ codeOutcome: 'pending', codeAfterSeconds: 30 });
		const ids = [await boughtSingle(setup.sandbox), await boughtSingle(setup.sandbox)];
		const purchase = { ...requestedOf(ids[0]!), verification: null };
		setup.sandbox.gmt.faults.add({
			operationId: 'requestPurchaseCode',
			kind: 'status',
			status: 200,
			body: {
				purchase,
				code_request: {
					status: 'failed',
					attempt: 3,
					max_attempts: 3,
					next_attempt_at: null,
					retry_after: null,
				},
			},
		});
		const run = await start(
			requesting({}, continueOnFail),
			ids.map((id) => ({ id })),
		);
		expect(run.status).toBe('waiting');
		await answered(1);
		expect((await setup.engine.execution(run.executionId)).items('Node')).toMatchObject([
			{
				json: {
					error: `The code of purchase ${ids[0]} did not arrive: its status is PENDING [item 0]`,
				},
			},
			{ json: { code_request: { status: 'success' } } },
		]);
	}, 10_000);

	it.each(['application/json', 'text/plain', 'application/octet-stream'])(
		'notes whose code a call says has failed, labelled %s',
		async (type) => {
			setup.sandbox.gmt.configure({
				codeOutcome: 'pending',
				codeAfterSeconds: 60_000,
				callbackDelaysSeconds: [],
			});
			const ids = [await boughtSingle(setup.sandbox), await boughtSingle(setup.sandbox)];
			const run = await start(
				requesting({ options: { onFailure: 'return', checkByItself: false } }),
				ids.map((id) => ({ id })),
			);
			const { callback_url: url } = setup.sandbox.gmt.requests.findLast(
				({ operationId }) => operationId === 'requestPurchaseCode',
			)!.body as { callback_url: string };
			const call = async (purchase_id: number, more: object) =>
				(await post(url, JSON.stringify({ purchase_id, ...more }), { 'content-type': type }))
					.status;
			expect(await call(ids[0]!, { error: 'no code' })).toBe(200);
			Object.assign(setup.sandbox.gmt.state.purchasesById.get(ids[1]!)!, {
				status: 'SUCCESS',
				verification: { code: '1', password: null, received_at: new Date().toISOString() },
			});
			expect(await call(ids[1]!, { status: 'SUCCESS' })).toBe(200);
			const final = await setup.engine.execution(run.executionId);
			expect(final.items('Node').map(({ json }) => json.purchase)).toMatchObject([
				{ id: ids[0], status: 'PENDING' },
				{ id: ids[1], status: 'SUCCESS' },
			]);
		},
	);

	it('forgets at the end of a wait which codes had failed, since they may be requested again', async () => {
		setup.sandbox.gmt.configure({
			codeOutcome: 'pending',
			codeAfterSeconds: 60_000,
			callbackDelaysSeconds: [],
		});
		const ids = [await boughtSingle(setup.sandbox), await boughtSingle(setup.sandbox)];
		const workflow = requesting({
			purchaseId: '={{ $json.id ?? $json.purchase.id }}',
			options: { onFailure: 'return' },
		});
		workflow.connections.Node = { main: [[{ node: 'Node', type: 'main', index: 0 }]] };
		const run = await start(
			workflow,
			ids.map((id) => ({ id })),
		);
		const url = setup.sandbox.gmt.requests.findLast(
			({ operationId }) => operationId === 'requestPurchaseCode',
		)!.body as { callback_url: string };
		const call = async (purchase_id: number, more: object) =>
			(await post(url.callback_url, JSON.stringify({ purchase_id, ...more }))).status;
		expect(await call(ids[0]!, { error: 'no code' })).toBe(200);
		expect((await setup.engine.timeOutWaiting(run.executionId)).status).toBe('waiting');
		// The second round: one code is there, the other still on its way.
		const { purchasesById } = setup.sandbox.gmt.state;
		Object.assign(purchasesById.get(ids[1]!)!, {
			status: 'SUCCESS',
			verification: { code: '1', password: null, received_at: new Date().toISOString() },
		});
		expect(await call(ids[1]!, { status: 'SUCCESS' })).toBe(200);
		expect((await setup.engine.timeOutWaiting(run.executionId)).status).toBe('waiting');
	});

	it('stops the workflow when the code failed, unless told otherwise', async () => {
		setup.sandbox.gmt.configure({ codeOutcome: 'failed', codeAfterSeconds: 30 });
		const id = await boughtSingle(setup.sandbox);
		const run = await start(requesting(), [{ id }]);
		const final = await setup.engine.execution(run.executionId);
		expect([final.status, final.error?.message]).toEqual([
			'error',
			`The code of purchase ${id} did not arrive: its status is ERROR [item 0]`,
		]);
	});
});

describe('an address that the service is to call', () => {
	const hintsOf = async (callbackUrl: string, mode: 'manual' | 'trigger' = 'manual') => {
		const parameters = {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: 'IN',
			quantity: 1,
			additionalFields: { callbackUrl },
		};
		const { run } = await setup.runNode({ service: 'gmt', parameters, run: { mode } });
		expect(run.status).toBe('success');
		return run.data.data.resultData.runData.Node?.[0]?.hints;
	};

	it('gets a hint, and is sent all the same, when it is obviously wrong', async () => {
		expect(await hintsOf('https://n8n.example.com/webhook-test/x/gmt', 'trigger')).toEqual([
			{ message: expect.stringContaining('Test URL'), type: 'warning', location: 'outputPane' },
		]);
		expect(await hintsOf('https://n8n.example.com/webhook-test/x/gmt')).toEqual([]);
		expect(await hintsOf('https://n8n.example.com/webhook/x/gmt', 'trigger')).toEqual([]);
		expect(bulks().map(({ url }) => url)).toContain('https://n8n.example.com/webhook-test/x/gmt');
	});
});
