/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEngine, type Engine } from '../../test-engine';
import { startSandbox, type Sandbox } from '../../sandbox';
import { credentialsOf, continueOnFail, runJob, type Job } from '../support';
import { numberJob } from '../support/purchases';

let sandboxes: Sandbox[];
let engine: Engine;
let gateway: Server;

beforeAll(async () => {
	sandboxes = [await startSandbox({ timeScale: 0.01 }), await startSandbox({ timeScale: 0.01 })];
	// One address for two accounts, whose numbers are alike.
	gateway = createServer((request, response) => {
		const { fiveSim } = sandboxes[request.headers.authorization?.endsWith('-second') ? 1 : 0]!;
		void fetch(`${fiveSim.url}${request.url}`, {
			headers: { Authorization: `Bearer ${fiveSim.apiKey}` },
		}).then(
			async (answer) => response.writeHead(answer.status).end(await answer.text()),
			() => response.destroy(),
		);
	});
	await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
	const baseUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
	const account = (apiKey: string) => ({ type: 'fiveSimApi', data: { apiKey, baseUrl } });
	engine = await startEngine({
		credentials: {
			...credentialsOf(sandboxes[0]!),
			first: account('key-of-the-first'),
			second: account('key-of-the-second'),
		},
	});
});

afterAll(async () => {
	await engine?.close();
	gateway?.closeAllConnections();
	await new Promise((resolve) => gateway?.close(resolve));
	await Promise.all(sandboxes.map(async (sandbox) => await sandbox.close()));
});

beforeEach(() => sandboxes.forEach(({ fiveSim }) => fiveSim.faults.clear()));

const number = numberJob();
const runNode = async (job: Job, sandbox = sandboxes[0]!) => await runJob(engine, sandbox, job);

const order = (id: number, more: object = {}) => ({
	id,
	phone: '+79990000001',
	country: 'russia',
	operator: 'mts',
	product: 'telegram',
	price: 12.5,
	status: 'PENDING',
	expires: '',
	created_at: '',
	sms: null,
	...more,
});
const answer = (body: object, when: 'before' | 'after') =>
	sandboxes[0]!.fiveSim.faults.add({
		operationId: 'buyActivation',
		kind: 'status',
		status: 200,
		body,
		when,
	});

describe('an answer with the number of an earlier purchase', () => {
	it('is no purchase where nothing was bought', async () => {
		const { charges } = await runNode(number);
		const earlier = charges[0]!.subject as number;
		for (const id of [earlier, 1]) {
			answer(order(id), 'before');
			const again = await runNode(number);
			expect(again.charges).toHaveLength(0);
			expect(again.error).toMatchObject({
				code: 'uncertain',
				message: expect.stringContaining(`The answer names ${id}, which was bought before`),
			});
		}
	});

	it('leads to the list, where the new one is found', async () => {
		const earlier = (await runNode(number)).charges[0]!.subject as number;
		answer(order(earlier), 'after');
		const { json, charges } = await runNode(number);
		expect(charges).toHaveLength(1);
		expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
	});

	it('is not the result of two items, also where the list cannot be read', async () => {
		sandboxes[0]!.fiveSim.faults.add({
			operationId: 'listOrders',
			kind: 'status',
			status: 400,
			times: 'always',
		});
		for (const when of ['after', 'before'] as const) answer(order(2_000_000_000), when);
		const { json, charges } = await runNode({ ...number, items: [{}, {}], node: continueOnFail });
		expect(charges).toHaveLength(1);
		expect(json).toEqual([
			expect.objectContaining({ id: 2_000_000_000 }),
			expect.objectContaining({ details: expect.objectContaining({ code: 'uncertain' }) }),
		]);
	});
});

it('what was bought in place of what was asked for comes out, and says so', async () => {
	answer(
		order(2_000_000_001, { country: 'england', product: 'Telegram', operator: 'o2' }),
		'after',
	);
	const { json } = await runNode(number);
	expect(json).toEqual([
		expect.objectContaining({
			id: 2_000_000_001,
			differs: { country: { asked: 'russia', got: 'england' } },
		}),
	]);
	expect((await runNode(number)).json[0]).not.toHaveProperty('differs');
});

it('two accounts at one address do not take their numbers for each other', async () => {
	const [first, second] = sandboxes as [Sandbox, Sandbox];
	const ahead = first.fiveSim.charges().length - second.fiveSim.charges().length;
	for (let bought = 0; bought < ahead; bought++)
		await runNode({ ...number, credential: 'second' }, second);
	const { charges } = await runNode({ ...number, credential: 'first' });
	second.fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after' });
	const lost = await runNode({ ...number, credential: 'second' }, second);
	expect(lost.charges.map(({ subject }) => subject)).toEqual(charges.map(({ subject }) => subject));
	expect(lost.json).toEqual([
		expect.objectContaining({ id: charges[0]!.subject, recovered: true }),
	]);
});
