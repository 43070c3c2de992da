/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

import { Container, InstanceSettingsConfig } from '../../test-engine/n8nInternals';
import {
	openBinary,
	startEngine,
	type Engine,
	type NodeEndEvent,
	type WorkflowFile,
} from '../../test-engine';

const FIXTURE = join(__dirname, 'fixture-package');

let service: Server;
let serviceUrl: string;
let answer: (req: IncomingMessage, res: ServerResponse) => void;
let requests: IncomingMessage[];
let engine: Engine;

const credentials = {
	'My key': { type: 'fixtureApi', data: { apiKey: 'secret' } },
	'Other key': { type: 'fixtureApi', data: { apiKey: 'other', baseUrl: 'http://other' } },
	'My function': { type: 'fixtureFunctionApi', data: { token: 'abc' } },
};

const json = (res: ServerResponse, body: unknown, status = 200) =>
	res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** A workflow of nodes in a row. */
function chain(...nodes: Array<Partial<INode> & { name: string; type: string }>): WorkflowFile {
	const complete = nodes.map(
		(node, index): INode => ({
			id: `id-of-${node.name.replaceAll(' ', '-')}`,
			typeVersion: 1,
			position: [index * 200, 0],
			parameters: {},
			...node,
		}),
	);
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map((node, index) => [
				nodes[index]?.name ?? '',
				{ main: [[{ node: node.name, type: 'main' as const, index: 0 }]] },
			]),
	);
	return { name: 'Test', nodes: complete, connections, settings: { executionOrder: 'v1' } };
}

const start = { name: 'Start', type: 'n8n-nodes-fixture.callerTrigger', webhookId: 'aaaa' };
const caller = (name: string, parameters: INode['parameters'], more: Partial<INode> = {}) => ({
	name,
	type: 'n8n-nodes-fixture.caller',
	parameters,
	credentials: {
		fixtureApi: { id: 'unknown', name: 'My key' },
		fixtureFunctionApi: { id: 'x', name: 'My function' },
	},
	...more,
});

beforeAll(async () => {
	service = createServer((req, res) => {
		requests.push(req);
		answer(req, res);
	});
	await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
	serviceUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
	engine = await startEngine({ packages: [FIXTURE], credentials });
});

afterAll(async () => {
	await engine?.close();
	await new Promise((resolve) => {
		service.close(resolve);
		service.closeAllConnections();
	});
});

beforeEach(() => {
	requests = [];
	answer = (_req, res) => json(res, { ok: true });
});

