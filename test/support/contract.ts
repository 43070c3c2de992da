/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

import type { Operation, Resource } from '../../nodes/shared/operation/operation';
import { repositoryRoot } from '../../test-engine/paths';
import { fieldName } from '../../nodes/shared/http/request';
import { resources as fiveSimResources } from '../../nodes/FiveSim/operations/index';
import { resources as gmtResources } from '../../nodes/Gmt/operations/index';
import type { SandboxService } from '.';

/** An endpoint as the contract documents it. */
export interface Documented {
	operationId: string;
	/** `METHOD /path`. */
	route: string;
	sideEffect: 'none' | 'state' | 'money';
	idempotent: boolean;
	open: boolean;
	/** Names of all fields in path, query and body. */
	fields: string[];
}

/** An operation of a node together with the endpoint that it is for. */
export interface Pair {
	service: SandboxService;
	resource: string;
	operation: Operation;
	documented: Documented;
}

interface Document {
	paths: Record<string, Record<string, Source>>;
	security: unknown[];
	components: Record<string, Record<string, unknown>>;
}

interface Source {
	operationId: string;
	security?: unknown[];
	parameters?: Array<{ $ref?: string; name?: string }>;
	requestBody?: { content: { 'application/json': { schema: { $ref: string } } } };
	'x-side-effect': Documented['sideEffect'];
	'x-idempotent': boolean;
}

const files: Record<SandboxService, string> = { gmt: 'gmt', fiveSim: 'fivesim' };

/** The resources of a node, by service. */
export const resourcesOf: Record<SandboxService, readonly Resource[]> = {
	gmt: gmtResources,
	fiveSim: fiveSimResources,
};

/** Every endpoint of a service's contract. */
export function documentedBy(service: SandboxService): Documented[] {
	const file = path.join(repositoryRoot(), 'contract', `${files[service]}.openapi.yaml`);
	const document = parse(readFileSync(file, 'utf8')) as Document;
	const named = (reference: string) =>
		reference
			.split('/')
			.slice(1)
			.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], document);
	return Object.entries(document.paths).flatMap(([route, methods]) =>
		Object.entries(methods).map(([method, source]) => {
			const parameters = (source.parameters ?? []).map(
				({ $ref, name }) => name ?? (named($ref!) as { name: string }).name,
			);
			const schema =
				source.requestBody &&
				(named(source.requestBody.content['application/json'].schema.$ref) as {
					properties: object;
				});
			return {
				operationId: source.operationId,
				route: `${method.toUpperCase()} ${route}`,
				sideEffect: source['x-side-effect'],
				idempotent: source['x-idempotent'],
				open: (source.security ?? document.security).length === 0,
				fields: [...parameters, ...Object.keys(schema?.properties ?? {})],
			};
		}),
	);
}

/** Whether an endpoint is this operation's own. Some work with what others read: an order, a profile. */
export function hasOwnEndpoint({ operation }: Operation): boolean {
	return operation !== 'waitForSms' && operation !== 'checkSetup';
}

/** Every operation of both nodes that has an endpoint of its own, with that. */
export function allPairs(): Pair[] {
	return (['gmt', 'fiveSim'] as const).flatMap((service) => {
		const documented = documentedBy(service);
		return resourcesOf[service].flatMap(({ value, operations }) =>
			Object.values(operations).flatMap((operation) => {
				if (!hasOwnEndpoint(operation)) return [];
				const endpoint = documented.find(({ route }) => route === operation.route);
				return endpoint ? [{ service, resource: value, operation, documented: endpoint }] : [];
			}),
		);
	});
}

/** The contract's names of an operation's own parameters. */
export function fieldsOf(operation: Operation): string[] {
	return Object.entries({ ...operation.params, ...operation.optional }).map(([key, parameter]) =>
		fieldName(key, parameter),
	);
}
