import type {
	IDataObject,
	INodeExecutionData,
	IRunExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';
import { OperationFailure, toErrorItem, toNodeError } from '../errors';
import type { FailedWait, Suspended } from './suspend';
import type { ItemResult } from './wait';

/**
 * Everything that comes out, in the order of the items. n8n links them by their places, and moves failed ones to the
 * error output where there is one. Where the node is to stop at a failure, the execution is prepared for that instead.
 */
export function toItems(
	webhook: IWebhookFunctions,
	ends: Map<number, ItemResult>,
	{ ids, others, inputs }: Suspended,
): INodeExecutionData[] {
	const node = webhook.getNode();
	const continues =
		node.continueOnFail === true ||
		node.onError === 'continueRegularOutput' ||
		node.onError === 'continueErrorOutput';
	const items: INodeExecutionData[] = [];
	for (const [item, json] of Object.entries(others))
		items[Number(item)] = { json, pairedItem: { item: Number(item) } };
	for (const [item, end] of ends) {
		if (!(end instanceof OperationFailure)) {
			items[item] = end;
		} else if (continues) {
			items[item] = toErrorItem(toNodeError(node, end, item), item);
		} else {
			// Nothing comes out of the node then, so its error has to name everything that it waited for.
			const waitedFor = `This run waited for: ${Object.values(ids).join(', ')}.`;
			const description = `${end.failure.description} ${waitedFor}`;
			return failInExecute(webhook, { item, failure: { ...end.failure, description } }, inputs);
		}
	}
	return items;
}

/**
 * Leaves a failure for execute(), and has n8n run that instead of going on behind the node. An error thrown by a webhook
 * does not stop n8n: it goes on with one empty item, and the next node may spend money on it.
 * @returns the node's input as it came: a retry recognises by it what was bought
 */
function failInExecute(
	webhook: IWebhookFunctions,
	failedWait: FailedWait,
	inputs: Record<string, IDataObject>,
): INodeExecutionData[] {
	// n8n's types hide it; every version since 1.0 has it. It is the execution that goes on after this call.
	const { runExecutionData } = webhook as IWebhookFunctions & {
		runExecutionData?: IRunExecutionData;
	};
	const [waiting] = runExecutionData?.executionData?.nodeExecutionStack ?? [];
	const { name } = webhook.getNode();
	if (!runExecutionData?.executionData || waiting?.node.name !== name) {
		webhook.logger.error(
			`The node "${name}" failed while it waited: ${failedWait.failure.message}`,
		);
		return [];
	}
	// n8n disables a node that has waited, so that the data of the webhook passes through it.
	waiting.node.disabled = false;
	const { contextData } = runExecutionData.executionData;
	contextData[`node:${name}`] = { ...contextData[`node:${name}`], failedWait };
	const items = waiting.data.main?.[0] ?? [];
	return items.map((item, number) => ({ ...item, json: inputs[number] ?? item.json }));
}
