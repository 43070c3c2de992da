/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- runs on the developer's machine, is not published */
import { HookContext, PollContext, TriggersAndPollers } from 'n8n-core';
import {
	Workflow,
	createErrorExecutionData,
	createRunExecutionData,
	type ExecutionError,
	type IDataObject,
	type INode,
	type IWebhookData,
	type IWorkflowBase,
	type WebhookSetupMethodNames,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalDataFor, type Shared } from './additionalData';
import type { Executions } from './executions';
import type { WebhookRequest, WebhookResponse } from './httpMessages';
import { Container } from './n8nInternals';
import type { PackageNodeTypes } from './nodeTypes';
import type { StaticDataStore } from './staticData';
import type { ActiveWorkflow, Progress, Run } from './types';
import { callWebhook, type CallResult } from './webhookCall';
import { webhooksOf } from './webhooks';

/** What published workflows need of the engine. */
export interface Surroundings {
	nodeTypes: PackageNodeTypes;
	executions: Executions;
	staticData: StaticDataStore;
	shared: () => Shared;
	progress: Progress;
	log: (line: string) => void;
}

/** A registered address. */
export interface Route {
	webhook: IWebhookData;
	workflow: PublishedWorkflow;
}

/** A workflow whose triggers are in force. Like n8n, it reads the stored workflow anew for every call. */
export class PublishedWorkflow implements ActiveWorkflow {
	private readonly seen = new Map<string, Run>();
	private readonly news: Run[] = [];
	private readonly readers: Array<(run: Run) => void> = [];
	private readonly mode: WorkflowExecuteMode;
	/** What polls work with: n8n reads it once, when it is published, and stores it after each poll as a whole. */
	private polled?: Workflow;

	constructor(
		private readonly record: IWorkflowBase,
		private readonly surroundings: Surroundings,
		private readonly routes: Route[],
		private readonly isTest: boolean,
		private readonly pollBudgetMs?: number,
	) {
		this.mode = isTest ? 'manual' : 'webhook';
		surroundings.executions.watch((run, { owner }) => {
			if (owner !== this) return;
			this.seen.set(run.executionId, run);
			const reader = this.readers.shift();
			if (reader) reader(run);
			else this.news.push(run);
		});
	}

	get id(): string {
		return this.record.id;
	}

	get staticData(): IDataObject {
		return this.surroundings.staticData.read(this.id);
	}

	get executions(): Run[] {
		return [...this.seen.values()].sort((a, b) => Number(a.executionId) - Number(b.executionId));
	}

	webhookUrl(nodeName: string): string {
		const route = this.ownRoutes().find(({ webhook }) => webhook.node === nodeName);
		if (!route)
			throw new Error(
				`The node "${nodeName}" of the workflow "${this.record.name}" has no registered webhook`,
			);
		return `${this.surroundings.shared().url}/${this.isTest ? 'webhook-test' : 'webhook'}/${route.webhook.path}`;
	}

	/** Registers the webhooks with their services and polls once; undone if a trigger refuses. */
	async publish(): Promise<void> {
		const workflow = this.load();
		const additionalData = additionalDataFor(this.surroundings.shared(), { workflowId: this.id });
		const webhooks = Object.values(workflow.nodes).flatMap((node) =>
			webhooksOf(workflow, node, additionalData, { waiting: false }),
		);
		try {
			for (const webhook of webhooks) {
				webhook.isTest = this.isTest;
				// Register the address before telling the service, which may call back at once.
				this.routes.push({ webhook, workflow: this });
				const exists = await this.runWebhookMethod('checkExists', workflow, webhook, 'activate');
				if (!exists) await this.runWebhookMethod('create', workflow, webhook, 'activate');
			}
			this.surroundings.staticData.save(workflow);
			this.polled = workflow;
			if (!this.isTest)
				for (const node of workflow.getPollNodes()) await this.pollOnce(node.name, 'activate');
		} catch (error) {
			await this.deactivate();
			throw error;
		}
	}

	async poll(nodeName: string): Promise<Run | undefined> {
		try {
			return await this.pollOnce(nodeName, 'activate');
		} catch (error) {
			// A scheduled poll has no caller to throw to: n8n records its error as a failed execution.
			const node = this.node(this.load(), nodeName);
			return await this.start(createErrorExecutionData(node, error as ExecutionError), 'trigger');
		}
	}

