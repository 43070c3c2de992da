// Writes what follows from the built nodes: docs/operations.md, with the contracts' own examples, the tables of operations in
// README.md and docs/README.ru.md, and, from their sources, the picture in CONTRIBUTING.md. `npm run docs`; `.ci/run` fails
// when the result is not committed.
import { cruise } from 'dependency-cruiser';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { RUSSIAN, overviewOf } from './overview.mjs';
import { readContract, resolve, services } from './services.mjs';

const root = new URL('../', import.meta.url);
const require = createRequire(import.meta.url);
const costs = { none: 'Nothing', state: 'Nothing, but it changes something', money: '**Money**' };

const parts = services.flatMap((service) => {
	const { name, folder } = service;
	const { resources } = require(`../dist/nodes/${folder}/index.js`);
	const { [folder]: Node } = require(`../dist/nodes/${folder}/${folder}.node.js`);
	const { properties } = new Node().description;
	const document = readContract(service);
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
	[
		'# Operations',
		'Every operation of both nodes. Generated from the nodes and the contracts by `npm run docs`.',
		...parts,
		'',
	]
		.join('\n\n')
		.replace(/\n+$/, '\n'),
);

const overview = (texts) => services.map((service) => overviewOf(service, texts)).join('\n\n');
replaceIn('README.md', 'operations', overview());
replaceIn('docs/README.ru.md', 'operations', overview(RUSSIAN));

const { output: rooms } = await cruise(['nodes'], {
	includeOnly: '^nodes/(shared/[^/.]+(/|$)|Gmt|FiveSim)',
	collapse: '^nodes/(shared/[^/.]+|Gmt|FiveSim)',
	tsPreCompilationDeps: true,
	outputType: 'mermaid',
});
replaceIn('CONTRIBUTING.md', 'rooms', `\`\`\`mermaid\n${rooms.trim()}\n\`\`\``);

/** Puts a text between the two comments with its name. */
function replaceIn(file, name, text) {
	const page = new URL(file, root);
	const place = new RegExp(`(<!-- ${name}:start -->\\n)[\\s\\S]*(<!-- ${name}:end -->)`);
	writeFileSync(
		page,
		readFileSync(page, 'utf8').replace(place, (_, start, end) => `${start}\n${text}\n\n${end}`),
	);
}

function section(resource, operation, properties, document) {
	const fields = properties.filter(
		({ displayOptions }) =>
			displayOptions?.show?.resource?.includes(resource.value) &&
			displayOptions.show.operation?.includes(operation.operation),
	);
	const rows = fields.flatMap((field) =>
		field.type === 'collection'
			? field.options.map((option) =>
					row(
						// What is not added is not sent, whatever it shows once it is added.
						field.name === 'options' || option.type === 'boolean'
							? option
							: { ...option, default: '' },
						`${field.displayName} → ${option.displayName}`,
					),
				)
			: [row(field, field.displayName)],
	);
	const example = exampleOf(operation, document);
	return [
		`#### ${operation.name}`,
		`${operation.description}${/[.]$/.test(operation.description) ? '' : '.'}`,
		`\`${operation.route}\` · value \`${resource.value}\` / \`${operation.operation}\` · costs: ${costs[operation.sideEffect]}`,
		[
			'| Field | What it is | Name | Type | Required | Default |',
			'| --- | --- | --- | --- | --- | --- |',
			...rows,
		].join('\n'),
		...(example === undefined
			? []
			: ['An item:', `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``]),
	].join('\n\n');
}

function row({ name, description = '', type, required, default: value }, label) {
	const preset = value?.value ?? value;
	const shown = preset === '' ? '' : `\`${JSON.stringify(preset)}\``;
	return `| ${label} | ${description} | \`${name}\` | ${type} | ${required ? 'yes' : ''} | ${shown} |`;
}

/** One item as it comes out: the contract's own example, put through the operation. */
function exampleOf(operation, document) {
	const [method, path] = operation.route.split(' ');
	const documented = resolve(document, document.paths[path][method.toLowerCase()].responses['200']);
	const media = documented.content['application/json'];
	const response =
		media?.example ??
		(media?.examples && resolve(document, Object.values(media.examples)[0]).value);
	if (response === undefined || operation.run) return undefined;
	const list = operation.list === 'paged' ? (response.items ?? response.Data) : undefined;
	const output = list ?? (operation.output ? operation.output(response, {}) : response);
	const entry = Array.isArray(output) ? output[0] : output;
	return entry !== undefined && operation.simplify ? operation.simplify(entry) : entry;
}
