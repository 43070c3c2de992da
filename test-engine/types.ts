/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import type { Readable } from 'node:stream';
import type {
	ExecutionError,
	IConnections,
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeCredentials,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodeTypes,
	IPinData,
	IRun,
	IWorkflowSettings,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** A workflow as n8n exports and imports it. */
export interface WorkflowFile {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
	staticData?: IDataObject;
}

/** What a node does while a workflow runs, for readable progress. */
export interface NodeEvent {
	executionId: string;
	workflow: string;
	node: string;
	type: string;
}

/** The end of a node's run: how it ended, how many items left it, how long it took. */
export interface NodeEndEvent extends NodeEvent {
	status: 'success' | 'error' | 'waiting';
	items: number;
	ms: number;
	error?: string;
}

/** Callbacks that follow the nodes of an execution. */
export interface Progress {
	onNodeStart?: (event: NodeEvent) => void;
	onNodeEnd?: (event: NodeEndEvent) => void;
}

export interface EngineOptions extends Progress {
	/** Package folders to load with n8n-core's loader; default: this one, see paths.ts. */
	packages?: string[];
	/** Credentials by name (workflows refer to them by id, name or, failing both, type). */
	credentials?: Record<string, { type: string; data: ICredentialDataDecryptedObject }>;
	/** Default `filesystem`: files of items go to a temporary folder, not to memory. */
	binaryDataMode?: 'default' | 'filesystem';
	/** Default: a fresh temporary folder, removed on close. */
	userFolder?: string;
	/** Folders that Read/Write Files from Disk may touch (n8n: N8N_RESTRICT_FILE_ACCESS_TO). */
	fileAccess?: string[];
	log?: (line: string) => void;
	/** File for n8n's own log, in all detail; default: n8n logs nothing. */
	logFile?: string;
	/** Default: a free port. */
	port?: number;
}

export interface RunOptions extends Progress {
	/** Name of the node to start from; default: the trigger n8n would choose, a Manual Trigger first. */
	startNode?: string;
	/** What the start node gives out (a trigger) or takes in (any other node). */
	input?: INodeExecutionData[] | IDataObject[];
	mode?: WorkflowExecuteMode;
	/** Cancels the execution, as n8n's stop button does. */
	signal?: AbortSignal;
}

/** One execution, as far as it went. */
export interface Run {
	executionId: string;
	status: 'success' | 'error' | 'waiting' | 'canceled';
	data: IRun;
	error?: ExecutionError;
	/** What a node gave out; default: first output, last run. Empty if it did not run. */
	items(nodeName: string, output?: number, runIndex?: number): INodeExecutionData[];
	/** Names of the nodes that ran, in that order, once for every run. */
	nodesRun(): string[];
}

export interface ActivateOptions {
	/** Static data of an earlier activation: what n8n has stored when it starts again. */
	staticData?: IDataObject;
	/** How long a poll may take, as n8n tells polling nodes (ms). */
	pollBudgetMs?: number;
	/** Listens on the test URLs (/webhook-test/) and runs in manual mode, as the editor does. */
	test?: boolean;
}

export interface ActiveWorkflow {
	id: string;
	/** The workflow's stored static data, as plain JSON. */
	readonly staticData: IDataObject;
	/** Executions that its triggers started, in order of their start; a resumed one is replaced by its newer state. */
	readonly executions: Run[];
	webhookUrl(nodeName: string): string;
	/** Polls once, as n8n does on schedule; gives the execution that it started, if any. */
	poll(nodeName: string): Promise<Run | undefined>;
	/** The next execution that ends or begins to wait and was not handed out before. */
	nextExecution(timeoutMs?: number): Promise<Run>;
	deactivate(): Promise<void>;
}

/** What the editor asks a dropdown for. */
export interface ListQuestion {
	/** Node type, e.g. `n8n-nodes-gmt-5sim.gmt`. */
	type: string;
	method: string;
	/** The form as far as it is filled in. */
	parameters?: INodeParameters;
	credentials?: INodeCredentials;
	filter?: string;
	paginationToken?: string;
}

export interface Engine {
	/** e.g. http://127.0.0.1:5678; webhooks are <url>/webhook/…, /webhook-test/…, /webhook-waiting/<executionId>/… */
	url: string;
	nodeTypes: INodeTypes;
	/** Runs a workflow (object or file path) to its end, or until it waits. */
	run(workflow: WorkflowFile | string, options?: RunOptions): Promise<Run>;
	/** Publishes a workflow: registers its webhooks with the services and polls once, as n8n does. */
	activate(workflow: WorkflowFile | string, options?: ActivateOptions): Promise<ActiveWorkflow>;
	/** What a dropdown of the editor shows. */
	searchList(question: ListQuestion): Promise<INodeListSearchResult>;
	/** What the Test button of a credential says: undefined when it works, else the message. */
	testCredential(type: string, data: ICredentialDataDecryptedObject): Promise<string | undefined>;
	/** The final state of an execution, once it neither runs nor waits. */
	execution(executionId: string): Promise<Run>;
	/** Resumes a waiting execution as n8n does when its time limit passes; gives its next state. */
	timeOutWaiting(executionId: string): Promise<Run>;
	close(): Promise<void>;
}

/** A file of an item, read through n8n's binary data service. */
export interface OpenedBinary {
	stream: Readable;
	fileName?: string;
	mimeType: string;
	size: number;
	/** The whole file in memory; use it instead of the stream, not after it. */
	toBuffer(): Promise<Buffer>;
}
