/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine, type Engine } from '../../test-engine';
import { startSandbox, type Sandbox } from '../../sandbox';
import { credentialsOf, runJob, type Job } from '../support';
import { pause } from '../support/callbacks';

const folder = mkdtempSync(join(tmpdir(), 'n8n-log-'));
const logFile = join(folder, 'n8n.log');

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.01 });
	engine = await startEngine({ credentials: credentialsOf(sandbox), logFile });
});

afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
	rmSync(folder, { recursive: true, force: true });
});

const purchase: Job = {
	service: 'gmt',
	parameters: { resource: 'purchase', operation: 'create', countryCode: 'US' },
};
const transfer: Job = {
	service: 'gmt',
	parameters: { resource: 'referral', operation: 'transferBalance', amount: 1 },
};

const read = () => readFileSync(logFile, 'utf8').replaceAll('\\"', '"');

/** n8n writes its log a moment later. */
async function logged(text: string): Promise<void> {
	for (let look = 0; look < 150 && !read().includes(text); look++) await pause(20);
	expect(read()).toContain(text);
}

it("n8n's log names each charge, its item, node and execution: should n8n be killed now, nothing else would tell", async () => {
	const { run, charges } = await runJob(engine, sandbox, { ...purchase, items: [{}, {}] });
	for (const [item, { subject }] of charges.entries())
		await logged(
			`Create purchase: ${subject} for 1.50 USD [item ${item}], node "Node", execution ${run.executionId}`,
		);
	expect(charges).toHaveLength(2);
	await runJob(engine, sandbox, transfer);
	await logged(': a main balance of ');
	expect(read()).not.toContain('may have been charged');
});

it("n8n's log tells what may have been charged when the execution is cancelled: nobody looks at its error", async () => {
	sandbox.gmt.faults.add({ operationId: 'createPurchase', kind: 'timeout', when: 'after' });
	const before = sandbox.gmt.charges().length;
	const stop = new AbortController();
	const running = runJob(engine, sandbox, {
		...purchase,
		items: [{}],
		run: { signal: stop.signal },
	});
	while (sandbox.gmt.charges().length === before) await pause(10);
	stop.abort();
	expect((await running).run.status).toBe('canceled');
	await logged('so this may have been charged [item 0]. It is not sent again.');
});
