/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type Sandbox } from '../../sandbox';
import { gmtCall, until } from './http';

let sandbox: Sandbox;
let receiver: Server;
let url: string;
/** Statuses that the receiver answers one after the other; then 200. */
let statuses: number[];
let bodies: Array<Record<string, unknown>>;
let mostAtOnce: number;
/** The receiver answers when so many are waiting for it. */
let answersFor: number;
let received: () => void;

beforeAll(async () => {
	let open: Array<() => void> = [];
	receiver = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			bodies.push(JSON.parse(body) as Record<string, unknown>);
			received();
			open.push(() => response.writeHead(statuses.shift() ?? 200).end('thank you'));
			mostAtOnce = Math.max(mostAtOnce, open.length);
			// A moment in which another one could come.
			setTimeout(() => {
				if (open.length < answersFor) return;
				for (const answer of open) answer();
				open = [];
			}, 5);
		});
	});
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
	// 10 s of the service last 50 ms.
	sandbox = await startSandbox({ timeScale: 0.005 });
});
afterAll(async () => {
	await sandbox.close();
	receiver.closeAllConnections();
	receiver.close();
});
beforeEach(() => {
	sandbox.gmt.reset();
	sandbox.gmt.options.bulkReadyAfterSeconds = 2;
	statuses = [];
	bodies = [];
	mostAtOnce = 0;
	answersFor = 1;
	received = () => undefined;
});

async function buyBulk(): Promise<number> {
	const answer = await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/bulk', {
		country_code: 'IN',
		quantity: 2,
		callback_url: url,
	});
	return answer.json<{ bulk_purchase_id: number }>().bulk_purchase_id;
}

async function settled(count: number): Promise<void> {
	await until(() => sandbox.gmt.callbacks.filter(({ ms }) => ms !== undefined).length === count);
}

it('announces a ready archive once, when the receiver answers 200', async () => {
	const id = await buyBulk();
	await settled(1);
	expect(bodies).toMatchObject([
		{
			bulk_purchase_id: id,
			status: 'SUCCESS',
			quantity: 2,
			item: { archive_url: `/v1/purchases/bulk/${id}/download` },
		},
	]);
	expect(sandbox.gmt.callbacks).toMatchObject([
		{ url, attempt: 1, status: 200, answer: 'thank you' },
	]);
	await new Promise((resolve) => setTimeout(resolve, 80));
	expect(sandbox.gmt.callbacks).toHaveLength(1);
});

it('tries three times, 10 and 30 s after the event, on anything but 200', async () => {
	statuses = [204, 500, 404, 200];
	await buyBulk();
	await settled(3);
	const [first, ...others] = sandbox.gmt.callbacks.map(({ at }) => at);
	const [second = 0, third = 0] = others.map((at) => at - (first ?? 0));
	expect(second).toBeGreaterThanOrEqual(45);
	expect(third).toBeGreaterThanOrEqual(145);
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(sandbox.gmt.callbacks.map(({ attempt, status }) => [attempt, status])).toEqual([
		[1, 204],
		[2, 500],
		[3, 404],
	]);
});

it('gives up its deliveries on reset', async () => {
	statuses = [500, 500, 500];
	received = () => sandbox.gmt.reset();
	await buyBulk();
	await until(() => bodies.length === 1);
	await new Promise((resolve) => setTimeout(resolve, 120));
	expect(bodies).toHaveLength(1);
});

it('counts an answer that takes too long as a failure', async () => {
	sandbox.gmt.options.callbackTimeoutMs = 1;
	await buyBulk();
	await settled(3);
	expect(sandbox.gmt.callbacks.map(({ status, error }) => [status, error])).toEqual(
		Array(3).fill([undefined, 'timeout']),
	);
});

