import type { IExecuteFunctions } from 'n8n-workflow';
import type { Operation, Input } from '../operation/operation';
import type { ServiceClient } from '../http/client';
import { mayBeRepeated } from '../purchase/intents';
import type { Behaviour } from './readParameters';

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

/** Says where items share a name of their purchase, and where a caller may ask again by itself and none is given. */
export function hintAtKeys(
	context: IExecuteFunctions,
	operation: Operation,
	behaviours: ReadonlyArray<Pick<Behaviour, 'idempotencyKey'>>,
): void {
	if (operation.sideEffect !== 'money') return;
	const keys = behaviours.flatMap(({ idempotencyKey = [] }) => idempotencyKey);
	const shared = keys.length - new Set(keys).size;
	if (shared > 0)
		context.addExecutionHints({
			message: `${shared} of ${keys.length} items have the 'Idempotency Key' of an earlier item, and get its purchase in place of one of their own. If each is to buy, name something in the key that differs from item to item.`,
			type: 'warning',
			location: 'outputPane',
		});
	if (!mayBeRepeated(context)) return;
	if (behaviours.every(({ idempotencyKey }) => idempotencyKey !== undefined)) return;
	context.addExecutionHints({
		message:
			"Another workflow or an agent called this purchase, and may call again if it fails: a call after two hours, or with other values, buys again. Set 'Idempotency Key' under Options to rule that out.",
		type: 'warning',
		location: 'outputPane',
	});
}
