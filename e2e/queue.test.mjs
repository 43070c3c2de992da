// n8n's queue mode, as companies run it: what is bought once arrives once, whichever process is asked or dies.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startQueueWorld } from './support/queue.mjs';
import { until } from './support/world.mjs';

const PURCHASES = Number(process.env.E2E_PURCHASES ?? 200);
/** Purchases made in a second; their callbacks come as fast, twice each. */
const PER_SECOND = Number(process.env.E2E_PER_SECOND ?? 2);
/** Seconds until an archive is ready: long enough for all purchases to be made before. */
const READY_AFTER = 40 + Math.ceil(PURCHASES / PER_SECOND);
let world;

before(async () => {
	// Archives take so long that all executions wait at the same time; each callback comes twice.
	world = await startQueueWorld('queue', { timeScale: 1, args: ['--gmt-option', 'balance="100000.00"', '--gmt-option', `bulkReadyAfterSeconds=${READY_AFTER}`, '--gmt-option', 'duplicateCallbacks=1'] });
});

after(async () => await world?.close());

/** A workflow that buys when its own webhook is called, waits for the archive, and hands it to the next node. */
function workflow(path) {
	const credentials = { gmtApi: { name: 'Get My TG account' } };
	const country = { __rl: true, mode: 'id', value: 'IN' };
	const nodes = [
		{ name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: randomUUID(), parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} } },
		{ name: 'Buy', type: 'n8n-nodes-gmt-5sim.gmt', typeVersion: 1, credentials, parameters: { resource: 'bulkPurchase', operation: 'create', countryCode: country, quantity: 1, waitForArchive: true, options: { attachArchive: true } } },
		{ name: 'Read the archive', type: 'n8n-nodes-base.compression', typeVersion: 1.1, parameters: { operation: 'decompress', binaryPropertyName: 'data', outputPrefix: 'file_' } },
	];
	return {
		name: 'Buy and wait',
		nodes: nodes.map((node, i) => ({ id: randomUUID(), position: [i * 240, 0], ...node })),
		connections: { Start: { main: [[{ node: 'Buy', type: 'main', index: 0 }]] }, Buy: { main: [[{ node: 'Read the archive', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

test(`${PURCHASES} bulk purchases wait, a worker dies, every archive arrives once`, async (t) => {
	const { rest } = world.main;
	const path = `buy-${randomUUID()}`;
	const stored = await rest.createWorkflow(workflow(path));
	await rest.publish(stored);
	const count = async (status) => (await rest.call('GET', `/rest/executions?limit=1&filter=${encodeURIComponent(JSON.stringify({ workflowId: stored.id, ...(status && { status: [status] }) }))}`)).count;
	await until('The webhook', async () => (await fetch(`${world.url}/webhook/${path}`)).status !== 502, 20_000);

	const began = Date.now();
	for (let i = 0; i < PURCHASES; i++) {
		const pause = sleep(1000 / PER_SECOND);
		const { status } = await fetch(`${world.url}/webhook/${path}`, { method: 'POST' });
		assert.equal(status, 200);
		await pause;
	}
	await until('The last purchase', async () => (await count('waiting')) === PURCHASES, (READY_AFTER - 2) * 1000);
	t.diagnostic(`${PURCHASES} purchases made and waiting after ${Math.round((Date.now() - began) / 1000)} s`);

	// One worker dies while all of them wait.
	await world.workers[0].kill();

	const resumed = Date.now();
	await until('The end of every execution', async () => (await count('success')) + (await count('error')) + (await count('crashed')) >= PURCHASES, 400_000);
	t.diagnostic(`all ended ${Math.round((Date.now() - resumed) / 1000)} s after the worker died`);

	const { entries } = await world.sandbox.gmtControl('GET', 'ledger');
	const callbacks = await until('The answer to every callback', async () => {
		const sent = (await world.sandbox.gmtControl('GET', 'callbacks')).callbacks;
		return sent.every(({ status, error }) => status ?? error) && sent;
	});
	// Long after the event some of them come once more.
	const late = callbacks.slice(0, Math.max(0, PURCHASES * 2.5 - callbacks.length));
	for (const { url, body } of late) {
		const { status } = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
		callbacks.push({ status });
	}
	const answers = new Map();
	for (const { status, error } of callbacks) answers.set(status ?? error, (answers.get(status ?? error) ?? 0) + 1);
	t.diagnostic(`${callbacks.length} callbacks, answered ${[...answers].map(([status, times]) => `${times} × ${status}`).join(', ')}`);
	assert.equal(entries.length, PURCHASES, 'one charge for each execution');
	assert.equal(await count('success'), PURCHASES, 'every execution has ended with success');

	const ids = new Set();
	for (const { id } of await rest.executions(stored.id)) {
		const { runData } = await rest.execution(id);
		const [item] = runData.Buy.at(-1).data.main[0];
		ids.add(item.json.bulk_purchase_id);
		assert.ok(item.binary.data, 'the archive is attached');
		assert.equal(runData['Read the archive'].at(-1).executionStatus, 'success', 'the next node reads it, on whichever worker');
	}
	assert.equal(ids.size, PURCHASES, 'every purchase came out once');
});