	async nextExecution(timeoutMs = 10_000): Promise<Run> {
		const [ready] = this.news.splice(0, 1);
		if (ready) return ready;
		return await new Promise<Run>((resolve, reject) => {
			const reader = (run: Run) => {
				clearTimeout(timer);
				resolve(run);
			};
			const timer = setTimeout(() => {
				this.readers.splice(this.readers.indexOf(reader), 1);
				reject(
					new Error(
						`No execution of "${this.record.name}" ended or began to wait within ${timeoutMs} ms`,
					),
				);
			}, timeoutMs);
			this.readers.push(reader);
		});
	}

	async deactivate(): Promise<void> {
		const workflow = this.load();
		for (const route of this.ownRoutes()) {
			try {
				await this.runWebhookMethod('delete', workflow, route.webhook, 'update');
			} finally {
				this.routes.splice(this.routes.indexOf(route), 1);
			}
		}
		this.surroundings.staticData.save(workflow);
	}

	/** Answers a request for one of the workflow's webhooks. */
	async call(
		registered: IWebhookData,
		req: WebhookRequest,
		res: WebhookResponse,
	): Promise<CallResult> {
		const { staticData, executions, shared, progress } = this.surroundings;
		const workflow = this.load();
		const node = this.node(workflow, registered.node);
		return await callWebhook({
			req,
			res,
			workflow,
			node,
			executions,
			progress,
			owner: this,
			webhook: { ...registered, workflowExecuteAdditionalData: additionalDataFor(shared()) },
			record: this.record,
			mode: this.mode,
			saveStaticData: () => staticData.save(workflow),
			shared: shared(),
		});
	}

	private async pollOnce(
		nodeName: string,
		activation: WorkflowActivateMode,
	): Promise<Run | undefined> {
		const workflow = this.polled ?? this.load();
		const node = this.node(workflow, nodeName);
		const additionalData = additionalDataFor(this.surroundings.shared(), { workflowId: this.id });
		const context = new PollContext(workflow, node, additionalData, 'trigger', activation);
		const { pollBudgetMs } = this;
		if (pollBudgetMs !== undefined) Object.assign(context, { getPollBudgetMs: () => pollBudgetMs });
		const items = await Container.get(TriggersAndPollers).runPollFunction(workflow, node, context);
		this.surroundings.staticData.save(workflow);
		if (!items) return undefined;
		return await this.start(
			createRunExecutionData({
				executionData: { nodeExecutionStack: [{ node, data: { main: items }, source: null }] },
			}),
			'trigger',
		);
	}

	private async start(
		data: Parameters<Surroundings['executions']['start']>[0]['data'],
		mode: WorkflowExecuteMode,
	): Promise<Run> {
		const { executions, progress } = this.surroundings;
		return await executions.start({ workflow: this.record, mode, data, progress, owner: this })
			.ended;
	}

	/** The workflow as n8n reads it from its database: a fresh copy with the stored static data. */
	private load(): Workflow {
		return new Workflow({
			...structuredClone(this.record),
			nodeTypes: this.surroundings.nodeTypes,
			staticData: this.surroundings.staticData.read(this.id),
		});
	}

	private node(workflow: Workflow, name: string): INode {
		const node = workflow.getNode(name);
		if (!node) throw new Error(`The workflow "${this.record.name}" has no node "${name}"`);
		return node;
	}

	private ownRoutes(): Route[] {
		return this.routes.filter(({ workflow }) => workflow === this);
	}

	private async runWebhookMethod(
		method: WebhookSetupMethodNames,
		workflow: Workflow,
		webhook: IWebhookData,
		activation: WorkflowActivateMode,
	): Promise<boolean | undefined> {
		const node = this.node(workflow, webhook.node);
		const nodeType = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const webhookMethod = nodeType.webhookMethods?.[webhook.webhookDescription.name]?.[method];
		const mode = this.isTest ? 'manual' : 'trigger';
		return await webhookMethod?.call(
			new HookContext(
				workflow,
				node,
				webhook.workflowExecuteAdditionalData,
				mode,
				activation,
				webhook,
			),
		);
	}
}
