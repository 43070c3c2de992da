import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { toErrorItem, toNodeError } from '../errors';

/**
 * Turns what stops all items into failed items where the workflow is to continue: n8n itself would pass on the input, as if
 * all had worked, also where the node has an output for errors.
 */
export async function failingAsItems(
	context: IExecuteFunctions,
	continueOnFail: boolean,
	work: () => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	return await work().catch(async (thrown: unknown) => {
		if (!continueOnFail) return await Promise.reject(thrown as Error);
		const error =
			thrown instanceof NodeApiError || thrown instanceof NodeOperationError
				? thrown
				: toNodeError(context.getNode(), thrown);
		return [context.getInputData().map((_item, index) => toErrorItem(error, index))];
	});
}