describe('an action node', () => {
	it('is run with its credential applied, defaults filled in and items linked', async () => {
		const workflow = chain(start, caller('Call', { url: `=${serviceUrl}/{{ $json.path }}` }));
		const run = await engine.run(workflow, { input: [{ path: 'one' }, { path: 'two' }] });

		expect(run.status).toBe('success');
		expect(requests.map(({ url, headers }) => [url, headers['x-api-key']])).toEqual([
			['/one', 'secret'],
			['/two', 'secret'],
		]);
		expect(run.items('Call')).toMatchObject([
			{
				json: { response: { ok: true }, baseUrl: 'https://default.invalid', runIndex: 0 },
				pairedItem: { item: 0 },
			},
			{
				json: {
					resumeUrl: expect.stringMatching(
						`^${engine.url}/webhook-waiting/${run.executionId}\\?signature=[0-9a-f]{64}$`,
					),
				},
			},
		]);
		expect(run.nodesRun()).toEqual(['Start', 'Call']);
	});

	it('takes the credential that the workflow names, also with a function as authenticate', async () => {
		await engine.run(
			chain(
				start,
				caller(
					'Call',
					{ url: serviceUrl },
					{ credentials: { fixtureApi: { id: '1', name: 'Other key' } } },
				),
			),
		);
		await engine.run(
			chain(start, caller('Call', { url: serviceUrl, credential: 'fixtureFunctionApi' })),
		);
		expect(requests.map(({ headers }) => headers['x-api-key'] ?? headers.authorization)).toEqual([
			'other',
			'Signed abc',
		]);
	});

	it('stops the workflow when it fails, and names the status', async () => {
		answer = (_req, res) => json(res, { message: 'No money' }, 402);
		const run = await engine.run(
			chain(start, caller('Call', { url: serviceUrl }), caller('Never', { url: serviceUrl })),
		);
		expect(run).toMatchObject({ status: 'error', error: { httpCode: '402' } });
		expect(run.nodesRun()).toEqual(['Start', 'Call']);
	});

	it('continues after a failure if told so', async () => {
		answer = (_req, res) => json(res, { message: 'No money' }, 402);
		const run = await engine.run(
			chain(start, caller('Call', { url: serviceUrl }, { onError: 'continueRegularOutput' })),
		);
		expect(run.status).toBe('success');
		expect(run.items('Call')[0]?.json).toMatchObject({ httpCode: '402' });
	});

	it('is run again whole by Retry On Fail, and remembers the tries', async () => {
		answer = (_req, res) => json(res, {}, requests.length < 3 ? 500 : 200);
		const run = await engine.run(
			chain(
				start,
				caller(
					'Call',
					{ url: serviceUrl },
					{ retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
				),
			),
		);
		expect(run.items('Call')[0]?.json.tries).toBe(3);
	});

	it('can be cancelled', async () => {
		const abort = new AbortController();
		const onNodeStart = ({ node }: { node: string }) =>
			void (node === 'Call' && setTimeout(() => abort.abort(), 50));
		const run = await engine.run(chain(start, caller('Call', { url: serviceUrl, sleep: 30_000 })), {
			signal: abort.signal,
			onNodeStart,
		});
		expect(run.status).toBe('canceled');
		expect(requests).toEqual([]);
	});

	it('reports its progress', async () => {
		const ends: NodeEndEvent[] = [];
		await engine.run(chain(start, caller('Call', { url: serviceUrl })), {
			onNodeEnd: (event) => ends.push(event),
		});
		expect(ends).toMatchObject([
			{ node: 'Start', status: 'success', items: 1 },
			{
				node: 'Call',
				type: 'n8n-nodes-fixture.caller',
				status: 'success',
				items: 1,
				ms: expect.any(Number),
			},
		]);
	});

	it('streams a download to a file', async () => {
		answer = (_req, res) =>
			res
				.writeHead(200, { 'content-type': 'application/octet-stream' })
				.end(Buffer.alloc(300_000, 7));
		const run = await engine.run(chain(start, caller('Call', { url: serviceUrl, download: true })));
		const [item] = run.items('Call');
		expect(item?.binary?.data?.id).toMatch(/^filesystem-v2:/);
		const opened = await openBinary(item!);
		expect(opened).toMatchObject({
			fileName: 'file.bin',
			mimeType: 'application/octet-stream',
			size: 300_000,
		});
		expect((await opened.toBuffer()).equals(Buffer.alloc(300_000, 7))).toBe(true);
	});
});

const post = async (
	url: string,
	body?: string | Uint8Array<ArrayBuffer>,
	headers: Record<string, string> = {},
) => {
	const response = await fetch(url, {
		method: 'POST',
		headers,
		...(body !== undefined && { body }),
	});
	const text = await response.text();
	return { status: response.status, text, json: () => JSON.parse(text) as unknown };
};
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a webhook trigger', () => {
	const trigger = (parameters: INode['parameters'] = {}) =>
		chain({ ...start, parameters }, caller('Call', { url: serviceUrl }));

	it('is registered with its service once, and removed again', async () => {
		const active = await engine.activate(trigger());
		const url = `${engine.url}/webhook/aaaa/calls`;
		expect(active.webhookUrl('Start')).toBe(url);
		expect(active.staticData).toEqual({ 'node:Start': { registered: url, creates: 1 } });
		await active.deactivate();
		expect(active.staticData).toEqual({ 'node:Start': { creates: 1 } });
		expect((await post(url)).status).toBe(404);
	});

	it('finds its registration again after a restart', async () => {
		const before = await engine.activate(trigger());
		const { staticData } = before;
		await before.deactivate();
		const active = await engine.activate(trigger(), { staticData });
		expect(active.staticData).toMatchObject({ 'node:Start': { creates: 1 } });
		await active.deactivate();
	});

	it('is not published if the service refuses', async () => {
		await expect(engine.activate(trigger({ refuse: true }))).rejects.toThrow('refused the webhook');
		expect((await post(`${engine.url}/webhook/aaaa/calls`)).status).toBe(404);
	});

	it('starts an execution in webhook mode and answers at once', async () => {
		const active = await engine.activate(trigger());
		const response = await post(active.webhookUrl('Start'), '{"a":1}', {
			...JSON_TYPE,
			'x-test': 'yes',
		});
		expect([response.status, response.json()]).toEqual([200, { hello: 'caller' }]);
		const run = await active.nextExecution();
		expect(run.status).toBe('success');
		expect(run.items('Start')[0]?.json).toEqual({
			body: { a: 1 },
			raw: Buffer.from('{"a":1}').toString('base64'),
			header: 'yes',
			mode: 'webhook',
		});
		expect(run.nodesRun()).toEqual(['Start', 'Call']);
		expect(active.executions).toEqual([run]);
		await active.deactivate();
	});

	it.each([
		['unreadable JSON', '{', JSON_TYPE, 422, 0],
		['another method', undefined, {}, 404, 0],
		['binary', new Uint8Array([0, 255]), { 'content-type': 'application/zip' }, 200, 1],
		['no body', undefined, {}, 200, 1],
	])('answers %s as n8n does', async (what, body, headers, status, executions) => {
		const active = await engine.activate(trigger());
		const url = active.webhookUrl('Start');
		const response =
			what === 'another method'
				? await fetch(url)
				: await post(url, body, headers as Record<string, string>);
		expect(response.status).toBe(status);
		if (executions)
			expect((await active.nextExecution()).items('Start')[0]?.json).toMatchObject({ body: null });
		expect(active.executions).toHaveLength(executions);
		await active.deactivate();
	});

	it.each([
		['answers itself and starts', 'answer', 202, '{"accepted":true}', 1],
		['refuses itself', 'refuse', 401, '{"refused":true}', 0],
		['gives nothing', 'ignore', 200, '{"message":"Webhook call received"}', 0],
		['gives only an answer', 'ignoreWith', 200, '{"ignored":true}', 0],
	])('that %s keeps its static data', async (_what, what, status, text, executions) => {
		const active = await engine.activate(trigger());
		const url = `${active.webhookUrl('Start')}?do=${what}&count=1`;
		expect(await post(url)).toMatchObject({ status, text });
		await post(url);
		expect(active.staticData).toMatchObject({ 'node:Start': { calls: 2 } });
		if (executions) await active.nextExecution();
		await active.deactivate();
	});

	it('loses its static data when n8n answers for it', async () => {
		const active = await engine.activate(trigger());
		await post(`${active.webhookUrl('Start')}?count=1`);
		await active.nextExecution();
		expect(active.staticData).not.toHaveProperty(['node:Start', 'calls']);
		await active.deactivate();
	});

	it('that throws answers 500 and leaves a failed execution', async () => {
		const active = await engine.activate(trigger());
		expect(await post(`${active.webhookUrl('Start')}?do=throw`)).toMatchObject({ status: 500 });
		expect(await active.nextExecution()).toMatchObject({
			status: 'error',
			error: { message: 'webhook() failed' },
		});
		await active.deactivate();
	});

	it('sends the word firstEntryJson unless responseData is empty, as n8n does', async () => {
		const active = await engine.activate(trigger({ responseData: 'firstEntryJson' }));
		expect(await post(active.webhookUrl('Start'))).toMatchObject({
			status: 200,
			text: 'firstEntryJson',
		});
		await active.nextExecution();
		await active.deactivate();
	});

	it('hands a file from webhook() to its execution', async () => {
		const active = await engine.activate(trigger());
		await post(`${active.webhookUrl('Start')}?do=file`);
		const run = await active.nextExecution();
		const [item] = run.items('Start');
		expect((await (await openBinary(item!)).toBuffer()).toString()).toBe('from the webhook');
		expect(item?.binary?.data?.id).toContain(`/executions/${run.executionId}/`);
		await active.deactivate();
	});

	it('can be listened to for one test call, in manual mode', async () => {
		const listening = await engine.activate(trigger(), { test: true });
		expect(listening.webhookUrl('Start')).toBe(`${engine.url}/webhook-test/aaaa/calls`);
		expect((await post(listening.webhookUrl('Start'))).status).toBe(200);
		expect((await listening.nextExecution()).items('Start')[0]?.json.mode).toBe('manual');
		expect((await post(`${engine.url}/webhook-test/aaaa/calls`)).status).toBe(404);
	});
});

