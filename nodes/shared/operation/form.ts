import type { INodeProperties, NodeHint } from 'n8n-workflow';
import { actionOf } from './spokenTexts';
import { byName, byLabel } from './labels';
import {
	collectionLabel,
	collectionName,
	type Operation,
	type Parameters,
	type Resource,
	type Wait,
} from './operation';
import { optionsOf } from './optionFields';

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
			options: [...resources].sort(byName).map(({ name, value }) => ({ name, value })),
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
	const options = Object.values(operations)
		.sort(byName)
		.map((one) => ({
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
	if (operation.wait) fields.push({ ...waitSwitch(operation.wait), displayOptions });
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
		options: Object.entries(optional)
			.map(
				([key, { property }]): INodeProperties => ({
					...property,
					name: key,
					...hiddenWhileWaiting(operation, key),
				}),
			)
			.sort(byLabel),
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

/** The switch of an operation that can wait. */
function waitSwitch({ displayName, key: name, description }: Wait): INodeProperties {
	return {
		displayName,
		name,
		type: 'boolean',
		default: false,
		noDataExpression: true,
		description,
	};
}
