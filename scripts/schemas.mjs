// What comes out of each operation and trigger, as the JSON schemas that n8n shows before a node has run: all fields that the
// contract has, put through the operation itself.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { readContract, resolve } from './services.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const require = createRequire(import.meta.url);

// The operations are read from their sources, since this runs before the build.
Module._extensions['.ts'] = (module, file) =>
	module._compile(
		ts.transpileModule(readFileSync(file, 'utf8'), {
			compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
		}).outputText,
		file,
	);

/** Writes `__schema__` of a service's nodes. n8n takes the trigger's from the same folder, where it stands for no operation. */
export async function writeSchemas(service) {
	const folder = path.join(root, 'nodes', service.folder);
	const home = path.join(folder, '__schema__');
	const document = readContract(service);
	const { resources } = require(path.join(folder, 'operations/index.ts'));
	rmSync(home, { recursive: true, force: true });
	for (const { value, operations } of resources)
		for (const operation of Object.values(operations))
			write(
				path.join(home, 'v1.0.0', value, `${operation.operation}.json`),
				await itemOf(operation, document),
			);
	write(path.join(home, 'v1.0.0.json'), triggers[service.contract](document));
}

/** One item with every field. */
async function itemOf(operation, document) {
	const response = responseOf(operation, document);
	const result = operation.run ? await ran(operation, response, document) : response;
	const entries = operation.list === 'paged' ? (result.items ?? result.Data) : result;
	const output =
		operation.output && operation.list !== 'paged'
			? operation.output(entries, {
					product: 'telegram',
					country: 'russia',
					productName: 'x',
					price: 1,
					amount: '1',
				})
			: entries;
	const entry = Array.isArray(output) ? output[0] : output;
	return operation.simplify ? operation.simplify(entry, {}) : entry;
}

/** What an operation of several requests gives for the first response of each. */
async function ran(operation, response, document) {
	const result = await operation.run({
		input: { orderId: response.id, purchaseId: 1 },
		read: async (other) => responseOf(other, document),
		changeState: async (other) => responseOf(other, document),
		readList: async () => [response],
		readSlice: async () => ({ entries: [response] }),
		run: {},
		keyDescription: { text: 'text', todo: 'text' },
		serviceTime: () => undefined,
		ownAddress: () => undefined,
		download: async () => ({ fileName: 'archive.zip', mimeType: 'application/zip' }),
	});
	return result.json ?? result;
}

function responseOf({ route }, document) {
	const [method, where] = route.split(' ');
	const documented = resolve(
		document,
		document.paths[where][method.toLowerCase()].responses['200'],
	);
	const media = documented.content['application/json'];
	if (!media) return {};
	const example =
		media.example ?? (media.examples && resolve(document, Object.values(media.examples)[0]).value);
	return filled(document, media.schema, example);
}

/** A value with every field that a schema names; what has no fixed names is as in the example. */
function filled(document, part, example) {
	const schema = resolve(document, part);
	const [type] = [schema.type].flat().filter((one) => one !== 'null');
	const either = (schema.anyOf ?? schema.oneOf)?.find((one) => one.type !== 'null');
	if (either) return filled(document, either, example ?? undefined);
	const given = example ?? schema.example ?? schema.examples?.[0];
	if (schema.allOf)
		return Object.assign({}, ...schema.allOf.map((one) => filled(document, one, given)));
	if (type === 'array') return [filled(document, schema.items, given?.[0])];
	if (type === 'object' || schema.properties) {
		const named = Object.entries(schema.properties ?? {}).map(([name, property]) => [
			name,
			filled(document, property, given?.[name]),
		]);
		return { ...given, ...Object.fromEntries(named) };
	}
	return (
		given ??
		schema.const ??
		schema.enum?.[0] ??
		{ string: 'text', number: 1.5, integer: 1, boolean: true }[type] ??
		{}
	);
}

/** What the triggers put around a purchase. */
const triggers = {
	gmt: (document) => ({
		event: 'archiveReady',
		eventId: 'archiveReady:123',
		price: 1.5,
		currency: 'USD',
		quantity: 1,
		purchase: {
			...filled(document, { $ref: '#/components/schemas/BulkPurchase' }),
			...filled(document, { $ref: '#/components/schemas/Purchase' }),
		},
		delivery: { receivedAt: '2026-01-01T00:00:00.000Z', payload: {} },
	}),
	fivesim: (document) => ({
		event: 'newSms',
		eventId: 'text',
		price: 1.5,
		order: filled(document, { $ref: '#/components/schemas/Order' }),
		sms: [filled(document, { $ref: '#/components/schemas/Sms' })],
		code: '01234',
	}),
};

function write(file, item) {
	mkdirSync(path.dirname(file), { recursive: true });
	writeFileSync(file, `${JSON.stringify({ ...schemaOf(item), version: 1 })}\n`);
}

/** One entry with the fields of all. */
function merged(entries) {
	return typeof entries[0] === 'object' ? Object.assign({}, ...entries) : entries[0];
}

function schemaOf(value) {
	if (Array.isArray(value))
		return { type: 'array', ...(value.length > 0 && { items: schemaOf(merged(value)) }) };
	if (typeof value !== 'object') return { type: typeof value };
	if (value === null) return { type: 'null' };
	return {
		type: 'object',
		properties: Object.fromEntries(
			Object.entries(value)
				.filter(([, field]) => field !== undefined)
				.map(([name, field]) => [name, schemaOf(field)]),
		),
	};
}
