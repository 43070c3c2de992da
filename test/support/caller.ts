import { createRunExecutionData } from 'n8n-workflow';
import type { Engine } from '../../test-engine';
import type { Executions } from '../../test-engine/executions';
import { outcomeOf, workflowOf, type Job, type Outcome } from './index';

/**
 * Runs a job as a workflow that another one calls: each try of the caller is a new execution of the same workflow.
 * @param id of the workflow
 */
export async function callAgain(engine: Engine, job: Job, id: string): Promise<Outcome> {
	const { executions } = engine as unknown as { executions: Executions };
	const now = new Date();
	const file = workflowOf(job);
	const node = file.nodes.find(({ name }) => name === 'Node')!;
	const main = [(job.items ?? [{}]).map((json) => ({ json }))];
	const data = createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node, data: { main }, source: null }] },
	});
	const stored = { active: false, isArchived: false, activeVersionId: null };
	const workflow = { ...file, ...stored, id, name: 'Buy', createdAt: now, updatedAt: now };
	const run = await executions.start({ workflow, mode: 'integrated', data }).ended;
	return { ...outcomeOf(run), requests: [], charges: [] };
}
