/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder, repositoryRoot } from '../../test-engine/paths';

/** A piece of compiled code and what stands in its place. */
export interface Change {
	/** In `dist/nodes/shared`, without its ending. */
	file: string;
	from: string;
	to: string;
}

const folderOf = (name: string) =>
	join(repositoryRoot(), '.build', 'workers', `${process.pid}`, name);

/**
 * Copies the package under another name, so that n8n's engine loads it once more: with a memory of its own, as in another
 * process, and with the same n8n database. Its nodes are there as an agent's tools too (`gmtTool`, `fiveSimTool`).
 * @returns its folder
 */
export function copyPackage(name: string, changes: readonly Change[] = []): string {
	const [from, to] = [packageFolder(), folderOf(name)];
	rmSync(to, { recursive: true, force: true });
	mkdirSync(to, { recursive: true });
	cpSync(join(from, 'dist'), join(to, 'dist'), { recursive: true });
	const { n8n, ...rest } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	const nodes = [
		'dist/nodes/Gmt/Gmt.node.js',
		'dist/nodes/Gmt/GmtTrigger.node.js',
		'dist/nodes/FiveSim/FiveSim.node.js',
		...['Gmt', 'FiveSim'].map((node) => tool(to, node)),
	];
	writeFileSync(
		join(to, 'package.json'),
		JSON.stringify({ ...rest, name, n8n: { ...n8n, nodes } }),
	);
	for (const { file, from: before, to: after } of changes) {
		const path = join(to, 'dist', 'nodes', 'shared', `${file}.js`);
		const text = readFileSync(path, 'utf8');
		// A change that changes nothing would let a test pass for the wrong reason.
		if (text.split(before).length !== 2) throw new Error(`${file} has not once: ${before}`);
		writeFileSync(
			path,
			text.replace(before, () => after),
		);
	}
	return to;
}

/** Deletes all copies of this process. */
export function removeCopies(): void {
	rmSync(folderOf(''), { recursive: true, force: true });
}

/** The node as n8n makes a tool of it. */
function tool(folder: string, node: string): string {
	const file = `dist/nodes/${node}/${node}Tool.node.js`;
	writeFileSync(
		join(folder, file),
		`const { ${node} } = require('./${node}.node.js');
exports.${node}Tool = class extends ${node} {
	constructor() {
		super();
		this.description = { ...this.description, name: this.description.name + 'Tool', inputs: [], outputs: ['ai_tool'] };
	}
};
`,
	);
	return file;
}