describe('a polling trigger', () => {
	const polling = (failAt = 0) =>
		chain({ name: 'Tick', type: 'n8n-nodes-fixture.tickTrigger', parameters: { failAt } });

	it('polls on activation, then starts executions and keeps its static data', async () => {
		const active = await engine.activate(polling());
		expect([active.executions, active.staticData]).toEqual([[], { 'node:Tick': { polls: 1 } }]);
		const run = await active.poll('Tick');
		expect(run?.items('Tick')[0]?.json).toEqual({ polls: 2 });
		expect(run?.data.mode).toBe('trigger');
		await active.deactivate();
	});

	it('continues where it was after a restart', async () => {
		const active = await engine.activate(polling(), { staticData: { 'node:Tick': { polls: 6 } } });
		expect(active.executions[0]?.items('Tick')[0]?.json).toEqual({ polls: 7 });
		await active.deactivate();
	});

	it('is not published if the first poll fails; a later failure is a failed execution', async () => {
		await expect(engine.activate(polling(1))).rejects.toThrow('poll() failed');
		const active = await engine.activate(polling(2));
		expect(await active.poll('Tick')).toMatchObject({
			status: 'error',
			error: { message: 'poll() failed' },
		});
		await active.deactivate();
	});

	it('gives a sample when run by hand, without touching its static data', async () => {
		const run = await engine.run(polling());
		expect(run.items('Tick')[0]?.json).toEqual({ sample: true });
	});
});

