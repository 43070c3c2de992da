import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

/** Names of the contracts in the folder `contract/`. */
export type ContractName = 'gmt' | 'fivesim';

/** A part of a request that breaks the contract. */
export interface Problem {
	field: string;
	description: string;
}

/** Everything of a request that the contract talks about. `path` and `query` are coerced to the types of the contract in place. */
export interface RequestParts {
	path: Record<string, unknown>;
	query: Record<string, unknown>;
	requestBody?: unknown;
}

/** One operation of a contract. */
export interface Operation {
	id: string;
	method: string;
	path: string;
	sideEffect: 'none' | 'state' | 'money';
	/** Whether the operation refuses requests without a valid key. */
	needsKey: boolean;
	documents(status: number): boolean;
	checkRequest(parts: RequestParts): Problem[];
	checkResponse(status: number, mediaType: string | undefined, body: unknown): string[];
}

/** Where a method and a path lead. */
export interface Route {
	operation?: Operation;
	path: Record<string, string>;
	/** Only the same path with a final slash exists. */
	needsSlash?: boolean;
	/** The path exists, but not with this method. */
	wrongMethod?: boolean;
}

/** A compiled contract. */
export interface Contract {
	operations: Map<string, Operation>;
	/** Components of the contract, with the notes (`x-…`) that only it has. */
	schemas: Record<string, Schema>;
	match(method: string, path: string): Route;
}

/** A JSON schema, or a note of the contract. */
type Schema = Record<string, unknown>;

interface Parameter {
	name: string;
	in: 'path' | 'query';
	required?: boolean;
	schema: Schema;
}

interface Content {
	content?: Record<string, { schema: Schema }>;
}

/** An operation as the file writes it. */
interface Source {
	operationId: string;
	parameters?: Array<Parameter | { $ref: string }>;
	requestBody?: Content & { required?: boolean };
	responses: Record<string, Content | { $ref: string }>;
	security?: Array<Record<string, unknown>>;
	'x-side-effect': Operation['sideEffect'];
}

interface Document {
	paths: Record<string, Record<string, Source>>;
	security: Array<Record<string, unknown>>;
	components: { schemas: Record<string, Schema> } & Record<string, Record<string, unknown>>;
}

/** A path of the contract as a pattern. Texts with a minimum length match when empty too, so that their own error is answered. */
function toPattern(path: string, parameters: Parameter[]): RegExp {
	const source = path.replace(/\{([^}]+)\}|[.*+?^$()|[\]\\]/g, (part, name: string | undefined) => {
		if (name === undefined) return `\\${part}`;
		const mayBeEmpty = parameters.some((parameter) => parameter.name === name && parameter.schema.minLength === 1);
		return `(?<${name}>[^/]${mayBeEmpty ? '*' : '+'})`;
	});
	return new RegExp(`^${source}$`);
}

function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

function problemsOf(validate: ValidateFunction, value: unknown): Problem[] {
	if (validate(value)) return [];
	return (validate.errors ?? []).map(({ instancePath, params, message }) => {
		const named = params as { missingProperty?: string; additionalProperty?: string };
		const extra = named.missingProperty ?? named.additionalProperty;
		const path = instancePath.split('/').slice(1);
		return { field: [...path, ...(extra === undefined ? [] : [extra])].join('.') || 'body', description: message ?? 'is invalid' };
	});
}

/** Folder of the repository, wherever this code runs from (`sandbox/` or `.build/sandbox/`). */
function repositoryRoot(): string {
	for (let folder = __dirname; ; folder = dirname(folder)) {
		if (existsSync(join(folder, 'contract', 'gmt.openapi.yaml'))) return folder;
		if (folder === dirname(folder)) throw new Error(`No folder with contract/ above ${__dirname}`);
	}
}

/** A part of the document by its reference; parts without a reference are themselves. */
function resolve<Part extends object>(document: Document, part: Part | { $ref: string }): Part {
	if (!('$ref' in part)) return part;
	const [kind = '', name = ''] = part.$ref.replace('#/components/', '').split('/');
	return document.components[kind]?.[name] as Part;
}

