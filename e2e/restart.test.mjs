// n8n dies and comes back: what is bought is neither bought again nor lost. It is killed once, in the middle of
// everything that follows; each test then looks at one thing that was under way.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { withCallbackUrl } from '../scripts/n8n-instance.mjs';
import { example, startWorld, until } from './support/world.mjs';

const ENDED = ['success', 'error', 'crashed', 'canceled'];
const START = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
};
/** Archives are ready, and messages come, only when a test says so; Get My TG calls once each time. */
const OPTIONS = [
	'--gmt-option',
	'bulkReadyAfterSeconds=null',
	'--gmt-option',
	'callbackDelaysSeconds=[0]',
	'--fivesim-option',
	'smsAfterSeconds=null',
];

let world;
/** What was under way, by the country that it buys in. */
const begun = {};

function workflow(name, ...nodes) {
	return {
		name,
		nodes: nodes.map((node, i) => ({ id: randomUUID(), position: [i * 240, 0], ...node })),
		connections: Object.fromEntries(
			nodes
				.slice(1)
				.map((node, i) => [
					nodes[i].name,
					{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
				]),
		),
	};
}

function buy(countryCode, { waitForArchive = false, ...options } = {}) {
	return {
		name: 'Buy',
		type: 'n8n-nodes-gmt-5sim.gmt',
		typeVersion: 1,
		credentials: { gmtApi: { name: 'Get My TG account' } },
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: { __rl: true, mode: 'id', value: countryCode },
			quantity: 2,
			waitForArchive,
			options,
		},
	};
}

/** An item for each country. */
const COUNTRIES = [
	{
		name: 'Countries',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: '{ "country": ["GB", "IN"] }', options: {} },
	},
	{
		name: 'One by one',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'country', options: {} },
	},
];
const SMS = {
	name: 'SMS',
	type: 'n8n-nodes-gmt-5sim.fiveSimTrigger',
	typeVersion: 1,
	credentials: { fiveSimApi: { name: '5sim account' } },
	parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, events: ['newSms'], options: {} },
};

async function start(definition) {
	const { rest } = world.n8n;
	const stored = await rest.createWorkflow(definition);
	return { workflow: stored, id: await rest.run(stored, 'Start') };
}

async function charges(country) {
	const { entries } = await world.sandbox.gmtControl('GET', 'ledger');
	return entries.filter(({ what }) => what.country === country);
}

async function settle(country) {
	await world.sandbox.gmtControl('POST', 'settle', {
		purchaseId: (await charges(country))[0].subject,
		status: 'SUCCESS',
	});
}

const callbacks = async () => (await world.sandbox.gmtControl('GET', 'callbacks')).callbacks;
const fault = async (spec) =>
	await world.sandbox.gmtControl('POST', 'faults', { operationId: 'createBulkPurchase', ...spec });
const runsOf = async ({ id }, mode) =>
	(await world.n8n.rest.executions(id)).filter(
		(run) => run.mode === mode && run.status === 'success',
	);

before(async () => {
	world = await startWorld('restart', { timeScale: 1, sandboxArgs: OPTIONS });
	const { rest } = world.n8n;

	begun.waiting = await start(
		workflow('Buy and wait', START, buy('US', { waitForArchive: true, attachArchive: true })),
	);
	await rest.executionIn(begun.waiting.id, ['waiting']);

	const withTrigger = withCallbackUrl(example('bulk-purchase-with-trigger.json'), world.n8n.url);
	begun.trigger = await rest.createWorkflow(forCountry(withTrigger, 'DE'));
	await rest.publish(begun.trigger);
	await rest.executionIn(await rest.run(begun.trigger, 'Start'), ['success']);

	begun.polling = await rest.createWorkflow(workflow('SMS', SMS));
	await rest.publish(begun.polling);
	begun.order = await rent();

	// The second item is refused.
	await fault({ kind: 'status', status: 400, body: { message: 'Not for sale' }, skip: 1 });
	begun.refused = await start(
		workflow('Buy one by one', START, ...COUNTRIES, buy('={{ $json.country }}')),
	);
	await rest.executionIn(begun.refused.id, ['error']);

	await fault({ kind: 'reset', when: 'after' });
	begun.unclear = await start(workflow('Buy', START, buy('FR')));
	await rest.executionIn(begun.unclear.id, ['error']);

	// Get My TG has charged, but n8n will not live to see its answer.
	await fault({ kind: 'delay', when: 'after', delayMs: 600_000 });
	begun.buying = await start(workflow('Buy and wait', START, buy('PL', { waitForArchive: true })));
	await until('The charge', async () => (await charges('PL')).length === 1);

	await world.n8n.kill();
	await settle('US');
	await settle('DE');
	await until(
		'The callbacks that nobody answers',
		async () => (await callbacks()).filter(({ error }) => error).length === 2,
	);
	await deliver('Your code is 11111');
	await world.restart();
});

after(async () => await world?.close());

