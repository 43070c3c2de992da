/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { getEventListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { useSetup, type Job } from '../support';
import { until } from '../support/callbacks';

let server: Server;
let url: string;
let answer: (response: ServerResponse, request: IncomingMessage) => void;
const visits: Array<{ target: string; lasted?: number; sent: number }> = [];

beforeAll(async () => {
	server = createServer((request, response) => {
		const started = Date.now();
		const visit: (typeof visits)[number] = { target: `${request.method} ${request.url}`, sent: 0 };
		visits.push(visit);
		response.on('close', () => {
			visit.lasted = Date.now() - started;
			visit.sent = response.socket?.bytesWritten ?? visit.sent;
		});
		answer(response, request);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});
beforeEach(() => (visits.length = 0));

const key = 'invented';
const setup = useSetup({}, () => ({
	odd: { type: 'gmtApi', data: { apiKey: key, baseUrl: url } },
	oddFive: { type: 'fiveSimApi', data: { apiKey: key, baseUrl: url } },
}));

const profile = (more = {}): Job => ({
	service: 'gmt',
	credential: 'odd',
	parameters: { resource: 'profile', operation: 'get', simplify: false, ...more },
});
const country: Job = {
	service: 'gmt',
	credential: 'odd',
	parameters: {
		resource: 'purchaseByHash',
		operation: 'get',
		hash: 'abc',
		simplify: false,
		options: { timeout: 1 },
	},
};
const purchase = (options = {}): Job => ({
	service: 'gmt',
	credential: 'odd',
	parameters: { resource: 'purchase', operation: 'create', countryCode: 'US', options },
});

/** An answer without an end. */
const flow = (response: ServerResponse) => {
	response.writeHead(200, { 'Content-Type': 'application/json' });
	const timer = setInterval(() => response.write(' '.repeat(1000)), 20);
	response.on('close', () => clearInterval(timer));
};
/** Nothing behind the head. */
const fallSilent = (response: ServerResponse) => {
	response.writeHead(200, { 'Content-Type': 'application/json' });
	response.flushHeaders();
};
const good = { id: 1, login: 'it', balance: '1.00', language: 'en', email: 'ü€😀' };
const send =
	(body: string | Buffer, headers = {}) =>
	(response: ServerResponse) => {
		response.writeHead(200, { 'Content-Type': 'application/json', ...headers });
		response.end(body);
	};

describe('an answer that never ends', () => {
	it.each([
		['with a key', profile({ options: { timeout: 1 } }), flow],
		['without a key', country, flow],
		['with a key and without a byte', profile({ options: { timeout: 1 } }), fallSilent],
		['without a key and without a byte', country, fallSilent],
	])('(%s) is left at the time limit, with its connection', async (_name, job, way) => {
		answer = way;
		const { error } = await setup.runNode(job);
		expect(error).toMatchObject({
			code: 'providerUnavailable',
			message: expect.stringContaining('did not answer within 1 second'),
		});
		// A second try would take the node beyond its limit.
		expect(visits).toHaveLength(1);
		await until(() => visits[0]!.lasted !== undefined);
		expect(visits[0]!.lasted).toBeLessThan(1500);
	});

	it('after an unclear one gets what that has left of the time', async () => {
		answer = (response) =>
			visits.length < 3 ? void setTimeout(() => response.destroy(), 600) : fallSilent(response);
		const { error } = await setup.runNode(profile({ options: { timeout: 2 } }));
		expect(error).toMatchObject({ code: 'providerUnavailable' });
		expect(visits).toHaveLength(3);
		await until(() => visits[2]!.lasted !== undefined);
		expect(visits[2]!.lasted).toBeLessThan(1200);
	});

	it('is left, with its connection, when the execution is cancelled', async () => {
		answer = fallSilent;
		const cancel = new AbortController();
		const running = setup.runNode({ ...profile(), run: { signal: cancel.signal } });
		await until(() => visits.length === 1);
		cancel.abort();
		await running.catch(() => undefined);
		await until(() => visits[0]!.lasted !== undefined);
	});

	it('to a purchase leaves it uncertain, and is not asked for again', async () => {
		answer = flow;
		const { error } = await setup.runNode(purchase({ timeout: 1 }));
		expect(error).toMatchObject({ code: 'uncertain' });
		expect(visits.filter(({ target }) => target === 'POST /v1/purchases/')).toHaveLength(1);
		await new Promise((resolve) => setTimeout(resolve, 300));
		for (const { lasted } of visits) expect(lasted).toBeLessThan(1500);
	});
});

it.each([
	['whole', send(JSON.stringify(good))],
	['cut off', (response: ServerResponse) => void response.destroy()],
	['a refusal', (response: ServerResponse) => void response.writeHead(400).end('no')],
])('an answer (%s) is in memory no longer than it is needed', async (_name, way) => {
	answer = way;
	const limits: AbortSignal[] = [];
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	const watched = jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
		limits.push(timeout(milliseconds));
		return limits.at(-1)!;
	});
	await setup.runNode(profile());
	watched.mockRestore();
	expect(limits).toHaveLength(visits.length);
	// What listens to a time limit of 30 seconds lives as long.
	for (const limit of limits) expect(getEventListeners(limit, 'abort')).toEqual([]);
});

describe('an answer that is too large', () => {
	const large = (response: ServerResponse) => {
		response.writeHead(200, { 'Content-Type': 'application/json' });
		const more = () => {
			while (!response.destroyed && response.write('"'.padEnd(100_000)));
		};
		response.on('drain', more);
		more();
	};

	it('is not read to its end, and not asked for again', async () => {
		answer = large;
		const { error } = await setup.runNode(profile());
		expect(error).toMatchObject({
			code: 'unexpectedReply',
			message: 'Get My TG sent an answer that is too large for this node [item 0]',
		});
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(visits).toHaveLength(1);
		expect(visits[0]!.lasted).toBeDefined();
		expect(visits[0]!.sent).toBeLessThan(30_000_000);
	});

	it('is as large as it is unpacked', async () => {
		const packed = gzipSync(Buffer.alloc(300_000_000, ' '));
		expect(packed.length).toBeLessThan(1_000_000);
		answer = send(packed, { 'Content-Encoding': 'gzip' });
		expect((await setup.runNode(profile())).error).toMatchObject({ code: 'unexpectedReply' });
		expect(visits).toHaveLength(1);
	});

	it('to a purchase leaves it uncertain', async () => {
		const list = send(JSON.stringify({ items: [], pagination: { total_items: 0 } }));
		answer = (response) => (response.req.method === 'POST' ? large : list)(response);
		const { error } = await setup.runNode(purchase());
		expect(error).toMatchObject({ code: 'uncertain' });
		expect(visits.filter(({ target }) => target === 'POST /v1/purchases/')).toHaveLength(1);
	});

	it('is still a refusal where the status says so', async () => {
		answer = (response) => {
			response.writeHead(404);
			response.end('x'.repeat(11_000_000));
		};
		expect((await setup.runNode(profile())).error).toMatchObject({
			code: 'providerUnavailable',
			httpCode: '404',
		});
	});

	it('may be a price list', async () => {
		const names = Array.from({ length: 50_000 }, (_, at) => [
			`operator${at}`,
			{ cost: 1, count: 2, rate: 3, x: 'x'.repeat(200) },
		]);
		const body = JSON.stringify({ russia: { telegram: Object.fromEntries(names) } });
		expect(body.length).toBeGreaterThan(11_000_000);
		answer = send(body);
		const { error, json } = await setup.runNode({
			service: 'fiveSim',
			credential: 'oddFive',
			parameters: { resource: 'product', operation: 'getPrices', options: { wholeList: true } },
		});
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
	});
});

describe('an answer', () => {
	const text = JSON.stringify(good);

	it.each([
		['as it is', send(text)],
		['with a mark in front', send(`\ufeff${text}`)],
		['packed', send(gzipSync(text), { 'Content-Encoding': 'gzip' })],
		['packed otherwise', send(brotliCompressSync(text), { 'Content-Encoding': 'br' })],
		[
			'in single bytes',
			(response: ServerResponse) => {
				response.writeHead(200, { 'Content-Type': 'application/json' });
				const bytes = [...Buffer.from(text)];
				const timer = setInterval(() => {
					const byte = bytes.shift();
					if (byte !== undefined) return void response.write(Buffer.from([byte]));
					clearInterval(timer);
					response.end();
				}, 1);
			},
		],
	])('%s is the same', async (_name, way) => {
		answer = way;
		const { error, json } = await setup.runNode(profile());
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining(good)]);
	});
});
