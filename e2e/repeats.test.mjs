// Repeated callbacks in queue mode, where several processes receive them and none knows what the others do right now.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startQueueWorld } from './support/queue.mjs';
import { until } from './support/world.mjs';

const EVENTS = 20;
let world;
let stored;
let urls;

before(async () => {
	world = await startQueueWorld('repeats', { timeScale: 0.01, args: ['--gmt-option', 'bulkReadyAfterSeconds=0'] });
	const webhookId = randomUUID();
	const credentials = { gmtApi: { name: 'Get My TG account' } };
	stored = await world.main.rest.createWorkflow({
		name: 'Archive ready',
		nodes: [{ id: randomUUID(), position: [0, 0], name: 'Trigger', type: 'n8n-nodes-gmt-5sim.gmtTrigger', typeVersion: 1, webhookId, credentials, parameters: { events: ['archiveReady'], options: {} } }],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	await world.main.rest.publish(stored);
	urls = world.webhookPorts.map((port) => `http://127.0.0.1:${port}/webhook/${webhookId}/gmt`);
	for (const url of urls) await until('The trigger', async () => (await deliver(url, 999_999_999)) === 404 && (await body(url)).includes('Get My TG'), 20_000);
});

after(async () => await world?.close());

async function post(url, id) {
	return await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ bulk_purchase_id: id, status: 'SUCCESS' }) });
}

async function deliver(url, id) {
	return (await post(url, id)).status;
}

async function body(url) {
	return await (await post(url, 999_999_999)).text();
}

/** Bulk purchases whose archives are ready. */
async function buy(count) {
	const { baseUrl, apiKey } = world.sandbox.gmt;
	const ids = [];
	for (let i = 0; i < count; i++) {
		const reply = await fetch(`${baseUrl}/v1/purchases/bulk`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-api-key': apiKey }, body: JSON.stringify({ country_code: 'IN', quantity: 1 }) });
		ids.push((await reply.json()).bulk_purchase_id);
	}
	await sleep(1000);
	return ids;
}

async function runs() {
	return (await world.main.rest.call('GET', `/rest/executions?limit=1&filter=${encodeURIComponent(JSON.stringify({ workflowId: stored.id }))}`)).count;
}

test('repeats that come seconds apart start one run, at whichever process they arrive', async (t) => {
	const before_ = await runs();
	const ids = await buy(EVENTS);
	for (const url of [urls[0], urls[1], urls[0]]) {
		for (const id of ids) assert.equal(await deliver(url, id), 200);
		await sleep(2000);
	}
	const started = (await runs()) - before_;
	t.diagnostic(`${EVENTS} events, ${EVENTS * 3} deliveries, ${started} runs`);
	assert.equal(started, EVENTS);
});

test('repeats at the same moment at two processes are counted', async (t) => {
	const before_ = await runs();
	const ids = await buy(EVENTS);
	for (const id of ids) await Promise.all(urls.map(async (url) => assert.equal(await deliver(url, id), 200)));
	await sleep(2000);
	const started = (await runs()) - before_;
	t.diagnostic(`${EVENTS} events, each at two processes at the same moment: ${started} runs`);
	assert.ok(started >= EVENTS, 'none is lost');
	assert.ok(started <= EVENTS * 2, 'never more than one for each process');
});