function forCountry(definition, code) {
	definition.nodes.find(({ name }) => name === 'Buy accounts').parameters.countryCode.value = code;
	return definition;
}

/** Rents a number without n8n. */
async function rent() {
	const { baseUrl, apiKey } = world.sandbox.fiveSim;
	const response = await fetch(`${baseUrl}/v1/user/buy/activation/russia/any/telegram`, {
		headers: { authorization: `Bearer ${apiKey}` },
	});
	return (await response.json()).id;
}

async function deliver(text) {
	await world.sandbox.fiveSimControl('POST', 'sms', { orderId: begun.order, text });
}

test('an execution that waited for its archive continues with the next callback', async () => {
	await settle('US');
	const ended = await world.n8n.rest.executionIn(begun.waiting.id, ENDED);
	assert.equal(ended.status, 'success', JSON.stringify(ended.error));
	const [item] = ended.runData.Buy.at(-1).data.main[0];
	assert.equal(item.json.status, 'SUCCESS');
	assert.ok(item.binary.data, 'the archive is attached');
	assert.equal((await charges('US')).length, 1);
});

test('an execution that was killed between purchase and wait is shown as crashed, and nothing is bought again', async (t) => {
	const ended = await world.n8n.rest.executionIn(begun.buying.id, ENDED);
	t.diagnostic(
		`the user sees: ${ended.status}; ${ended.error?.message ?? 'no message'}; nodes that ran: ${Object.keys(ended.runData).join(', ') || 'none'}`,
	);
	assert.equal(ended.status, 'crashed');
	const retry = await world.n8n.rest.send('POST', `/rest/executions/${begun.buying.id}/retry`, {
		loadWorkflow: false,
	});
	assert.equal(retry.ok, false, 'n8n does not retry it either');
	assert.equal((await charges('PL')).length, 1);
});

test('a callback of the trigger starts its workflow once, however often it comes', async () => {
	for (let copies = 1; copies <= 3; copies++) {
		await settle('DE');
		await until(
			'The answer',
			async () =>
				(await callbacks()).filter(
					({ status, body }) => status === 200 && body.country_code === 'DE',
				).length === copies,
		);
	}
	const [run, ...others] = await until('The run', async () => {
		const runs = await runsOf(begun.trigger, 'webhook');
		return runs.length > 0 && runs;
	});
	assert.equal(others.length, 0);
	const { runData } = await world.n8n.rest.execution(run.id);
	const { fileName } = runData['Save the file'][0].data.main[0][0].json;
	assert.equal(readFileSync(join(world.data, fileName)).subarray(0, 2).toString(), 'PK');
	assert.equal((await charges('DE')).length, 1);
});

test('a failed execution is retried: what was bought comes from its notes, the rest is bought', async (t) => {
	const { rest } = world.n8n;
	assert.equal((await charges('GB')).length, 1);
	await fault({ kind: 'status', status: 400, body: { message: 'Not for sale' } });
	const again = await rest.call('POST', `/rest/executions/${begun.refused.id}/retry`, {
		loadWorkflow: false,
	});
	assert.equal(again.status, 'error');
	const retried = await rest.call('POST', `/rest/executions/${again.id}/retry`, {
		loadWorkflow: true,
	});
	const ended = await rest.executionIn(retried.id, ENDED);
	assert.equal(ended.status, 'success', JSON.stringify(ended.error));
	const bought = ended.runData.Buy.at(-1).data.main[0].map(({ json }) => json);
	t.diagnostic(
		`three executions gave ${bought.map((one) => `${one.country_code}: ${one.bulk_purchase_id}`).join(', ')}`,
	);
	for (const [i, country] of ['GB', 'IN'].entries())
		assert.deepEqual(
			(await charges(country)).map(({ subject }) => subject),
			[bought[i].bulk_purchase_id],
		);
});

test('a purchase without an answer is not sent again when its execution is retried', async (t) => {
	const { rest } = world.n8n;
	const retried = await rest.call('POST', `/rest/executions/${begun.unclear.id}/retry`, {
		loadWorkflow: false,
	});
	const { error } = await rest.execution(retried.id);
	t.diagnostic(`${error.message}: ${error.description}`);
	assert.match(error.message, /may have been charged/);
	assert.equal((await charges('FR')).length, 1);
});

test('messages that come while n8n is down start the workflow of the 5sim Trigger once each', async () => {
	await until('The first run', async () => (await runsOf(begun.polling, 'trigger')).length === 1);
	await world.n8n.kill();
	await deliver('Your code is 22222');
	await world.restart();
	const runs = await until('The second run', async () => {
		const found = await runsOf(begun.polling, 'trigger');
		return found.length > 1 && found;
	});
	const texts = [];
	for (const { id } of runs.reverse())
		texts.push(
			(await world.n8n.rest.execution(id)).runData.SMS[0].data.main[0].map(
				({ json }) => json.sms[0].text,
			),
		);
	assert.deepEqual(texts, [['Your code is 11111'], ['Your code is 22222']]);
});
