/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { code } from '../../nodes/Gmt/operations/purchase/code';
import { openBinary } from '../../test-engine';
import { useSetup } from '../support';
import {
	boughtSingle,
	pause,
	post,
	publish,
	requestCode,
	settledBulk,
	until,
	type PublishedTrigger,
} from '../support/callbacks';

const setup = useSetup();
let trigger: PublishedTrigger;

beforeEach(() => {
	setup.sandbox.gmt.reset();
	// Numbers start anew with the sandbox; the trigger would rightly take them for known ones.
	setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: 5 });
});

afterEach(async () => {
	await trigger?.active.deactivate().catch(() => undefined);
	expect(setup.sandbox.gmt.violations).toEqual([]);
});

let workflows = 0;
/** Publishes a trigger in a workflow of its own, so that nothing is remembered of the test before. */
async function listen(options = {}, activation = {}, more = {}): Promise<PublishedTrigger> {
	trigger = await publish(setup.engine, options, activation, {
		id: `trigger-${++workflows}`,
		...more,
	});
	return trigger;
}

const events = (setup: PublishedTrigger) =>
	setup.active.executions.map((run) => run.items('Trigger')[0]?.json.event);

describe('events, called back by the service itself', () => {
	it('starts a workflow when the archive is ready, with the archive attached', async () => {
		const { active, url } = await listen();
		const id = await settledBulk(setup.sandbox, 'PENDING', url);
		const run = await active.nextExecution();
		const [item] = run.items('Trigger');
		expect(item?.json).toMatchObject({
			event: 'archiveReady',
			eventId: `archiveReady:${id}`,
			price: 0.62,
			currency: 'USD',
			quantity: 1,
			purchase: {
				bulk_purchase_id: id,
				status: 'SUCCESS',
				item: { quantity: 1 },
				total_price: { amount: '0.62', currency_code: 'USD' },
			},
			delivery: { receivedAt: expect.any(String), payload: { bulk_purchase_id: id } },
		});
		const file = await openBinary(item!);
		expect([file.fileName, file.mimeType]).toEqual([`accounts-${id}.zip`, 'application/zip']);
		expect((await file.toBuffer()).subarray(0, 2).toString()).toBe('PK');
		expect(setup.sandbox.gmt.callbacks).toMatchObject([{ status: 200 }]);
	});

	it.each(['ERROR', 'REFUND', 'EXPIRED'] as const)(
		'starts a workflow when a bulk purchase ends as %s',
		async (status) => {
			setup.sandbox.gmt.configure({ announceFailedBulk: true });
			const { active, url } = await listen();
			const id = await settledBulk(setup.sandbox, status, url);
			expect((await active.nextExecution()).items('Trigger')[0]?.json).toMatchObject({
				event: 'archiveFailed',
				purchase: { bulk_purchase_id: id, status },
			});
		},
	);

	it('starts a workflow when a code has arrived', async () => {
		const { active, url } = await listen();
		const id = await boughtSingle(setup.sandbox);
		await requestCode(setup.sandbox, id, url);
		expect((await active.nextExecution()).items('Trigger')[0]?.json).toMatchObject({
			event: 'codeReceived',
			eventId: `codeReceived:${id}`,
			price: 0.62,
			currency: 'USD',
			purchase: { id, verification: { code: expect.any(String) } },
		});
	});

	it.each(['ERROR', 'PENDING'] as const)(
		'starts a workflow when a code failed and the purchase is %s',
		async (failedCodeStatus) => {
			setup.sandbox.gmt.configure({ codeOutcome: 'failed', failedCodeStatus });
			const { active, url } = await listen();
			const id = await boughtSingle(setup.sandbox);
			await requestCode(setup.sandbox, id, url);
			expect((await active.nextExecution()).items('Trigger')[0]?.json).toMatchObject({
				event: 'codeFailed',
				purchase: { id, status: failedCodeStatus },
			});
		},
	);

	it('starts nothing on events that were not chosen, and answers 200', async () => {
		const { active, deliver } = await listen(
			{},
			{},
			{ parameters: { events: ['codeReceived'], options: {} } },
		);
		expect(await deliver({ bulk_purchase_id: await settledBulk(setup.sandbox) })).toMatchObject({
			status: 200,
		});
		expect(active.executions).toEqual([]);
	});
});

