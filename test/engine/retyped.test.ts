import type { INode } from 'n8n-workflow';
import type { FaultSpec } from '../../sandbox';
import { useSetup } from '../support';
import { resourcesOf } from '../support/contract';
import { valuesFor } from '../support/values';

/** The same answer with every leaf as something makes it. */
function leaves(
	value: unknown,
	made: (leaf: unknown, name?: string) => unknown,
	name?: string,
): unknown {
	if (Array.isArray(value)) return value.map((part) => leaves(part, made, name));
	if (typeof value !== 'object' || value === null) return made(value, name);
	return Object.fromEntries(
		Object.entries(value).map(([key, part]) => [key, leaves(part, made, key)]),
	);
}
const asText = (leaf: unknown) => (typeof leaf === 'number' ? String(leaf) : leaf);
const withComma = (leaf: unknown) =>
	typeof leaf === 'number' ? String(leaf).replace('.', ',') : leaf;
/** Amounts of Get My TG are texts, however many cents they show. */
const amounts = (leaf: unknown, name?: string) => (name === 'amount' ? Number(leaf) : leaf);
const isObject = (json: unknown) =>
	typeof json === 'object' && json !== null && !Array.isArray(json);
const beside = (json: unknown) =>
	isObject(json)
		? { ...(json as object), message: 'You can cancel: wait 2 minutes', error: null }
		: json;
const ways: Array<[string, (json: unknown) => unknown]> = [
	['numbers as text', (json) => leaves(json, asText)],
	['a decimal comma', (json) => leaves(json, withComma)],
	['a message beside it', beside],
];

describe.each(['gmt', 'fiveSim'] as const)('an answer of %s', (service) => {
	const setup = useSetup({
		dialect: 'live',
		fiveSim: { rateLimit: null, smsAfterSeconds: null, orderLifetimeSeconds: 9_000_000 },
		gmt: { bulkReadyAfterSeconds: 0, codeAfterSeconds: 0 },
	});
	const reads = resourcesOf[service]
		.flatMap(({ operations }) => Object.values(operations))
		.filter(
			({ resource, sideEffect, operation }) =>
				sideEffect === 'none' && resource !== 'service' && operation !== 'checkSetup',
		);

	it.each(
		reads.flatMap((operation) =>
			ways.map(
				([way, change]) =>
					[operation.resource, operation.operation, way, change, operation] as const,
			),
		),
	)('to %s %s is the same with %s', async (resource, name, _way, change, operation) => {
		const { faults } = setup.sandbox[service];
		faults.clear();
		const values = await valuesFor({ service, operation }, setup);
		const read = async () =>
			await setup.runNode({
				service,
				parameters: {
					resource,
					operation: name,
					...Object.fromEntries(Object.keys(operation.params).map((key) => [key, values[key]])),
					...(resource === 'product' && { options: { wholeList: true } }),
				} as INode['parameters'],
			});
		const plain = await read();
		const fault: FaultSpec = {
			kind: 'change',
			when: 'after',
			times: 'always',
			change: (response) => ({ ...response, json: change(response.json) as object }),
		};
		faults.add(fault);
		const { json, error } = await read();
		expect(error).toBeUndefined();
		const same = (items: unknown) =>
			(leaves(items, amounts) as object[])
				.slice(0, 20)
				.map((item) => ({ ...item, message: undefined, error: undefined }));
		expect(same(json)).toEqual(same(plain.json));
	});
});
