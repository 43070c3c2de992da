import type { INodeProperties } from 'n8n-workflow';
import { MAX_WAIT_MINUTES, TIMEOUTS_S, type Operation, type Wait } from './operation';
import { byLabel } from './labels';

/** Label of the option that turns a node's own looks off. */
export const CHECK_BY_ITSELF_LABEL = 'Check by Itself';

/** The box of options of an operation: how the node behaves, and what it may spend. */
export function optionsOf(operation: Operation): INodeProperties {
	const seconds = TIMEOUTS_S[operation.sideEffect];
	const options: INodeProperties[] = [
		{
			displayName: 'Request Timeout in Seconds',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: seconds,
			description: 'How many seconds to wait for an answer. The tries of a read share this time.',
		},
	];
	for (const [name, { property }] of Object.entries(operation.options ?? {}))
		options.push({ ...property, name });
	if (operation.wait) options.push(...waitOptions(operation.wait));
	if (operation.wait ?? operation.announces) {
		options.push({
			displayName: CHECK_BY_ITSELF_LABEL,
			name: 'checkByItself',
			type: 'boolean',
			default: true,
			description:
				"Whether n8n also checks the purchase by itself, every 5 to 60 seconds, while this node or the trigger in 'Callback URL' waits. On unless you turn it off.",
		});
	}
	if (operation.quote) options.push(...limitFields(operation));
	if (operation.sideEffect === 'money') {
		options.push({
			displayName: 'Idempotency Key',
			name: 'idempotencyKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.orderNumber }}',
			description:
				'A text that names this purchase, such as your order number. This workflow never buys twice with the same key, in any execution.',
		});
	}
	if (typeof operation.reconcile === 'function') {
		options.push({
			displayName: 'When Outcome Is Unclear',
			name: 'onUncertain',
			type: 'options',
			options: [
				{
					name: 'Look for the Purchase',
					value: 'recover',
					description:
						'Look into the list of purchases. If exactly one new purchase fits, it is the result.',
				},
				{
					name: 'Stop',
					value: 'fail',
					description: 'Treat the item as failed, whatever the list of your purchases shows',
				},
			],
			default: 'recover',
			description:
				'What to do when the connection breaks before the service has answered. The purchase is never sent twice.',
		});
	}
	if (operation.output && operation.sideEffect === 'none') {
		options.push({
			displayName: 'Raw',
			name: 'raw',
			type: 'boolean',
			default: false,
			description:
				'Whether to return the answer of the service as it is, instead of one item for each result',
		});
	}
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: options.sort(byLabel),
	};
}

function limitFields({ compensate: undo, charges, ceilingNote }: Operation): INodeProperties[] {
	const limit = { type: 'string' as const, default: '', placeholder: 'e.g. 0.75' };
	const fields: INodeProperties[] = [
		{
			displayName: 'Max Price',
			name: 'maxPrice',
			...limit,
			description: ceilingNote
				? `The highest price to pay for one, in the currency of your balance. ${ceilingNote}`
				: 'The highest price to pay for a single account or number, in the currency of your balance. Nothing that costs more is bought.',
		},
		{
			displayName: 'Max Total',
			name: 'maxTotal',
			...limit,
			description:
				'The most to spend in one execution with this node, for all items and rounds of a loop together. For an MCP client: in one call.',
		},
	];
	if (charges) {
		fields.push({
			displayName: 'Max Per Day',
			name: 'maxPerDay',
			...limit,
			description:
				"The most to spend from this balance in 24 hours, whatever program buys, by the service's records. They may lack what is bought at the same moment.",
		});
	}
	if (undo) {
		fields.push({
			displayName: 'Cancel If Overpaid',
			name: 'cancelIfOverpaid',
			type: 'boolean',
			default: false,
			description:
				'Whether to cancel an order at once if its price rose above your limits just before it was bought',
		});
	}
	return fields;
}

/** How long an operation that can wait does so, and what comes of it. */
function waitOptions(wait: Wait): INodeProperties[] {
	const { minutes } = wait;
	const displayOptions = { show: { [`/${wait.key}`]: [true] } };
	const options: INodeProperties[] = [
		{
			displayName: 'Longest Wait in Minutes',
			name: 'timeLimit',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: MAX_WAIT_MINUTES },
			default: minutes,
			description:
				"How many minutes to wait. After that, the items continue with what is known so far, and 'waitTimedOut' is true.",
			displayOptions,
		},
		{
			displayName: 'When It Fails',
			name: 'onFailure',
			type: 'options',
			options: [
				{
					name: 'Return the Item',
					value: 'return',
					description: "Continue with the item. Its 'status' says what happened.",
				},
				{
					name: 'Treat the Item as Failed',
					value: 'fail',
					description: "Stop the workflow, or continue as the 'On Error' setting of the node says",
				},
			],
			default: 'fail',
			description:
				'What to do when the purchase fails, expires or is refunded while the node waits',
			displayOptions,
		},
	];
	if (wait.file) {
		const { key: name, displayName, description } = wait.file;
		options.push({
			displayName,
			name,
			type: 'boolean',
			default: true,
			description,
			displayOptions,
		});
	}
	return options;
}