describe('payloads', () => {
	it.each([
		['bulk_purchase_id', (id: number) => ({ bulk_purchase_id: id, status: 'SUCCESS' })],
		['purchase_id', (id: number) => ({ purchase_id: id, quantity: 1 })],
		['id', (id: number) => ({ id })],
		['purchase.id', (id: number) => ({ event: 'bulk.ready', purchase: { id }, quantity: 1 })],
		['text', (id: number) => ({ bulk_purchase_id: String(id) })],
		['camel case', (id: number) => ({ bulkPurchaseId: id })],
		['wrapped', (id: number) => ({ data: { bulk_purchase: { bulk_purchase_id: id } } })],
	])('finds the number as %s', async (_where, payload) => {
		const { active, deliver } = await listen();
		const id = await settledBulk(setup.sandbox);
		expect(await deliver(payload(id))).toMatchObject({ status: 200 });
		expect((await active.nextExecution()).items('Trigger')[0]?.json.eventId).toBe(
			`archiveReady:${id}`,
		);
	});

	it.each(['purchase_id', 'id', 'purchase.id'] as const)(
		'finds the number of a code as %s',
		async (callbackIdField) => {
			setup.sandbox.gmt.configure({ callbackIdField });
			const { active, url } = await listen();
			const id = await boughtSingle(setup.sandbox);
			await requestCode(setup.sandbox, id, url);
			expect((await active.nextExecution()).items('Trigger')[0]?.json.eventId).toBe(
				`codeReceived:${id}`,
			);
		},
	);

	it('finds an archive also where the delivery looks like one about a code', async () => {
		const { active, deliver } = await listen();
		const id = await settledBulk(setup.sandbox, 'ERROR');
		expect(
			(await deliver({ purchase: { id, status: 'ERROR' }, error: 'out of stock' })).status,
		).toBe(200);
		expect((await active.nextExecution()).items('Trigger')[0]?.json.eventId).toBe(
			`archiveFailed:${id}`,
		);
	});

	it('finds a code also where the delivery looks like one about an archive', async () => {
		const { active, deliver } = await listen();
		const id = await boughtSingle(setup.sandbox);
		await requestCode(setup.sandbox, id);
		expect((await deliver({ purchase_id: id, quantity: 1 })).status).toBe(200);
		expect((await active.nextExecution()).items('Trigger')[0]?.json.eventId).toBe(
			`codeReceived:${id}`,
		);
	});

	it('takes a text about what went wrong for a failed code, also with a status that is still PENDING', async () => {
		const { active, deliver } = await listen();
		const id = await boughtSingle(setup.sandbox);
		expect(
			(await deliver({ purchase_id: id, status: 'PENDING', message: 'Code not received' })).status,
		).toBe(200);
		expect((await active.nextExecution()).items('Trigger')[0]?.json).toMatchObject({
			eventId: `codeFailed:${id}`,
			purchase: { status: 'PENDING' },
		});
	});

	it.each<(id: number) => object>([
		(id) => ({ purchase_id: id }),
		(id) => ({ id, status: 'pending' }),
		(id) => ({ purchase_id: String(id), success: false }),
		(id) => ({ purchase_id: id, success: 0, code: null }),
		(id) => ({ event: 'purchase.updated', data: { purchase_id: id } }),
		(id) => ({ type: 'failed', purchase: { id, status: 'PENDING' } }),
		(id) => ({ purchaseId: id, error_message: 'Код не получен' }),
		(id) => ({ purchase_id: id, reason: ['timeout', 'no code'] }),
		(id) => ({ purchase_id: id, message: ['Код не пришёл'] }),
		(id) => ({
			success: true,
			purchase: { id, status: 'PENDING' },
			code_request: { status: 'failed' },
		}),
		(id) => ({
			purchase: { id, verification: null },
			code_request: { status: 'failed', attempt: 3 },
		}),
		(id) => ({ payload: JSON.stringify({ purchase_id: id, errorCode: 'NO_CODE' }) }),
	])(
		'takes any call about a purchase that is still PENDING for its failure (%#)',
		async (shape) => {
			const { active, deliver } = await listen();
			const id = await boughtSingle(setup.sandbox);
			expect((await deliver(shape(id))).status).toBe(200);
			expect((await active.nextExecution()).items('Trigger')[0]?.json).toMatchObject({
				eventId: `codeFailed:${id}`,
				purchase: { id, status: 'PENDING' },
			});
		},
	);

	it.each<(id: number) => object>([
		(id) => ({ purchase_id: id, status: 'SUCCESS' }),
		(id) => ({ purchase_id: id, success: true }),
		(id) => ({ event: 'code.received', data: { purchase_id: id } }),
		(id) => ({ purchase: { id }, verification: { code: '12345' } }),
		(id) => ({ purchase_id: id, quantity: 1 }),
	])('waits for the API where a call tells of success (%#)', async (shape) => {
		const { active, deliver } = await listen();
		const id = await boughtSingle(setup.sandbox);
		expect((await deliver(shape(id))).status).toBe(503);
		expect(active.executions).toEqual([]);
	});

	const nested = (levels: number) => `${'{"data":'.repeat(levels)}{}${'}'.repeat(levels)}`;
	it.each([
		['no number', '{"hello":"world"}', 400],
		['a list', '[1,2]', 200],
		['a text', '"unknown"', 400],
		['a negative number', '{"purchase_id":-1}', 400],
		['a path as number', '{"purchase_id":"1/../../profile"}', 404],
		['5 MB', `{"bulk_purchase_id":5001,"x":"${'a'.repeat(5_000_000)}"}`, 400],
		['5 MB of fields', `{"bulk_purchase_id":5001,"x":[${'{"a":1},'.repeat(600_000)}0]}`, 400],
		['100 000 levels', `{"bulk_purchase_id":5001,"x":${nested(100_000)}}`, 400],
		['100 levels', `{"bulk_purchase_id":5001,"x":${nested(100)}}`, 400],
		['unreadable JSON', '{"bulk_purchase_id":', 422],
	])('refuses %s', async (_what, body, status) => {
		const { active, url } = await listen();
		await settledBulk(setup.sandbox);
		const answer = await post(url, body);
		expect(answer.status).toBe(status);
		expect(answer.ms).toBeLessThan(5000);
		await pause(50);
		expect(active.executions).toEqual([]);
	});

	it.each([
		['text/plain', (json: string) => json],
		['application/octet-stream', (json: string) => json],
		['application/x-www-form-urlencoded', (json: string) => json],
		['application/vnd.api+json', (json: string) => json],
		['application/json', (json: string) => JSON.stringify(json)],
		['text/plain; charset=utf-8', (json: string) => `\uFEFF${json}`],
	])('reads JSON that comes as %s', async (type, written) => {
		const { active, url } = await listen();
		const id = await settledBulk(setup.sandbox);
		const body = written(`{"bulk_purchase_id":${id}}`);
		expect((await post(url, body, { 'content-type': type })).status).toBe(200);
		expect((await active.nextExecution()).items('Trigger')[0]?.json.eventId).toBe(
			`archiveReady:${id}`,
		);
	});

	it.each([
		['a list', (parts: object[]) => parts],
		['a list of events', (parts: object[]) => ({ id: 77, events: parts })],
		['a list of purchases', (parts: object[]) => ({ data: { bulk_purchases: parts } })],
	])('starts a run for each purchase in %s', async (_what, written) => {
		const { active, url } = await listen();
		const ids = [await settledBulk(setup.sandbox), await settledBulk(setup.sandbox)];
		const body = written(ids.map((id) => ({ bulk_purchase_id: id, status: 'SUCCESS' })));
		for (let times = 0; times < 3; times++)
			expect((await post(url, JSON.stringify(body))).status).toBe(200);
		const events = [await active.nextExecution(), await active.nextExecution()].map(
			(run) => run.items('Trigger')[0]?.json.eventId,
		);
		expect(events.sort()).toEqual(ids.map((id) => `archiveReady:${id}`));
		await pause(60_000);
		expect(active.executions).toHaveLength(2);
	});

	it('one call becomes no more calls than it names purchases, and none where those are too many', async () => {
		const { active, url } = await listen();
		const id = await settledBulk(setup.sandbox);
		const asked = () => setup.sandbox.gmt.requests.length;
		const before = asked();
		const parts = (count: number) =>
			Array.from({ length: count }, (_none, index) => ({ bulk_purchase_id: 900_000 + index }));
		expect((await post(url, JSON.stringify(parts(101)))).status).toBe(400);
		const nameless = [{ status: 'SUCCESS' }, { error: 'no code' }];
		expect((await post(url, JSON.stringify(nameless))).status).toBe(400);
		expect(asked()).toBe(before);
		// Lists in a list.
		const [some, others] = [parts(50), parts(100).slice(50)];
		const nested = [[{ bulk_purchase_id: id }, ...some], others];
		expect((await post(url, JSON.stringify(nested))).status).toBe(200);
		await active.nextExecution();
		await pause(60_000);
		expect(active.executions).toHaveLength(1);
		expect(asked() - before).toBeLessThan(40);
	});

	it('takes an answer about another purchase for no news, and asks again', async () => {
		const { active, url } = await listen();
		const id = await settledBulk(setup.sandbox);
		setup.sandbox.gmt.faults.add({
			operationId: 'getBulkPurchase',
			kind: 'change',
			when: 'after',
			change: (response) => ({
				...response,
				json: { ...(response.json as object), bulk_purchase_id: id + 1 },
			}),
		});
		expect((await post(url, JSON.stringify({ bulk_purchase_id: id }))).status).toBe(503);
		expect(active.executions).toEqual([]);
		expect((await active.nextExecution()).items('Trigger')[0]?.json).toMatchObject({
			eventId: `archiveReady:${id}`,
			purchase: { bulk_purchase_id: id },
		});
		expect(active.executions).toHaveLength(1);
	});

	it('takes the accounts in a bulk purchase for parts of it', async () => {
		const { active, url } = await listen();
		const id = await settledBulk(setup.sandbox);
		const items = [{ id: 901 }, { id: 902 }];
		expect((await post(url, JSON.stringify({ bulk_purchase_id: id, items }))).status).toBe(200);
		expect((await active.nextExecution()).items('Trigger')[0]?.json.eventId).toBe(
			`archiveReady:${id}`,
		);
		expect(active.executions).toHaveLength(1);
	});

	it.each([
		['no body', undefined, 'application/json'],
		['an empty body', '{}', 'application/json'],
		['a text', 'ready', 'text/plain'],
		['nothing about it in the body', '{"status":"SUCCESS"}', 'application/json'],
		['the number of the call in the body', '{"id":4242}', 'application/json'],
	])('takes the number in the address with %s', async (_what, body, type) => {
		const { active, url } = await listen();
		const id = await settledBulk(setup.sandbox);
		const answer = await post(`${url}?bulk_purchase_id=${id}`, body, { 'content-type': type });
		expect(answer.status).toBe(200);
		expect((await active.nextExecution()).items('Trigger')[0]?.json.eventId).toBe(
			`archiveReady:${id}`,
		);
	});

	it('is not there for other methods', async () => {
		const { active, url } = await listen();
		const statuses = await Promise.all(
			['GET', 'PUT', 'DELETE'].map(async (method) => (await fetch(url, { method })).status),
		);
		expect(statuses).toEqual([404, 404, 404]);
		expect(active.executions).toEqual([]);
	});
});

