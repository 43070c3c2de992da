/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { repositoryRoot } from './paths';

/**
 * Lets the nodes of an unpacked package load although most of its dependencies are not installed: a missing one is
 * replaced by a stand-in that says so when a node calls it. If needs one for its first version only, Wait for its forms.
 */
export async function provideStandIns(packageFolder: string): Promise<void> {
	const { dependencies = {} } = JSON.parse(
		await readFile(join(packageFolder, 'package.json'), 'utf8'),
	) as { dependencies?: object };
	const root = repositoryRoot();
	for (const name of Object.keys(dependencies)) {
		const folder = join(packageFolder, 'node_modules', name);
		const isInstalled = existsSync(join(root, 'node_modules', name));
		if (isInstalled) await rm(folder, { recursive: true, force: true });
		else if (!existsSync(join(folder, 'index.js'))) await writeStandIn(folder, name);
	}
}

async function writeStandIn(folder: string, name: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	// Tests run in several processes: none may see a half-written file.
	const draft = join(folder, `index.${process.pid}.js`);
	await writeFile(draft, standIn(name));
	await rename(draft, join(folder, 'index.js'));
}

/** A module whose every member is again a stand-in; calling one is the error. */
const standIn = (name: string) => `
const missing = () => {
	throw new Error('This function of n8n\\'s own nodes needs the npm package "${name}", which this repository does not install');
};
const target = function () {};
const standIn = new Proxy(target, {
	get: (_target, key) => {
		if (key === '__esModule') return true;
		if (key === 'prototype') return target.prototype;
		return key === 'then' || typeof key === 'symbol' ? undefined : standIn;
	},
	apply: missing,
	construct: missing,
});
module.exports = standIn;
`;
