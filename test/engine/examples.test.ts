/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import {
	openBinary,
	startEngine,
	type Engine,
	type Run,
	type WorkflowFile,
} from '../../test-engine';
import { startSandbox, type Sandbox } from '../../sandbox';

const examples = path.join(__dirname, '..', '..', 'examples');
const repository = process.cwd();

let sandbox: Sandbox;
let engine: Engine;
let folder: string;

beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'examples-'));
	mkdirSync(path.join(folder, '.n8n-files'));
	process.chdir(folder);
	sandbox = await startSandbox({
		timeScale: 0.01,
		gmt: { bulkReadyAfterSeconds: 5, codeAfterSeconds: 1 },
	});
	engine = await startEngine({
		credentials: {
			'Get My TG account': {
				type: 'gmtApi',
				data: { apiKey: sandbox.gmt.apiKey, baseUrl: sandbox.gmt.url },
			},
			'5sim account': {
				type: 'fiveSimApi',
				data: { apiKey: sandbox.fiveSim.apiKey, baseUrl: sandbox.fiveSim.url },
			},
		},
		fileAccess: [path.join(folder, '.n8n-files')],
	});
});
afterAll(async () => {
	await engine.close();
	await sandbox.close();
	process.chdir(repository);
	rmSync(folder, { recursive: true });
});
beforeEach(() => {
	sandbox.gmt.reset();
	sandbox.fiveSim.reset();
});

const file = (name: string) => path.join(examples, name);
const read = (name: string) => JSON.parse(readFileSync(file(name), 'utf8')) as WorkflowFile;

/** An example as n8n stores it when it is imported: its trigger gets an address of its own. */
const imported = (name: string): WorkflowFile => {
	const workflow = read(name);
	for (const node of workflow.nodes)
		if (node.type.endsWith('Trigger')) node.webhookId = randomUUID();
	return workflow;
};

