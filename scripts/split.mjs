// Makes a package of its own for each service from the built one, as n8n's verification asks for: `npm run split`.
// Nothing is moved or compiled anew: files are copied, and the package's name is put in.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const target = path.join(root, 'packages');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** The packages of one service: their names, and what of the whole they hold. */
export const services = [
	{ name: 'n8n-nodes-getmytg', folder: 'Gmt', credential: 'GmtApi', service: 'Get My TG', about: 'buy Telegram accounts', keywords: ['getmytg', 'telegram'] },
	{ name: 'n8n-nodes-5sim', folder: 'FiveSim', credential: 'FiveSimApi', service: '5sim', about: 'rent phone numbers and receive their SMS', keywords: ['5sim', 'sms'] },
];

rmSync(target, { recursive: true, force: true });
for (const { name, folder, credential, service, about, keywords } of services) {
	const home = path.join(target, name);
	for (const part of [`nodes/${folder}`, 'nodes/shared', `credentials/${credential}.credentials.js`]) cpSync(path.join(root, 'dist', part), path.join(home, 'dist', part), { recursive: true });
	for (const file of readdirSync(path.join(home, 'dist/nodes', folder)).filter((entry) => entry.endsWith('.node.json'))) {
		const codex = path.join(home, 'dist/nodes', folder, file);
		writeFileSync(codex, readFileSync(codex, 'utf8').replaceAll(`${manifest.name}.`, `${name}.`));
	}
	const { scripts: _scripts, devDependencies: _dev, ...published } = manifest;
	const mine = (file) => file.includes(`/${folder}/`) || file.includes(`/${credential}.`);
	const own = {
		...published,
		name,
		description: `n8n nodes for ${service}: ${about}, never twice for the same item`,
		keywords: ['n8n-community-node-package', 'n8n', ...keywords],
		n8n: { ...manifest.n8n, nodes: manifest.n8n.nodes.filter(mine), credentials: manifest.n8n.credentials.filter(mine) },
	};
	mkdirSync(home, { recursive: true });
	writeFileSync(path.join(home, 'package.json'), `${JSON.stringify(own, null, '\t')}\n`);
	cpSync(path.join(root, 'LICENSE'), path.join(home, 'LICENSE'));
	writeFileSync(path.join(home, 'README.md'), readme({ name, service, about }));
	console.log(`packages/${name}: ${own.n8n.nodes.length} nodes`);
}

function readme({ name, service, about }) {
	return `# ${name}

n8n nodes for ${service}: ${about}. The same nodes as in [${manifest.name}](${manifest.homepage}), for this service alone; everything said there about money, callbacks and errors holds here.

Workflows move between the packages with one command: \`npm run move -- --to ${name} workflow.json\` in the project's repository.

Licence: MIT
`;
}
