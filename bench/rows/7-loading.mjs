import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { summary, value } from '../lib/figures.mjs';
import { taken } from '../lib/memory.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(`${root}package.json`);

export const row = {
	title: 'Loading all nodes and credentials, n8n-workflow already loaded',
	measure: 'ms',
	unit: 'ms',
	rounds: [15, 5],
	isolated: true,
	sides: { ours: 'this package' },
	also: { cpu: 'ms of the processor', heap: 'MB on the heap' },
	whenMissed:
		'The package is nine files, the code of each folder in one. What is left is the compiling, and making the descriptions.',
	chart: { goal: 25 },
	goals: [
		{ text: 'time ≤ 25 ms', of: value('ms'), atMost: 25 },
		{ text: 'heap ≤ 3 MB', of: value('heap'), atMost: 3 },
		{ text: 'the unpacked package ≤ 400 kB', of: () => summary([unpackedSize()]), atMost: 400 },
	],

	async open() {
		const { n8n } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
		require('n8n-workflow');
		return {
			sides: {
				ours: async () => {
					const before = taken();
					const [from, used] = [performance.now(), process.cpuUsage()];
					// As n8n does it: load the file, make one of its class.
					const made = [...n8n.credentials, ...n8n.nodes].map((file) =>
						Object.values(require(`${root}${file}`)).map((Class) => new Class()),
					);
					const ms = performance.now() - from;
					const { user, system } = process.cpuUsage(used);
					const heap = taken() - before;
					if (made.flat().length < n8n.credentials.length + n8n.nodes.length)
						throw new Error('Classes are missing');
					return { ms, cpu: (user + system) / 1000, heap };
				},
			},
		};
	},
};

/** Kilobytes of the package as npm would publish it. */
function unpackedSize() {
	const [packed] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
			cwd: root,
			encoding: 'utf8',
			shell: process.platform === 'win32',
		}),
	);
	return packed.unpackedSize / 1000;
}
