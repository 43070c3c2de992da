import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { FiveSim } from '../../nodes/FiveSim/FiveSim.node';
import { Gmt } from '../../nodes/Gmt/Gmt.node';

type Node = 'gmt' | 'fiveSim';

const descriptionOf = (node: Node): INodeTypeDescription =>
	new { gmt: Gmt, fiveSim: FiveSim }[node]().description;

function shownFor(node: Node, values: INodeParameters): INodeProperties[] {
	const description = descriptionOf(node);
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, null, description),
	);
}

/** What n8n shows below Resource and Operation, the fields of a collection behind its name. */
function shown(node: Node, values: INodeParameters): string[] {
	const inside = ({ name, options }: INodeProperties) =>
		(options as INodeProperties[])
			.filter((field) => NodeHelpers.displayParameter({}, field, null, descriptionOf(node), values))
			.map((field) => `${name}.${field.name}`);
	return shownFor(node, values)
		.slice(2)
		.flatMap((property) => (property.type === 'collection' ? inside(property) : [property.name]));
}

/** A field by its name, of the form that is shown for these values. */
function field(node: Node, values: INodeParameters, name: string): INodeProperties {
	const all = shownFor(node, values).flatMap((property) =>
		property.type === 'collection' ? (property.options as INodeProperties[]) : [property],
	);
	return all.find((property) => property.name === name)!;
}

const bulk = { resource: 'bulkPurchase', operation: 'create' };
const number = { resource: 'order', operation: 'buyActivationNumber' };
const purchases = { resource: 'purchase', operation: 'getAll' };

describe('the form', () => {
	it.each([
		['gmt', { resource: 'service', operation: 'getServerTime' }, ['options.timeout']],
		[
			'gmt',
			{ resource: 'purchase', operation: 'get' },
			['purchaseId', 'simple', 'options.timeout'],
		],
		[
			'gmt',
			{ ...purchases, returnAll: false },
			[
				'sort',
				'returnAll',
				'limit',
				'simple',
				'filters.phoneNumber',
				'filters.status',
				'options.timeout',
			],
		],
		[
			'gmt',
			{ ...purchases, returnAll: true },
			['sort', 'returnAll', 'simple', 'filters.phoneNumber', 'filters.status', 'options.timeout'],
		],
		[
			'gmt',
			{ ...bulk, waitForArchive: false },
			[
				'countryCode',
				'quantity',
				'waitForArchive',
				'additionalFields.callbackUrl',
				'options.checkByItself',
				'options.idempotencyKey',
				'options.maxPerDay',
				'options.maxPrice',
				'options.maxTotal',
				'options.timeout',
			],
		],
		// While the node waits, whom Get My TG calls is its own business.
		[
			'gmt',
			{ ...bulk, waitForArchive: true },
			[
				'countryCode',
				'quantity',
				'waitForArchive',
				'options.attachArchive',
				'options.checkByItself',
				'options.idempotencyKey',
				'options.timeLimit',
				'options.maxPerDay',
				'options.maxPrice',
				'options.maxTotal',
				'options.timeout',
				'options.onFailure',
			],
		],
		[
			'fiveSim',
			{ resource: 'product', operation: 'getPrices' },
			['filters.country', 'filters.product', 'options.raw', 'options.timeout', 'options.wholeList'],
		],
	] as Array<[Node, INodeParameters, string[]]>)(
		'of %s %j shows what is needed, and no more',
		(node, values, fields) => {
			expect(shown(node, values)).toEqual(fields);
		},
	);

	it('has limits where money is spent, and a way to look for what was lost where there is a list', () => {
		expect(shown('fiveSim', number)).toEqual(
			expect.arrayContaining([
				'options.maxPrice',
				'options.maxTotal',
				'options.cancelIfOverpaid',
				'options.onUncertain',
			]),
		);
		expect(shown('fiveSim', { resource: 'vendor', operation: 'createPayout' })).toEqual(
			expect.not.arrayContaining(['options.maxPrice', 'options.onUncertain']),
		);
	});

	it('asks for what an operation needs, and marks it', () => {
		expect(field('gmt', bulk, 'quantity')).toMatchObject({ required: true, type: 'number' });
	});
});

