import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { FiveSim } from '../../nodes/FiveSim/FiveSim.node';
import { FiveSimTrigger } from '../../nodes/FiveSim/FiveSimTrigger.node';
import { Gmt } from '../../nodes/Gmt/Gmt.node';
import { GmtTrigger } from '../../nodes/Gmt/GmtTrigger.node';
import { fiveSim } from '../../nodes/FiveSim/service';
import { resources as fiveSimResources } from '../../nodes/FiveSim/operations/index';
import { gmt } from '../../nodes/Gmt/service';
import { resources as gmtResources } from '../../nodes/Gmt/operations/index';
import { readBehaviour, readInput } from '../../nodes/shared/execution/readParameters';
import { sendingOf } from '../../nodes/shared/http/reader';
import type { Operation } from '../../nodes/shared/operation/operation';
import { readWaiting } from '../../nodes/shared/waiting/wait';

/** What happens while a switch is not added. Reviewed by hand: a new switch has to be put here. */
const WITHOUT: Record<string, Record<string, boolean>> = {
	gmt: { attachArchive: true, checkByItself: true, raw: false },
	gmtTrigger: { attachArchive: true, startOnTest: false },
	fiveSim: {
		cancelIfOverpaid: false,
		cancelOnTimeout: false,
		finishOnSuccess: false,
		forwarding: false,
		raw: false,
		reuse: false,
		reverse: false,
		voice: false,
		wholeList: false,
	},
	fiveSimTrigger: {},
};

it.each(
	[new Gmt(), new GmtTrigger(), new FiveSim(), new FiveSimTrigger()].map(
		({ description }) => [description.name, description.properties] as const,
	),
)('the switches of %s show what happens while they are not added', (name, properties) => {
	const switches = properties
		.filter(({ type }) => type === 'collection')
		.flatMap(({ options }) => options as INodeProperties[])
		.filter(({ type }) => type === 'boolean');
	expect(Object.fromEntries(switches.map((one) => [one.name, one.default]))).toEqual(WITHOUT[name]);
});

const operations = (
	[
		[gmt, new Gmt(), gmtResources],
		[fiveSim, new FiveSim(), fiveSimResources],
	] as const
).flatMap(([service, node, resources]) =>
	resources.flatMap(({ value, operations: all }) =>
		Object.values(all).map(
			(operation) =>
				[
					`${service.name}: ${value}/${operation.operation}`,
					service,
					operation as Operation,
					node.description.properties,
				] as const,
		),
	),
);

it('there are options to compare', () => {
	expect(operations.length).toBeGreaterThan(45);
});

it.each(operations)('%s does the same with each option as it is shown, and without', (...row) => {
	const [, service, operation, properties] = row;
	const options = properties.find(
		({ name, displayOptions }) =>
			name === 'options' &&
			displayOptions?.show?.resource?.includes(operation.resource) &&
			displayOptions.show.operation?.includes(operation.operation),
	)!.options as INodeProperties[];
	const shown = Object.fromEntries(
		options
			.filter(({ default: value }) => value !== '' && (value as IDataObject)?.value !== '')
			.map(({ name, default: value }) => [name, value as IDataObject[string]]),
	);
	expect(Object.keys(shown)).toContain('timeout');
	expect(effectOf(service, operation, shown)).toEqual(effectOf(service, operation, {}));
});

/** What options do: what is sent, how, and how it is waited for. */
function effectOf(service: typeof gmt, operation: Operation, options: IDataObject): object {
	const context = {
		getNodeParameter: (name: string, _item: number, otherwise: unknown) =>
			name === 'options' ? options : otherwise,
	} as unknown as IExecuteFunctions;
	// Required fields are no options, and have no default that could differ.
	const bare: Operation = { ...operation, params: {}, check: undefined };
	const input = readInput(context, bare, 0, options);
	const behaviour = readBehaviour(context, bare, 0, options);
	const { timeLimit = operation.options?.timeLimit?.property.default, ...sent } = input;
	const { wait } = operation;
	return {
		sent: JSON.stringify(sent),
		timeLimit,
		limit: behaviour.limit,
		simple: behaviour.simple,
		limits: [behaviour.maxPrice, behaviour.maxTotal, behaviour.maxPerDay],
		idempotencyKey: behaviour.idempotencyKey,
		raw: behaviour.raw,
		onUncertain: behaviour.onUncertain,
		cancelIfOverpaid: behaviour.cancelIfOverpaid,
		sending: sendingOf(service, operation, behaviour),
		waiting: readWaiting(wait, (name, otherwise) =>
			name === wait?.key ? true : name === 'options' ? options : otherwise,
		),
	};
}
