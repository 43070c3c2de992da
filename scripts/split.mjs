// Makes a package of its own for each service from the built one, as n8n's verification asks for: `npm run split`.
// Nothing is moved or compiled anew: files are copied, and the package's name is put in.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
		service: 'Get My TG',
		about:
			'buy Telegram accounts, one at a time or in bulk, and start workflows when an archive or a login code is ready',
		key: 'the Telegram bot of Get My TG gives you',
		examples: {
			'bulk-purchase-to-archive': 'accounts in bulk, and their archive',
			'single-purchase-and-code': 'one account, and its login code',
		},
		keywords: ['getmytg', 'telegram'],
	},
	{
		name: 'n8n-nodes-5sim',
		folder: 'FiveSim',
		credential: 'FiveSimApi',
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

rmSync(target, { recursive: true, force: true });
for (const one of packages) {
	const { name, folder, credential, service, about, keywords } = one;
	const home = path.join(target, name);
	for (const part of [
		`nodes/${folder}`,
		'nodes/shared',
		`credentials/${credential}.credentials.js`,
	])
		cpSync(path.join(root, 'dist', part), path.join(home, 'dist', part), { recursive: true });
	for (const file of readdirSync(path.join(home, 'dist/nodes', folder)).filter((entry) =>
		entry.endsWith('.node.json'),
	)) {
		const codex = path.join(home, 'dist/nodes', folder, file);
		writeFileSync(codex, readFileSync(codex, 'utf8').replaceAll(`${manifest.name}.`, `${name}.`));
	}
	const { scripts: _scripts, devDependencies: _dev, ...published } = manifest;
	const mine = (file) => file.includes(`/${folder}/`) || file.includes(`/${credential}.`);
	const own = {
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
	mkdirSync(home, { recursive: true });
	writeFileSync(path.join(home, 'package.json'), `${JSON.stringify(own, null, '\t')}\n`);
	cpSync(path.join(root, 'LICENSE'), path.join(home, 'LICENSE'));
	writeFileSync(path.join(home, 'README.md'), readme(one));
	console.log(`packages/${name}: ${own.n8n.nodes.length} nodes`);
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
		`The examples name the package of both services. To import them here, replace \`${manifest.name}.\` in the file with \`${name}.\`, or run \`npm run move -- --to ${name} <file>\` in a clone of the repository.`,
		...['Compatibility', 'Responsible use', 'Resources', 'Version history', 'Licence'].map(section),
		'',
	]
		.join('\n\n')
		.replace(/\n+$/, '\n');
}
