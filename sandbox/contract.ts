/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs on the developer's machine, is not published */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ErrorObject } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import {
	OpenAPIBackend,
	OpenAPIRouter,
	OpenAPIValidator,
	type AjvCustomizer,
} from 'openapi-backend';

/** Names of the contracts in the folder `contract/`. */
export type ContractName = 'gmt' | 'fivesim';

/** A part of a request that breaks the contract. */
export interface Problem {
	field: string;
	description: string;
}

/** Everything of a request that the contract talks about. */
export interface RequestParts {
	path: string;
	query: Record<string, string | string[]>;
	/** Parsed; `undefined` without a body. */
	body: unknown;
}

/** What the contract says about a request. */
export interface CheckedRequest {
	problems: Problem[];
	/** Parameters in the types of the contract, if there are no problems. */
	path: Record<string, unknown>;
	query: Record<string, unknown>;
}

/** One operation of a contract. */
export interface Operation {
	id: string;
	method: string;
	path: string;
	sideEffect: 'none' | 'state' | 'money';
	/** Whether the operation refuses requests without a valid key. */
	needsKey: boolean;
	/** Whether the contract lists exactly this status, not only its class or `default`. */
	documents(status: number): boolean;
	checkRequest(parts: RequestParts): CheckedRequest;
	checkResponse(status: number, mediaType: string | undefined, body: unknown): string[];
}

/** Where a method and a path lead. */
export interface Route {
	operation?: Operation;
	/** The path that was asked for. */
	path: string;
	/** Only the same path with a final slash exists. */
	needsSlash?: boolean;
	/** The path exists, but not with this method. */
	wrongMethod?: boolean;
}

/** A contract, ready to judge. */
export interface Contract {
	operations: Map<string, Operation>;
	/** Components of the contract, with the notes (`x-…`) that only it has. */
	schemas: Record<string, Schema>;
	match(method: string, path: string): Route;
	/** What is wrong with a body that goes to a client's callback address. */
	checkCallback(operationId: string, body: unknown): string[];
}

/** A JSON schema, or a note of the contract. */
type Schema = Record<string, unknown>;

/** An operation as the file writes it, its references resolved. */
interface Source {
	operationId: string;
	method: string;
	path: string;
	parameters: Array<{ name: string; in: string; schema: Schema }>;
	responses: Record<string, { content?: Record<string, unknown> }>;
	security: Array<Record<string, unknown>>;
	callbacks?: Record<string, Record<string, { post: Source }>>;
	'x-side-effect': Operation['sideEffect'];
}

type Definition = OpenAPIRouter['definition'];
type Sources = ReturnType<OpenAPIRouter['getOperations']>;

/** The library's router, which would gather all operations anew for every request. */
class Router extends OpenAPIRouter {
	private known: Sources | undefined;

	override getOperations(): Sources {
		return (this.known ??= super.getOperations());
	}
}

/** Validators of each kind that the library asks for, shared by all operations. */
const dialects = new Map<string, ReturnType<AjvCustomizer>>();

/** The dialect of JSON schema that OpenAPI 3.1 uses; by itself the library takes an older one. */
const useDialect: AjvCustomizer = (_original, options, context) => {
	// A test checks that the schemas are valid; checking it here would double the time of each first request.
	const dialect =
		dialects.get(context) ?? addFormats(new Ajv2020({ ...options, validateSchema: false }));
	dialects.set(context, dialect);
	return dialect;
};

function createValidator(definition: Definition, router: OpenAPIRouter): OpenAPIValidator {
	return new OpenAPIValidator({
		definition,
		router,
		lazyCompileValidators: true,
		coerceTypes: true,
		customizeAjv: useDialect,
	});
}

/** Folder of the repository, wherever this code runs from (`sandbox/` or `.build/sandbox/`). */
function repositoryRoot(): string {
	for (let folder = __dirname; ; folder = dirname(folder)) {
		if (existsSync(join(folder, 'contract', 'gmt.openapi.yaml'))) return folder;
		if (folder === dirname(folder)) throw new Error(`No folder with contract/ above ${__dirname}`);
	}
}

async function readDefinition(name: ContractName): Promise<Definition> {
	const file = join(repositoryRoot(), 'contract', `${name}.openapi.yaml`);
	// `quick` skips the check of the file itself, which supports only OpenAPI 3.0.
	const { definition } = await new OpenAPIBackend({
		definition: file,
		quick: true,
		strict: true,
		validate: false,
	}).init();
	// The library mistakes an object that occurs twice for a cycle; a copy shares nothing.
	return JSON.parse(JSON.stringify(definition)) as Definition;
}

/** What is sent to callback addresses, as a definition of its own: a path for each, named like the operation. */
function callbacksOf(definition: Definition, sources: Source[]): Definition {
	const items = sources.flatMap(({ callbacks = {} }) =>
		Object.values(callbacks).flatMap((byAddress) => Object.values(byAddress)),
	);
	return {
		...definition,
		paths: Object.fromEntries(items.map((item) => [`/${item.post.operationId}`, item])),
	} as unknown as Definition;
}

/** `parts`: how many steps of the path lead to the part of the request and do not name a field. */
function toProblems(errors: ErrorObject[] | null | undefined, parts: number): Problem[] {
	return (errors ?? []).map(({ instancePath, params, message }) => {
		const steps = instancePath.split('/').slice(1);
		if (steps.length < parts) return { field: 'body', description: 'is missing' };
		const named = params as { missingProperty?: string; additionalProperty?: string };
		const extra = named.missingProperty ?? named.additionalProperty;
		return {
			field: [...steps.slice(parts), ...(extra === undefined ? [] : [extra])].join('.') || 'body',
			description: message ?? 'is invalid',
		};
	});
}

