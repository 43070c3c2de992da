/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { connect } from 'node:net';
import { startSandbox, type FaultSpec, type Sandbox } from '../../sandbox';
import { gmtCall, openCall, type Answer } from './http';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.001 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.gmt.reset());

async function buy(): Promise<Answer> {
	return await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/', { country_code: 'US' });
}

/** What a client makes of the answer: its status and whether its body is a purchase, or `broken`. */
async function outcome(): Promise<string> {
	try {
		const answer = await buy();
		try {
			return `${answer.status} ${answer.json<{ id?: number } | undefined>()?.id ? 'purchase' : 'other JSON'}`;
		} catch {
			return `${answer.status} no JSON`;
		}
	} catch {
		return 'broken';
	}
}

/** Code of the error that a new connection meets. */
async function connectionError(url: string): Promise<string | undefined> {
	return await new Promise((resolve) => {
		const socket = connect(Number(new URL(url).port), '127.0.0.1', () => resolve(undefined));
		socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
	});
}

const KINDS: Array<[FaultSpec['kind'], Partial<FaultSpec>, string]> = [
	['reset', {}, 'broken'],
	['status', { status: 503 }, '503 no JSON'],
	['status', { status: 500 }, '500 other JSON'],
	['truncate', {}, 'broken'],
	['truncateClean', {}, '200 no JSON'],
	['empty', {}, '200 no JSON'],
	['text', {}, '200 no JSON'],
	['html', {}, '200 no JSON'],
	['duplicateHeader', {}, 'broken'],
	['garbage', {}, 'broken'],
];

it.each(KINDS)('%s %p before the effect: nothing is charged', async (kind, more, expected) => {
	const fault = sandbox.gmt.faults.add({
		operationId: 'createPurchase',
		kind,
		when: 'before',
		...more,
	});
	expect(await outcome()).toBe(expected);
	expect([fault.hits, sandbox.gmt.charges().length, sandbox.gmt.balance()]).toEqual([
		1,
		0,
		'1000.00',
	]);
	expect(await outcome()).toBe('200 purchase');
});

it.each(KINDS)('%s %p after the effect: charged once', async (kind, more, expected) => {
	const fault = sandbox.gmt.faults.add({
		operationId: 'createPurchase',
		kind,
		when: 'after',
		...more,
	});
	expect(await outcome()).toBe(expected);
	expect([fault.hits, sandbox.gmt.charges().length, sandbox.gmt.balance()]).toEqual([
		1,
		1,
		'998.50',
	]);
	expect(sandbox.gmt.requests.at(-1)).toMatchObject({ operationId: 'createPurchase', fault: kind });
});

it('truncates in the middle of the announced length', async () => {
	sandbox.gmt.faults.add({ kind: 'truncate', when: 'after' });
	const answer = await new Promise<string>((resolve) => {
		let received = '';
		const socket = connect(Number(new URL(sandbox.gmt.url).port), '127.0.0.1');
		socket.write('GET /v1/service/time HTTP/1.1\r\nHost: x\r\n\r\n');
		socket.on('data', (chunk) => (received += String(chunk)));
		socket.on('close', () => resolve(received));
	});
	const [head = '', body = ''] = answer.split('\r\n\r\n');
	const announced = Number(/content-length: (\d+)/i.exec(head)?.[1]);
	expect(announced).toBeGreaterThan(40);
	expect(body.length).toBe(Math.floor(announced / 2));
});

it('never answers a time-out, and lets go of it on close', async () => {
	sandbox.gmt.faults.add({ kind: 'timeout', when: 'after' });
	const request = fetch(`${sandbox.gmt.url}/v1/service/time`, { signal: AbortSignal.timeout(60) });
	await expect(request).rejects.toThrow(/timeout/);
	const other = await startSandbox();
	other.gmt.faults.add({ kind: 'timeout' });
	const hanging = fetch(`${other.gmt.url}/v1/service/time`).then(
		() => 'answered',
		() => 'dropped',
	);
	await new Promise((resolve) => setTimeout(resolve, 20));
	await other.close();
	expect(await hanging).toBe('dropped');
});