describe('what the API does not confirm starts nothing', () => {
	it('answers 404 to a forged number and to one of another account', async () => {
		const { active, deliver } = await listen();
		for (const payload of [
			{ bulk_purchase_id: 999_999 },
			{ bulk_purchase_id: setup.sandbox.gmt.foreignBulkId },
			{ purchase_id: setup.sandbox.gmt.foreignPurchaseId, error: 'x' },
			{ id: 424_242 },
		]) {
			expect(await deliver(payload)).toMatchObject({ status: 404 });
		}
		expect(active.executions).toEqual([]);
	});

	it('answers 503 while nothing has happened to the purchase, and starts when it has', async () => {
		setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: null });
		const { active, deliver } = await listen();
		const id = await settledBulk(setup.sandbox, 'PENDING');
		const single = await boughtSingle(setup.sandbox);
		expect((await deliver({ bulk_purchase_id: id, status: 'SUCCESS' })).status).toBe(503);
		expect((await deliver({ purchase_id: single, verification: { code: '1' } })).status).toBe(503);
		expect(active.executions).toEqual([]);
		setup.sandbox.gmt.setBulkStatus(id, 'SUCCESS');
		expect((await deliver({ bulk_purchase_id: id })).status).toBe(200);
		await active.nextExecution();
		expect(events(trigger)).toEqual(['archiveReady']);
	});
});