describe('a new node', () => {
	it.each([
		['gmt', purchases, 'returnAll', { type: 'boolean', default: false }],
		['gmt', purchases, 'limit', { type: 'number', default: 50, typeOptions: { minValue: 1 } }],
		['gmt', purchases, 'simple', { type: 'boolean', default: true }],
		['gmt', purchases, 'timeout', { type: 'number', default: 30, typeOptions: { minValue: 1 } }],
		['gmt', bulk, 'timeout', { default: 90 }],
		['gmt', bulk, 'waitForArchive', { type: 'boolean', default: false, noDataExpression: true }],
		['gmt', { ...bulk, waitForArchive: true }, 'attachArchive', { type: 'boolean', default: true }],
		[
			'gmt',
			{ ...bulk, waitForArchive: true },
			'timeLimit',
			{ type: 'number', default: 60, typeOptions: { minValue: 0, maxValue: 43_200 } },
		],
		['gmt', { ...bulk, waitForArchive: true }, 'onFailure', { type: 'options', default: 'fail' }],
		['gmt', bulk, 'maxPrice', { type: 'string', default: '' }],
		['gmt', bulk, 'maxTotal', { type: 'string', default: '' }],
		['fiveSim', number, 'cancelIfOverpaid', { type: 'boolean', default: false }],
		['fiveSim', number, 'onUncertain', { type: 'options', default: 'recover' }],
		[
			'fiveSim',
			{ resource: 'product', operation: 'getPrices' },
			'raw',
			{ type: 'boolean', default: false },
		],
	] as Array<[Node, INodeParameters, string, Partial<INodeProperties>]>)(
		'%s %j has a usual value for %s',
		(node, values, name, usual) => {
			expect(
				field(node, { returnAll: false, waitForArchive: false, ...values }, name),
			).toMatchObject(usual);
		},
	);

	it('begins with what there is to buy, and what was bought', () => {
		expect(
			(['gmt', 'fiveSim'] as const).map((node) => descriptionOf(node).properties[0]),
		).toMatchObject([
			{ name: 'resource', type: 'options', noDataExpression: true, default: 'account' },
			{ name: 'resource', type: 'options', noDataExpression: true, default: 'order' },
		]);
	});

	it.each([
		['gmt', 'purchase', 'getAll'],
		['gmt', 'bulkPurchase', 'get'],
		['gmt', 'webhook', 'test'],
		['fiveSim', 'order', 'getAll'],
	] as Array<[Node, string, string]>)(
		'of %s looks at a %s first: %s',
		(node, resource, operation) => {
			expect(field(node, { resource }, 'operation')).toMatchObject({
				type: 'options',
				noDataExpression: true,
				default: operation,
			});
		},
	);
});

it('offers resources and operations by their names', () => {
	expect(field('gmt', {}, 'resource').options).toEqual(
		[
			['Account', 'account'],
			['Bulk Purchase', 'bulkPurchase'],
			['Profile', 'profile'],
			['Purchase', 'purchase'],
			['Purchase by Hash', 'purchaseByHash'],
			['Referral', 'referral'],
			['Service', 'service'],
			['Webhook', 'webhook'],
		].map(([name, value]) => ({ name, value })),
	);
	expect(field('gmt', { resource: 'service' }, 'operation').options).toEqual([
		{
			name: 'Get Health',
			value: 'getHealth',
			action: 'Get health status',
			description: expect.any(String),
		},
		{
			name: 'Get Server Time',
			value: 'getServerTime',
			action: 'Get server time',
			description: expect.any(String),
		},
	]);
});

it.each([
	[purchases, 'filters', 'Filters', 'Add Filter'],
	[bulk, 'additionalFields', 'Additional Fields', 'Add Field'],
	[bulk, 'options', 'Options', 'Add Option'],
])('collects what is optional for %j in %s', (values, name, displayName, placeholder) => {
	expect(shownFor('gmt', values).find((property) => property.name === name)).toMatchObject({
		displayName,
		placeholder,
		type: 'collection',
		default: {},
	});
});

it.each([
	['onFailure', 'gmt', { ...bulk, waitForArchive: true }, ['return', 'fail']],
	['onUncertain', 'fiveSim', number, ['recover', 'fail']],
] as Array<[string, Node, INodeParameters, string[]]>)(
	'workflows store %s as one of these values',
	(name, node, values, stored) => {
		expect(
			(field(node, values, name).options as INodePropertyOptions[]).map(({ value }) => value),
		).toEqual(stored);
	},
);
