// An AI agent uses the nodes as tools. The model is a script that speaks OpenAI's protocol.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startModel } from './support/model.mjs';
import { startWorld } from './support/world.mjs';

let world;
let model;

before(async () => {
	world = await startWorld('agent', { timeScale: 0.1 });
	model = await startModel();
});

after(async () => {
	await model?.close();
	await world?.close();
});

const fromModel = (name, type) => `={{ $fromAI('${name}', '', '${type}') }}`;
const locator = (value) => ({ __rl: true, mode: 'id', value });

function workflow(maxPrice) {
	const nodes = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{
			name: 'Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 1.9,
			parameters: {
				promptType: 'define',
				text: 'Buy one number for telegram in England',
				options: {},
			},
		},
		{
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.2,
			parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
			credentials: { openAiApi: { name: 'Scripted model' } },
		},
		{
			name: 'Buy a number',
			type: 'n8n-nodes-gmt-5sim.fiveSimTool',
			typeVersion: 1,
			// Without this n8n tells the model nothing at all about a refusal.
			onError: 'continueRegularOutput',
			parameters: {
				resource: 'order',
				operation: 'buyActivationNumber',
				country: locator(fromModel('country', 'string')),
				operator: locator('any'),
				product: locator(fromModel('product', 'string')),
				options: { maxPrice },
			},
			credentials: { fiveSimApi: { name: '5sim account' } },
		},
	];
	const to = (node, type) => ({ [type]: [[{ node, type, index: 0 }]] });
	return {
		name: `Agent with a budget of ${maxPrice}`,
		nodes: nodes.map((node, i) => ({ id: randomUUID(), position: [i * 240, 0], ...node })),
		connections: {
			Start: to('Agent', 'main'),
			Model: to('Agent', 'ai_languageModel'),
			'Buy a number': to('Agent', 'ai_tool'),
		},
	};
}

const orders = async () => (await world.sandbox.fiveSimControl('GET', 'ledger')).entries;

async function ask(maxPrice) {
	const { rest } = world.n8n;
	await rest.credential('Scripted model', 'openAiApi', {
		apiKey: 'none',
		url: model.url,
		header: false,
	});
	model.requests.length = 0;
	model.args = { country: 'england', product: 'telegram' };
	const stored = await rest.createWorkflow(workflow(maxPrice));
	return await rest.executionIn(
		await rest.run(stored, 'Start'),
		['success', 'error', 'crashed'],
		90_000,
	);
}

test('n8n offers the nodes as tools', async () => {
	const types = (await world.n8n.rest.call('GET', '/types/nodes.json')).map(({ name }) => name);
	for (const tool of ['gmtTool', 'fiveSimTool'])
		assert.ok(types.includes(`n8n-nodes-gmt-5sim.${tool}`), tool);
});

test('an agent is refused what is above its budget', async () => {
	const ended = await ask('1');
	const answer = JSON.stringify(model.requests.at(-1)?.messages?.at(-1) ?? ended.error ?? {});
	assert.match(answer, /Max Price/, answer);
	assert.equal((await orders()).length, 0);
});

test('an agent buys one number within its budget', async () => {
	const ended = await ask('50');
	assert.equal(ended.status, 'success', JSON.stringify(ended.error));
	assert.equal((await orders()).length, 1);
	const answer = ended.runData.Agent[0].data.main[0][0].json.output;
	assert.match(answer, /\+44\d+/, answer);
});