describe('a service that cannot be asked', () => {
	it.each([
		['does not answer', { kind: 'timeout' }],
		['answers slowly', { kind: 'delay', delayMs: 8000 }],
		['drips', { kind: 'drip', delayMs: 8000 }],
		['answers 500', { kind: 'status', status: 500 }],
		['answers 401', { kind: 'status', status: 401, body: { error: 'Unauthorized' } }],
		['answers 429', { kind: 'status', status: 429, headers: { 'retry-after': '30' } }],
		['answers a web page', { kind: 'html' }],
		['breaks off', { kind: 'truncate' }],
		['resets', { kind: 'reset' }],
	] as const)(
		'that %s: 503 within 5 seconds, and a later delivery still succeeds',
		async (_how, fault) => {
			const { active, deliver } = await listen();
			const id = await settledBulk(setup.sandbox);
			const armed = setup.sandbox.gmt.faults.add({
				operationId: 'getBulkPurchase',
				times: 'always',
				...fault,
			});
			const answer = await deliver({ bulk_purchase_id: id });
			expect(answer.status).toBe(503);
			expect(answer.ms).toBeLessThan(4800);
			armed.remove();
			expect((await deliver({ bulk_purchase_id: id })).status).toBe(200);
			await active.nextExecution();
			expect(events(trigger)).toEqual(['archiveReady']);
		},
		20_000,
	);

	it('is off the network: 503', async () => {
		const { deliver } = await listen();
		const id = await settledBulk(setup.sandbox);
		await setup.sandbox.gmt.pause();
		expect((await deliver({ bulk_purchase_id: id })).status).toBe(503);
		await setup.sandbox.gmt.resume();
		expect((await deliver({ bulk_purchase_id: id })).status).toBe(200);
	});
});

