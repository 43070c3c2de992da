/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import { startEngine, type Engine, type WorkflowFile } from '../../test-engine';
import { packageFolder, repositoryRoot } from '../../test-engine/paths';
import { startSandbox, type Sandbox } from '../../sandbox';
import { credentialsOf, retry } from '../support';
import { until } from '../support/callbacks';

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.01 });
	engine = await startEngine({
		credentials: credentialsOf(sandbox),
		packages: [packageFolder(), join(repositoryRoot(), 'test', 'engine', 'agent-package')],
	});
});

afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
});

beforeEach(() => {
	sandbox.fiveSim.faults.clear();
	sandbox.fiveSim.setPrice('russia', 'any', 'telegram', '10');
});

interface Answer {
	answer?: IDataObject[];
	error?: string;
}

/** Lets an agent call a tool that buys a number; what the tool answered, and the numbers of what was charged. */
async function ask(
	calls: { calls: number; atOnce?: boolean },
	options: object,
	more: Partial<INode> = {},
	{ id, signal }: { id?: string; signal?: AbortSignal } = {},
) {
	const mark = sandbox.fiveSim.charges().length;
	const since = sandbox.fiveSim.requests.length;
	const place = { typeVersion: 1, position: [0, 0] as [number, number] };
	const workflow = {
		...(id !== undefined && { id }),
		name: 'Agent',
		nodes: [
			{
				...place,
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				parameters: {},
			},
			{ ...place, id: 'agent', name: 'Agent', type: 'n8n-nodes-agent.agent', parameters: calls },
			{
				...place,
				id: 'tool',
				name: 'Tool',
				type: 'n8n-nodes-agent.fiveSimTool',
				parameters: {
					resource: 'order',
					operation: 'buyActivationNumber',
					country: 'russia',
					operator: 'any',
					product: 'telegram',
					options,
				} as INode['parameters'],
				credentials: { fiveSimApi: { id: 'fiveSim', name: 'fiveSim' } },
				...more,
			},
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	} as WorkflowFile;
	const run = await engine.run(workflow, signal && { signal });
	if (run.error) throw run.error;
	const answers = run.items('Agent').map(({ json }) => json as Answer);
	return {
		answers,
		ids: answers.flatMap(({ answer }) => answer?.flatMap(({ id }) => id ?? []) ?? []),
		charged: sandbox.fiveSim
			.charges()
			.slice(mark)
			.map(({ subject }) => subject),
		sent: sandbox.fiveSim.requests
			.slice(since)
			.filter(({ operationId }) => operationId === 'buyActivation').length,
	};
}

it('buys as often as it is called', async () => {
	for (const atOnce of [false, true]) {
		const { ids, charged } = await ask({ calls: 3, atOnce }, {});
		expect(charged).toHaveLength(3);
		expect(ids.sort()).toEqual(charged.sort());
	}
});

it.each([
	['finds', {}],
	['does not buy again', { onUncertain: 'fail' }],
])(
	'%s what an earlier try of Retry On Fail has bought: n8n counts each try as a run',
	async (_what, options) => {
		sandbox.fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after' });
		// The list is read before sending, and cannot be read afterwards.
		sandbox.fiveSim.faults.add({ operationId: 'listOrders', kind: 'status', status: 400, skip: 1 });
		const { answers, ids, charged, sent } = await ask({ calls: 1 }, options, retry);
		expect([charged.length, sent]).toEqual([1, 1]);
		if ('onUncertain' in options)
			expect(answers).toEqual([
				{ error: expect.stringContaining('so this may have been charged') },
			]);
		else expect(ids).toEqual(charged);
	},
);

it('does not send again what the model repeats because it was unclear', async () => {
	sandbox.fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after' });
	sandbox.fiveSim.faults.add({ operationId: 'listOrders', kind: 'status', status: 400, skip: 1 });
	const { answers, ids, charged, sent } = await ask({ calls: 2 }, {});
	expect([charged.length, sent]).toEqual([1, 1]);
	expect(answers[0]).toEqual({ error: expect.stringContaining('so this may have been charged') });
	expect(ids).toEqual(charged);
});

it.each([false, true])(
	"stays below 'Max Total' with all its calls together (at once: %s)",
	async (atOnce) => {
		const { answers, charged } = await ask({ calls: 4, atOnce }, { maxTotal: '25' });
		expect(charged).toHaveLength(2);
		expect(answers.filter(({ error }) => error?.includes('above your Max Total'))).toHaveLength(2);
	},
);

it('buys once with a key, also for calls at once, and gives it to each', async () => {
	const { ids, charged } = await ask({ calls: 3, atOnce: true }, { idempotencyKey: 'order' });
	expect(charged).toHaveLength(1);
	expect(ids).toEqual(Array(3).fill(charged[0]));
});

it('does not send in a new execution what a killed one left open', async () => {
	const stop = new AbortController();
	const mark = sandbox.fiveSim.charges().length;
	sandbox.fiveSim.faults.add({ operationId: 'buyActivation', kind: 'timeout', when: 'after' });
	const id = 'killedAgent';
	const killed = ask({ calls: 1 }, {}, {}, { id, signal: stop.signal }).catch(() => undefined);
	await until(() => sandbox.fiveSim.charges().length > mark);
	const again = await ask({ calls: 2 }, {}, {}, { id });
	expect(again.sent).toBe(0);
	expect(again.answers).toEqual(
		Array(2).fill({ error: expect.stringContaining('so this may have been charged') }),
	);
	stop.abort();
	await killed;
	// However often it is asked for, until the call is two hours old.
	expect((await ask({ calls: 1 }, {}, {}, { id })).sent).toBe(0);
	const real = Date.now.bind(Date);
	const now = jest.spyOn(Date, 'now').mockImplementation(() => real() + 2 * 3_600_000);
	expect((await ask({ calls: 1 }, {}, {}, { id })).ids).toHaveLength(1);
	now.mockRestore();
});
