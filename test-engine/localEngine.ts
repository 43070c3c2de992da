/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs on the developer's machine, is not published */
import {
	NodeHelpers,
	Workflow,
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type IWorkflowBase,
} from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { ActiveWorkflows } from './activeWorkflows';
import type { Shared } from './additionalData';
import { StoredCredentials } from './credentials';
import { searchList, testCredential } from './editor';
import { Executions } from './executions';
import { PackageNodeTypes } from './nodeTypes';
import { packageFolder } from './paths';
import { setUpServices } from './services';
import { StaticDataStore } from './staticData';
import type {
	ActivateOptions,
	ActiveWorkflow,
	Engine,
	EngineOptions,
	ListQuestion,
	Run,
	RunOptions,
	WorkflowFile,
} from './types';
import { WebhookServer } from './webhookServer';

/** n8n's engine in this process: n8n-core executes, this class keeps what n8n's server keeps in its database. */
export class LocalEngine implements Engine {
	private constructor(
		readonly nodeTypes: PackageNodeTypes,
		private readonly executions: Executions,
		private readonly active: ActiveWorkflows,
		private readonly server: WebhookServer,
		private readonly options: EngineOptions,
		private readonly shared: () => Shared,
		private readonly tearDown: () => Promise<void>,
	) {}

	static async start(options: EngineOptions): Promise<LocalEngine> {
		const log = options.log ?? (() => {});
		const tearDown = await setUpServices(options);
		try {
			const nodeTypes = await PackageNodeTypes.load(options.packages ?? [packageFolder()], log);
			const credentialsHelper = await StoredCredentials.create(nodeTypes, options.credentials);
			const staticData = new StaticDataStore();
			const shared = (): Shared => ({
				url: server.url,
				credentialsHelper,
				getRunExecutionData: async (id) => executions.get(id)?.runData,
			});
			const executions: Executions = new Executions(nodeTypes, staticData, shared);
			const active = new ActiveWorkflows({
				nodeTypes,
				executions,
				staticData,
				shared,
				progress: options,
				log,
			});
			const server: WebhookServer = new WebhookServer(active, log);
			await server.listen(options.port ?? 0);
			return new LocalEngine(nodeTypes, executions, active, server, options, shared, tearDown);
		} catch (error) {
			await tearDown();
			throw error;
		}
	}

	get url(): string {
		return this.server.url;
	}

	async run(workflow: WorkflowFile | string, options: RunOptions = {}): Promise<Run> {
		const record = await this.prepare(workflow);
		const { mode = 'manual', signal, input } = options;
		const start = this.startNode(record, options.startNode);
		const isTrigger = this.isTrigger(this.asWorkflow(record), start);
		const items = input?.map(
			(item): INodeExecutionData =>
				'json' in item ? (item as INodeExecutionData) : { json: item },
		);
		// A trigger takes no input: what it should give out is pinned, as in n8n's editor.
		if (items && isTrigger) record.pinData = { ...record.pinData, [start.name]: items };
		const data = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [
					{
						node: start,
						data: { main: [items && !isTrigger ? items : [{ json: {} }]] },
						source: null,
					},
				],
			},
		});
		const progress = { ...this.options, ...options };
		return await this.executions.start({
			workflow: record,
			mode,
			data,
			progress,
			...(signal && { signal }),
		}).ended;
	}

	async activate(
		workflow: WorkflowFile | string,
		options: ActivateOptions = {},
	): Promise<ActiveWorkflow> {
		return await this.active.activate(await this.prepare(workflow), options);
	}

	async searchList(question: ListQuestion): Promise<INodeListSearchResult> {
		return await searchList(this.nodeTypes, this.shared(), question);
	}

	async testCredential(
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<string | undefined> {
		await this.nodeTypes.prepareFor([{ type: 'n8n-nodes-base.noOp' }] as INode[]);
		return await testCredential(this.nodeTypes, this.shared(), type, data);
	}

	async execution(executionId: string): Promise<Run> {
		return await this.executions.final(executionId);
	}

	async timeOutWaiting(executionId: string): Promise<Run> {
		return await this.executions.timeOut(executionId);
	}

	async close(): Promise<void> {
		await this.server.close();
		await this.executions.close();
		await this.tearDown();
	}

	/** Reads a workflow and completes it to what n8n stores of an imported one. */
	private async prepare(workflow: WorkflowFile | string): Promise<IWorkflowBase> {
		const file =
			typeof workflow === 'string'
				? (JSON.parse(await readFile(workflow, 'utf8')) as WorkflowFile)
				: structuredClone(workflow);
		await this.nodeTypes.prepareFor(file.nodes);
		const now = new Date();
		return {
			settings: { executionOrder: 'v1' },
			...file,
			id: file.id || randomUUID().replaceAll('-', '').slice(0, 16),
			name: file.name ?? 'My workflow',
			active: false,
			isArchived: false,
			activeVersionId: null,
			createdAt: now,
			updatedAt: now,
		};
	}

	private startNode(record: IWorkflowBase, name: string | undefined): INode {
		const workflow = this.asWorkflow(record);
		if (name !== undefined) {
			const named = workflow.getNode(name);
			if (!named) throw new Error(`The workflow "${record.name}" has no node "${name}"`);
			return named;
		}
		// n8n-core leaves out triggers that only have a webhook; the editor starts those too, with their pinned data.
		const start =
			workflow.getStartNode() ??
			Object.values(workflow.nodes).find(
				(node) => !node.disabled && this.isTrigger(workflow, node),
			);
		if (!start) throw new Error(`The workflow "${record.name}" has no trigger to start from`);
		return start;
	}

	private isTrigger(workflow: Workflow, node: INode): boolean {
		const { description } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		return (
			description.group.includes('trigger') &&
			NodeHelpers.getNodeInputs(workflow, node, description).length === 0
		);
	}

	private asWorkflow(record: IWorkflowBase): Workflow {
		return new Workflow({ ...structuredClone(record), nodeTypes: this.nodeTypes });
	}
}
