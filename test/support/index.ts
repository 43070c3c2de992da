import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import {
	startEngine,
	type Engine,
	type Run,
	type RunOptions,
	type WorkflowFile,
} from '../../test-engine';
import {
	startSandbox,
	type LedgerEntry,
	type RecordedRequest,
	type Sandbox,
	type SandboxOptions,
} from '../../sandbox';

/** Which service a test works with. */
export type SandboxService = 'gmt' | 'fiveSim';

/** What one node does in a test. */
export interface Job {
	service: SandboxService;
	/** The node's parameters; `resource` and `operation` among them. */
	parameters: INode['parameters'];
	/** Input items; one empty item by default. */
	items?: IDataObject[];
	/** Further settings of the node: `retryOnFail`, `onError`, … */
	node?: Partial<INode>;
	/** Name of the credential; the service's own by default. */
	credential?: string;
	/** The package that the node comes from; this one by default, or a copy of it (see workers.ts). */
	package?: string;
	/** Whether it is the node as an agent's tool, which copies have. */
	asTool?: boolean;
	run?: RunOptions;
}

/** What became of it. */
export interface Outcome {
	run: Run;
	/** JSON of the items that came out. */
	json: IDataObject[];
	items: INodeExecutionData[];
	/** The error that ended the execution: message, description and code. */
	error?: { message: string; description: string; code: unknown; httpCode: unknown };
	/** What the service was asked during this run. */
	requests: RecordedRequest[];
	/** What the service charged during this run. */
	charges: LedgerEntry[];
}

/** Both services and n8n's engine, running. */
export interface Setup {
	sandbox: Sandbox;
	engine: Engine;
	runNode(job: Job): Promise<Outcome>;
}

/** Settings of a node that n8n runs again when it fails, as quickly as n8n allows. */
export const retry: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
/** Settings of a node whose failed items go on as items. */
export const continueOnFail: Partial<INode> = { onError: 'continueRegularOutput' };

/** Credentials as the engine takes them. */
export type Credentials = NonNullable<Parameters<typeof startEngine>[0]>['credentials'];

/** Credentials `gmt` and `fiveSim` for a sandbox. */
export function credentialsOf(sandbox: Sandbox, suffix = ''): NonNullable<Credentials> {
	return {
		[`gmt${suffix}`]: {
			type: 'gmtApi',
			data: { apiKey: sandbox.gmt.apiKey, baseUrl: sandbox.gmt.url },
		},
		[`fiveSim${suffix}`]: {
			type: 'fiveSimApi',
			data: { apiKey: sandbox.fiveSim.apiKey, baseUrl: sandbox.fiveSim.url },
		},
	};
}

/** Both services and n8n's engine with the package as it is now, from before the first test of a file until after its last. */
export function useSetup(
	options: SandboxOptions = {},
	more: (sandbox: Sandbox) => Credentials = () => ({}),
): Setup {
	const setup = {} as Setup;
	beforeAll(async () => {
		const sandbox = await startSandbox({ timeScale: 0.01, ...options });
		const engine = await startEngine({
			credentials: { ...credentialsOf(sandbox), ...more(sandbox) },
		});
		Object.assign(setup, {
			sandbox,
			engine,
			runNode: async (job: Job) => await runJob(engine, sandbox, job),
		});
	});
	afterAll(async () => {
		await setup.engine?.close();
		await setup.sandbox?.close();
	});
	return setup;
}

/** Runs one node on its own, fed by a Manual Trigger. */
export async function runJob(engine: Engine, sandbox: Sandbox, job: Job): Promise<Outcome> {
	const { requests, money } = sandbox[job.service];
	const [askedBefore, bookedBefore] = [requests.length, money.entries.length];
	const run = await engine.run(workflowOf(job), { input: job.items ?? [{}], ...job.run });
	return {
		...outcomeOf(run),
		requests: requests.slice(askedBefore),
		charges: money.entries.slice(bookedBefore).filter(({ kind }) => kind === 'charge'),
	};
}

/** What a run of a job's workflow gave. */
export function outcomeOf(run: Run): Omit<Outcome, 'requests' | 'charges'> {
	const items = run.items('Node');
	return {
		run,
		items,
		json: items.map(({ json }) => json),
		error: run.error && errorOf(run.error as unknown as Record<string, unknown>),
	};
}

/** A workflow of a Manual Trigger and the job's node. */
export function workflowOf({
	service,
	parameters,
	node,
	credential = service,
	package: from = 'n8n-nodes-gmt-5sim',
	asTool,
}: Job): WorkflowFile {
	const place = { typeVersion: 1, position: [0, 0] as [number, number] };
	return {
		name: 'Test',
		nodes: [
			{
				...place,
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				parameters: {},
			},
			{
				...place,
				id: 'node',
				name: 'Node',
				type: `${from}.${service}${asTool ? 'Tool' : ''}`,
				parameters,
				credentials: { [`${service}Api`]: { id: credential, name: credential } },
				...node,
			},
		],
		connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

function errorOf(error: Record<string, unknown>): Outcome['error'] {
	const context = error.context as IDataObject | undefined;
	return {
		message: String(error.message),
		description: String(error.description ?? ''),
		code: context?.code,
		httpCode: error.httpCode,
	};
}

/** Everything that is kept of an execution, as text: what must not hold a secret. */
export function traceOf({ run }: Outcome): string {
	return JSON.stringify(run.data, (_key, value: unknown) =>
		value instanceof Error
			? { ...value, message: value.message, stack: value.stack, cause: value.cause }
			: value,
	);
}
