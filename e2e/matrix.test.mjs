// Everything that can become of a purchase that is waited for, in every place where a node can wait:
//
//   {plain, sub-workflow, loop, tool, MCP} × {success, failed, timed out, killed} × {callback, none, down}
//
// `callback`: Get My TG calls, and the node does not look by itself. `none`: nobody calls. `down`: n8n is dead during all
// calls. Every cell is a workflow of its own with a purchase of its own, and says what was charged, which nodes ran, how
// often, and with what. n8n is killed once, in the middle of all cells that are about that.
//
// Where a cell is not what it says:
// - killed × callback, none: n8n is killed while the execution waits. Get My TG calls afterwards, or nobody does.
// - killed × down: n8n is killed while it buys: charged, but not answered.
// - tool, MCP: nobody can wake an agent or an MCP client, so the node stays awake and asks by itself, and no call reaches
//   it. What dies with n8n is over: all that is left to assert is that nothing is bought again and nothing goes on.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startSandboxProcess } from '../scripts/n8n-sandbox.mjs';
import { startModel } from './support/model.mjs';
import { startWorld, until } from './support/world.mjs';

const KINDS = ['plain', 'sub-workflow', 'loop', 'tool', 'MCP'];
const ENDS = ['success', 'failed', 'timed out', 'killed'];
const CALLS = ['callback', 'none', 'down'];
/** Purchases are told apart by country and quantity. */
const COUNTRIES = ['IN', 'ID', 'VN', 'US', 'BR'];
/** Where the node is suspended. */
const SUSPENDED = ['plain', 'sub-workflow', 'loop'];

/** Minutes that are waited at most: as few as n8n suspends for, so many that n8n is up again by then, and enough. */
const LIMIT = { short: 1.1, overDeath: 2.5, enough: 15 };
/** Seconds after which Get My TG calls. */
const CALLED_AFTER = [0, 2];
const OVER = ['success', 'error', 'crashed', 'canceled'];
const OPTIONS = ['bulkReadyAfterSeconds=null', 'announceFailedBulk=true', 'balance="100000"'];

let world;
let model;
/** The sandbox that never calls. */
let quiet;
const cells = KINDS.flatMap((kind, k) =>
	ENDS.flatMap((end, e) =>
		CALLS.map((calls, c) => ({
			kind,
			end,
			calls,
			name: `${kind}, ${end}, ${calls}`,
			country: COUNTRIES[k],
			quantity: 1 + e * CALLS.length + c,
			/** Whether n8n is killed in the middle of it, and what becomes of it then. */
			dies: end === 'killed' || calls === 'down',
			isSuspended: SUSPENDED.includes(kind),
			isBuying: SUSPENDED.includes(kind) && end === 'killed' && calls === 'down',
		})),
	),
);

/** What a cell has to come to. */
function outcomeOf({ end, calls, dies, isSuspended, isBuying }) {
	if (!dies) return end;
	if (isBuying || !isSuspended) return 'crashed';
	// Nobody knows of the execution any more, and nobody calls: its time limit ends it.
	return calls === 'callback' ? 'success' : 'timed out';
}

function limitOf(cell) {
	if (outcomeOf(cell) !== 'timed out') return LIMIT.enough;
	return cell.dies ? LIMIT.overDeath : LIMIT.short;
}

const serviceOf = ({ calls }) => (calls === 'none' ? quiet : world.sandbox);
const entriesOf = async (cell) =>
	(await serviceOf(cell).gmtControl('GET', 'ledger')).entries.filter(
		({ what }) => what.country === cell.country && what.quantity === cell.quantity,
	);
const charges = async (cell) => (await entriesOf(cell)).filter(({ kind }) => kind === 'charge');
/** Whatever shape a call has, the number stands in it somewhere. */
const isAbout = (body, id) => new RegExp(`\\b${id}\\b`).test(JSON.stringify(body));
const callsOf = async (cell) => {
	const ids = (await charges(cell)).map(({ subject }) => subject);
	const { callbacks } = await serviceOf(cell).gmtControl('GET', 'callbacks');
	return callbacks.filter(({ body }) => ids.some((id) => isAbout(body, id)));
};

