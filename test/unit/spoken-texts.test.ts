import {
	NodeHelpers,
	Workflow,
	type INode,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';

import { FiveSim } from '../../nodes/FiveSim/FiveSim.node';
import { FiveSimTrigger } from '../../nodes/FiveSim/FiveSimTrigger.node';
import { Gmt } from '../../nodes/Gmt/Gmt.node';
import { GmtTrigger } from '../../nodes/Gmt/GmtTrigger.node';

/** Evaluates texts of a node as n8n's editor does. */
function editorOf(type: INodeType, parameters: INodeParameters) {
	const node: INode = {
		id: '1',
		name: 'Node',
		type: type.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: NodeHelpers.getNodeParameters(
			type.description.properties,
			parameters,
			true,
			false,
			null,
			type.description,
		)!,
	};
	const nodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const value = (text: string) =>
		workflow.expression.getSimpleParameterValue(node, text, 'internal', {});
	return {
		hints: (type.description.hints ?? [])
			.filter(({ displayCondition }) => {
				try {
					return value(displayCondition!) === true;
				} catch {
					// The editor leaves such a hint out.
					return false;
				}
			})
			.map(({ message }) => message)
			// What spends also says what a caller that tries again would buy; money-callers.test.ts holds that.
			.filter((message) => !message.includes('Idempotency Key')),
		subtitle: value(type.description.subtitle!),
		asTool: NodeHelpers.getToolDescriptionForNode(node, type),
	};
}

const bulk = { resource: 'bulkPurchase', operation: 'create' };

it.each([
	[bulk, /^Execute step buys one account\. .*each input item/],
	[{ ...bulk, quantity: 3 }, /^Execute step buys 3 accounts\. /],
	[{ ...bulk, quantity: '={{ 1 + 1 }}' }, /^Execute step buys 2 accounts\. /],
	[{ ...bulk, quantity: 500 }, /^Execute step buys as many accounts as 'Quantity' says\. /],
	[{ ...bulk, quantity: '={{ $json.none }}' }, /as many accounts as/],
	[{ resource: 'purchase', operation: 'create' }, /^Execute step buys one account\. /],
	[{ resource: 'referral', operation: 'transferBalance' }, /^Execute step moves money\. /],
] as Array<[INodeParameters, RegExp]>)('Get My TG says before it runs with %j: %s', (set, text) => {
	expect(editorOf(new Gmt(), set).hints).toEqual([expect.stringMatching(text)]);
});

it.each([
	[
		'buyActivationNumber',
		"'Product' and 'Country' show the current price; 'Max Total' under Options limits the sum.",
	],
	[
		'buyHostingNumber',
		"'Product: Get Many' shows the current price; 'Max Total' under Options limits the sum.",
	],
	['buyAgain', 'Only the result shows its price.'],
])('5sim says before it runs %s what it buys, and where its price is seen', (operation, price) => {
	const { hints } = editorOf(new FiveSim(), { resource: 'order', operation });
	expect(hints).toEqual([`Execute step buys one number. It does so for each input item. ${price}`]);
});

it('what it says before it runs names only fields that the form has', () => {
	for (const type of [new Gmt(), new FiveSim()]) {
		for (const { name, displayOptions, options } of type.description.properties) {
			if (name !== 'operation') continue;
			for (const { value } of options as Array<{ value: string }>) {
				const [resource] = displayOptions!.show!.resource as string[];
				const labels = type.description.properties
					.filter(({ displayOptions: shown }) =>
						[
							['resource', resource],
							['operation', value],
						].every(([field, one]) => shown?.show?.[field!]?.includes(one!)),
					)
					.flatMap(({ displayName, options: inside }) => [
						displayName,
						...((inside ?? []) as Array<{ displayName: string }>).map((one) => one.displayName),
					]);
				const named = editorOf(type, { resource: resource!, operation: value })
					.hints.flatMap((hint) => [...hint.matchAll(/'([\w ]+)'/g)])
					.map(([, label]) => label);
				expect(labels).toEqual(expect.arrayContaining(named));
			}
		}
	}
});

it.each(['http://localhost:5678/webhook/1/gmt', 'https://a.example/webhook-test/1/gmt'])(
	'a callback that cannot arrive is seen before it is paid for: %s',
	(callbackUrl) => {
		const set = { ...bulk, additionalFields: { callbackUrl } };
		expect(editorOf(new Gmt(), set).hints).toContainEqual(
			expect.stringMatching(/^Get My TG cannot call this 'Callback URL'/),
		);
	},
);

it('a callback that can arrive is not', () => {
	const callbackUrl = 'https://a.example/webhook/1/gmt';
	expect(editorOf(new Gmt(), { ...bulk, additionalFields: { callbackUrl } }).hints).toHaveLength(1);
});

it('what is read says nothing, and what spends says so to an AI model too', () => {
	for (const type of [new Gmt(), new FiveSim()]) {
		for (const { name, displayOptions, options } of type.description.properties) {
			if (name !== 'operation') continue;
			for (const option of options as Array<{ value: string; description: string }>) {
				const [resource] = displayOptions!.show!.resource as string[];
				const { hints, asTool, subtitle } = editorOf(type, {
					resource: resource!,
					operation: option.value,
				});
				const spends = /\b(Spends|Moves) money\b/.test(option.description);
				expect([option.value, hints.length]).toEqual([option.value, spends ? 1 : 0]);
				expect([asTool, /\b(spends|moves) money\b/.test(asTool)]).toEqual([asTool, spends]);
				expect(subtitle).toMatch(/^[A-Z][\w ]+$/);
			}
		}
	}
});

it('triggers name what they start on', () => {
	expect(editorOf(new GmtTrigger(), { events: ['archiveReady', 'codeFailed'] }).subtitle).toBe(
		'Archive ready, Code failed',
	);
	expect(editorOf(new FiveSimTrigger(), { events: ['newSms'] }).subtitle).toBe('New SMS');
});
