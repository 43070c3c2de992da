// n8n's queue mode, as companies run it: what is bought once arrives once, whichever process is asked or dies.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startQueueWorld, takenUpBy } from './support/queue.mjs';
import { until } from './support/world.mjs';

const PURCHASES = Number(process.env.E2E_PURCHASES ?? 200);
/** Archives that become ready in a second; each is announced twice. */
const PER_SECOND = Number(process.env.E2E_PER_SECOND ?? 3);
/** Events of the trigger. */
const EVENTS = 20;
const BUY = 'n8n-nodes-gmt-5sim.gmt';
const WEBHOOK = 'n8n-nodes-base.webhook';
const READ_ARCHIVE = {
	type: 'n8n-nodes-base.compression',
	typeVersion: 1.1,
	parameters: { operation: 'decompress', binaryPropertyName: 'data', outputPrefix: 'file_' },
};

let world;
let rest;
/** The worker that is killed, and the one that stays. */
let victim;
let survivor;
/** The execution that it was running then. */
let broken;

before(async () => {
	world = await startQueueWorld('queue', {
		timeScale: 1,
		args: [
			'--gmt-option',
			'balance="100000.00"',
			'--gmt-option',
			'bulkReadyAfterSeconds=null',
			'--gmt-option',
			'duplicateCallbacks=1',
		],
	});
	({ rest } = world.main);
});

after(async () => await world?.close());

const gmt = async (...request) => await world.sandbox.gmtControl(...request);
const charges = async () =>
	(await gmt('GET', 'ledger')).entries
		.filter(({ kind }) => kind === 'charge')
		.map(({ subject }) => subject);
const post = async (url, body = {}) =>
	await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
const count = async ({ id }, status) =>
	(
		await rest.call(
			'GET',
			`/rest/executions?limit=1&filter=${encodeURIComponent(JSON.stringify({ workflowId: id, ...(status && { status: [status] }) }))}`,
		)
	).count;
const runOf = (execution, node) => execution.runData[node].at(-1);

function operation(resource, name, more, options = {}) {
	return {
		type: BUY,
		typeVersion: 1,
		credentials: { gmtApi: { name: 'Get My TG account' } },
		parameters: { resource, operation: name, ...more, options },
	};
}

const purchase = (more, options) =>
	operation(
		'bulkPurchase',
		'create',
		{ countryCode: { __rl: true, mode: 'id', value: 'IN' }, quantity: 1, ...more },
		options,
	);

/** Publishes nodes in a row behind a webhook of their own; what is returned starts them. */
async function publish(name, nodes) {
	const path = randomUUID();
	const all = [
		{
			name: 'Start',
			type: WEBHOOK,
			typeVersion: 2,
			webhookId: randomUUID(),
			parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
		},
		...nodes,
	];
	const stored = await rest.createWorkflow({
		name,
		nodes: all.map((node, i) => ({ id: randomUUID(), position: [i * 240, 0], ...node })),
		connections: Object.fromEntries(
			nodes.map((node, i) => [
				all[i].name,
				{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
			]),
		),
	});
	await rest.publish(stored);
	return {
		...stored,
		start: async (body) =>
			assert.equal((await post(`${world.url}/webhook/${path}`, body)).status, 200),
	};
}

/** Buys at the service itself, ready at once. */
async function ready() {
	const { baseUrl, apiKey } = world.sandbox.gmt;
	const response = await fetch(`${baseUrl}/v1/purchases/bulk`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
		body: JSON.stringify({ country_code: 'IN', quantity: 1 }),
	});
	// As the service answers: a number, or the text of one.
	const purchaseId = Number((await response.json()).bulk_purchase_id);
	await gmt('POST', 'settle', { purchaseId, status: 'SUCCESS' });
	return purchaseId;
}