describe('an event that the API does not confirm in any of the deliveries', () => {
	it.each([
		['since it cannot be asked', { kind: 'status', status: 500 }],
		[
			'since its answers do not tell yet',
			{
				kind: 'status',
				status: 200,
				body: {
					bulk_purchase_id: 1,
					country_code: 'IN',
					quantity: 1,
					price_per_account: {},
					total_price: {},
					status: 'PENDING',
					item: null,
					created_at: '',
					updated_at: '',
				},
			},
		],
	] as const)(
		'still starts the workflow once: %s',
		async (_why, fault) => {
			setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: null });
			setup.sandbox.gmt.faults.add({ ...fault, operationId: 'getBulkPurchase', times: 3 });
			const { active, url } = await listen();
			const id = await settledBulk(setup.sandbox, 'PENDING', url);
			setup.sandbox.gmt.setBulkStatus(id, 'SUCCESS');
			await until(
				() => setup.sandbox.gmt.callbacks.filter(({ status }) => status === 503).length === 3,
			);
			expect(active.executions).toEqual([]);
			expect((await active.nextExecution(25_000)).items('Trigger')[0]?.json.eventId).toBe(
				`archiveReady:${id}`,
			);
			await pause(100);
			expect(active.executions).toHaveLength(1);
		},
		40_000,
	);
});