/** Lets the newest purchase of a cell end. */
async function settle(cell, status) {
	const purchaseId = (await charges(cell)).at(-1).subject;
	await serviceOf(cell).gmtControl('POST', 'settle', { purchaseId, status });
}

const noOp = (name) => ({ name, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} });
const START = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
};

function buy(cell) {
	const { country, quantity, calls, kind } = cell;
	return {
		name: 'Buy',
		type: `n8n-nodes-gmt-5sim.gmt${['tool', 'MCP'].includes(kind) ? 'Tool' : ''}`,
		typeVersion: 1,
		// Without this n8n tells a model nothing at all about a refusal.
		...(kind === 'tool' && { onError: 'continueRegularOutput' }),
		credentials: { gmtApi: { name: calls === 'none' ? 'Quiet account' : 'Get My TG account' } },
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: { __rl: true, mode: 'id', value: country },
			quantity,
			waitForArchive: true,
			options: {
				timeLimit: limitOf(cell),
				...(calls !== 'none' && { checkByItself: false }),
			},
		},
	};
}

const main = (node) => ({ main: [[{ node, type: 'main', index: 0 }]] });

function define(name, nodes, connections) {
	return {
		name,
		nodes: nodes.map((node, i) => ({ id: randomUUID(), position: [i * 240, 0], ...node })),
		connections,
	};
}

/** Starts a cell. `cell.workflow` is where the node is, `cell.id` the execution that was started by hand. */
const begin = {
	plain: async (cell) => {
		cell.workflow = await world.n8n.rest.createWorkflow(
			define(cell.name, [START, buy(cell), noOp('Next')], {
				Start: main('Buy'),
				Buy: main('Next'),
			}),
		);
		cell.id = await world.n8n.rest.run(cell.workflow, 'Start');
	},
	'sub-workflow': async (cell) => {
		const { rest } = world.n8n;
		const called = {
			name: 'Called',
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			parameters: { inputSource: 'passthrough' },
		};
		cell.workflow = await rest.createWorkflow(
			define(`${cell.name}, called`, [called, buy(cell), noOp('Next')], {
				Called: main('Buy'),
				Buy: main('Next'),
			}),
		);
		await rest.publish(cell.workflow);
		const call = {
			name: 'Call',
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.2,
			parameters: {
				workflowId: { __rl: true, mode: 'id', value: cell.workflow.id },
				options: { waitForSubWorkflow: true },
			},
		};
		const parent = await rest.createWorkflow(
			define(cell.name, [START, call, noOp('Then')], { Start: main('Call'), Call: main('Then') }),
		);
		cell.parent = await rest.run(parent, 'Start');
		const [child] = await until(`The child of ${cell.name}`, async () => {
			const found = await rest.executions(cell.workflow.id);
			return found.length > 0 && found;
		});
		cell.id = child.id;
	},
	loop: async (cell) => {
		const two = {
			name: 'Two',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: '{ "round": [1, 2] }', options: {} },
		};
		const split = {
			name: 'Split',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'round', options: {} },
		};
		const loop = {
			name: 'Loop',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
			parameters: { options: {} },
		};
		const to = (node) => [{ node, type: 'main', index: 0 }];
		cell.workflow = await world.n8n.rest.createWorkflow(
			define(cell.name, [START, two, split, loop, buy(cell), noOp('Next'), noOp('Done')], {
				Start: main('Two'),
				Two: main('Split'),
				Split: main('Loop'),
				Loop: { main: [to('Done'), to('Buy')] },
				Buy: main('Next'),
				Next: main('Loop'),
			}),
		);
		cell.id = await world.n8n.rest.run(cell.workflow, 'Start');
		// The first round goes well; the cell is about the second.
		await suspended(cell, 1);
		if (!cell.isBuying) await settle(cell, 'SUCCESS');
	},
	tool: async (cell) => {
		const agent = {
			name: 'Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 1.9,
			parameters: { promptType: 'define', text: `This is ${cell.name}.`, options: {} },
		};
		const llm = {
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.2,
			parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
			credentials: { openAiApi: { name: 'Scripted model' } },
		};
		const to = (type) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
		cell.workflow = await world.n8n.rest.createWorkflow(
			define(cell.name, [START, agent, llm, buy(cell), noOp('Next')], {
				Start: main('Agent'),
				Model: to('ai_languageModel'),
				Buy: to('ai_tool'),
				Agent: main('Next'),
			}),
		);
		cell.id = await world.n8n.rest.run(cell.workflow, 'Start');
	},
	MCP: async (cell) => {
		const path = randomUUID();
		const server = {
			name: 'Server',
			type: '@n8n/n8n-nodes-langchain.mcpTrigger',
			typeVersion: 2,
			webhookId: randomUUID(),
			parameters: { path },
		};
		cell.workflow = await world.n8n.rest.createWorkflow(
			define(cell.name, [server, buy(cell)], {
				Buy: { ai_tool: [[{ node: 'Server', type: 'ai_tool', index: 0 }]] },
			}),
		);
		await world.n8n.rest.publish(cell.workflow);
		cell.answer = callTool(`${world.n8n.url}/mcp/${path}`).catch((failure) => failure);
	},
};

