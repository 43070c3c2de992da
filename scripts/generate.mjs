// Writes what follows from contract/: the types of both APIs, what the engine must know about each endpoint, and
// what n8n shows of each operation before it has run.
// `npm run generate` after changing a contract; `.ci/run` fails when the result is not committed.
import { writeFileSync } from 'node:fs';
import openapiTypes, { astToString } from 'openapi-typescript';
import { writeSchemas } from './schemas.mjs';
import { contractFile, readContract, resolve, services } from './services.mjs';

const root = new URL('../', import.meta.url);

for (const service of services) {
	const { contract, folder } = service;
	const header = `// Generated from contract/${contract}.openapi.yaml by \`npm run generate\`.\n`;
	writeFileSync(
		new URL(`contract/${contract}.d.ts`, root),
		header + astToString(await openapiTypes(contractFile(service))),
	);
	writeFileSync(
		new URL(`nodes/${folder}/endpoints.ts`, root),
		header + endpointsModule(readContract(service)),
	);
	await writeSchemas(service);
}

function endpointsModule(document) {
	const lines = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => {
			const open = (operation.security ?? document.security).length === 0;
			const response = JSON.stringify(replyOf(document, operation))
				.replaceAll('"', "'")
				.replaceAll(',', ', ');
			return `\t'${method.toUpperCase()} ${path}': { open: ${open}, body: ${'requestBody' in operation}, response: ${response} },`;
		}),
	);
	return [
		"import type { Endpoint } from '../shared/http/service';",
		'',
		'/** Every endpoint of the contract, by `METHOD /path`. */',
		'export const endpoints: Readonly<Record<string, Endpoint>> = {',
		...lines.sort(),
		'};',
		'',
	].join('\n');
}

/** The fields that a response must have, or its kind where it is no JSON object. */
function replyOf(document, operation) {
	const response = resolve(document, operation.responses['200']);
	const json = response.content['application/json'];
	if (json === undefined) return 'file';
	const schema = resolve(document, json.schema);
	if (Object.keys(schema).length === 0) return 'unpublished';
	if ([schema.type].flat().includes('array')) return 'array';
	return schema.required ?? [];
}
