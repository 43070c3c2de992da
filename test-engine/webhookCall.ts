import { WebhookContext } from 'n8n-core';
import {
	createRunExecutionData,
	isNodeClassInstance,
	type IExecuteResponsePromiseData,
	type IN8nHttpFullResponse,
	type INode,
	type IRunExecutionData,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowBase,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalDataFor, type Shared } from './additionalData';
import type { Executions } from './executions';
import { HttpError, parseBody, type WebhookRequest, type WebhookResponse } from './httpMessages';
import type { Progress, Run } from './types';
import { describe } from './webhooks';

/** A request for a node's webhook, with what n8n has loaded for it. */
export interface WebhookCall {
	req: WebhookRequest;
	res: WebhookResponse;
	workflow: Workflow;
	node: INode;
	webhook: IWebhookData;
	record: IWorkflowBase;
	mode: WorkflowExecuteMode;
	/** The waiting execution that the call may resume. */
	waiting?: { executionId: string; runData: IRunExecutionData };
	progress?: Progress;
	/** Keeps what webhook() wrote into static data. n8n does so only if the node answers itself or starts nothing. */
	saveStaticData: () => void;
	shared: Shared;
	executions: Executions;
	/** Whose execution it starts. */
	owner?: object;
}

/** How the caller is answered: undefined if the node did it itself. */
export type WebhookReply =
	| { code: number; body: unknown; headers?: Record<string, string> }
	| undefined;

/** The answer to a webhook call and the execution that it started or resumed. */
export interface CallResult {
	reply: WebhookReply | Promise<WebhookReply>;
	executionId?: string;
}

const problem = () => new HttpError(500, 'There was a problem executing the workflow');

/** Calls a node's webhook() and goes on as n8n's server does. */
export async function callWebhook(call: WebhookCall): Promise<CallResult> {
	const { workflow, node, webhook, mode, req, waiting } = call;
	const field = (name: Parameters<typeof describe>[3], fallback?: string | number) =>
		describe(workflow, node, webhook.webhookDescription, name, {
			mode,
			keys: { $executionId: waiting?.executionId },
			fallback,
		});
	const responseMode = field('responseMode', 'onReceived');
	const code = Number(field('responseCode', 200));
	await parseBody(req, node.typeVersion).catch((error: unknown) => {
		throw error instanceof HttpError ? error : problem();
	});

	let result: IWebhookResponseData;
	let failure: Error | undefined;
	try {
		result = await runWebhook(call);
	} catch (error) {
		failure = error instanceof Error ? error : new Error(String(error));
		result = { noWebhookResponse: true, workflowData: [[{ json: {} }]] };
	}
	if (!failure && (result.noWebhookResponse || !result.workflowData)) call.saveStaticData();
	if (!result.workflowData) {
		if (result.noWebhookResponse) return { reply: undefined };
		return {
			reply: {
				code,
				body:
					result.webhookResponse !== undefined
						? result.webhookResponse
						: { message: 'Webhook call received' },
			},
		};
	}

	const answered = failure !== undefined || result.noWebhookResponse === true;
	let respond: ((response: IExecuteResponsePromiseData) => void) | undefined;
	const response = new Promise<IExecuteResponsePromiseData>((resolve) => (respond = resolve));
	const { executionId, ended } = startExecution(call, result, failure, respond, answered);
	if (failure) {
		// The reason is in the execution; the caller is not told.
		return {
			executionId,
			reply: {
				code: 500,
				body: new HttpError(500, 'Workflow Webhook Error: Workflow could not be started!').body,
			},
		};
	}
	if (answered) return { executionId, reply: undefined };
	if (responseMode === 'onReceived')
		return {
			executionId,
			reply: { code, body: onReceived(field('responseData', 'firstEntryJson'), result) },
		};
	if (responseMode === 'lastNode')
		return {
			executionId,
			reply: ended.then((run) => lastNode(run, field('responseData', 'firstEntryJson'), code)),
		};
	if (responseMode === 'responseNode') {
		const unanswered = ended.then(
			(run): WebhookReply => (run.error ? workflowError : { code, body: undefined }),
		);
		return {
			executionId,
			reply: Promise.race([response.then((answer) => fromResponseNode(answer, code)), unanswered]),
		};
	}
	throw new HttpError(500, `The response mode '${String(responseMode)}' is not valid!`);
}

async function runWebhook({
	workflow,
	node,
	webhook,
	mode,
	req,
	res,
	waiting,
	shared,
}: WebhookCall): Promise<IWebhookResponseData> {
	const nodeType = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	if (!nodeType.webhook) throw new Error('Node does not have any webhooks defined');
	const additionalData = additionalDataFor(shared, {
		httpRequest: req,
		httpResponse: res,
		...(waiting && { executionId: waiting.executionId }),
	});
	const context = new WebhookContext(
		workflow,
		node,
		additionalData,
		mode,
		webhook,
		[],
		waiting?.runData ?? null,
	);
	return isNodeClassInstance(nodeType) && nodeType.webhook
		? await nodeType.webhook(context)
		: await nodeType.webhook.call(context);
}

function startExecution(
	{ record, mode, node, waiting, executions, progress, owner }: WebhookCall,
	{ workflowData = [] }: IWebhookResponseData,
	failure: Error | undefined,
	onResponse: ((response: IExecuteResponsePromiseData) => void) | undefined,
	answered: boolean,
): { executionId: string; ended: Promise<Run> } {
	const data =
		waiting?.runData ??
		createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main: workflowData }, source: null }] },
		});
	const [resumed] = data.executionData?.nodeExecutionStack ?? [];
	if (waiting && resumed) {
		resumed.data.main = workflowData;
		// The node is disabled so that it does not wait again. A disabled node passes on its first output only, hence this.
		resumed.metadata = { ...resumed.metadata, forwardAllOutputs: true };
	}
	if (failure) {
		const { message, stack } = failure;
		data.resultData = {
			runData: {},
			lastNodeExecuted: node.name,
			error: { ...failure, message, stack } as never,
		};
	}
	try {
		return executions.start({
			workflow: record,
			mode,
			data,
			...(waiting && { resumes: waiting.executionId }),
			progress,
			onResponse,
			owner,
		});
	} catch (error) {
		// Somebody else resumed the execution meanwhile.
		if (answered)
			return { executionId: waiting?.executionId ?? '', ended: Promise.reject(error as Error) };
		throw problem();
	}
}

function onReceived(responseData: unknown, { webhookResponse }: IWebhookResponseData): unknown {
	if (responseData === 'noData') return undefined;
	// n8n sends the setting itself, which by default is the word `firstEntryJson`.
	if (responseData) return responseData;
	return webhookResponse !== undefined ? webhookResponse : { message: 'Workflow was started' };
}

const workflowError: WebhookReply = { code: 500, body: { message: 'Error in workflow' } };

function lastNode(run: Run, responseData: unknown, code: number): WebhookReply {
	const { lastNodeExecuted } = run.data.data.resultData;
	if (run.error || !lastNodeExecuted) return workflowError;
	const items = run.items(lastNodeExecuted).map(({ json }) => json);
	if (responseData === 'noData') return { code, body: undefined };
	return { code, body: responseData === 'allEntries' ? items : items[0] };
}

function fromResponseNode(response: IExecuteResponsePromiseData, code: number): WebhookReply {
	const { body, headers, statusCode } = response as Partial<IN8nHttpFullResponse>;
	return { code: statusCode ?? code, body, headers: (headers ?? {}) as Record<string, string> };
}