test(
	`${PURCHASES} bulk purchases wait, a worker dies in the middle of another one, every archive arrives once`,
	{ timeout: 1_000_000 },
	async (t) => {
		const began = Date.now();
		const say = (text) => t.diagnostic(`${Math.round((Date.now() - began) / 1000)} s: ${text}`);
		const waiting = await publish('Buy and wait', [
			{ name: 'Buy', ...purchase({ waitForArchive: true }, { attachArchive: true }) },
			{ name: 'Read', ...READ_ARCHIVE },
		]);
		const carrying = await publish('Carry an archive over a wait', [
			{
				name: 'Download',
				...operation('bulkPurchase', 'download', {
					purchaseId: { __rl: true, mode: 'id', value: '={{ $json.body.purchaseId }}' },
				}),
			},
			{
				name: 'Wait',
				type: 'n8n-nodes-base.wait',
				typeVersion: 1.1,
				webhookId: randomUUID(),
				parameters: { resume: 'timeInterval', amount: 70, unit: 'seconds' },
			},
			{ name: 'Read', ...READ_ARCHIVE },
		]);
		const breaking = await publish('Buy three', [
			{
				name: 'Split',
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				parameters: { fieldToSplitOut: 'body.items', options: {} },
			},
			{ name: 'Buy', ...purchase() },
		]);

		for (let bought = 0; bought < PURCHASES; bought += 10)
			await Promise.all(
				Array.from({ length: Math.min(10, PURCHASES - bought) }, async () => await waiting.start()),
			);
		await until(
			'The last purchase',
			async () => (await count(waiting, 'waiting')) === PURCHASES,
			300_000,
		);
		const ids = await charges();
		say(`${ids.length} purchases made, all of their executions wait`);

		// A worker dies while it makes the third of three purchases. Get My TG has charged it, its answer is on its way.
		await gmt('POST', 'faults', {
			operationId: 'createBulkPurchase',
			kind: 'delay',
			when: 'after',
			delayMs: 600_000,
			skip: 2,
		});
		await breaking.start({ items: [1, 2, 3] });
		await until('The third purchase', async () => (await charges()).length === PURCHASES + 3);
		[{ id: broken }] = await rest.executions(breaking.id);
		[victim, survivor] = takenUpBy(world.workers[0]).includes(broken)
			? world.workers
			: world.workers.toReversed();
		// Another execution has a file by then that the same worker has stored.
		const archive = await ready();
		let carrier;
		await until('A file stored by the worker that dies', async () => {
			await carrying.start({ purchaseId: archive });
			[{ id: carrier }] = await rest.executions(carrying.id);
			await rest.executionIn(carrier, ['waiting']);
			return takenUpBy(victim).includes(carrier);
		});
		await victim.kill();
		say('one worker killed');

		for (const purchaseId of ids) {
			const pause = sleep(1000 / PER_SECOND);
			await gmt('POST', 'settle', { purchaseId, status: 'SUCCESS' });
			await pause;
		}
		await until(
			'The end of every execution',
			async () =>
				(await count(waiting, 'success')) +
					(await count(waiting, 'error')) +
					(await count(waiting, 'crashed')) ===
				PURCHASES,
			600_000,
		);
		say(`${PURCHASES} archives announced, ${PER_SECOND} a second, and every execution has ended`);

		const callbacks = await until('The answer to every callback', async () => {
			const sent = (await gmt('GET', 'callbacks')).callbacks;
			return sent.every(({ status, error }) => status ?? error) && sent;
		});
		// Long after the event some of them come once more.
		for (const { url, body } of callbacks.slice(0, Math.max(0, PURCHASES * 2.5 - callbacks.length)))
			callbacks.push({ status: (await post(url, body)).status });
		const answers = new Map();
		for (const { status, error } of callbacks)
			answers.set(status ?? error, (answers.get(status ?? error) ?? 0) + 1);
		say(
			`${callbacks.length} callbacks, answered ${[...answers].map(([status, times]) => `${times} × ${status}`).join(', ')}`,
		);

		assert.equal(
			await count(waiting, 'success'),
			PURCHASES,
			'every execution has ended with success',
		);
		assert.equal((await charges()).length, PURCHASES + 4, 'nothing was charged again');
		const [died, stayed] = [takenUpBy(victim), takenUpBy(survivor)];
		const out = [];
		let moved = 0;
		for (const id of new Set([...died, ...stayed])) {
			const execution = await rest.execution(id);
			if (execution.workflowId !== waiting.id) continue;
			const [item] = runOf(execution, 'Buy').data.main[0];
			out.push(item.json.bulk_purchase_id);
			assert.ok(
				runOf(execution, 'Read').data.main[0][0].binary.file_0,
				`the archive of ${item.json.bulk_purchase_id} is read by the next node`,
			);
			assert.ok(stayed.includes(id), 'the worker that stayed has gone on with it');
			if (died.includes(id)) moved++;
		}
		assert.deepEqual(out.sort().join(), ids.sort().join(), 'every purchase came out once');
		assert.ok(moved > 0);
		say(
			`${moved} executions bought on the worker that died, and went on with the archive on the other one`,
		);

		const read = await rest.executionIn(carrier, ['success', 'error'], 150_000);
		assert.equal(read.status, 'success');
		assert.ok(
			runOf(read, 'Read').data.main[0][0].binary.file_0,
			'the file that the dead worker has stored is read',
		);
		assert.ok(takenUpBy(survivor).includes(carrier), 'by the other one');
	},
);

