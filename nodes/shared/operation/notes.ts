import type { IContextObject, IExecuteFunctions } from 'n8n-workflow';

/**
 * What the node keeps in the execution, for its later runs. For an MCP client n8n runs a tool outside of any execution, and
 * throws where it is asked for this: such a call keeps nothing.
 */
export function notesOf(context: IExecuteFunctions): IContextObject {
	return context.getExecutionId() ? context.getContext('node') : {};
}
