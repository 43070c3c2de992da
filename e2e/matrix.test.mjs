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

/** Minutes that are waited at most: as few as n8n suspends for, and so many that n8n is up again by then. */
const SHORT = 1.1;
const LONG = 2.5;
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
			/** Whether n8n is killed in the middle of it. */
			dies: end === 'killed' || calls === 'down',
			isSuspended: SUSPENDED.includes(kind),
		})),
	),
);
const cellOf = (...which) => cells.find(({ name }) => name === which.join(', '));

const serviceOf = ({ calls }) => (calls === 'none' ? quiet : world.sandbox);
const entriesOf = async (cell) =>
	(await serviceOf(cell).gmtControl('GET', 'ledger')).entries.filter(
		({ what }) => what.country === cell.country && what.quantity === cell.quantity,
	);
const charges = async (cell) => (await entriesOf(cell)).filter(({ kind }) => kind === 'charge');
const callsOf = async (cell) => {
	const ids = (await charges(cell)).map(({ subject }) => subject);
	const { callbacks } = await serviceOf(cell).gmtControl('GET', 'callbacks');
	return callbacks.filter(({ body }) => ids.includes(body.bulk_purchase_id));
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

function buy({ country, quantity, calls, end, dies, kind }) {
	return {
		name: 'Buy',
		type: `n8n-nodes-gmt-5sim.gmt${['tool', 'MCP'].includes(kind) ? 'Tool' : ''}`,
		typeVersion: 1,
		credentials: { gmtApi: { name: calls === 'none' ? 'Quiet account' : 'Get My TG account' } },
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: { __rl: true, mode: 'id', value: country },
			quantity,
			waitForArchive: true,
			options: {
				timeLimit: end === 'timed out' && !dies ? SHORT : LONG,
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
		await settle(cell, 'SUCCESS');
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

/** Waits until the node of a cell has bought so often, and is suspended. */
async function suspended(cell, count) {
	await until(
		`Purchase ${count} of ${cell.name}`,
		async () => (await charges(cell)).length >= count,
	);
	if (cell.isSuspended) await world.n8n.rest.executionIn(cell.id, ['waiting']);
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
		sandboxArgs: [...OPTIONS, 'callbackDelaysSeconds=[0,2]'].flatMap((one) => [
			'--gmt-option',
			one,
		]),
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

	const isBuying = ({ end, calls, isSuspended }) =>
		isSuspended && end === 'killed' && calls === 'down';
	const early = cells.filter((cell) => !isBuying(cell));
	// Those that outlast the death of n8n first, since they have to wait longest.
	early.sort((a, b) => Number(b.dies && b.isSuspended) - Number(a.dies && a.isSuspended));
	await forEach(
		early.filter((cell) => !cell.dies || cell.isSuspended),
		async (cell) => {
			await begin[cell.kind](cell);
			await suspended(cell, cell.kind === 'loop' ? 2 : 1);
			if (cell.dies) return;
			if (cell.end === 'success') await settle(cell, 'SUCCESS');
			if (cell.end === 'failed') await settle(cell, 'ERROR');
			// Somebody calls too early.
			if (cell.end === 'timed out' && cell.calls === 'callback' && cell.isSuspended)
				cell.early = undefined;
		},
	);
	await forEach(
		cells.filter((cell) => !cell.dies),
		async (cell) => (cell.id ? await rest.executionIn(cell.id, OVER) : await cell.answer),
	);

	// Those that die with n8n.
	await forEach(
		cells.filter((cell) => cell.dies && !cell.isSuspended),
		async (cell) => {
			await begin[cell.kind](cell);
			await suspended(cell, 1);
		},
	);
	const buying = cells.filter(isBuying);
	for (const cell of buying.filter(({ kind }) => kind === 'loop')) {
		await begin.loop(cell);
		await suspended(cell, 2);
	}
	await world.sandbox.gmtControl('POST', 'faults', {
		operationId: 'createBulkPurchase',
		kind: 'delay',
		when: 'after',
		delayMs: 600_000,
		times: buying.length,
	});
	await Promise.all(
		buying
			.filter(({ kind }) => kind !== 'loop')
			.map(async (cell) => {
				await begin[cell.kind](cell);
				await until(`The charge of ${cell.name}`, async () => (await charges(cell)).length === 1);
			}),
	);
	await world.n8n.kill();
	const unheard = cells.filter(({ calls, end }) => calls === 'down' && end !== 'timed out');
	await forEach(
		unheard.filter((cell) => cell.end !== 'killed'),
		async (cell) => await settle(cell, cell.end === 'failed' ? 'ERROR' : 'SUCCESS'),
	);
	await forEach(
		unheard.filter((cell) => cell.end === 'killed'),
		async (cell) => await settle(cell, 'SUCCESS'),
	);
	await new Promise((done) => setTimeout(done, 3_000));
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

/** Calls as Get My TG would, before anything has happened. */
async function callEarly(cell) {
	throw new Error(`not yet ${cell.name}`);
}

for (const cell of cells)
	test(cell.name, async (t) => {
		const seen = cell.id ? await ended(cell) : { answer: await cell.answer };
		const show = {
			...seen,
			items: undefined,
			next: seen.items?.('Next'),
			then: cell.parent && (await ended({ id: cell.parent })).ran,
		};
		t.diagnostic(
			JSON.stringify({
				...show,
				error: seen.error?.message,
				charges: (await charges(cell)).length,
				calls: (await callsOf(cell)).map(({ status, error }) => status ?? error),
			}),
		);
	});
void assert;
void cellOf;
