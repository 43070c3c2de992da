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
 * All results in the order of the items. n8n links them by their positions, and moves failed ones to the error output if
 * there is one. If the node has to stop at a failure, the execution is prepared for that instead.
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
			// Then nothing comes out of the node, so its error has to name everything that it waited for.
			const waitedFor = `This run waited for: ${Object.values(ids).join(', ')}.`;
			const description = `${end.failure.description} ${waitedFor}`;
			return failInExecute(webhook, { item, failure: { ...end.failure, description } }, inputs);
		}
	}
	return items;
}

/**
 * Stores a failure for execute(), and makes n8n run execute() again instead of the next node. An error thrown in a webhook
 * does not stop n8n: it continues with one empty item, and the next node may spend money on it.
 * @returns the node's original input, by which a retry recognises what was bought
 */
function failInExecute(
	webhook: IWebhookFunctions,
	failedWait: FailedWait,
	inputs: Record<string, IDataObject>,
): INodeExecutionData[] {
	// Missing in n8n's types, but there in every version since 1.0: the execution that continues after this callback.
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