describe('a waiting execution', () => {
	const suspender = (name: string) => ({ name, type: 'n8n-nodes-fixture.suspender' });
	const suspended = async (...more: Array<{ name: string; type: string }>) => {
		const run = await engine.run(
			chain(start, suspender('Wait'), ...more, caller('Call', { url: serviceUrl })),
			{ input: [{ n: 1 }] },
		);
		expect(run.status).toBe('waiting');
		return { run, url: String(run.items('Wait')[0]?.json.url) };
	};

	it('is resumed by a call with what webhook() gives out, on all outputs', async () => {
		const { run, url } = await suspended();
		expect(await post(`${url}&do=resume`)).toMatchObject({
			status: 200,
			text: '{"message":"Workflow was started"}',
		});
		const final = await engine.execution(run.executionId);
		expect(final.status).toBe('success');
		expect(final.items('Wait')[0]).toMatchObject({
			json: { jobs: ['job 0'], state: 'submitted' },
			pairedItem: { item: 0 },
		});
		expect(final.items('Wait', 1)[0]?.json).toEqual({ second: true });
		expect((await (await openBinary(final.items('Wait')[0]!)).toBuffer()).toString()).toBe(
			'result',
		);
		expect(final.nodesRun()).toEqual(['Start', 'Wait', 'Call']);
		expect((await post(`${url}&do=resume`)).status).toBe(409);
	});

	it('keeps waiting while webhook() gives nothing, any number of times', async () => {
		const { run, url } = await suspended();
		for (let i = 0; i < 2; i++)
			expect(await post(url)).toMatchObject({ status: 200, text: '{"waiting":true}' });
		await post(`${url}&do=resume`);
		expect((await engine.execution(run.executionId)).status).toBe('success');
	});

	it('refuses wrong tokens, paths, methods and unknown executions', async () => {
		const { run, url } = await suspended();
		const changed = (change: (url: URL) => void) => {
			const copy = new URL(url);
			change(copy);
			return copy.toString();
		};
		expect(await post(changed((u) => u.searchParams.delete('signature')))).toMatchObject({
			status: 401,
			text: '{"error":"Invalid token"}',
		});
		expect(
			(await post(changed((u) => u.searchParams.set('signature', '0'.repeat(64))))).status,
		).toBe(401);
		expect(
			(await post(changed((u) => (u.pathname = `/webhook-waiting/${run.executionId}`)))).status,
		).toBe(404);
		expect((await fetch(url)).status).toBe(404);
		expect((await post(changed((u) => (u.pathname = '/webhook-waiting/9999/x')))).status).toBe(404);
		await post(`${url}&do=resume`);
		await engine.execution(run.executionId);
	});

	it('is resumed once by several calls at the same moment', async () => {
		const { run, url } = await suspended();
		const responses = await Promise.all([1, 2, 3].map(async () => await post(`${url}&do=resume`)));
		expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
		expect((await engine.execution(run.executionId)).status).toBe('success');
		expect(requests).toHaveLength(1);
	});

	it('gives out its input, with what was written into it, when its time runs out', async () => {
		const { run } = await suspended();
		const final = await engine.timeOutWaiting(run.executionId);
		expect(final.status).toBe('success');
		expect(final.items('Wait')[0]?.json).toMatchObject({ n: 1, state: 'submitted' });
		await expect(engine.timeOutWaiting(run.executionId)).rejects.toThrow('does not wait');
	});

	it('ends with an error if webhook() throws', async () => {
		const { run, url } = await suspended();
		expect((await post(`${url}&do=throw`)).status).toBe(500);
		expect(await engine.execution(run.executionId)).toMatchObject({
			status: 'error',
			error: { message: 'webhook() failed' },
		});
		expect((await post(url)).status).toBe(409);
	});

	it('can wait again at the next node, where a late repeat does nothing', async () => {
		const { run, url } = await suspended(suspender('Wait 2'));
		await post(`${url}&do=resume`);
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect((await post(`${url}&do=resume`)).status).toBe(404);
		expect((await engine.timeOutWaiting(run.executionId)).status).toBe('success');
	});

	it('is told 409 while it still runs', async () => {
		answer = async (req, res) => {
			const callback = new URL(req.url ?? '', serviceUrl).searchParams.get('callback') ?? '';
			json(res, (await post(callback)).status);
		};
		const url = `=${serviceUrl}/?callback={{ encodeURIComponent($execution.resumeUrl) }}`;
		const run = await engine.run(chain(start, caller('Call', { url })));
		expect(run.items('Call')[0]?.json.response).toBe(409);
	});
});