/** Connects to an MCP server as a client does, and calls the one tool that it has. */
async function callTool(url) {
	let session;
	const post = async (method, params, id) => {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(session && { 'mcp-session-id': session }),
			},
			body: JSON.stringify({ jsonrpc: '2.0', method, params, id }),
		});
		session ??= response.headers.get('mcp-session-id');
		const text = await response.text();
		const data = /^data: (.*)$/m.exec(text)?.[1] ?? text;
		if (!response.ok) throw new Error(`${method}: ${response.status} ${text}`);
		return data && JSON.parse(data).result;
	};
	await post(
		'initialize',
		{
			protocolVersion: '2025-03-26',
			capabilities: {},
			clientInfo: { name: 'matrix', version: '1' },
		},
		1,
	);
	await post('notifications/initialized');
	const { tools } = await post('tools/list', {}, 2);
	const { content, isError } = await post('tools/call', { name: tools[0].name, arguments: {} }, 3);
	return { text: content.map(({ text }) => text).join('\n'), isError };
}

/** Waits until the node of a cell has bought so often. */
async function charged(cell, count) {
	await until(
		`Purchase ${count} of ${cell.name}`,
		async () => (await charges(cell)).length >= count,
	);
}

/** Waits until the node of a cell has bought so often, and is suspended. */
async function suspended(cell, count) {
	await charged(cell, count);
	if (cell.isSuspended) await world.n8n.rest.executionIn(cell.id, ['waiting']);
}

/** Starts a cell, and waits until the purchase that it is about is made. */
async function beginAndWait(cell) {
	await begin[cell.kind](cell);
	await suspended(cell, cell.kind === 'loop' ? 2 : 1);
}

/** What the execution of a cell looks like in the end. Nodes by name: how often each ran. */
async function ended(cell) {
	const execution = await world.n8n.rest.executionIn(cell.id, OVER);
	const { runData = {}, error, status } = execution;
	const ran = Object.fromEntries(
		Object.entries(runData).map(([node, runs]) => [node, runs.length]),
	);
	const items = (node) =>
		(runData[node] ?? []).flatMap((run) => run.data?.main?.[0] ?? []).map(({ json }) => json);
	return { status, error, ran, items };
}

/** Calls as Get My TG would, before anything has happened. */
async function callEarly(cell) {
	const { requests } = await serviceOf(cell).gmtControl('GET', 'requests');
	const { body } = requests.findLast(
		(one) =>
			one.operationId === 'createBulkPurchase' &&
			one.body.quantity === cell.quantity &&
			one.body.country_code === cell.country,
	);
	const response = await fetch(body.callback_url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ bulk_purchase_id: (await charges(cell)).at(-1).subject }),
	});
	return response.status;
}

/** Runs `work` for every cell, a few at a time: n8n shares two processors with the rest. */
async function forEach(some, work) {
	const queue = some.values();
	await Promise.all(
		Array.from({ length: 6 }, async () => {
			for (const cell of queue) await work(cell);
		}),
	);
}