describe('repeats start exactly one run', () => {
	it('one after the other, and again after n8n was started anew', async () => {
		const { active, deliver } = await listen();
		const id = await settledBulk(setup.sandbox);
		for (let n = 0; n < 3; n++) expect((await deliver({ bulk_purchase_id: id })).status).toBe(200);
		const { staticData } = active;
		await active.deactivate();
		const again = await publish(setup.engine, {}, { staticData }, { id: `trigger-${workflows}` });
		expect((await again.deliver({ id })).status).toBe(200);
		expect(again.active.executions).toEqual([]);
		expect(active.executions).toHaveLength(1);
		await again.active.deactivate();
	});

	it.each(['simultaneous', 'sequential'] as const)(
		'%s copies, with the archive attached',
		async (duplicateMode) => {
			setup.sandbox.gmt.configure({ duplicateCallbacks: 7, duplicateMode });
			const { active, url } = await listen({ attachArchive: true });
			await settledBulk(setup.sandbox, 'SUCCESS', url);
			await until(
				() => setup.sandbox.gmt.callbacks.filter(({ status }) => status !== undefined).length >= 8,
			);
			await pause(50);
			expect(active.executions).toHaveLength(1);
			expect(active.executions[0]?.items('Trigger')[0]?.binary?.data).toBeDefined();
		},
	);

	it('of a number that is both a bulk and a single purchase: each its own run', async () => {
		const { active, deliver } = await listen();
		const bulk = await settledBulk(setup.sandbox);
		// The same number as a single purchase, which GMT counts apart.
		const single = await boughtSingle(setup.sandbox);
		const purchase = setup.sandbox.gmt.state.purchasesById.get(single)!;
		setup.sandbox.gmt.state.purchasesById.set(bulk, Object.assign(purchase, { id: bulk }));
		await requestCode(setup.sandbox, bulk);
		for (let n = 0; n < 3; n++) await deliver({ purchase_id: bulk, verification: { code: '1' } });
		for (let n = 0; n < 3; n++) await deliver({ bulk_purchase_id: bulk });
		for (let n = 0; n < 3; n++) await deliver({ id: bulk });
		await pause(50);
		expect(events(trigger)).toEqual(['codeReceived', 'archiveReady']);
		expect(active.executions).toHaveLength(2);
	});

	it('of a code that n8n itself looks for: not of the bulk purchase with the same number', async () => {
		const { active, deliver } = await listen();
		const bulk = await settledBulk(setup.sandbox);
		const single = await boughtSingle(setup.sandbox);
		const purchase = setup.sandbox.gmt.state.purchasesById.get(single)!;
		setup.sandbox.gmt.state.purchasesById.set(bulk, Object.assign(purchase, { id: bulk }));
		await deliver(code.callbackBody(bulk));
		await pause(50);
		expect(active.executions).toHaveLength(0);
		await requestCode(setup.sandbox, bulk);
		await deliver(code.callbackBody(bulk));
		await pause(50);
		expect(events(trigger)).toEqual(['codeReceived']);
	});
});

