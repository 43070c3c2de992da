import { WAITING_TOKEN_QUERY_PARAM } from 'n8n-core';
import { Workflow, type IRunExecutionData } from 'n8n-workflow';
import { timingSafeEqual } from 'node:crypto';

import { additionalDataFor, type Shared } from './additionalData';
import type { Executions } from './executions';
import { HttpError, type WebhookRequest, type WebhookResponse } from './httpMessages';
import type { PackageNodeTypes } from './nodeTypes';
import { callWebhook, type CallResult } from './webhookCall';
import { webhooksOf } from './webhooks';

/** Answers a call to a waiting execution and resumes it if its node says so, as n8n does. */
export async function callWaiting(
	{
		executions,
		nodeTypes,
		shared,
	}: { executions: Executions; nodeTypes: PackageNodeTypes; shared: Shared },
	executionId: string,
	suffix: string,
	req: WebhookRequest,
	res: WebhookResponse,
): Promise<CallResult> {
	const execution = executions.get(executionId);
	if (execution && !hasToken(req, execution.runData))
		return { reply: { code: 401, body: { error: 'Invalid token' } } };
	if (!execution) throw new HttpError(404, `The execution "${executionId}" does not exist.`);
	const { status, runData, workflow: record, mode } = execution;
	if (status === 'running')
		throw new HttpError(409, `The execution "${executionId}" is running already.`);
	if (runData.resultData.error)
		throw new HttpError(409, `The execution "${executionId}" has finished with error.`);
	if (status !== 'waiting')
		throw new HttpError(409, `The execution "${executionId} has finished already.`);

	const [stackEntry] = runData.executionData?.nodeExecutionStack ?? [];
	const nodeName = runData.resultData.lastNodeExecuted ?? '';
	// When the execution continues, the node must not run or wait again; its run is recorded anew.
	if (stackEntry) stackEntry.node.disabled = true;
	runData.waitTill = undefined;
	runData.resultData.runData[nodeName]?.pop();

	const workflow = new Workflow({ ...structuredClone(record), active: false, nodeTypes });
	const node = workflow.getNode(nodeName);
	if (!node) throw new HttpError(404, 'Could not find node to process webhook.');
	const webhook = webhooksOf(workflow, node, additionalDataFor(shared), { waiting: true }).find(
		({ httpMethod, path, webhookDescription }) =>
			httpMethod === req.method && path === suffix && webhookDescription.nodeType !== 'form',
	);
	if (!webhook) {
		throw new HttpError(
			404,
			`The workflow for execution "${executionId}" does not contain a waiting webhook with a matching path/method.`,
		);
	}
	return await callWebhook({
		req,
		res,
		workflow,
		node,
		webhook,
		record,
		mode,
		shared,
		executions,
		waiting: { executionId, runData },
		// n8n drops what a resume webhook writes into static data.
		saveStaticData: () => {},
	});
}

/** Whether the address carries the execution's own token (`$execution.resumeUrl` does). */
function hasToken({ query }: WebhookRequest, { resumeToken }: IRunExecutionData): boolean {
	if (!resumeToken) return true;
	const given = query[WAITING_TOKEN_QUERY_PARAM];
	return (
		typeof given === 'string' &&
		given.length === resumeToken.length &&
		timingSafeEqual(Buffer.from(given), Buffer.from(resumeToken))
	);
}