before(async () => {
	world = await startWorld('matrix', {
		timeScale: 1,
		sandboxArgs: [...OPTIONS, `callbackDelaysSeconds=${JSON.stringify(CALLED_AFTER)}`].flatMap(
			(one) => ['--gmt-option', one],
		),
	});
	model = await startModel();
	quiet = await startSandboxProcess({
		folder: world.folder,
		timeScale: 1,
		args: [...OPTIONS, 'callbackDelaysSeconds=[]'].flatMap((one) => ['--gmt-option', one]),
	});
	const { rest } = world.n8n;
	await rest.credential('Quiet account', 'gmtApi', quiet.gmt);
	await rest.credential('Scripted model', 'openAiApi', {
		apiKey: 'none',
		url: model.url,
		header: false,
	});

	const settleNow = async (cell) => {
		if (cell.end === 'success') await settle(cell, 'SUCCESS');
		if (cell.end === 'failed') await settle(cell, 'ERROR');
	};
	const isShort = (cell) => limitOf(cell) === LIMIT.short;
	const lives = cells.filter(({ dies }) => !dies);
	lives.sort((a, b) => Number(isShort(b)) - Number(isShort(a)));
	await forEach(lives, async (cell) => {
		await beginAndWait(cell);
		await settleNow(cell);
		if (isShort(cell) && cell.isSuspended && cell.calls === 'callback')
			cell.early = await callEarly(cell);
	});
	await forEach(
		cells.filter(({ dies, isSuspended, isBuying }) => dies && isSuspended && !isBuying),
		beginAndWait,
	);
	await forEach(lives, async (cell) => {
		await (cell.answer ?? rest.executionIn(cell.id, OVER));
	});

	const buying = cells.filter(({ isBuying }) => isBuying);
	await forEach(
		cells.filter(({ dies, isSuspended }) => dies && !isSuspended),
		beginAndWait,
	);
	const loops = buying.filter(({ kind }) => kind === 'loop');
	await forEach(loops, begin.loop);
	await world.sandbox.gmtControl('POST', 'faults', {
		operationId: 'createBulkPurchase',
		kind: 'delay',
		when: 'after',
		delayMs: 600_000,
		times: buying.length,
	});
	await forEach(buying, async (cell) => {
		await (loops.includes(cell) ? settle(cell, 'SUCCESS') : begin[cell.kind](cell));
		await charged(cell, loops.includes(cell) ? 2 : 1);
	});

	await world.n8n.kill();
	const unheard = cells.filter(({ calls, end }) => calls === 'down' && end !== 'timed out');
	await forEach(unheard, async (cell) => {
		await settle(cell, cell.end === 'failed' ? 'ERROR' : 'SUCCESS');
		if (cell.isSuspended)
			await until('The last call that nobody answers', async () => {
				const calls = (await callsOf(cell)).filter(({ error }) => error);
				return calls.length === CALLED_AFTER.length;
			});
	});
	await world.restart();
	await forEach(
		cells.filter(
			({ end, calls, isSuspended }) => isSuspended && end === 'killed' && calls === 'callback',
		),
		async (cell) => await settle(cell, 'SUCCESS'),
	);
});

after(async () => {
	await Promise.all([model?.close(), quiet?.stop(), world?.close()]);
});

/** What comes out of the node, as the next one gets it. */
const DONE = (cell) => ({ quantity: cell.quantity, status: 'SUCCESS' });
const LATE = (cell) => ({
	quantity: cell.quantity,
	status: 'PENDING',
	waitTimedOut: true,
	advice: /was bought: do not buy it again/,
});

function assertItems(items, expected) {
	assert.equal(items.length, expected.length, JSON.stringify(items));
	for (const [i, { advice, ...fields }] of expected.entries()) {
		for (const [key, value] of Object.entries(fields)) assert.equal(items[i][key], value, key);
		if (advice) assert.match(items[i].advice, advice);
		else assert.equal(items[i].waitTimedOut, undefined);
	}
}

/** Which nodes run, how often, by what becomes of a cell. */
const RAN = {
	plain: {
		success: { Start: 1, Buy: 1, Next: 1 },
		failed: { Start: 1, Buy: 1 },
	},
	'sub-workflow': {
		success: { Called: 1, Buy: 1, Next: 1 },
		failed: { Called: 1, Buy: 1 },
	},
	loop: {
		success: { Start: 1, Two: 1, Split: 1, Loop: 3, Buy: 2, Next: 2, Done: 1 },
		failed: { Start: 1, Two: 1, Split: 1, Loop: 2, Buy: 2, Next: 1 },
	},
};
const STATUS = { success: 'success', 'timed out': 'success', failed: 'error', crashed: 'crashed' };

