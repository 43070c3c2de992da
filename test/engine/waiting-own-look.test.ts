import type { IDataObject, INode } from 'n8n-workflow';

import type { WorkflowFile } from '../../test-engine';
import { StoredCredentials } from '../../test-engine/credentials';
import { useSetup, workflowOf } from '../support';
import { boughtSingle, pause, post, publish, settledBulk } from '../support/callbacks';

const setup = useSetup();

beforeEach(() => {
	setup.sandbox.gmt.reset();
	// Get My TG never calls: as where nobody can reach this n8n, or while it is down.
	setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: 300, callbackDelaysSeconds: [] });
});

afterEach(() => expect(setup.sandbox.gmt.violations).toEqual([]));

const charges = () => setup.sandbox.gmt.charges().length;
const reads = () =>
	setup.sandbox.gmt.requests.filter(({ operationId }) => operationId === 'getBulkPurchase').length;

const create = (more: INode['parameters'] = {}): WorkflowFile =>
	workflowOf({
		service: 'gmt',
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: '={{ $json.country ?? "IN" }}',
			quantity: 1,
			...more,
		},
	});

describe('a node that waits without any call', () => {
	it('wakes its execution by itself, with the archive', async () => {
		const run = await setup.engine.run(
			create({ waitForArchive: true, options: { attachArchive: true } }),
		);
		expect(run.status).toBe('waiting');
		const final = await setup.engine.execution(run.executionId);
		const [item] = final.items('Node');
		expect([final.status, item?.json.status, item?.json.waitTimedOut]).toEqual([
			'success',
			'SUCCESS',
			undefined,
		]);
		expect(item?.binary?.data).toBeDefined();
		expect([charges(), setup.sandbox.gmt.callbacks]).toEqual([1, []]);
	}, 30_000);

	it('fails by itself where one fails, and for several items', async () => {
		setup.sandbox.gmt.configure({ bulkOutcomes: { US: 'ERROR' } });
		const run = await setup.engine.run(create({ waitForArchive: true }), {
			input: [{ country: 'IN' }, { country: 'US' }, { country: 'GB' }],
		});
		const final = await setup.engine.execution(run.executionId);
		expect([final.status, final.error?.message]).toEqual([
			'error',
			expect.stringContaining('ended with status ERROR'),
		]);
		expect(charges()).toBe(3);
	}, 30_000);

	it('wakes it when a code has come', async () => {
		setup.sandbox.gmt.configure({ codeOutcome: 'pending', codeAfterSeconds: 300 });
		const id = await boughtSingle(setup.sandbox);
		const run = await setup.engine.run(
			workflowOf({
				service: 'gmt',
				parameters: {
					resource: 'purchase',
					operation: 'requestCode',
					purchaseId: id,
					waitForCode: true,
				},
			}),
		);
		expect(run.status).toBe('waiting');
		const final = await setup.engine.execution(run.executionId);
		expect(final.items('Node')[0]?.json).toMatchObject({ code_request: { status: 'success' } });
	}, 30_000);

	it('does not where it is told not to', async () => {
		const run = await setup.engine.run(
			create({ waitForArchive: true, options: { checkByItself: 'false' } }),
		);
		const before = reads();
		await pause(7_000);
		expect(reads()).toBe(before);
		expect((await setup.engine.timeOutWaiting(run.executionId)).items('Node')[0]?.json).toEqual(
			expect.objectContaining({ waitTimedOut: true }),
		);
	}, 30_000);

	it.each(['by itself', 'by a call'])(
		'takes no answer about another purchase for news, %s',
		async (how) => {
			const other = await settledBulk(setup.sandbox);
			const { status, executionId } = await setup.engine.run(
				create({ waitForArchive: true, options: { checkByItself: how === 'by itself' } }),
			);
			expect(status).toBe('waiting');
			const bulk = [...setup.sandbox.gmt.state.bulks.values()].at(-1)!;
			setup.sandbox.gmt.faults.add({
				operationId: 'getBulkPurchase',
				kind: 'change',
				when: 'after',
				change: (response) => ({
					...response,
					json: { ...(response.json as object), bulk_purchase_id: other, status: 'SUCCESS' },
				}),
			});
			const call = async () => (await post(bulk.callbackUrl!, '{}')).status;
			if (how === 'by a call') expect(await call()).toBe(503);
			const final = await setup.engine.execution(executionId);
			expect(final.items('Node')[0]?.json).toMatchObject({
				bulk_purchase_id: bulk.id,
				status: 'SUCCESS',
			});
		},
		30_000,
	);

	it('reads with the key that the credential holds by then', async () => {
		const run = await setup.engine.run(create({ waitForArchive: true }));
		const { apiKey } = setup.sandbox.gmt;
		const data = { apiKey: 'another', baseUrl: setup.sandbox.gmt.url };
		const reading = jest
			.spyOn(StoredCredentials.prototype, 'getDecrypted')
			.mockImplementation(async () => await Promise.resolve(data));
		setup.sandbox.gmt.configure({ apiKey: 'another' });
		const final = await setup.engine.execution(run.executionId);
		setup.sandbox.gmt.configure({ apiKey });
		reading.mockRestore();
		expect(final.items('Node')[0]?.json).toMatchObject({ status: 'SUCCESS' });
	}, 30_000);

	it('a call without a number right before the news is not forgotten', async () => {
		setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: null });
		const run = await setup.engine.run(
			create({ waitForArchive: true, options: { checkByItself: false } }),
		);
		const [bulk] = [...setup.sandbox.gmt.state.bulks.values()];
		expect((await post(bulk!.callbackUrl!, '{"status":"SUCCESS"}')).status).toBe(503);
		setup.sandbox.gmt.setBulkStatus(bulk!.id, 'SUCCESS');
		expect((await setup.engine.execution(run.executionId)).status).toBe('success');
	}, 30_000);
});

