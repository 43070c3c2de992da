import type { ExecutionLifecycleHooks } from 'n8n-core';
import { NodeConnectionTypes, type Workflow } from 'n8n-workflow';

import type { Progress } from './types';

/** Reports the nodes of an execution to its callbacks. */
export function observe(
	hooks: ExecutionLifecycleHooks,
	workflow: Workflow,
	progress: () => Progress | undefined,
): void {
	const about = (node: string) => ({
		executionId: hooks.executionId,
		workflow: workflow.name ?? '',
		node,
		type: workflow.getNode(node)?.type ?? '',
	});
	hooks.addHandler('nodeExecuteBefore', (node) => progress()?.onNodeStart?.(about(node)));
	hooks.addHandler('nodeExecuteAfter', (node, { executionStatus, data, executionTime, error }) => {
		const outputs = data?.[NodeConnectionTypes.Main] ?? [];
		progress()?.onNodeEnd?.({
			...about(node),
			status:
				executionStatus === 'waiting' || executionStatus === 'error' ? executionStatus : 'success',
			items: outputs.reduce((sum, items) => sum + (items?.length ?? 0), 0),
			ms: executionTime,
			...(error && { error: error.message }),
		});
	});
}
