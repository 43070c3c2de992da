/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type IExecuteResponsePromiseData,
	type IRun,
	type IRunExecutionData,
	type IWorkflowBase,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalDataFor, type Shared } from './additionalData';
import { adoptTriggerFiles } from './binary';
import { parse, stringify } from './n8nInternals';
import type { PackageNodeTypes } from './nodeTypes';
import { observe } from './progress';
import { finalStatus, toRun } from './run';
import type { StaticDataStore } from './staticData';
import type { Progress, Run } from './types';

/** An execution as n8n keeps it in its database. */
export interface StoredExecution {
	id: string;
	workflow: IWorkflowBase;
	mode: WorkflowExecuteMode;
	status: 'running' | Run['status'];
	startedAt: Date;
	/** Who started it. */
	owner?: object;
	/** The run data, serialised: what a resume starts from. */
	data: string;
	run?: Run;
}

/** What to execute: a new execution, or with `resumes` the waiting one that goes on. */
export interface Start {
	workflow: IWorkflowBase;
	mode: WorkflowExecuteMode;
	data: IRunExecutionData;
	resumes?: string;
	owner?: object;
	progress?: Progress;
	signal?: AbortSignal;
	onResponse?: (response: IExecuteResponsePromiseData) => void;
}

/** Runs executions through n8n-core and keeps them, so that waiting ones can go on. */
export class Executions {
	private readonly stored = new Map<string, StoredExecution>();
	private readonly progress = new Map<string, Progress>();
	private readonly running = new Map<string, { cancel: () => void; ended: Promise<Run> }>();
	private readonly watchers = new Set<(run: Run, execution: StoredExecution) => void>();
	private closed = false;

	constructor(
		private readonly nodeTypes: PackageNodeTypes,
		private readonly staticData: StaticDataStore,
		private readonly shared: () => Shared,
	) {}

	/** The execution as stored; its data is a fresh copy each time, as if read from a database. */
	get(executionId: string): (StoredExecution & { runData: IRunExecutionData }) | undefined {
		const execution = this.stored.get(executionId);
		return execution && { ...execution, runData: parse(execution.data) as IRunExecutionData };
	}

	/** Calls back whenever an execution ends or begins to wait; the result stops that. */
	watch(watcher: (run: Run, execution: StoredExecution) => void): () => void {
		this.watchers.add(watcher);
		return () => this.watchers.delete(watcher);
	}

	/** Starts an execution; the run comes when it ends or begins to wait. */
	start(start: Start): { executionId: string; ended: Promise<Run> } {
		if (this.closed) throw new Error('The engine is closed');
		const { workflow, mode, resumes, owner } = start;
		const id = resumes ?? String(this.stored.size + 1);
		const before = this.stored.get(id);
		// Of several resumes at the same moment only one may continue.
		if (resumes && before?.status !== 'waiting')
			throw new Error(`The execution "${id}" does not wait (any more)`);
		if (start.progress) this.progress.set(id, start.progress);
		const execution: StoredExecution = before ?? {
			id,
			workflow,
			mode,
			owner,
			status: 'running',
			startedAt: new Date(),
			data: stringify(start.data),
		};
		execution.status = 'running';
		this.stored.set(id, execution);

		const abort = new AbortController();
		const cancel = () => abort.abort();
		if (start.signal?.aborted) cancel();
		start.signal?.addEventListener('abort', cancel, { once: true });
		const ended = this.execute(execution, start, abort.signal).finally(() => {
			this.running.delete(id);
			start.signal?.removeEventListener('abort', cancel);
		});
		// Not awaited: a failure of the execution is in its run, it is not a rejection.
		ended.catch(() => {});
		this.running.set(id, { cancel, ended });
		return { executionId: id, ended };
	}

