// n8n dies and comes back: what is bought is neither bought again nor lost.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { example, startWorld, until } from './support/world.mjs';

const START = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };

function buy({ waitForArchive, ...options }) {
	return {
		name: 'Buy',
		type: 'n8n-nodes-gmt-5sim.gmt',
		typeVersion: 1,
		credentials: { gmtApi: { name: 'Get My TG account' } },
		parameters: { resource: 'bulkPurchase', operation: 'create', countryCode: { __rl: true, mode: 'id', value: 'US' }, quantity: 2, waitForArchive, options },
	};
}

const workflow = (...nodes) => ({
	name: 'Buy and wait',
	nodes: nodes.map((node, i) => ({ id: randomUUID(), position: [i * 240, 0], ...node })),
	connections: Object.fromEntries(nodes.slice(1).map((node, i) => [nodes[i].name, { main: [[{ node: node.name, type: 'main', index: 0 }]] }])),
});

const charges = async ({ sandbox }) => (await sandbox.gmtControl('GET', 'ledger')).entries.length;

test('n8n is killed while an archive is awaited, and resumed by the callback after its restart', async (t) => {
	// The archive is ready while n8n is down; its callback comes again 10 s and 30 s later.
	const world = await startWorld('restart-waiting', { timeScale: 1, sandboxArgs: ['--gmt-option', 'bulkReadyAfterSeconds=8', '--gmt-option', 'callbackDelaysSeconds=[0,10,60]'] });
	t.after(() => world.close());
	const stored = await world.n8n.rest.createWorkflow(workflow(START, buy({ waitForArchive: true, attachArchive: true })));
	const id = await world.n8n.rest.run(stored, 'Start');
	await world.n8n.rest.executionIn(id, ['waiting']);
	await world.n8n.kill();
	await until('The callback that nobody answers', async () => (await world.sandbox.gmtControl('GET', 'callbacks')).callbacks.length > 0);
	await world.restart();

	const ended = await world.n8n.rest.executionIn(id, ['success', 'error', 'crashed', 'canceled'], 120_000);
	assert.equal(ended.status, 'success', JSON.stringify(ended.error));
	const [item] = ended.runData.Buy.at(-1).data.main[0];
	assert.equal(item.json.status, 'SUCCESS');
	assert.ok(item.binary.data, 'the archive is attached');
	assert.equal(await charges(world), 1);
});

test('n8n is killed between the purchase and the wait: the execution is shown as crashed, and nothing is bought again', async (t) => {
	const world = await startWorld('restart-buying', { timeScale: 1, sandboxArgs: ['--gmt-option', 'bulkReadyAfterSeconds=8', '--gmt-option', 'callbackDelaysSeconds=[0,10,60]'] });
	t.after(() => world.close());
	// Get My TG has charged, but its answer takes long enough to be killed before it is there.
	await world.sandbox.gmtControl('POST', 'faults', { operationId: 'createBulkPurchase', kind: 'delay', when: 'after', delayMs: 20_000 });
	const stored = await world.n8n.rest.createWorkflow(workflow(START, buy({ waitForArchive: true })));
	const id = await world.n8n.rest.run(stored, 'Start');
	await until('The charge', async () => (await charges(world)) === 1);
	await world.n8n.kill();
	await world.restart();
	const ended = await world.n8n.rest.executionIn(id, ['crashed', 'error', 'success'], 60_000);
	t.diagnostic(`the user sees: ${ended.status}; ${ended.error?.message ?? 'no message'}; nodes that ran: ${Object.keys(ended.runData).join(', ') || 'none'}`);
	assert.equal(ended.status, 'crashed');
	assert.equal(await charges(world), 1, 'nothing is bought again by itself');
});

test('n8n is killed before a callback of the trigger: the delivery starts the workflow after the restart, once', async (t) => {
	const world = await startWorld('restart-trigger', { timeScale: 1, sandboxArgs: ['--gmt-option', 'bulkReadyAfterSeconds=5', '--gmt-option', 'callbackDelaysSeconds=[0,10,60]', '--gmt-option', 'duplicateCallbacks=2'] });
	t.after(() => world.close());
	const stored = await world.n8n.rest.createWorkflow(example());
	await world.n8n.rest.publish(stored);
	await world.n8n.rest.executionIn(await world.n8n.rest.run(stored, 'Start'), ['success']);
	await world.n8n.kill();
	await until('The callback that nobody answers', async () => (await world.sandbox.gmtControl('GET', 'callbacks')).callbacks.length > 0);
	await world.restart();

	const deliveries = async () => (await world.n8n.rest.executions(stored.id)).filter(({ mode, status }) => mode === 'webhook' && status === 'success');
	await until('The delivery', async () => (await deliveries()).length > 0, 120_000);
	await until('All copies of the callback', async () => (await world.sandbox.gmtControl('GET', 'callbacks')).callbacks.filter(({ status }) => status === 200).length >= 3);
	assert.equal((await deliveries()).length, 1);
	const ended = await world.n8n.rest.execution((await deliveries())[0].id);
	const { fileName } = ended.runData['Save the file'][0].data.main[0][0].json;
	assert.equal(readFileSync(join(world.data, fileName)).subarray(0, 2).toString(), 'PK');
	assert.equal(await charges(world), 1);
});
