import { createRunExecutionData } from 'n8n-workflow';
import type { Run } from '../../test-engine';
import { MemoryDeduplicator } from '../../test-engine/deduplicator';
import type { Executions } from '../../test-engine/executions';
import { continueOnFail, useSetup, workflowOf, type Job } from '../support';
import { until } from '../support/callbacks';
import { bulkJob, numberJob } from '../support/purchases';

const setup = useSetup();

// n8n's own nodes are loaded by the first run that has them.
beforeAll(async () => await setup.runNode({ ...bulk, items: [] }));

beforeEach(() => {
	setup.sandbox.gmt.faults.clear();
	setup.sandbox.fiveSim.faults.clear();
});

const number = numberJob();
const bulk = bulkJob();

let stop: AbortController;
let killed: Array<Promise<Run>>;

beforeEach(() => {
	stop = new AbortController();
	killed = [];
});
afterEach(async () => {
	stop.abort();
	await Promise.all(killed);
});

let count = 0;
const newId = () => `killed${(count += 1)}`;

/** Starts the workflow `id` with nothing known of an earlier execution, as n8n does after a process was killed. */
function start(id: string, job: Job, mode: 'webhook' | 'retry', executionId?: string) {
	const { signal } = stop;
	const { executions } = setup.engine as unknown as { executions: Executions };
	const now = new Date();
	const file = workflowOf(job);
	const data = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{
					node: file.nodes.find(({ name }) => name === 'Node')!,
					data: { main: [(job.items ?? [{}]).map((json) => ({ json }))] },
					source: null,
				},
			],
		},
	});
	const stored = { active: false, isArchived: false, activeVersionId: null };
	const workflow = { ...file, ...stored, id, name: 'Test', createdAt: now, updatedAt: now };
	if (executionId !== undefined) {
		// n8n 1 lets another worker run the very same execution again.
		const { stored: kept } = executions as unknown as { stored: Map<string, { status: string }> };
		kept.get(executionId)!.status = 'waiting';
	}
	return executions.start({
		workflow,
		mode,
		data,
		signal,
		...(executionId !== undefined && { resumes: executionId }),
	});
}

/** Lets an execution send its last purchase and never hear of it again. */
async function kill(id: string, job: Job): Promise<string> {
	const service = setup.sandbox[job.service];
	const operationId = job.service === 'gmt' ? 'createBulkPurchase' : 'buyActivation';
	const [mark, wanted] = [service.charges().length, job.items?.length ?? 1];
	service.faults.add({ operationId, kind: 'timeout', when: 'after', skip: wanted - 1 });
	const { executionId, ended } = start(id, job, 'webhook');
	killed.push(ended);
	await until(() => service.charges().length === mark + wanted);
	return executionId;
}

const subjects = (mark: number) =>
	setup.sandbox.fiveSim
		.charges()
		.slice(mark)
		.map(({ subject }) => subject);
const codeOf = (run: Run) =>
	(run.error as unknown as { context?: { code?: string } } | undefined)?.context?.code;

it('a purchase of a killed process is not made again by Retry', async () => {
	const [id, mark] = [newId(), setup.sandbox.fiveSim.charges().length];
	await kill(id, number);
	for (let tries = 0; tries < 2; tries++) {
		const retried = await start(id, number, 'retry').ended;
		expect(codeOf(retried)).toBe('uncertain');
		expect(retried.error!.message).toContain('so this may have been charged [item 0]');
		expect(retried.error!.description).toContain(String(subjects(mark)[0]));
	}
	expect(subjects(mark)).toHaveLength(1);
});

it('of two killed alike each gets purchases of its own back', async () => {
	const job = {
		...number,
		items: [{}, {}, {}],
		node: { onError: 'continueRegularOutput' } as const,
	};
	const [id, mark] = [newId(), setup.sandbox.fiveSim.charges().length];
	for (let process = 0; process < 2; process++) await kill(id, job);
	const ids = [];
	for (let process = 0; process < 2; process++) {
		const retried = await start(id, job, 'retry').ended;
		ids.push(...retried.items('Node').flatMap(({ json }) => json.id ?? []));
	}
	const [a, b, , c, d] = subjects(mark);
	expect(ids.sort()).toEqual([a, b, c, d]);
	expect(subjects(mark)).toHaveLength(6);
});