test('archives that take long are attached once, and set nothing back, when both webhook processors fetch them', async () => {
	await gmt('PATCH', 'options', { callbackDelaysSeconds: [] });
	const before = (await charges()).length;
	const twice = await publish(
		'Buy twice',
		['First', 'Second'].map((name) => ({
			name,
			// Only the calls below may fetch an archive: the node's own look would come between them.
			...purchase({ waitForArchive: true }, { attachArchive: true, checkByItself: false }),
		})),
	);
	await twice.start();
	await until('The first wait', async () => (await count(twice, 'waiting')) === 1);
	const [{ id }] = await rest.executions(twice.id);
	const callTo = async (port, purchaseId) => {
		const { requests } = await gmt('GET', 'requests');
		const { body } = requests
			.filter(({ operationId }) => operationId === 'createBulkPurchase')
			.at(-1);
		const url = new URL(body.callback_url);
		url.port = port;
		return (await post(url, { bulk_purchase_id: purchaseId, status: 'SUCCESS' })).status;
	};
	const settle = async () => {
		const purchaseId = (await charges()).at(-1);
		await gmt('POST', 'settle', { purchaseId, status: 'SUCCESS' });
		return purchaseId;
	};
	const first = await settle();
	await gmt('POST', 'faults', {
		operationId: 'downloadBulkPurchase',
		kind: 'delay',
		delayMs: 8_000,
		times: 2,
	});
	const [port, other] = world.webhookPorts;
	const slow = callTo(port, first);
	await sleep(4_000);
	assert.deepEqual([await slow, await callTo(other, first)], [503, 503]);
	await until(
		'The second wait',
		async () => (await charges()).length === before + 2 && (await count(twice, 'waiting')) === 1,
	);
	// Until the other processor has fetched the archive as well.
	await sleep(6_000);
	assert.equal((await charges()).length, before + 2);
	assert.equal(await callTo(port, await settle()), 200);
	const ended = await rest.executionIn(id, ['success', 'error']);
	assert.deepEqual(
		[ended.status, runOf(ended, 'First').data.main[0][0].json.bulk_purchase_id],
		['success', first],
	);
	assert.ok(runOf(ended, 'First').data.main[0][0].binary.data);
	assert.equal((await charges()).length, before + 2);
});

test('repeated deliveries start one run of the trigger, at whichever process they arrive', async (t) => {
	const webhookId = randomUUID();
	const credentials = { gmtApi: { name: 'Get My TG account' } };
	const stored = await rest.createWorkflow({
		name: 'Archive ready',
		nodes: [
			{
				id: randomUUID(),
				position: [0, 0],
				name: 'Trigger',
				type: 'n8n-nodes-gmt-5sim.gmtTrigger',
				typeVersion: 1,
				webhookId,
				credentials,
				parameters: { events: ['archiveReady'], options: {} },
			},
		],
		connections: {},
	});
	await rest.publish(stored);
	const urls = world.webhookPorts.map(
		(port) => `http://127.0.0.1:${port}/webhook/${webhookId}/gmt`,
	);
	const deliver = async (url, id) => await post(url, { bulk_purchase_id: id, status: 'SUCCESS' });
	for (const url of urls)
		await until(
			'The trigger',
			async () => (await (await deliver(url, 999_999_999)).text()).includes('Get My TG'),
			20_000,
		);
	const events = async () => await Promise.all(Array.from({ length: EVENTS }, ready));

	const ids = await events();
	for (const url of [urls[0], urls[1], urls[0]]) {
		for (const id of ids) assert.equal((await deliver(url, id)).status, 200);
		await sleep(2000);
	}
	const apart = await count(stored);
	t.diagnostic(`${EVENTS} events, ${EVENTS * 3} deliveries two seconds apart: ${apart} runs`);
	assert.equal(apart, EVENTS);

	for (const id of await events())
		await Promise.all(urls.map(async (url) => assert.equal((await deliver(url, id)).status, 200)));
	await sleep(2000);
	const together = (await count(stored)) - apart;
	t.diagnostic(`${EVENTS} events, each at two processes at the same moment: ${together} runs`);
	assert.ok(together >= EVENTS, 'none is lost');
	assert.ok(together <= EVENTS * 2, 'never more than one for each process');
});

test('what a worker was doing when it died is not done again, and its log reports what it had bought', async (t) => {
	const before = await charges();
	const ended = await rest.executionIn(
		broken,
		['error', 'crashed', 'success', 'canceled'],
		240_000,
	);
	t.diagnostic(`the user sees: ${ended.status}, "${ended.error?.message}"`);
	assert.equal(ended.status, 'error');
	assert.deepEqual(ended.runData, {}, 'n8n keeps nothing of what the worker had done');
	// The user presses Retry: n8n has nothing that it could go on with, so nothing happens.
	const retried = await rest.call('POST', `/rest/executions/${broken}/retry`, {
		loadWorkflow: false,
	});
	assert.equal(retried.status, 'error');
	assert.deepEqual(await charges(), before, 'nothing is bought again');
	const told = [
		...readFileSync(victim.logFile, 'utf8').matchAll(
			new RegExp(
				`Create bulk purchase: (\\d+) for [\\d.]+ USD \\[item (\\d)\\], node "Buy", execution ${broken}$`,
				'gm',
			),
		),
	];
	assert.deepEqual(
		told.map(([, id, item]) => [Number(id), Number(item)]),
		before.slice(PURCHASES, PURCHASES + 2).map((id, item) => [id, item]),
	);
});
