// All linters, two at a time, each with its output in one piece: `npm run lint`; with names of them only those.
// With --one-at-a-time the other processor is left to something else.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const LINTERS = {
	n8n: ['@n8n/node-cli', 'n8n-node', 'lint'],
	structure: [
		...['dependency-cruiser', 'depcruise', '--output-type', 'err'],
		...['credentials', 'nodes', 'sandbox', 'test-engine', 'test', 'scripts', 'bench', 'e2e'],
	],
	unused: ['knip', 'knip', '--no-progress'],
	format: ['prettier', 'prettier', '--check', '--log-level', 'warn', '.'],
	base: [
		...['eslint', 'eslint', '--no-inline-config', '-c', 'eslint.nodes-base.config.mjs'],
		...['package.json', 'credentials', 'nodes'],
	],
};
const APART = '--one-at-a-time';
const args = process.argv.slice(2);
const wanted = args.filter((arg) => arg !== APART);
for (const name of wanted)
	if (!(name in LINTERS))
		throw new Error(`No linter is called ${name}: ${Object.keys(LINTERS).join(', ')}`);
const queue = Object.entries(LINTERS)
	.filter(([name]) => wanted.length === 0 || wanted.includes(name))
	.values();
await Promise.all(
	Array.from({ length: args.includes(APART) ? 1 : 2 }, async () => {
		for (const [name, linter] of queue) await lint(name, ...linter);
	}),
);

function lint(name, owner, command, ...args) {
	const home = path.join(root, 'node_modules', owner);
	const { bin } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
	const program = path.join(home, typeof bin === 'string' ? bin : bin[command]);
	return new Promise((done, fail) => {
		const child = spawn(process.execPath, [program, ...args], {
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let output = '';
		for (const stream of [child.stdout, child.stderr])
			stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
		child.on('error', fail);
		child.on('close', (code) => {
			if (code !== 0) {
				process.exitCode = 1;
				console.error(`${output}The linter "${name}" has complaints (npm run lint -- ${name})`);
			}
			done();
		});
	});
}