it("what a killed process bought counts into 'Max Total' of its Retry", async () => {
	const job = { ...numberJob({ maxTotal: '25' }), items: [{}, {}, {}], node: continueOnFail };
	const { fiveSim } = setup.sandbox;
	fiveSim.setPrice('russia', 'any', 'telegram', '10');
	const [id, mark] = [newId(), fiveSim.charges().length];
	await kill(id, { ...job, items: [{}, {}] });
	const retried = await start(id, job, 'retry').ended;
	expect(retried.items('Node').map(({ json }) => json)).toEqual([
		expect.objectContaining({ id: subjects(mark)[0], alreadyBought: true }),
		...['uncertain', 'overBudget'].map((code) =>
			expect.objectContaining({ details: expect.objectContaining({ code }) }),
		),
	]);
	// Nothing of that kind is kept of the killed execution.
	expect(retried.data.data.resultData.metadata).toMatchObject({
		purchase: String(subjects(mark)[0]),
		purchase_price: '10',
	});
	expect(subjects(mark)).toHaveLength(2);
});

it('nor is one that cannot be looked up', async () => {
	const { gmt } = setup.sandbox;
	const [id, mark] = [newId(), gmt.charges().length];
	await kill(id, bulk);
	expect(codeOf(await start(id, bulk, 'retry').ended)).toBe('uncertain');
	expect(gmt.charges().slice(mark)).toHaveLength(1);
});

it('the same execution, run again from its beginning, buys none of its items again', async () => {
	const job = { ...number, items: [{}, {}], node: { onError: 'continueRegularOutput' } as const };
	const [id, mark] = [newId(), setup.sandbox.fiveSim.charges().length];
	const executionId = await kill(id, job);
	const again = await start(id, job, 'webhook', executionId).ended;
	expect(again.items('Node').map(({ json }) => json)).toEqual([
		expect.objectContaining({ id: subjects(mark)[0], alreadyBought: true }),
		expect.objectContaining({ details: expect.objectContaining({ code: 'uncertain' }) }),
	]);
	expect(subjects(mark)).toHaveLength(2);
});

it('a new execution buys, and does not make the retry of the killed one buy', async () => {
	const [id, mark] = [newId(), setup.sandbox.fiveSim.charges().length];
	await kill(id, number);
	expect((await start(id, number, 'webhook').ended).status).toBe('success');
	expect(subjects(mark)).toHaveLength(2);
	expect(codeOf(await start(id, number, 'retry').ended)).toBe('uncertain');
	expect(subjects(mark)).toHaveLength(2);
});

it.each([
	['was bought', undefined, 'success'],
	['was refused', 'no free phones', 'error'],
])('what %s before stands in the way of no retry', async (_what, body, status) => {
	const [id, mark] = [newId(), setup.sandbox.fiveSim.charges().length];
	if (body)
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'text',
			status: 400,
			body,
		});
	expect((await start(id, number, 'webhook').ended).status).toBe(status);
	const before = subjects(mark).length;
	expect((await start(id, number, 'retry').ended).status).toBe('success');
	expect(subjects(mark)).toHaveLength(before + 1);
});

it('is written down with two writes at most for each purchase, none of them for a read', async () => {
	const writes = (['checkProcessedAndRecord', 'removeProcessed'] as const).map((name) =>
		jest.spyOn(MemoryDeduplicator.prototype, name),
	);
	await setup.runNode({ ...number, items: [{}, {}, {}] });
	expect(writes.map(({ mock }) => mock.calls.length)).toEqual([3, 1]);
	await setup.runNode({ service: 'gmt', parameters: { resource: 'profile', operation: 'get' } });
	expect(writes.map(({ mock }) => mock.calls.length)).toEqual([3, 1]);
	jest.restoreAllMocks();
});

it('a database that fails stands in the way of no purchase', async () => {
	for (const name of ['checkProcessedAndRecord', 'removeProcessed'] as const)
		jest.spyOn(MemoryDeduplicator.prototype, name).mockRejectedValue(new Error('locked'));
	const { json, charges } = await setup.runNode(number);
	jest.restoreAllMocks();
	expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject })]);
});
