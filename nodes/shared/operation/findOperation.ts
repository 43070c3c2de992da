import { NodeOperationError, type IExecuteFunctions, type IWebhookFunctions } from 'n8n-workflow';
import type { Operation, Resource } from './operation';

/** The operation that the node is set to. */
export function findOperation(
	context: IExecuteFunctions | IWebhookFunctions,
	resources: readonly Resource[],
): Operation {
	// With a resource that is unknown, the form has no operation.
	const parameter = (name: string) =>
		('getInputData' in context
			? context.getNodeParameter(name, 0, '')
			: context.getNodeParameter(name, '')) as string;
	const [resource, name] = [parameter('resource'), parameter('operation')];
	const known = resources.find(({ value }) => value === resource)?.operations;
	const found = Object.values(known ?? {}).find(({ operation }) => operation === name);
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		known
			? `There is no operation '${name}' for '${resource}'`
			: `There is no resource '${resource}'`,
		{ description: "Choose 'Resource' and 'Operation' from the lists." },
	);
}