/** Compiles schemas of one document on first use; they keep their references into it. */
function schemaCompiler(document: Document, coerceTypes: boolean): (schema: Schema) => () => ValidateFunction {
	const ajv = new Ajv2020({ strict: false, coerceTypes });
	addFormats(ajv);
	ajv.addFormat('int64', true);
	ajv.addSchema(document, 'contract');
	return (schema) => {
		let compiled: ValidateFunction | undefined;
		return () => (compiled ??= ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"contract#/')) as Schema));
	};
}

function object(parameters: Parameter[]): Schema {
	return {
		type: 'object',
		additionalProperties: false,
		required: parameters.filter(({ required }) => required).map(({ name }) => name),
		properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
	};
}

/** Unknown names in a path (`/buy/hosting/usa/any/2years`) are refused by the provider's own text, not as malformed. */
function withoutOpenEnum(parameter: Parameter): Parameter {
	if (parameter.in !== 'path' || !parameter.schema['x-open-enum']) return parameter;
	const { enum: _known, ...schema } = parameter.schema;
	return { ...parameter, schema };
}

function compile(name: ContractName): Contract {
	const document = parse(readFileSync(join(repositoryRoot(), 'contract', `${name}.openapi.yaml`), 'utf8')) as Document;
	const coercing = schemaCompiler(document, true);
	const strict = schemaCompiler(document, false);
	const operations = new Map<string, Operation>();
	const routes: Array<{ operation: Operation; pattern: RegExp }> = [];
	const sources = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, source]) => ({ path, method, source })),
	);
	for (const { path, method, source } of sources) {
		const parameters = (source.parameters ?? []).map((part) => withoutOpenEnum(resolve(document, part)));
		const inPath = coercing(object(parameters.filter((parameter) => parameter.in === 'path')));
		const inQuery = coercing(object(parameters.filter((parameter) => parameter.in === 'query')));
		const inBody = strict(source.requestBody?.content?.['application/json']?.schema ?? {});
		const responses = Object.fromEntries(
			Object.entries(source.responses).map(([status, part]) => {
				const { content = {} } = resolve<Content>(document, part);
				return [status, new Map(Object.entries(content).map(([mediaType, { schema }]) => [mediaType, strict(schema)]))];
			}),
		);
		const operation: Operation = {
			id: source.operationId,
			method: method.toUpperCase(),
			path,
			sideEffect: source['x-side-effect'],
			// An empty list needs no key, an empty way among others makes the key optional.
			needsKey: (source.security ?? document.security).every((way) => Object.keys(way).length > 0) && source.security?.length !== 0,
			documents: (status) => responses[status] !== undefined,
			checkRequest: ({ path: values, query, requestBody }) => {
				const problems = [...problemsOf(inPath(), values), ...problemsOf(inQuery(), query)];
				if (requestBody !== undefined) return [...problems, ...problemsOf(inBody(), requestBody)];
				return source.requestBody?.required ? [...problems, { field: 'body', description: 'is missing' }] : problems;
			},
			checkResponse: (status, mediaType, body) => {
				const content = responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses.default;
				const validate = mediaType === undefined ? undefined : content?.get(mediaType);
				if (!validate) return [`${mediaType} is not documented for ${status}`];
				if (mediaType !== 'application/json') return [];
				return problemsOf(validate(), body).map(({ field, description }) => `${field} ${description}`);
			},
		};
		operations.set(operation.id, operation);
		routes.push({ operation, pattern: toPattern(path, parameters) });
	}
	// A fixed path hides the patterns, so that `/v1/purchases/bulk` is never a purchase with the id "bulk".
	const at = (path: string) => {
		const exact = routes.filter(({ operation }) => operation.path === path);
		return exact.length > 0 ? exact : routes.filter(({ pattern }) => pattern.test(path));
	};
	return {
		operations,
		schemas: document.components.schemas,
		match: (method, path) => {
			const found = at(path);
			const route = found.find(({ operation }) => operation.method === method);
			if (route) {
				const groups = route.pattern.exec(path)?.groups ?? {};
				const values = Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]));
				return { operation: route.operation, path: values };
			}
			if (found.length > 0) return { path: {}, wrongMethod: true };
			return { path: {}, needsSlash: at(`${path}/`).some(({ operation }) => operation.method === method) };
		},
	};
}

const compiled = new Map<ContractName, Contract>();

/** The compiled contract; read once a process. */
export function loadContract(name: ContractName): Contract {
	const known = compiled.get(name) ?? compile(name);
	compiled.set(name, known);
	return known;
}