describe('a published workflow that waits', () => {
	it('hands out the waiting execution, then the finished one, and keeps its mode and files', async () => {
		const active = await engine.activate(
			chain(
				start,
				{ name: 'Wait', type: 'n8n-nodes-fixture.suspender' },
				caller('Call', { url: serviceUrl }),
			),
		);
		await post(`${active.webhookUrl('Start')}?do=file`);
		const waiting = await active.nextExecution();
		expect(waiting.status).toBe('waiting');
		await active.deactivate();

		expect((await post(`${String(waiting.items('Wait')[0]?.json.url)}&do=resume`)).status).toBe(
			200,
		);
		const finished = await active.nextExecution();
		expect(finished).toMatchObject({
			executionId: waiting.executionId,
			status: 'success',
			data: { mode: 'webhook' },
		});
		expect((await (await openBinary(finished.items('Start')[0]!)).toBuffer()).toString()).toBe(
			'from the webhook',
		);
		expect(active.executions).toEqual([finished]);
	});
});

describe('the engine', () => {
	it('is alone in its process until it is closed', async () => {
		await expect(startEngine({ packages: [FIXTURE] })).rejects.toThrow('Another engine is running');
	});

	it('keeps files in memory if told so, and leaves nothing behind when closed', async () => {
		const own = Container.get(InstanceSettingsConfig).userHome;
		expect(existsSync(own)).toBe(true);
		await engine.close();
		expect(existsSync(own)).toBe(false);
		engine = await startEngine({ packages: [FIXTURE], credentials, binaryDataMode: 'default' });
		answer = (_req, res) =>
			res.writeHead(200, { 'content-type': 'application/octet-stream' }).end('abc');
		const run = await engine.run(chain(start, caller('Call', { url: serviceUrl, download: true })));
		const [item] = run.items('Call');
		expect(item?.binary?.data).toMatchObject({ data: Buffer.from('abc').toString('base64') });
		expect((await openBinary(item!)).size).toBe(3);
	});

	it('names what is missing', async () => {
		await expect(engine.run(chain({ name: 'A', type: 'n8n-nodes-nowhere.a' }))).rejects.toThrow(
			'"n8n-nodes-nowhere.a"',
		);
		await expect(engine.run(chain(start), { startNode: 'B' })).rejects.toThrow('no node "B"');
		await expect(engine.run('/nowhere.json')).rejects.toThrow('/nowhere.json');
	});
});

