// Makes a package of its own for each service from the built one, as n8n's verification asks for: `npm run split`.
// Nothing is moved or compiled anew: files are copied, and the package's name is put in.
// `npm run split -- --repository <folder>` writes there, for each service, a repository that builds and publishes its package by
// itself: n8n's scanner looks for a package in the commit that it was built from, and n8n wants a repository for each.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { npm } from './n8n-process.mjs';
import { overviewOf } from './overview.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const target = path.join(root, 'packages');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** The packages of one service: their names, and what of the whole they hold. */
const packages = [
	{
		name: 'n8n-nodes-getmytg',
		folder: 'Gmt',
		credential: 'GmtApi',
		contract: 'gmt',
		service: 'Get My TG',
		about:
			'buy Telegram accounts, one at a time or in bulk, and start workflows when an archive or a login code is ready',
		key: 'the Telegram bot of Get My TG gives you',
		examples: {
			'bulk-purchase-to-archive': 'accounts in bulk, and their archive',
			'bulk-purchase-with-trigger': 'the same, with a trigger that starts on the archive',
			'single-purchase-and-code': 'one account, and its login code',
		},
		keywords: ['getmytg', 'telegram'],
	},
	{
		name: 'n8n-nodes-5sim',
		folder: 'FiveSim',
		credential: 'FiveSimApi',
		contract: 'fivesim',
		service: '5sim',
		about: 'rent phone numbers, receive their SMS, and start workflows when one arrives',
		key: 'stands in your profile settings at 5sim, for API version 1',
		examples: {
			'number-for-one-sms': 'a number for one SMS',
			'price-comparison': 'the cheapest country',
			'order-history-export': 'all orders in a file',
		},
		keywords: ['5sim', 'sms'],
	},
];

/** What a repository needs to build and lint its package. */
const TOOLS = [
	'@n8n/node-cli',
	'@rollup/plugin-typescript',
	'@rollup/wasm-node',
	'eslint',
	'gulp',
	'n8n-workflow',
	'typescript',
];

const { repository } = parseArgs({ options: { repository: { type: 'string' } } }).values;
if (repository) for (const one of packages) await writeRepository(one, path.resolve(repository));
else {
	rmSync(target, { recursive: true, force: true });
	for (const one of packages) writePackage(one);
}

function writePackage(one) {
	const { name, folder, credential } = one;
	const home = path.join(target, name);
	for (const part of [
		`nodes/${folder}`,
		'nodes/shared',
		`credentials/${credential}.credentials.js`,
	])
		cpSync(path.join(root, 'dist', part), path.join(home, 'dist', part), { recursive: true });
	nameCodexes(path.join(home, 'dist/nodes', folder), name);
	writeExamples(one, home);
	const own = manifestOf(one);
	writeFileSync(path.join(home, 'package.json'), `${JSON.stringify(own, null, '\t')}\n`);
	cpSync(path.join(root, 'LICENSE'), path.join(home, 'LICENSE'));
	writeFileSync(path.join(home, 'README.md'), readme(one));
	console.log(`packages/${name}: ${own.n8n.nodes.length} nodes`);
}

