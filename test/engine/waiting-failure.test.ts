import type { IDataObject, INode } from 'n8n-workflow';

import type { Run, WorkflowFile } from '../../test-engine';
import type { Executions } from '../../test-engine/executions';
import { continueOnFail, useSetup, workflowOf } from '../support';
import { boughtSingle, until } from '../support/callbacks';

const setup = useSetup();

beforeEach(() => {
	setup.sandbox.gmt.reset();
	setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: null, announceFailedBulk: true });
});

afterEach(() => expect(setup.sandbox.gmt.violations).toEqual([]));

const charges = () => setup.sandbox.gmt.charges().length;
const answers = () => setup.sandbox.gmt.callbacks.map(({ status }) => status);

/** A node that waits, and one behind each of its outputs that buys without waiting. */
function thenBuying(
	parameters: INode['parameters'],
	node: Partial<INode> = {},
	outputs = 1,
): WorkflowFile {
	const workflow = workflowOf({ service: 'gmt', parameters, node });
	const next = Array.from({ length: outputs }, (_, output) => `Next ${output}`);
	for (const name of next) {
		workflow.nodes.push({
			...workflow.nodes[1]!,
			onError: 'stopWorkflow',
			id: name,
			name,
			parameters: {
				resource: 'bulkPurchase',
				operation: 'create',
				countryCode: 'US',
				quantity: 1,
			},
		});
	}
	workflow.connections.Node = {
		main: next.map((name) => [{ node: name, type: 'main' as const, index: 0 }]),
	};
	return workflow;
}

const archive = (more: INode['parameters'] = {}): INode['parameters'] => ({
	resource: 'bulkPurchase',
	operation: 'create',
	countryCode: '={{ $json.country }}',
	quantity: '={{ $json.quantity }}',
	waitForArchive: true,
	...more,
});

/** Buys for each item, and lets the purchases end as told. */
async function settled(
	workflow: WorkflowFile,
	ends: Array<'SUCCESS' | 'ERROR'>,
): Promise<{ final: Run; ids: number[] }> {
	const input = ends.map((_, n): IDataObject => ({ country: 'IN', quantity: n + 1 }));
	const run = await setup.engine.run(workflow, { input });
	expect([run.status, charges()]).toEqual(['waiting', ends.length]);
	const ids = [...setup.sandbox.gmt.state.bulks.keys()].map(Number);
	for (const [n, id] of ids.entries()) setup.sandbox.gmt.setBulkStatus(id, ends[n]!);
	return { final: await setup.engine.execution(run.executionId), ids };
}

/** Retries a failed execution as n8n does: its stack goes on where it stopped. */
async function retried({ executionId }: Run): Promise<Run> {
	const { executions } = setup.engine as unknown as { executions: Executions };
	const { runData: data, workflow } = executions.get(executionId)!;
	const { lastNodeExecuted, runData } = data.resultData;
	delete data.resultData.error;
	const runs = runData[lastNodeExecuted!]!;
	if (runs.at(-1)?.error) runs.pop();
	return await executions.start({ workflow, mode: 'retry', data }).ended;
}

describe('when what is waited for fails', () => {
	it('nothing behind the node runs, and the error names the purchase', async () => {
		const { final, ids } = await settled(thenBuying(archive()), ['ERROR']);
		expect(final.nodesRun()).toEqual(['Start', 'Node']);
		expect(charges()).toBe(1);
		expect([final.status, final.error?.message]).toEqual([
			'error',
			`Bulk purchase ${ids[0]} ended with status ERROR [item 0]`,
		]);
		expect(final.error).toMatchObject({
			name: 'NodeApiError',
			description: expect.stringContaining(`This run waited for: ${ids[0]}.`),
			context: { code: 'refused', itemIndex: 0 },
		});
		expect(final.data.data.resultData.runData.Node).toMatchObject([{ executionStatus: 'error' }]);
		// The execution may end before the sandbox has noted how its call was answered.
		await until(() => answers()[0] !== undefined);
		expect(answers()).toEqual([200]);
	});

	it('also not where one of several fails, or the node always gives something out', async () => {
		const workflow = thenBuying(archive(), { alwaysOutputData: true, retryOnFail: true });
		workflow.nodes[1]!.waitBetweenTries = 1;
		const { final, ids } = await settled(workflow, ['SUCCESS', 'ERROR', 'SUCCESS']);
		expect(final.nodesRun()).toEqual(['Start', 'Node']);
		expect(final.error?.message).toContain(`Bulk purchase ${ids[1]} ended`);
		expect(charges()).toBe(3);
	});

	it('a retry of the execution reads again and does not buy again', async () => {
		const { final } = await settled(thenBuying(archive()), ['SUCCESS', 'ERROR']);
		const failed = await retried(final);
		expect([failed.status, failed.error?.message, failed.nodesRun(), charges()]).toEqual([
			'error',
			final.error?.message,
			['Start', 'Node'],
			2,
		]);
		for (const bulk of setup.sandbox.gmt.state.bulks.values())
			setup.sandbox.gmt.setBulkStatus(bulk.id, 'SUCCESS');
		const done = await retried(failed);
		expect([done.status, done.nodesRun()]).toEqual(['success', ['Start', 'Node', 'Next 0']]);
		expect(done.items('Node').map(({ json }) => json.quantity)).toEqual([1, 2]);
		// Two of the first node, and one for each item of the second.
		expect(charges()).toBe(4);
	});

	it('a retry also recognises what was bought by a field that the purchase has too', async () => {
		const quantity = '={{ $json.status === undefined ? 1 : 2 }}';
		const { final, ids } = await settled(thenBuying(archive({ quantity })), ['ERROR']);
		expect((await retried(final)).error?.message).toBe(
			`Bulk purchase ${ids[0]} ended with status ERROR [item 0]`,
		);
		expect(charges()).toBe(1);
	});

	it('its items continue as failed where the node is set so', async () => {
		const { final, ids } = await settled(thenBuying(archive(), continueOnFail), ['ERROR']);
		expect([final.status, final.nodesRun()]).toEqual(['success', ['Start', 'Node', 'Next 0']]);
		expect(final.items('Node')).toMatchObject([
			{ json: { error: `Bulk purchase ${ids[0]} ended with status ERROR [item 0]` } },
		]);
		expect([charges(), answers()]).toEqual([2, [200]]);
	});

	it('only what is behind the error output runs where the node has one', async () => {
		const workflow = thenBuying(archive(), { onError: 'continueErrorOutput' }, 2);
		const { final } = await settled(workflow, ['ERROR']);
		expect([final.status, final.nodesRun()]).toEqual(['success', ['Start', 'Node', 'Next 1']]);
		expect([charges(), answers()]).toEqual([2, [200]]);
	});

	it('holds for a code too', async () => {
		setup.sandbox.gmt.configure({ codeOutcome: 'failed', codeAfterSeconds: 300 });
		const id = await boughtSingle(setup.sandbox);
		const before = charges();
		const workflow = thenBuying({
			resource: 'purchase',
			operation: 'requestCode',
			purchaseId: '={{ $json.id }}',
			waitForCode: true,
		});
		const run = await setup.engine.run(workflow, { input: [{ id }] });
		expect(run.status).toBe('waiting');
		const final = await setup.engine.execution(run.executionId);
		expect(final.nodesRun()).toEqual(['Start', 'Node']);
		expect([final.status, final.error?.message, charges()]).toEqual([
			'error',
			`The code of purchase ${id} did not arrive: its status is ERROR [item 0]`,
			before,
		]);
	});
});