describe('a trigger that is never called', () => {
	it('starts on the archive of what this n8n buys for it', async () => {
		const trigger = await publish(setup.engine, { attachArchive: true }, {}, { id: 'one' });
		const run = await setup.engine.run(create({ additionalFields: { callbackUrl: trigger.url } }));
		const id = run.items('Node')[0]?.json.bulk_purchase_id;
		const started = await trigger.active.nextExecution(20_000);
		expect(started.items('Trigger')[0]).toMatchObject({
			json: { eventId: `archiveReady:${String(id)}` },
			binary: { data: {} },
		});
		await pause(6_000);
		expect([trigger.active.executions.length, charges()]).toEqual([1, 1]);
		await trigger.active.deactivate();
	}, 40_000);

	it('goes on asking where the API does not know the purchase for a moment', async () => {
		const trigger = await publish(setup.engine, { attachArchive: false }, {}, { id: 'lag' });
		for (const operationId of ['getBulkPurchase', 'getPurchase'])
			setup.sandbox.gmt.faults.add({
				operationId,
				kind: 'status',
				status: 404,
				body: { error: 'Not found' },
				times: 3,
			});
		await setup.engine.run(create({ additionalFields: { callbackUrl: trigger.url } }));
		await trigger.active.nextExecution(60_000);
		expect([trigger.active.executions.length, charges()]).toEqual([1, 1]);
		await trigger.active.deactivate();
	}, 90_000);

	it('is told nothing where the purchase is told not to, or another address is called', async () => {
		const trigger = await publish(setup.engine, {}, {}, { id: 'two' });
		const asked = () =>
			JSON.stringify((trigger.active.staticData.global as IDataObject | undefined) ?? {});
		for (const [callbackUrl, options] of [
			[trigger.url, { checkByItself: false }],
			[trigger.url.replace('/webhook/', '/webhook-test/'), {}],
			[trigger.url.replace(/\/gmt$/, ''), {}],
			[trigger.url.replace('127.0.0.1', 'localhost'), {}],
		] as const)
			await setup.engine.run(create({ additionalFields: { callbackUrl }, options }));
		await pause(1_000);
		expect([asked(), charges()]).toEqual(['{}', 4]);
		await trigger.active.deactivate();
	});

	it('takes up what it expects after a restart', async () => {
		setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: null });
		const before = await publish(setup.engine, {}, {}, { id: 'three' });
		const id = await settledBulk(setup.sandbox, 'PENDING', before.url);
		expect((await before.deliver({ bulk_purchase_id: id })).status).toBe(503);
		const { staticData } = before.active;
		await before.active.deactivate();
		setup.sandbox.gmt.setBulkStatus(id, 'SUCCESS');
		const after = await publish(setup.engine, {}, { staticData }, { id: 'three', name: 'Renamed' });
		const run = await after.active.nextExecution(20_000);
		expect(run.items('Renamed')[0]?.json.eventId).toBe(`archiveReady:${id}`);
		expect(after.active.executions).toHaveLength(1);
		await after.active.deactivate();
	}, 40_000);

	it('finds codes of single purchases that came while n8n was down', async () => {
		setup.sandbox.gmt.configure({ codeAfterSeconds: 0 });
		const codeOf = async (url?: string) => {
			const id = await boughtSingle(setup.sandbox);
			await setup.engine.run(
				workflowOf({
					service: 'gmt',
					parameters: {
						resource: 'purchase',
						operation: 'requestCode',
						purchaseId: id,
						...(url && { additionalFields: { callbackUrl: url } }),
					},
				}),
			);
			return id;
		};
		const before = await publish(setup.engine, {}, {}, { id: 'four' });
		const first = await codeOf(before.url);
		await before.active.nextExecution(10_000);
		const { staticData } = before.active;
		await before.active.deactivate();
		const missed = await codeOf();
		// A bulk purchase has the same number, and was ready after the code had come.
		const { state } = setup.sandbox.gmt;
		const bulk = state.bulks.get(await settledBulk(setup.sandbox))!;
		state.bulks.set(missed, Object.assign(bulk, { id: missed }));
		const after = await publish(setup.engine, {}, { staticData }, { id: 'four' });
		const run = await after.active.nextExecution(20_000);
		expect(run.items('Trigger')[0]?.json.eventId).toBe(`codeReceived:${missed}`);
		expect((await after.deliver({ purchase_id: first })).status).toBe(200);
		expect(after.active.executions).toHaveLength(1);
		await after.active.deactivate();
	}, 40_000);
});