/** All but the history in `folder/<name>` is replaced. */
async function writeRepository(one, folder) {
	const home = path.join(folder, one.name);
	mkdirSync(home, { recursive: true });
	for (const entry of readdirSync(home))
		if (entry !== '.git') rmSync(path.join(home, entry), { recursive: true });
	for (const part of [
		`nodes/${one.folder}`,
		'nodes/shared',
		`credentials/${one.credential}.credentials.ts`,
		`contract/${one.contract}.d.ts`,
		'scripts/publish.mjs',
		'scripts/n8n-process.mjs',
		'CHANGELOG.md',
		'LICENSE',
		'eslint.config.mjs',
		'gulpfile.js',
		'package-lock.json',
		'tsconfig.json',
		'.gitignore',
		'.npmrc',
	])
		cpSync(path.join(root, part), path.join(home, part), { recursive: true });
	nameCodexes(path.join(home, 'nodes', one.folder), one.name);
	writeExamples(one, home);

	const url = manifest.repository.url.replace(/[^/]+$/, `${one.name}.git`);
	const own = {
		...manifestOf(one),
		homepage: `${url.replace(/^git\+|\.git$/g, '')}#readme`,
		repository: { ...manifest.repository, url },
		scripts: { build: manifest.scripts.build, lint: 'n8n-node lint' },
		devDependencies: Object.fromEntries(
			TOOLS.map((tool) => [tool, manifest.devDependencies[tool]]),
		),
	};
	writeFileSync(path.join(home, 'package.json'), `${JSON.stringify(own, null, '\t')}\n`);
	writeFileSync(path.join(home, 'README.md'), withFullLinks(readme(one)));
	mkdirSync(path.join(home, '.github/workflows'), { recursive: true });
	writeFileSync(path.join(home, '.github/workflows/publish.yml'), await workflow());
	// Leaves out of the lock file what is not needed here, and changes no version in it.
	await npm(
		['install', '--package-lock-only', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'],
		{ cwd: home },
	);
	console.log(`${home}: the repository of ${one.name}`);
}

/** publish.yml for a repository with one package, which was checked before it came there. */
async function workflow() {
	const { parseDocument } = await import('yaml');
	const document = parseDocument(
		readFileSync(path.join(root, '.github/workflows/publish.yml'), 'utf8'),
	);
	document.commentBefore =
		' Publishes the version of a tag, with npm provenance. Written by `npm run split` of the repository of both services.';
	document.contents.items[0].key.commentBefore = undefined;
	document.deleteIn(['jobs', 'check']);
	document.deleteIn(['jobs', 'pack', 'needs']);
	const steps = document.getIn(['jobs', 'pack', 'steps']);
	const at = steps.items.findIndex((step) =>
		String(step.get('run')).startsWith('node scripts/pack'),
	);
	const commands = [
		'npm run lint',
		'test "v$(npm pkg get version --workspaces=false | tr -d \'"\')" = "$GITHUB_REF_NAME"',
		'mkdir packed && npm pack --ignore-scripts --pack-destination packed',
	];
	steps.items.splice(at, 1, ...commands.map((run) => document.createNode({ run })));
	return document.toString({ lineWidth: 0 });
}

/** The documents stay in the repository of both services; the examples come along. */
function withFullLinks(text) {
	const whole = manifest.homepage.split('#')[0];
	return text
		.replace(/\]\((?![a-z]+:|#|examples\/)([^)]+)\)/g, `](${whole}/blob/main/$1)`)
		.replace(/(src(?:set)?=")(?![a-z]+:)([^"]+)/g, `$1${whole}/raw/main/$2`);
}

/** The examples of a package name its own nodes, so that they can be imported as they are. */
function writeExamples({ name, examples }, home) {
	mkdirSync(path.join(home, 'examples'), { recursive: true });
	for (const example of Object.keys(examples)) {
		const file = path.join('examples', `${example}.json`);
		const text = readFileSync(path.join(root, file), 'utf8');
		writeFileSync(path.join(home, file), text.replaceAll(`"${manifest.name}.`, `"${name}.`));
	}
}

function nameCodexes(folder, name) {
	for (const file of readdirSync(folder).filter((entry) => entry.endsWith('.node.json'))) {
		const codex = path.join(folder, file);
		writeFileSync(codex, readFileSync(codex, 'utf8').replaceAll(`${manifest.name}.`, `${name}.`));
	}
}

function manifestOf({ name, folder, credential, service, about, keywords }) {
	const { scripts: _scripts, devDependencies: _dev, ...published } = manifest;
	const mine = (file) => file.includes(`/${folder}/`) || file.includes(`/${credential}.`);
	return {
		...published,
		name,
		description: `n8n nodes for ${service}: ${about}. Never buys twice, never loses a purchase`,
		keywords: ['n8n-community-node-package', 'n8n', ...keywords],
		n8n: {
			...manifest.n8n,
			nodes: manifest.n8n.nodes.filter(mine),
			credentials: manifest.n8n.credentials.filter(mine),
		},
	};
}

function readme({ name, folder, service, about, key, examples }) {
	const whole = readFileSync(path.join(root, 'README.md'), 'utf8');
	const section = (heading) =>
		`## ${heading}\n${whole.split(`\n## ${heading}\n`)[1].split('\n## ')[0]}`.trim();
	return [
		`# ${service} for n8n`,
		`n8n nodes for ${service}: ${about}. **No purchase is made twice, and none is lost**: [how](docs/money.md), and [measured](docs/money.md#measured).`,
		`The same nodes as in [${manifest.name}](${manifest.homepage}), made from the same sources, for this service alone.`,
		section('Install')
			.replaceAll(manifest.name, name)
			.replace(
				/Then search for[\s\S]*?(?=With several)/,
				`Then search for *${service}* in the panel of nodes.\n\n`,
			)
			.split('\nIf you need')[0]
			.trim(),
		'## Operations',
		overviewOf({ name: service, folder }),
		'Every operation with its fields: [docs/operations.md](docs/operations.md).',
		'## Credentials',
		`Create a credential of type *${service} API*. Its *API Key* ${key}. It is sent to *Base URL* and nowhere else.`,
		'## Usage',
		Object.entries(examples)
			.map(([file, what]) => `- [${file}.json](examples/${file}.json): ${what}`)
			.join('\n'),
		`Import them with *⋯ → Import from file*. Workflows that you built with \`${manifest.name}\` are moved to this package by \`npm run move -- --to ${name} <file>\`, in a clone of its repository.`,
		...['Compatibility', 'Responsible use', 'Resources', 'Version history', 'Licence'].map(section),
		'',
	]
		.join('\n\n')
		.replace(/\n+$/, '\n');
}
