// Writes docs/operations.md from the built nodes and the contracts' own examples. `.ci/run` fails when it is not committed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'yaml';

const root = new URL('../', import.meta.url);
const require = createRequire(import.meta.url);
const services = [
	{ name: 'Get My TG', folder: 'Gmt', className: 'Gmt', contract: 'gmt' },
	{ name: '5sim', folder: 'FiveSim', className: 'FiveSim', contract: 'fivesim' },
];
const costs = { none: 'Nothing', state: 'Nothing, but it changes something', money: '**Money**' };

const parts = services.flatMap(({ name, folder, className, contract }) => {
	const { resources } = require(`../dist/nodes/${folder}/resources.js`);
	const { [className]: Node } = require(`../dist/nodes/${folder}/${className}.node.js`);
	const { properties } = new Node().description;
	const document = parse(readFileSync(new URL(`contract/${contract}.openapi.yaml`, root), 'utf8'));
	return [
		`## ${name}`,
		...resources.flatMap((resource) => [
			`### ${resource.name}`,
			...Object.values(resource.operations)
				.sort((a, b) => a.name.localeCompare(b.name))
				.map((operation) => section(resource, operation, properties, document)),
		]),
	];
});

mkdirSync(new URL('docs/', root), { recursive: true });
writeFileSync(
	new URL('docs/operations.md', root),
	['# Operations', 'Every operation of both nodes. Generated from the nodes and the contracts by `npm run docs`.', ...parts, ''].join('\n\n').replace(/\n+$/, '\n'),
);

function section(resource, operation, properties, document) {
	const fields = properties.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(resource.value) && displayOptions.show.operation?.includes(operation.operation));
	const rows = fields.flatMap((field) =>
		field.type === 'collection' ? field.options.map((option) => row(option, `${field.displayName} → ${option.displayName}`)) : [row(field, field.displayName)],
	);
	const example = exampleOf(operation, document);
	return [
		`#### ${operation.name}`,
		`${operation.description}${/[.]$/.test(operation.description) ? '' : '.'}`,
		`\`${operation.route}\` · value \`${resource.value}\` / \`${operation.operation}\` · costs: ${costs[operation.sideEffect]}`,
		['| Field | Name | Type | Required | Default |', '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
		...(example === undefined ? [] : ['An item:', `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``]),
	].join('\n\n');
}

function row({ name, type, required, default: value }, label) {
	const shown = value === '' || value?.value === '' ? '' : `\`${JSON.stringify(value)}\``;
	return `| ${label} | \`${name}\` | ${type} | ${required ? 'yes' : ''} | ${shown} |`;
}

/** One item as it comes out: the contract's own example, put through the operation. */
function exampleOf(operation, document) {
	const [method, path] = operation.route.split(' ');
	const response = resolve(document, document.paths[path][method.toLowerCase()].responses['200']);
	const media = response.content['application/json'];
	const reply = media?.example ?? (media?.examples && resolve(document, Object.values(media.examples)[0]).value);
	if (reply === undefined || operation.run) return undefined;
	const list = operation.list === 'paged' ? (reply.items ?? reply.Data) : undefined;
	const output = list ?? (operation.output ? operation.output(reply, {}) : reply);
	const entry = Array.isArray(output) ? output[0] : output;
	return entry !== undefined && operation.simplify ? operation.simplify(entry) : entry;
}

function resolve(document, node) {
	return '$ref' in node ? node.$ref.split('/').slice(1).reduce((part, key) => part[key], document) : node;
}