describe("n8n's own nodes", () => {
	it('are there, fetched once', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'engine-test-'));
		await engine.close();
		engine = await startEngine({ packages: [FIXTURE], credentials, fileAccess: [folder] });
		const base = (
			name: string,
			type: string,
			typeVersion: number,
			parameters: INode['parameters'] = {},
		) => ({
			name,
			type: `n8n-nodes-base.${type}`,
			typeVersion,
			parameters,
		});
		const assignment = (name: string, value: string) => ({ id: name, name, value, type: 'string' });
		const condition = {
			id: '1',
			leftValue: '={{ $json.greeting }}',
			rightValue: 'hello',
			operator: { type: 'string', operation: 'equals' },
		};
		const workflow = chain(
			base('Manual', 'manualTrigger', 1),
			base('Set', 'set', 3.4, {
				assignments: { assignments: [assignment('greeting', 'hello')] },
				options: {},
			}),
			base('If', 'if', 2.2, {
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
					conditions: [condition],
					combinator: 'and',
				},
				options: {},
			}),
			base('HTTP', 'httpRequest', 4.2, { url: serviceUrl, options: {} }),
			base('Wait', 'wait', 1.1, { amount: 0.05, unit: 'seconds' }),
			base('To File', 'convertToFile', 1.1, { operation: 'toJson', options: {} }),
			base('Write', 'readWriteFile', 1, {
				operation: 'write',
				fileName: join(folder, 'out.json'),
				options: {},
			}),
			base('Nothing', 'noOp', 1),
		);
		const run = await engine.run(workflow);
		expect(run.error).toBeUndefined();
		expect(run.nodesRun()).toEqual([
			'Manual',
			'Set',
			'If',
			'HTTP',
			'Wait',
			'To File',
			'Write',
			'Nothing',
		]);
		expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))).toEqual([{ ok: true }]);

		const forbidden = base('Read', 'readWriteFile', 1, {
			fileSelector: '/etc/hostname',
			options: {},
		});
		const elsewhere = await engine.run(chain(base('Manual', 'manualTrigger', 1), forbidden));
		expect(elsewhere.status).toBe('error');
		rmSync(folder, { recursive: true });
	});

	it('remember over executions what Remove Duplicates has seen', async () => {
		const parameters = {
			operation: 'removeItemsSeenInPreviousExecutions',
			dedupeValue: '={{ $json.id }}',
			options: {},
		};
		const workflow = {
			...chain(start, {
				name: 'New',
				type: 'n8n-nodes-base.removeDuplicates',
				typeVersion: 2,
				parameters,
			}),
			id: 'same',
		};
		const seen = async (...ids: string[]) =>
			(await engine.run(workflow, { input: ids.map((id) => ({ id })) }))
				.items('New')
				.map(({ json }) => json.id);
		expect(await seen('a', 'b')).toEqual(['a', 'b']);
		expect(await seen('b', 'c')).toEqual(['c']);
	});
});