describe('the archive', () => {
	let elsewhere: Server;
	let seen: Array<{ url?: string; key?: unknown }>;
	let location = '';

	beforeAll(async () => {
		elsewhere = createServer((req, res) => {
			seen.push({ url: req.url, key: req.headers['x-api-key'] });
			if (req.url === '/moved') res.writeHead(302, { location }).end();
			else res.writeHead(200, { 'content-type': 'application/zip' }).end('PK stored elsewhere');
		});
		await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => void elsewhere.close());
	beforeEach(() => void (seen = []));
	const elsewhereUrl = () => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;

	it('that takes longer than GMT waits: 503 while it is on its way, and exactly one run', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'downloadBulkPurchase',
			kind: 'delay',
			delayMs: 6000,
			times: 'always',
		});
		const { active, deliver } = await listen({ attachArchive: true });
		const id = await settledBulk(setup.sandbox);
		const first = await deliver({ bulk_purchase_id: id });
		expect([first.status, first.ms > 3000, first.ms < 4500]).toEqual([503, true, true]);
		expect((await deliver({ bulk_purchase_id: id })).status).toBe(503);
		const run = await active.nextExecution(5000);
		expect(run.items('Trigger')[0]?.binary?.data?.fileName).toBe(`accounts-${id}.zip`);
		expect((await deliver({ bulk_purchase_id: id })).status).toBe(200);
		expect(active.executions).toHaveLength(1);
	}, 20_000);

	it('that cannot be had does not take the event with it', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'downloadBulkPurchase',
			kind: 'status',
			status: 404,
			body: { message: 'gone' },
			times: 'always',
		});
		const { active, deliver } = await listen({ attachArchive: true });
		const id = await settledBulk(setup.sandbox);
		// It is asked for again first: it may be there a moment later.
		expect((await deliver({ bulk_purchase_id: id })).status).toBe(503);
		const [item] = (await active.nextExecution(30_000)).items('Trigger');
		expect(item?.json).toMatchObject({
			event: 'archiveReady',
			purchase: { bulk_purchase_id: id },
			delivery: {
				archive: expect.stringMatching(
					new RegExp(`does not know.*'Bulk Purchase: Download', for bulk purchase ${id}`),
				),
			},
		});
		expect(item?.binary).toBeUndefined();
	}, 40_000);

	it('on another origin is fetched without the key', async () => {
		setup.sandbox.gmt.configure({ archiveUrl: 'foreign' });
		const { active, deliver } = await listen({ attachArchive: true });
		await deliver({ bulk_purchase_id: await settledBulk(setup.sandbox) });
		expect((await active.nextExecution()).items('Trigger')[0]?.binary?.data?.mimeType).toBe(
			'application/zip',
		);
		const { requests } = setup.sandbox.gmt.archiveHost;
		expect(requests).toHaveLength(1);
		expect(JSON.stringify(requests)).not.toContain(setup.sandbox.gmt.apiKey);
	});

	it('at a full address on the API is fetched with the key', async () => {
		setup.sandbox.gmt.configure({ archiveUrl: 'absolute' });
		const { active, deliver } = await listen({ attachArchive: true });
		await deliver({ bulk_purchase_id: await settledBulk(setup.sandbox) });
		expect((await active.nextExecution()).items('Trigger')[0]?.binary?.data).toBeDefined();
	});

	it.each([
		['/archive.zip', 2, true],
		['http://example.com/archive.zip', 1, false],
		['file:///etc/passwd', 1, false],
		['//[', 1, false],
	])('is fetched where the API sends on to, without the key: %s', async (path, requests, works) => {
		location = path;
		setup.sandbox.gmt.faults.add({
			operationId: 'downloadBulkPurchase',
			kind: 'status',
			status: 302,
			headers: { Location: `${elsewhereUrl()}/moved` },
			times: 'always',
		});
		const { active, deliver } = await listen({ attachArchive: true });
		await deliver({ bulk_purchase_id: await settledBulk(setup.sandbox) });
		const [item] = (await active.nextExecution()).items('Trigger');
		expect(seen).toEqual([{ url: '/moved' }, { url: '/archive.zip' }].slice(0, requests));
		if (works)
			expect((await (await openBinary(item!)).toBuffer()).toString()).toBe('PK stored elsewhere');
		else
			expect(item?.json.delivery).toMatchObject({
				archive: expect.stringContaining(
					'Get My TG names an address for the file that cannot be used',
				),
			});
	});
});

