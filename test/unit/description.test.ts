import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { FiveSim } from '../../nodes/FiveSim/FiveSim.node';
import { FiveSimTrigger } from '../../nodes/FiveSim/FiveSimTrigger.node';
import { resources as fiveSimResources } from '../../nodes/FiveSim/operations/index';
import { Gmt } from '../../nodes/Gmt/Gmt.node';
import { GmtTrigger } from '../../nodes/Gmt/GmtTrigger.node';
import { resources as gmtResources } from '../../nodes/Gmt/operations/index';

/** n8n's rules for what people see. The forms are built from the operations, so no linter can read them. */
describe.each([
	['Get My TG', new Gmt().description],
	['Get My TG Trigger', new GmtTrigger().description],
	['5sim', new FiveSim().description],
	['5sim Trigger', new FiveSimTrigger().description],
] as Array<[string, INodeTypeDescription]>)('the form of %s', (_, { properties }) => {
	const all = properties.flatMap(withNested);
	const choices = all.flatMap(({ type, options }) =>
		type === 'options' || type === 'multiOptions' ? [options as INodePropertyOptions[]] : [],
	);

	it('gives every field a default and a label in Title Case', () => {
		for (const { default: value, displayName, type } of all) {
			expect({ displayName, has: value !== undefined }).toEqual({ displayName, has: true });
			if (type !== 'notice')
				expect(displayName).toMatch(
					/^(?:[A-Z\d][\w']*|for|of|or|on|to|by|in|is|the|a|If|It)(?: (?:[A-Z\d][\w']*|for|of|or|on|to|by|in|is|the|a))*$/,
				);
		}
	});

	it('describes every field, a switch with Whether, an example with e.g.', () => {
		for (const { displayName, name, type, description, placeholder } of all) {
			if (
				['notice', 'collection', 'hidden'].includes(type) ||
				['resource', 'operation', 'events'].includes(name)
			)
				continue;
			expect({ displayName, description }).toEqual({
				displayName,
				description: expect.stringMatching(/\S/) as string,
			});
			if (type === 'boolean') expect(description).toMatch(/^Whether /);
			if (placeholder) expect(placeholder).toMatch(/^e\.g\. /);
		}
	});

	it('ends a single sentence without a period, and several with one', () => {
		const texts = [
			...all.map(({ description }) => description),
			...choices.flat().map(({ description }) => description),
		];
		for (const text of texts.filter((candidate) => candidate !== undefined)) {
			const sentences = text
				.replace(/\be\.g\./g, '')
				.split(/[.!?](?= |$)/)
				.filter((part) => part.trim() !== '');
			expect({ text, period: text.endsWith('.') }).toEqual({ text, period: sentences.length > 1 });
		}
	});

	it('sorts choices and the fields of collections by their labels', () => {
		for (const options of choices.filter(({ length }) => length >= 5)) {
			const names = options.map(({ name }) => name);
			expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		}
		for (const { options = [] } of all.filter(({ type }) => type === 'collection')) {
			const names = (options as INodeProperties[]).map(({ displayName }) => displayName);
			expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		}
	});

	it('has no choice twice, and every default among the choices', () => {
		for (const { name, type, options, default: value } of all.filter(
			({ type: kind }) => kind === 'options',
		)) {
			const values = (options as INodePropertyOptions[]).map((option) => option.value);
			expect(new Set(values).size).toBe(values.length);
			expect({ name, type, ok: values.includes(value as string) }).toEqual({
				name,
				type,
				ok: true,
			});
		}
	});

	it('gives every operation an action in sentence case without articles, and a description of its own', () => {
		const operations = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options }) => options as INodePropertyOptions[]);
		const actions = operations.map(({ action }) => action!);
		expect(new Set(actions).size).toBe(actions.length);
		for (const { action, description } of operations) {
			expect(action).toMatch(
				/^[A-Z][a-z]+(?: (?:[a-z]+|SMS|Telegram))*(?: \((?:spends|moves) money\))?$/,
			);
			expect(action).not.toMatch(/ (a|an|the) /);
			expect(description?.toLowerCase()).not.toBe(action?.toLowerCase());
		}
	});

	it('shows each operation no field twice', () => {
		const shown = new Map<string, string[]>();
		for (const { name, displayOptions } of properties) {
			for (const resource of displayOptions?.show?.resource ?? []) {
				for (const operation of displayOptions?.show?.operation ?? []) {
					const key = `${String(resource)} ${String(operation)}`;
					shown.set(key, [...(shown.get(key) ?? []), name]);
				}
			}
		}
		for (const [operation, names] of shown)
			expect({ operation, names: new Set(names).size }).toEqual({ operation, names: names.length });
	});

	it('avoids words that n8n advises against', () => {
		for (const text of all.flatMap(({ displayName, description, hint }) => [
			displayName,
			description,
			hint,
		]))
			expect(text ?? '').not.toMatch(/\b(error|problem|failure|mistake)s?\b/i);
	});
});

it.each([
	[new Gmt().description, gmtResources],
	[new FiveSim().description, fiveSimResources],
])('a resource that was just chosen spends nothing', ({ properties }, resources) => {
	for (const { value, operations } of resources) {
		const field = properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes(value),
		);
		const shown = Object.values(operations).find(({ operation }) => operation === field?.default);
		expect({ value, sideEffect: shown?.sideEffect }).toEqual({
			value,
			sideEffect: value === 'webhook' ? 'state' : 'none',
		});
	}
});

function withNested(property: INodeProperties): INodeProperties[] {
	const nested = property.type === 'collection' ? (property.options as INodeProperties[]) : [];
	return [property, ...nested.flatMap(withNested)];
}