async function assertSuspended(cell, outcome) {
	const { status, error, ran, items } = await ended(cell);
	assert.equal(status, STATUS[outcome], error?.message);
	// n8n rebuilds a crashed execution from its log, without items and with rounds missing: what counts is what did not run.
	if (outcome === 'crashed')
		assert.deepEqual([ran.Next, ran.Done], [cell.kind === 'loop' ? 1 : undefined, undefined]);
	else assert.deepEqual(ran, RAN[cell.kind][outcome] ?? RAN[cell.kind].success);
	const before = cell.kind === 'loop' ? [DONE(cell)] : [];
	const last = { success: [DONE(cell)], 'timed out': [LATE(cell)] }[outcome] ?? [];
	if (outcome !== 'crashed') assertItems(items('Next'), [...before, ...last]);
	if (outcome === 'failed')
		assert.match(error.message, /^Bulk purchase \d+ ended with status ERROR/);
	if (cell.parent) {
		// n8n goes on with a parent a moment after its sub-workflow has ended; a crashed one leaves it waiting.
		const over = outcome === 'crashed' ? [...OVER, 'waiting'] : OVER;
		const parent = await world.n8n.rest.executionIn(cell.parent, over);
		const goesOn = STATUS[outcome] === 'success';
		if (outcome === 'crashed') assert.notEqual(parent.status, 'success');
		else assert.equal(parent.status, STATUS[outcome]);
		assert.equal(parent.runData.Then?.length, goesOn ? 1 : undefined, 'behind the call');
	}

	const calls = (await callsOf(cell)).filter(({ body }) => isAbout(body, cell.last));
	const isHeard = cell.calls === 'callback' && outcome !== 'timed out';
	const answers = calls.map(({ status }) => status).filter(Boolean);
	assert.equal(answers.length > 0, isHeard);
	// On a busy computer the node's own look may be the first: then nothing waits any more.
	assert.ok(
		answers.every((status) => [200, 409].includes(status)),
		String(answers),
	);
	if (isHeard) heard.push(answers[0]);
	if (cell.early !== undefined) assert.equal(cell.early, 503);
}

async function assertTool(cell, outcome) {
	const { status, ran, items } = await ended(cell);
	if (outcome === 'crashed') {
		assert.equal(status, 'crashed');
		assert.equal(ran.Next, undefined);
	} else {
		assert.equal(status, 'success');
		assert.deepEqual([ran.Buy, ran.Agent, ran.Next], [1, 1, 1]);
		assertSaid(items('Next')[0].output, cell, outcome);
	}
	assert.deepEqual(await callsOf(cell), [], 'an address that wakes nobody is not told');
}

async function assertMcp(cell, outcome) {
	const answer = await cell.answer;
	if (outcome === 'crashed') assert.ok(answer instanceof Error, JSON.stringify(answer));
	else assertSaid(answer.text, cell, outcome);
	assert.deepEqual(await callsOf(cell), [], 'an address that wakes nobody is not told');
}

/** What a model or a client is told. */
function assertSaid(text, cell, outcome) {
	const said = String(text).replaceAll('\\', '');
	if (outcome === 'success') assert.match(said, /"status":"SUCCESS"/);
	if (outcome === 'failed')
		assert.match(said, new RegExp(`Bulk purchase ${cell.last} ended with status ERROR`));
	if (outcome === 'timed out') assert.match(said, /"waitTimedOut":true.*do not buy it again/s);
}

/** What the first call to each cell was answered, where calls get through. */
const heard = [];

for (const cell of cells) {
	const outcome = outcomeOf(cell);
	test(`${cell.name}: ${outcome}`, async () => {
		cell.last = (await charges(cell)).at(-1)?.subject;
		if (cell.isSuspended) await assertSuspended(cell, outcome);
		if (cell.kind === 'tool') await assertTool(cell, outcome);
		if (cell.kind === 'MCP') await assertMcp(cell, outcome);
		assert.equal((await charges(cell)).length, cell.kind === 'loop' ? 2 : 1, 'charges');
	});
}

test('the calls themselves wake what waits', () => {
	const woken = heard.filter((status) => status === 200).length;
	assert.ok(heard.length > 0 && woken > heard.length / 2, String(heard));
});