describe('the examples, as they are', () => {
	const isArchive = (run: Run): boolean => {
		expect(run.error).toBeUndefined();
		const [saved] = run.items('Save the file');
		const archive = readFileSync(path.resolve(String(saved!.json.fileName)));
		return archive.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
	};
	const amounts = () => sandbox.gmt.charges().map(({ amount }) => amount);

	it.each([
		['with callbacks', undefined],
		['where nobody can call this n8n', []],
	])(
		'bulk purchase to archive %s: one charge, and the archive on disk',
		async (_, delays) => {
			if (delays) sandbox.gmt.configure({ callbackDelaysSeconds: delays });
			const { executionId } = await engine.run(file('bulk-purchase-to-archive.json'));
			const run = await engine.execution(executionId);
			expect(run.nodesRun()).toEqual(['Start', 'Buy accounts', 'Save the file']);
			expect(isArchive(run)).toBe(true);
			expect(amounts()).toEqual(['4.50']);
		},
		30_000,
	);

	it('bulk purchase to archive stays within its budget', async () => {
		const workflow = read('bulk-purchase-to-archive.json');
		workflow.nodes.find(({ name }) => name === 'Buy accounts')!.parameters.quantity = 7;
		const run = await engine.run(workflow);
		expect(run.error?.message).toContain('above your Max Total (10.00)');
		expect(amounts()).toEqual([]);
	});

	it('bulk purchase with a trigger buys nothing until it has the URL of its trigger', async () => {
		const run = await engine.run(file('bulk-purchase-with-trigger.json'));
		expect(run.error?.message).toContain('Callback URL');
		expect(run.error?.description).toContain('Production URL');
		expect(amounts()).toEqual([]);
	});

	it('bulk purchase with a trigger: one charge, and the archive on disk, also in a second copy', async () => {
		const copies = [
			await engine.activate(imported('bulk-purchase-with-trigger.json')),
			await engine.activate(imported('bulk-purchase-with-trigger.json')),
		];
		for (const copy of copies) {
			const workflow = read('bulk-purchase-with-trigger.json');
			workflow.nodes.find(({ name }) => name === 'Buy accounts')!.parameters.additionalFields = {
				callbackUrl: copy.webhookUrl('When the archive is ready'),
			};
			const purchase = await engine.run(workflow);
			expect(purchase.nodesRun()).toEqual(['Start', 'Buy accounts']);
			expect(isArchive(await copy.nextExecution(20_000))).toBe(true);
		}
		expect(amounts()).toEqual(['4.50', '4.50']);
		for (const copy of copies) await copy.deactivate();
	}, 60_000);

	it('single purchase and code: one charge, and the login data', async () => {
		const run = await engine.run(file('single-purchase-and-code.json'));
		expect(run.error).toBeUndefined();
		expect(run.items('Keep the login data').map(({ json }) => json)).toEqual([
			{
				phone: expect.stringMatching(/^\+1/) as string,
				code: expect.stringMatching(/^\d+$/) as string,
				password: expect.anything() as string,
			},
		]);
		expect(sandbox.gmt.charges()).toHaveLength(1);
	});

	it('number for one SMS: one charge, the number and its code, and the order finished', async () => {
		sandbox.fiveSim.configure({ smsAfterSeconds: 1 });
		const run = await engine.run(file('number-for-one-sms.json'));
		expect(run.error).toBeUndefined();
		expect(run.items('Keep number and code').map(({ json }) => json)).toEqual([
			{
				phone: expect.stringMatching(/^\+7/) as string,
				code: expect.stringMatching(/^\d+$/) as string,
				status: 'FINISHED',
			},
		]);
		expect(sandbox.fiveSim.charges()).toHaveLength(1);
	});

	it('price comparison: the cheapest in stock first', async () => {
		const run = await engine.run(file('price-comparison.json'));
		const rows = run
			.items('The best ten')
			.map(({ json }) => json as { product: string; cost: number; count: number });
		expect(rows).toHaveLength(10);
		expect(rows.every(({ product, count }) => product === 'telegram' && count > 0)).toBe(true);
		expect(rows.map(({ cost }) => cost)).toEqual(
			rows.map(({ cost }) => cost).sort((a, b) => a - b),
		);
		expect(sandbox.fiveSim.charges()).toEqual([]);
	});

	it.each([
		['1000.00', []],
		['19.99', ['The balance at Get My TG is 19.99 USD', 'The balance at 5sim is 19.99']],
	])('low-balance alert with %s on both sides: %j', async (balance, alerts) => {
		sandbox.gmt.setBalance(balance);
		sandbox.fiveSim.setBalance(balance);
		const run = await engine.run(file('low-balance-alert.json'), {
			startNode: 'Every hour',
			input: [{}],
		});
		expect(run.error).toBeUndefined();
		const sent = run
			.nodesRun()
			.filter((node) => node === 'Send your alert here')
			.flatMap((node, index) => run.items(node, 0, index));
		expect(sent.map(({ json }) => json.alert).sort()).toEqual([...alerts].sort());
	});

	it('order history export: every order once, in a file', async () => {
		sandbox.fiveSim.seedOrders(250);
		const run = await engine.run(file('order-history-export.json'));
		expect(run.error).toBeUndefined();
		const [saved] = run.items('Save the file');
		const orders = JSON.parse(
			readFileSync(path.resolve(String(saved!.json.fileName)), 'utf8'),
		) as Array<{ id: number }>;
		expect(new Set(orders.map(({ id }) => id)).size).toBe(250);
		expect((await openBinary(saved!)).fileName).toBe('orders.json');
	});

	it.each(readdirSync(examples))('%s can be imported anywhere, as often as you like', (name) => {
		const text = readFileSync(file(name), 'utf8');
		// n8n publishes a webhook id once, and the address of waiting executions can be set to another.
		expect(text).not.toMatch(/"webhookId"|resumeUrl|webhook-waiting/);
	});

	it.each(readdirSync(examples))('%s says what it costs', (name) => {
		const { nodes } = read(name);
		const [note] = nodes.filter(({ type }) => type.endsWith('.stickyNote'));
		const spends = nodes.some(({ parameters }) =>
			/^(create|buy)/.test(String(parameters.operation)),
		);
		expect(note?.parameters.content).toContain(
			spends ? '**Costs money at each run:**' : '**Costs nothing.**',
		);
	});

	it('are all tried here', () => {
		const tried = readFileSync(__filename, 'utf8');
		for (const name of readdirSync(examples)) expect(tried).toContain(`file('${name}')`);
	});
});
