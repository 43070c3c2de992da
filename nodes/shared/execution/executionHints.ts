import type { IExecuteFunctions } from 'n8n-workflow';
import type { Operation, Input } from '../operation/operation';
import type { ServiceClient } from '../http/client';

/** Shows hints about values that are suspicious but sent anyway. */
export async function addExecutionHints(
	context: IExecuteFunctions,
	operation: Operation,
	inputs: readonly Input[],
	connecting: Promise<ServiceClient>,
): Promise<void> {
	// If the credential cannot be used, every item reports that itself.
	const client = await connecting.catch(() => undefined);
	if (!client) return;
	const surroundings = {
		baseUrl: client.baseUrl,
		isProduction: context.getMode() !== 'manual' || context.getWorkflow().active,
	};
	const hinting = Object.entries({ ...operation.params, ...operation.optional }).filter(
		([, { hint }]) => hint,
	);
	const messages = hinting.flatMap(([key, { hint }]) =>
		inputs.flatMap((input) =>
			input[key] === undefined ? [] : (hint!(input[key], surroundings) ?? []),
		),
	);
	for (const message of new Set(messages))
		context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
}