function toLines(problems: Problem[]): string[] {
	return problems.map(({ field, description }) => `${field} ${description}`);
}

/** The path with every segment such that it can be decoded, which the library's parser takes for granted. */
function decodable(path: string): string {
	return path.replace(/[^/]+/g, (segment) => {
		try {
			decodeURIComponent(segment);
			return segment;
		} catch {
			return encodeURIComponent(segment);
		}
	});
}

/** A request as the library takes it: a body that is no object has to come as text. */
function toRequest(
	method: string,
	path: string,
	body?: unknown,
	query: RequestParts['query'] = {},
) {
	const content = typeof body === 'object' ? body : JSON.stringify(body);
	return {
		method,
		path: decodable(path),
		query,
		headers: { 'content-type': 'application/json' },
		body: content,
	};
}

function toOperation(source: Source, validator: OpenAPIValidator): Operation {
	const { operationId: id, responses, security } = source;
	return {
		id,
		method: source.method.toUpperCase(),
		path: source.path,
		sideEffect: source['x-side-effect'],
		// An empty list means that no key is needed; an empty entry in a list makes the key optional.
		needsKey: security.length > 0 && security.every((way) => Object.keys(way).length > 0),
		documents: (status) => responses[status] !== undefined,
		checkRequest: ({ path, query, body }) => {
			const { errors, coerced } = validator.validateRequest(
				toRequest(source.method, path, body, query),
				id,
			);
			return {
				problems: toProblems(errors, 1),
				path: coerced?.params ?? {},
				query: (coerced?.query ?? {}) as Record<string, unknown>,
			};
		},
		checkResponse: (status, mediaType, body) => {
			const { content } =
				responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses.default ?? {};
			// The library accepts anything that is not JSON. At least its type must be documented; schemas of texts say only "a string".
			if (mediaType === undefined || !content?.[mediaType])
				return [`${mediaType} is not documented for ${status}`];
			if (mediaType !== 'application/json') return [];
			return toLines(toProblems(validator.validateResponse(body, id, status).errors, 0));
		},
	};
}

/** Stands for an empty segment of a path, which the library's router never matches. */
const EMPTY = '%00';

/** The operation at a path without empty segments. */
function sourceAt(
	router: OpenAPIRouter,
	method: string,
	path: string,
): Source | 'wrongMethod' | undefined {
	try {
		return router.matchOperation(toRequest(method, path), true) as unknown as Source;
	} catch (error) {
		// Only the text of the library's error says what was not found.
		const text = String(error);
		if (text.includes('405-')) return 'wrongMethod';
		if (text.includes('404-')) return undefined;
		throw error;
	}
}

async function load(name: ContractName): Promise<Contract> {
	const definition = await readDefinition(name);
	const router = new Router({ definition, ignoreTrailingSlashes: false });
	const sources = router.getOperations() as unknown as Source[];
	for (const { parameters } of sources) {
		for (const parameter of parameters) {
			// Unknown names in a path (`/buy/hosting/usa/any/2years`) are refused by the service's own text, not as malformed.
			if (parameter.in === 'path' && parameter.schema['x-open-enum']) delete parameter.schema.enum;
		}
	}
	const validator = createValidator(definition, router);
	const operations = new Map(
		sources.map((source) => [source.operationId, toOperation(source, validator)]),
	);
	const callbackDefinition = callbacksOf(definition, sources);
	const callbackValidator = createValidator(
		callbackDefinition,
		new Router({ definition: callbackDefinition }),
	);

	/** Texts with a minimum length may be left empty, so that their own error is answered. */
	const allowsEmpty = (source: Source, path: string) => {
		const { params } = router.parseRequest(
			toRequest(source.method, path),
			source as unknown as Sources[number],
		);
		const values = params as Record<string, string>;
		return source.parameters.every(
			({ name, schema }) => values[name] !== '' || schema.minLength === 1,
		);
	};
	const find = (method: string, path: string): Route | undefined => {
		const filled = path.replace(/\/(?=\/)/g, `/${EMPTY}`);
		for (const candidate of filled.endsWith('/') ? [filled, filled + EMPTY] : [filled]) {
			const source = sourceAt(router, method, candidate);
			// A fixed path hides the patterns, so that `GET /v1/purchases/bulk` is not the purchase with the id "bulk".
			const isHidden =
				typeof source === 'object' &&
				source.path !== path &&
				Object.hasOwn(definition.paths ?? {}, path);
			if (source === 'wrongMethod' || isHidden) return { path, wrongMethod: true };
			if (source && (candidate === path || allowsEmpty(source, path)))
				return { operation: operations.get(source.operationId), path };
		}
		return undefined;
	};
	return {
		operations,
		schemas: (definition.components?.schemas ?? {}) as Record<string, Schema>,
		match: (method, path) =>
			find(method, path) ?? { path, needsSlash: find(method, `${path}/`)?.operation !== undefined },
		checkCallback: (operationId, body) =>
			toLines(
				toProblems(
					callbackValidator.validateRequest(toRequest('post', `/${operationId}`, body), operationId)
						.errors,
					1,
				),
			),
	};
}

const loaded = new Map<ContractName, Promise<Contract>>();

/** The contract; read once a process, each operation compiled on its first use. */
export async function loadContract(name: ContractName): Promise<Contract> {
	const known = loaded.get(name) ?? load(name);
	loaded.set(name, known);
	return await known;
}