it('skips, counts and chooses by operation', async () => {
	const fault = sandbox.gmt.faults.add({
		operationId: 'createPurchase',
		kind: 'status',
		status: 502,
		skip: 1,
		times: 2,
	});
	await openCall(`${sandbox.gmt.url}/v1/service/time`);
	expect(fault.hits).toBe(0);
	const outcomes = [await outcome(), await outcome(), await outcome(), await outcome()];
	expect(outcomes).toEqual(['200 purchase', '502 no JSON', '502 no JSON', '200 purchase']);
	expect(fault.hits).toBe(2);
	const always = sandbox.gmt.faults.add({ kind: 'empty', times: 'always' });
	expect([await outcome(), await outcome()]).toEqual(['200 no JSON', '200 no JSON']);
	always.remove();
	expect(await outcome()).toBe('200 purchase');
});

it('refuses to arm what can never hit', () => {
	expect(() => sandbox.gmt.faults.add({ operationId: 'createPurchases', kind: 'reset' })).toThrow(
		'Unknown operation',
	);
	expect(() => sandbox.gmt.configure({ latency: 5 })).toThrow('no option latency');
});

it('sends the body and headers it is told to', async () => {
	sandbox.gmt.faults.add({
		kind: 'status',
		status: 429,
		body: { message: 'slow down' },
		headers: { 'Retry-After': '7' },
	});
	const answer = await buy();
	expect([answer.status, answer.json(), answer.headers.get('retry-after')]).toEqual([
		429,
		{ message: 'slow down' },
		'7',
	]);
	sandbox.gmt.faults.add({ kind: 'text', body: 'maintenance' });
	expect((await buy()).text).toBe('maintenance');
});

it('drips and delays the right answer', async () => {
	for (const kind of ['drip', 'delay'] as const) {
		sandbox.gmt.faults.add({ kind, delayMs: 120, when: 'after' });
		const start = Date.now();
		expect(await outcome()).toBe('200 purchase');
		expect(Date.now() - start).toBeGreaterThanOrEqual(100);
	}
	expect(sandbox.gmt.charges()).toHaveLength(2);
});

it('refuses connections while paused and keeps its address and state', async () => {
	const { url } = sandbox.gmt;
	await buy();
	await sandbox.gmt.pause();
	expect(await connectionError(url)).toBe('ECONNREFUSED');
	await sandbox.gmt.resume();
	expect(sandbox.gmt.url).toBe(url);
	expect(await outcome()).toBe('200 purchase');
	expect(sandbox.gmt.charges()).toHaveLength(2);
});

it('is steered over HTTP too', async () => {
	const control = `${sandbox.gmt.url}/__sandbox`;
	await openCall(`${control}/faults`, 'POST', {
		operationId: 'createPurchase',
		kind: 'status',
		status: 500,
		when: 'after',
		times: 5,
	});
	expect(await outcome()).toBe('500 other JSON');
	await openCall(`${control}/faults`, 'DELETE');
	expect(await outcome()).toBe('200 purchase');
	const ledger = (await openCall(`${control}/ledger`)).json<{
		balance: string;
		entries: unknown[];
	}>();
	expect([ledger.balance, ledger.entries.length]).toEqual(['997.00', 2]);
	const { requests } = (await openCall(`${control}/requests`)).json<{ requests: unknown[] }>();
	expect(requests).toHaveLength(2);
	expect((await openCall(`${control}/faults`, 'POST', { kind: 'fire' })).status).toBe(400);
	await openCall(`${control}/options`, 'PATCH', { bulkReadyAfterSeconds: 1 });
	expect(sandbox.gmt.options.bulkReadyAfterSeconds).toBe(1);
	await openCall(`${control}/reset`, 'POST');
	expect(sandbox.gmt.ledger).toEqual([]);
	expect((await openCall(`${control}/nothing`)).status).toBe(404);
});