	/** The final state of an execution, once it neither runs nor waits. */
	async final(executionId: string): Promise<Run> {
		const execution = this.stored.get(executionId);
		if (!execution) throw new Error(`The execution "${executionId}" does not exist`);
		if (execution.run && execution.status !== 'running' && execution.status !== 'waiting')
			return execution.run;
		return await new Promise((resolve) => {
			const stop = this.watch((run) => {
				if (run.executionId !== executionId || run.status === 'waiting') return;
				stop();
				resolve(run);
			});
		});
	}

	/** Resumes a waiting execution as n8n does when its time limit passes. */
	async timeOut(executionId: string): Promise<Run> {
		const execution = this.get(executionId);
		if (!execution) throw new Error(`The execution "${executionId}" does not exist`);
		const { workflow, mode, runData } = execution;
		return await this.start({ workflow, mode, data: runData, resumes: executionId }).ended;
	}

	/** Cancels what still runs and waits a moment for it to end: a node may not listen to the cancellation. */
	async close(): Promise<void> {
		this.closed = true;
		const running = [...this.running.values()];
		for (const { cancel } of running) cancel();
		const ended = Promise.allSettled(running.map(async (execution) => await execution.ended));
		let timer: NodeJS.Timeout | undefined;
		const patience = new Promise((resolve) => (timer = setTimeout(resolve, 3000)));
		await Promise.race([ended, patience]);
		clearTimeout(timer);
	}

	private async execute(
		execution: StoredExecution,
		start: Start,
		signal: AbortSignal,
	): Promise<Run> {
		const { id, mode } = execution;
		// Copy the nodes: a resume changes them, and n8n reads them from its database for every execution.
		const { nodes, connections, ...record } = structuredClone(execution.workflow);
		const pinData = mode === 'manual' ? record.pinData : undefined;
		let result: IRun;
		try {
			const workflow = new Workflow({
				...record,
				nodes,
				connections,
				pinData,
				nodeTypes: this.nodeTypes,
				staticData: this.staticData.read(record.id),
			});
			const hooks = new ExecutionLifecycleHooks(mode, id, { ...record, nodes, connections });
			hooks.addHandler('workflowExecuteAfter', async (run, newStaticData) => {
				await adoptTriggerFiles(run, id);
				if (mode !== 'manual' && newStaticData) this.staticData.write(record.id, newStaticData);
			});
			if (start.onResponse) hooks.addHandler('sendResponse', start.onResponse);
			observe(hooks, workflow, () => this.progress.get(id));

			const additionalData = additionalDataFor(this.shared(), {
				hooks,
				executionId: id,
				workflowId: record.id,
				...(start.resumes && { restartExecutionId: id }),
			});
			if (pinData) start.data.resultData.pinData = pinData;
			const running = new WorkflowExecute(additionalData, mode, start.data).processRunExecutionData(
				workflow,
			);
			const cancel = () => running.cancel();
			if (signal.aborted) cancel();
			signal.addEventListener('abort', cancel, { once: true });
			result = await running;
			// Ignore what a node threw when it was stopped: n8n has recorded the cancellation by then.
			if (running.isCanceled) result.status = 'canceled';
		} catch (error) {
			result = failed(error, mode, execution.startedAt);
		}
		return this.store(execution, result);
	}

	private store(execution: StoredExecution, result: IRun): Run {
		execution.status = finalStatus(result);
		result.status = execution.status;
		execution.data = stringify(result.data);
		execution.run = toRun(execution.id, result);
		if (execution.status !== 'waiting') this.progress.delete(execution.id);
		for (const watcher of [...this.watchers]) watcher(execution.run, execution);
		return execution.run;
	}
}

/** The run n8n records for a workflow that could not even be started. */
function failed(error: unknown, mode: WorkflowExecuteMode, startedAt: Date): IRun {
	const { message, stack } = error instanceof Error ? error : new Error(String(error));
	const data = createRunExecutionData({ resultData: { runData: {} } });
	data.resultData.error = Object.assign(Object.create(null), error, { message, stack });
	return { data, mode, startedAt, stoppedAt: new Date(), status: 'error', storedAt: 'db' };
}
