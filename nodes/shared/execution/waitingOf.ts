import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInput, invalidInput, toNodeError } from '../errors';
import type { Operation } from '../operation/operation';
import { prepareWaiting } from '../waiting/preflight';
import { readWaiting, type Waiting } from '../waiting/wait';

/**
 * Whether and how this run waits, and where it is woken.
 * @throws NodeOperationError when that differs between items, or cannot work
 */
export async function waitingOf(
	context: IExecuteFunctions,
	{ wait }: Operation,
): Promise<{ waiting?: Waiting; address?: string }> {
	try {
		const read = (item: number) =>
			readWaiting(wait, (name, fallback) => context.getNodeParameter(name, item, fallback));
		const waiting = read(0);
		if (wait && isPerItem(context, wait.key)) {
			const first = JSON.stringify(waiting);
			const items = [...context.getInputData().keys()];
			if (items.some((item) => JSON.stringify(read(item)) !== first))
				throw invalidInput(
					wait.displayName,
					new InvalidInput(
						'and its options must be the same for all items, since they wait together',
						"Use one value, or give the node the items of one kind at a time, for example with 'Loop Over Items'.",
					),
				);
		}
		return waiting ? await prepareWaiting(context, waiting) : {};
	} catch (thrown) {
		throw toNodeError(context.getNode(), thrown);
	}
}

/** Whether the switch or an option is an expression: each item costs an evaluation, which n8n is slow at. */
function isPerItem(context: IExecuteFunctions, key: string): boolean {
	const { [key]: toggle, options } = context.getNode().parameters;
	return JSON.stringify([toggle, options]).includes('"=');
}
