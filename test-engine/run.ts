import { NodeConnectionTypes, type IRun } from 'n8n-workflow';

import type { Run } from './types';

/** How an execution ended, decided as n8n does when it stores it. */
export function finalStatus(run: IRun): Run['status'] {
	if (run.waitTill) return 'waiting';
	if (run.status === 'canceled') return 'canceled';
	return run.status === 'error' || run.status === 'crashed' || run.data.resultData.error
		? 'error'
		: 'success';
}

/** The readable view of n8n's run data. */
export function toRun(executionId: string, data: IRun): Run {
	const { runData, error } = data.data.resultData;
	return {
		executionId,
		status: finalStatus(data),
		data,
		...(error && { error }),
		items(nodeName, output = 0, runIndex) {
			const runs = runData[nodeName] ?? [];
			return runs[runIndex ?? runs.length - 1]?.data?.[NodeConnectionTypes.Main]?.[output] ?? [];
		},
		nodesRun() {
			return Object.entries(runData)
				.flatMap(([name, runs]) => runs.map(({ executionIndex }) => ({ name, executionIndex })))
				.sort((a, b) => a.executionIndex - b.executionIndex)
				.map(({ name }) => name);
		},
	};
}
