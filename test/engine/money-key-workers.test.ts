import type { ICheckProcessedContextData } from 'n8n-workflow';
import { startEngine, type Engine } from '../../test-engine';
import { MemoryDeduplicator } from '../../test-engine/deduplicator';
import { packageFolder } from '../../test-engine/paths';
import { startSandbox, type Sandbox } from '../../sandbox';
import { pause, until } from '../support/callbacks';
import { begin, callAgain } from '../support/caller';
import { credentialsOf, outcomeOf, workflowOf, type Job } from '../support';
import { copyPackage, removeCopies } from '../support/workers';

const ROUNDS = 25;
const processes = ['n8n-nodes-key-1', 'n8n-nodes-key-2'];
let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.01 });
	engine = await startEngine({
		credentials: credentialsOf(sandbox),
		packages: [packageFolder(), ...processes.map((name) => copyPackage(name))],
	});
	// n8n's own nodes are loaded by the first run that has them.
	const [start] = workflowOf(buying('any', 0)).nodes;
	await engine.run({ nodes: [start!], connections: {} });
	slowDatabase();
});

afterAll(async () => {
	jest.restoreAllMocks();
	await engine?.close();
	await sandbox?.close();
	removeCopies();
});

/** n8n's own: it reads a row and writes it back, with up to so many milliseconds in between. */
function slowDatabase(milliseconds = 15) {
	const rows = new Map<string, string[]>();
	const change = async (
		{ workflow, node }: ICheckProcessedContextData,
		scope: string,
		next: (row: string[]) => string[],
	) => {
		const key = scope === 'node' ? `${workflow.id}:${node?.id}` : workflow.id;
		const row = rows.get(key) ?? [];
		await pause(Math.random() * milliseconds);
		rows.set(key, next(row));
		return row;
	};
	jest
		.spyOn(MemoryDeduplicator.prototype, 'checkProcessedAndRecord')
		.mockImplementation(async (items, scope, context) => {
			const texts = items as string[];
			const known = await change(context, scope, (row) => [...new Set([...row, ...texts])]);
			return {
				new: texts.filter((text) => !known.includes(text)),
				processed: texts.filter((text) => known.includes(text)),
			};
		});
	jest
		.spyOn(MemoryDeduplicator.prototype, 'removeProcessed')
		.mockImplementation(async (items, scope, context) => {
			await change(context, scope, (row) => row.filter((text) => !items.includes(text)));
		});
}

function buying(idempotencyKey: string, process: number): Job {
	return {
		service: 'fiveSim',
		package: processes[process],
		parameters: {
			resource: 'order',
			operation: 'buyActivationNumber',
			country: 'russia',
			operator: 'any',
			product: 'telegram',
			options: { idempotencyKey },
		},
	};
}

it.each([
	['the same key', ['a', 'a'], 1],
	['different keys', ['a', 'b'], 2],
])(
	'two processes with %s at the same moment buy once for each key',
	async (_what, keys, wanted) => {
		for (let round = 0; round < ROUNDS; round++) {
			const mark = sandbox.fiveSim.charges().length;
			const buy = async () =>
				await Promise.all(
					keys.map(async (key, process) =>
						outcomeOf(
							await begin(engine, buying(`${key} ${round}`, process), `keys ${_what}`, 'trigger')
								.ended,
						),
					),
				);
			const outcomes = await buy();
			expect(sandbox.fiveSim.charges()).toHaveLength(mark + wanted);
			// Whoever came second has it, or knows that it may have been bought.
			for (const { json, error } of outcomes)
				expect(
					json.length + (['uncertain', 'conflict'].includes(String(error?.code)) ? 1 : 0),
				).toBe(1);
			await buy();
			expect(sandbox.fiveSim.charges()).toHaveLength(mark + wanted);
		}
	},
);

it('a caller that failed with one key buys with another one', async () => {
	const mark = sandbox.fiveSim.charges().length;
	sandbox.fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after' });
	sandbox.fiveSim.faults.add({ operationId: 'listOrders', kind: 'status', status: 400, skip: 1 });
	for (const [key, charges] of [
		['a', 1],
		['b', 2],
		['a', 2],
	] as const) {
		await callAgain(engine, buying(key, charges % 2), 'keys of calls');
		expect(sandbox.fiveSim.charges()).toHaveLength(mark + charges);
	}
});

it('a process that is killed before what is too expensive could be cancelled leaves it to others', async () => {
	const { fiveSim } = sandbox;
	fiveSim.configure({ noCancelSeconds: 100_000, smsAfterSeconds: null });
	fiveSim.faults.add({
		operationId: 'getPrices',
		kind: 'change',
		when: 'after',
		change: ({ json }) => ({
			status: 200,
			json: JSON.parse(JSON.stringify(json).replace(/"cost":[\d.]+/g, '"cost":1')) as object,
		}),
	});
	const [mark, since] = [fiveSim.charges().length, fiveSim.requests.length];
	const job = (process: number, options: object): Job => {
		const { parameters, ...more } = buying('too expensive', process);
		return {
			...more,
			parameters: { ...parameters, options: { ...(parameters.options as object), ...options } },
		};
	};
	const stop = new AbortController();
	const { ended } = begin(
		engine,
		job(0, { maxTotal: '4', cancelIfOverpaid: true }),
		'tooExpensive',
		'trigger',
		stop.signal,
	);
	await until(() =>
		fiveSim.requests.slice(since).some(({ operationId }) => operationId === 'cancelOrder'),
	);
	const run = await begin(engine, job(1, {}), 'tooExpensive', 'trigger').ended;
	expect(outcomeOf(run)).toMatchObject({
		error: undefined,
		json: [{ id: fiveSim.charges()[mark]!.subject, alreadyBought: true }],
	});
	expect(fiveSim.charges()).toHaveLength(mark + 1);
	stop.abort();
	await ended;
});