it.each([
	['sequential', 1],
	['simultaneous', 3],
] as const)('repeats deliveries (%s)', async (duplicateMode, atOnce) => {
	Object.assign(sandbox.gmt.options, { duplicateCallbacks: 2, duplicateMode });
	answersFor = atOnce;
	await buyBulk();
	await settled(3);
	expect(sandbox.gmt.callbacks.map(({ attempt, copy }) => [attempt, copy])).toEqual([
		[1, 0],
		[1, 1],
		[1, 2],
	]);
	expect(mostAtOnce).toBe(atOnce);
});

it.each([
	['purchase_id', (id: number) => ({ purchase_id: id })],
	['id', (id: number) => ({ id })],
	['purchase.id', (id: number) => ({ purchase: { id } })],
] as const)('puts the id of a bulk purchase into %s', async (callbackIdField, expected) => {
	sandbox.gmt.options.callbackIdField = callbackIdField;
	const id = await buyBulk();
	await settled(1);
	expect(bodies[0]).toMatchObject(expected(id));
	expect(bodies[0]).not.toHaveProperty('bulk_purchase_id');
});

it.each([
	['success', { status: 'SUCCESS', verification: { code: expect.any(String) } }],
	['pending', { status: 'SUCCESS', verification: { code: expect.any(String) } }],
	['failed', { status: 'ERROR', error: 'code not received' }],
] as const)('announces the result of a code request (%s)', async (codeOutcome, expected) => {
	sandbox.gmt.options.codeOutcome = codeOutcome;
	const { id } = (
		await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/', { country_code: 'US' })
	).json();
	await gmtCall(sandbox.gmt, 'POST', `/v1/purchases/${id}/request-code`, { callback_url: url });
	await settled(1);
	expect(bodies).toMatchObject([{ purchase_id: id, ...expected }]);
	expect(sandbox.gmt.violations).toEqual([]);
});

it('keeps silent about failed bulk purchases unless told otherwise', async () => {
	// Settled by hand below, however long the answers take.
	sandbox.gmt.options.bulkReadyAfterSeconds = null;
	const first = await buyBulk();
	sandbox.gmt.setBulkStatus(first, 'ERROR');
	sandbox.gmt.options.announceFailedBulk = true;
	const second = await buyBulk();
	sandbox.gmt.setBulkStatus(second, 'ERROR');
	await settled(1);
	expect(bodies).toMatchObject([{ bulk_purchase_id: second, status: 'ERROR', item: null }]);
});

it('reports what the receiver of a test webhook answered', async () => {
	statuses = [200, 418];
	const test = async (address: string) =>
		(
			await gmtCall(sandbox.gmt, 'POST', '/v1/webhooks/test', { type: 'failed', url: address })
		).json();
	expect(await test(url)).toMatchObject({
		success: true,
		http_code: 200,
		response_body: 'thank you',
	});
	expect(await test(url)).toMatchObject({ success: false, http_code: 418 });
	expect(await test('http://127.0.0.1:1/')).toMatchObject({
		success: false,
		error: expect.stringContaining('ECONNREFUSED'),
	});
	expect(bodies[0]).toMatchObject({ status: 'ERROR', error: expect.any(String) });
});

it('notes a callback that breaks the contract, and sends it nevertheless', async () => {
	const { gmt } = sandbox;
	await buyBulk();
	await settled(1);
	expect(gmt.violations).toEqual([]);
	gmt.announce('onBulkReady', url, { bulk_purchase_id: 'abc' });
	gmt.announce('onCodeResult', url, []);
	expect(gmt.violations).toEqual([
		'sandbox: callback violates contract (onBulkReady): bulk_purchase_id must be integer',
		expect.stringContaining('callback violates contract (onCodeResult): body must be object'),
	]);
	await settled(3);
});

it('posts any payload for a test', async () => {
	const record = await sandbox.gmt.sendCallback(url, { forged: true });
	expect(record).toMatchObject({ status: 200, answer: 'thank you' });
	expect(bodies).toEqual([{ forged: true }]);
});
