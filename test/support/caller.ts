import { WebhookContext } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IDataObject,
	type IRunExecutionData,
	type IWebhookData,
	type IWorkflowBase,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { Engine, Run, WorkflowFile } from '../../test-engine';
import { additionalDataFor, type Shared } from '../../test-engine/additionalData';
import type { Executions } from '../../test-engine/executions';
import type { PackageNodeTypes } from '../../test-engine/nodeTypes';
import { outcomeOf, workflowOf, type Job, type Outcome } from './index';

/** What a tool said to whoever called it. */
export interface Answer {
	answer?: IDataObject[];
	error?: string;
}

const executionsOf = (engine: Engine) =>
	(engine as unknown as { executions: Executions }).executions;

/** A workflow as n8n has stored it. */
function stored(file: WorkflowFile, id: string): IWorkflowBase {
	const now = new Date();
	const state = { active: false, isArchived: false, activeVersionId: null };
	return { ...file, ...state, id, name: 'Buy', createdAt: now, updatedAt: now };
}

/**
 * Starts a job in an execution that knows nothing of an earlier one.
 * @param id of the workflow
 */
export function begin(
	engine: Engine,
	job: Job,
	id: string,
	mode: WorkflowExecuteMode,
	signal?: AbortSignal,
): { executionId: string; ended: Promise<Run> } {
	const file = workflowOf(job);
	const node = file.nodes.find(({ name }) => name === 'Node')!;
	const main = [(job.items ?? [{}]).map((json) => ({ json }))];
	const data = createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node, data: { main }, source: null }] },
	});
	return executionsOf(engine).start({
		workflow: stored(file, id),
		mode,
		data,
		...(signal && { signal }),
	});
}

/** Runs a job as a workflow that another one calls: each try of the caller is a new execution of the same workflow. */
export async function callAgain(engine: Engine, job: Job, id: string): Promise<Outcome> {
	const run = await begin(engine, job, id, 'integrated').ended;
	return { ...outcomeOf(run), requests: [], charges: [] };
}

/**
 * Retries a failed execution as n8n does, with the workflow as it is now.
 * @param change what to do with the execution's data before
 */
export async function retryExecution(
	engine: Engine,
	{ executionId }: Run,
	{ name, nodes, connections }: WorkflowFile,
	change: (data: IRunExecutionData) => void = () => undefined,
): Promise<Run> {
	const executions = executionsOf(engine);
	const { runData: data, workflow } = executions.get(executionId)!;
	const { lastNodeExecuted, runData } = data.resultData;
	delete data.resultData.error;
	runData[lastNodeExecuted!]!.pop();
	change(data);
	for (const entry of data.executionData!.nodeExecutionStack)
		entry.node = nodes.find((node) => node.name === entry.node.name)!;
	return await executions.start({
		workflow: { ...workflow, name: name!, nodes, connections },
		mode: 'retry',
		data,
	}).ended;
}

/** The job's node as the tool of an agent, which calls it for each of `calls` until it succeeds, `tries` times at most. */
export function agentOf(job: Job, calls: number, tries: number, atOnce = false): WorkflowFile {
	const file = workflowOf({ ...job, asTool: true });
	const [start, tool] = file.nodes;
	return {
		...file,
		nodes: [
			start!,
			{
				...start!,
				id: 'agent',
				name: 'Agent',
				type: 'n8n-nodes-agent.agent',
				parameters: { calls, tries, atOnce },
			},
			tool!,
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Node: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	};
}

/**
 * Calls the job's node as n8n's MCP Server Trigger does: while it answers a request, outside of any execution, so that there
 * is no number of one and the address to resume it holds `__UNKNOWN__`.
 * @param id of the workflow
 */
export async function callAsMcp(engine: Engine, job: Job, id: string): Promise<Answer> {
	const shared = (engine as unknown as { shared: () => Shared }).shared();
	const file = agentOf(job, 1, 1);
	await (engine.nodeTypes as PackageNodeTypes).prepareFor(file.nodes);
	const workflow = new Workflow({
		...stored(file, id),
		nodeTypes: engine.nodeTypes,
	});
	const context = new WebhookContext(
		workflow,
		workflow.getNode('Agent')!,
		additionalDataFor(shared),
		'webhook',
		{} as IWebhookData,
		[],
		null,
	);
	const [tool] = (await context.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Array<{
		invoke(input: object): Promise<string>;
	}>;
	return await tool!.invoke({}).then(
		(answer) => ({ answer: JSON.parse(answer) as IDataObject[] }),
		({ message }: Error) => ({ error: message }),
	);
}
