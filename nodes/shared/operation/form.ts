import type { INodeProperties, NodeHint } from 'n8n-workflow';
import { actionOf } from './spokenTexts';
import {
	collectionLabel,
	collectionName,
	MAX_WAIT_MINUTES,
	TIMEOUTS_S,
	type Operation,
	type Parameters,
	type Resource,
	type Wait,
} from './operation';

/** Label of the option that turns a node's own looks off. */
export const CHECK_BY_ITSELF_LABEL = 'Check by Itself';

/**
 * Turns resources into the fields of a node: Resource, Operation, and for each operation its own fields and collections.
 * @param preselected the resource that a new node shows
 */
export function propertiesOf(
	resources: readonly Resource[],
	preselected: string,
): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: sorted(resources).map(({ name, value }) => ({ name, value })),
			default: preselected,
		},
		...resources.map(operationChoice),
		...resources.flatMap(({ operations }) => Object.values(operations).flatMap(fieldsOf)),
	];
}

/** What the editor says before a run: who calls a purchase may do so again by itself, which a node cannot see before. */
export function keyHints(resources: readonly Resource[]): NodeHint[] {
	const spending = resources.flatMap(({ value, operations }) =>
		Object.values(operations)
			.filter(({ sideEffect }) => sideEffect === 'money')
			.map(({ operation }) => `${value}/${operation}`),
	);
	return [
		{
			message:
				"Does another workflow, an agent or an MCP client run this purchase? Then set 'Idempotency Key' under Options. Without it, a caller that tries again hours later, or after a later step has failed, buys again.",
			type: 'info',
			location: 'outputPane',
			whenToDisplay: 'beforeExecution',
			displayCondition: `={{ ${JSON.stringify(spending)}.includes($parameter["resource"] + "/" + $parameter["operation"]) && !($parameter["options"] || {})["idempotencyKey"] }}`,
		},
	];
}

function operationChoice({ value, operations }: Resource): INodeProperties {
	const options = sorted(Object.values(operations)).map((one) => ({
		name: one.name,
		value: one.operation,
		action: actionOf(one),
		description: one.description,
	}));
	// A new node must not spend money before somebody has chosen to; that includes one that an agent gets as a tool.
	const harmless =
		['getAll', 'get'].find((name) => options.some((option) => option.value === name)) ??
		options[0]!.value;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options,
		default: harmless,
	};
}

function fieldsOf(operation: Operation): INodeProperties[] {
	const displayOptions = {
		show: { resource: [operation.resource], operation: [operation.operation] },
	};
	const fields: INodeProperties[] = Object.entries(operation.params).map(
		([name, { property }]) => ({ ...property, name, required: true, displayOptions }),
	);
	if (operation.list) fields.push(...listFields(displayOptions));
	if (operation.wait) fields.push({ ...waitFields(operation.wait).toggle, displayOptions });
	if (operation.simplify) fields.push(simple(displayOptions));
	if (operation.optional)
		fields.push({
			...collection(operation, operation.optional),
			displayOptions: { ...displayOptions, ...hiddenWhenEmpty(operation, operation.optional) },
		});
	fields.push({ ...optionsOf(operation), displayOptions });
	return fields;
}

type DisplayOptions = { show: Record<string, string[]> };

function listFields(displayOptions: DisplayOptions): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
			displayOptions,
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { ...displayOptions.show, returnAll: [false] } },
		},
	];
}

function simple(displayOptions: DisplayOptions): INodeProperties {
	return {
		displayName: 'Simplify',
		name: 'simple',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		displayOptions,
	};
}

function collection(operation: Operation, optional: Parameters): INodeProperties {
	const name = collectionName(operation);
	return {
		displayName: collectionLabel(operation),
		name,
		type: 'collection',
		placeholder: name === 'filters' ? 'Add Filter' : 'Add Field',
		default: {},
		options: sortedByLabel(
			Object.entries(optional).map(([key, { property }]) => ({
				...property,
				name: key,
				...hiddenWhileWaiting(operation, key),
			})),
		),
	};
}

/** A box that nothing is left in while the node waits. */
function hiddenWhenEmpty(
	{ wait }: Operation,
	optional: Parameters,
): Pick<NonNullable<INodeProperties['displayOptions']>, 'hide'> {
	const left = Object.keys(optional).filter((key) => key !== wait?.callback);
	return wait && left.length === 0 ? { hide: { [wait.key]: [true] } } : {};
}

/** While waiting the node sets the callback URL itself, so the field is hidden. */
function hiddenWhileWaiting(
	{ wait }: Operation,
	key: string,
): Pick<INodeProperties, 'displayOptions'> {
	return wait?.callback === key ? { displayOptions: { hide: { [`/${wait.key}`]: [true] } } } : {};
}

function optionsOf(operation: Operation): INodeProperties {
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
	if (operation.wait) options.push(...waitFields(operation.wait).options);
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
		options: sortedByLabel(options),
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

function sorted<T extends { name: string }>(entries: readonly T[]): T[] {
	return [...entries].sort((a, b) => byLetters(a.name, b.name));
}

function sortedByLabel(fields: INodeProperties[]): INodeProperties[] {
	return fields.sort((a, b) => byLetters(a.displayName, b.displayName));
}

/** Labels are plain English. Not localeCompare: its first call loads language data, which takes a third as long as loading all nodes. */
function byLetters(a: string, b: string): number {
	return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}

/** The fields of an operation that can wait: the switch, and its settings under Options. */
function waitFields(wait: Wait): { toggle: INodeProperties; options: INodeProperties[] } {
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
	const { displayName, key: name, description } = wait;
	return {
		toggle: {
			displayName,
			name,
			type: 'boolean',
			default: false,
			noDataExpression: true,
			description,
		},
		options,
	};
}