describe('test deliveries', () => {
	const test = async (type: 'success' | 'failed') => {
		const headers = { 'x-api-key': setup.sandbox.gmt.apiKey, 'content-type': 'application/json' };
		const body = JSON.stringify({ type, url: trigger.url });
		return await (
			await fetch(`${setup.sandbox.gmt.url}/v1/webhooks/test`, { method: 'POST', headers, body })
		).json();
	};

	it('are answered 200 and start nothing by default', async () => {
		await listen();
		expect(await test('success')).toMatchObject({ success: true, http_code: 200 });
		expect(await test('failed')).toMatchObject({ success: true, http_code: 200 });
		await pause(50);
		expect(trigger.active.executions).toEqual([]);
	});

	it('start a run that is marked as a test if the option says so', async () => {
		await listen({ startOnTest: true });
		await test('success');
		await test('failed');
		await until(() => trigger.active.executions.length === 2);
		expect(trigger.active.executions.map((run) => run.items('Trigger')[0]?.json)).toMatchObject([
			{
				event: 'codeReceived',
				test: true,
				eventId: expect.stringMatching(/^test:/),
				purchase: { id: 12345, status: 'SUCCESS', verification: { code: '12345' } },
			},
			{ event: 'codeFailed', test: true, purchase: { status: 'ERROR', verification: null } },
		]);
	});

	it('are recognised by a mark of their own too', async () => {
		const { active, deliver } = await listen();
		expect((await deliver({ event: 'test', status: 'success' })).status).toBe(200);
		expect(active.executions).toEqual([]);
	});

	it('do not hide a real purchase of that number', async () => {
		const { active, deliver } = await listen();
		const single = await boughtSingle(setup.sandbox);
		const purchase = setup.sandbox.gmt.state.purchasesById.get(single)!;
		setup.sandbox.gmt.state.purchasesById.set(12345, Object.assign(purchase, { id: 12345 }));
		await requestCode(setup.sandbox, 12345);
		await deliver({ purchase_id: 12345, verification: { code: '1' } });
		const run = await active.nextExecution();
		expect(run.items('Trigger')[0]?.json).toMatchObject({
			event: 'codeReceived',
			purchase: { id: 12345 },
		});
		expect(run.items('Trigger')[0]?.json).not.toHaveProperty('test');
	});
});

describe('listening for a test event in the editor', () => {
	it.each([
		['success', undefined, 'codeReceived', 1.5, { id: 12345, price: { amount: '1.50' } }],
		['failed', undefined, 'codeFailed', 1.5, { id: 12345, status: 'ERROR' }],
		['success', ['archiveReady'], 'archiveReady', 4.5, { bulk_purchase_id: 12345, quantity: 3 }],
		['failed', ['archiveFailed'], 'archiveFailed', 4.5, { status: 'ERROR' }],
	])(
		'starts with a complete sample after Webhook: Test with %s, for %j',
		async (type, events, event, price, purchase) => {
			const listening = await publish(
				setup.engine,
				{},
				{ test: true },
				events && { parameters: { events, options: {} } },
			);
			const { json } = await setup.runNode({
				service: 'gmt',
				parameters: { resource: 'webhook', operation: 'test', type, url: listening.url },
			});
			expect(json[0]).toMatchObject({
				success: true,
				response_body: expect.stringContaining('purchase_id') as string,
			});
			const run = await listening.active.nextExecution();
			expect(run.items('Trigger')[0]?.json).toMatchObject({
				event,
				test: true,
				price,
				currency: 'USD',
				...(event.startsWith('archive') && { quantity: 3 }),
				purchase,
			});
		},
	);

	it('works with the test URL, remembers nothing, and hears what was delivered before', async () => {
		const { deliver } = await listen();
		const id = await settledBulk(setup.sandbox);
		await deliver({ bulk_purchase_id: id });
		for (let n = 0; n < 2; n++) {
			const listening = await publish(
				setup.engine,
				{},
				{ test: true },
				{ id: `trigger-${workflows}` },
			);
			expect(listening.url).toContain('/webhook-test/');
			expect((await listening.deliver({ bulk_purchase_id: id })).status).toBe(200);
			expect((await listening.active.nextExecution()).items('Trigger')[0]?.json.event).toBe(
				'archiveReady',
			);
		}
	});
});
