/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs on the developer's machine, is not published */
import { PackageDirectoryLoader } from 'n8n-core';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { repositoryRoot } from './paths';
import { provideStandIns } from './standIns';

const run = promisify(execFile);

/** The package of n8n's own nodes: Manual Trigger, Set, If, Wait, HTTP Request, … */
export const BASE_PACKAGE = 'n8n-nodes-base';

const VERSION = '2.41.1';
const INTEGRITY =
	'sha512-qc1lArqFRVpfXvRonHGhdVwmFrGOulIwKie+Hr5AwBzzOAwushvU+Ty3PSJYWs+C1L6FxpAmpAfiCgpjB/ldSQ==';

/**
 * Loads n8n's own nodes, each when it is first asked for.
 * The package is fetched without its hundreds of dependencies and lies below the repository,
 * so that those which the repository has anyway are found there; stand-ins take the place of the others.
 */
export async function loadBaseNodes(
	log: (line: string) => void = () => {},
): Promise<PackageDirectoryLoader> {
	const folder = await obtainBaseNodes(log);
	await provideStandIns(folder);
	const loader = new BaseNodesLoader(folder);
	await loader.loadAll();
	return loader;
}

/** The package's folder; fetched on first use, from then on available offline. */
async function obtainBaseNodes(log: (line: string) => void = () => {}): Promise<string> {
	const folder = join(repositoryRoot(), 'node_modules', '.cache', `${BASE_PACKAGE}-${VERSION}`);
	if (existsSync(folder)) return folder;
	log(`Fetching n8n's own nodes (${BASE_PACKAGE} ${VERSION}, 12 MB, once)`);
	const cache = dirname(folder);
	await mkdir(cache, { recursive: true });
	const work = await mkdtemp(join(cache, 'fetching-'));
	try {
		const tarball = await download(work);
		// Leave out what only the editor needs: half of the unpacked size.
		const skipped = ['*.map', '*.d.ts', '*/node-definitions', '*/dist/types', '*.svg', '*.png'];
		await run('tar', [
			'-xzf',
			tarball,
			'-C',
			work,
			...skipped.map((pattern) => `--exclude=${pattern}`),
		]);
		await rename(join(work, 'package'), folder).catch((error: unknown) => {
			// Another process was faster; use its copy.
			if (!existsSync(folder)) throw error;
		});
	} finally {
		await rm(work, { recursive: true, force: true });
	}
	return folder;
}

async function download(into: string): Promise<string> {
	const tarball = join(into, `${BASE_PACKAGE}-${VERSION}.tgz`);
	try {
		await run(
			'npm',
			[
				'pack',
				`${BASE_PACKAGE}@${VERSION}`,
				'--ignore-scripts',
				'--loglevel=error',
				'--pack-destination',
				into,
			],
			{
				cwd: into,
				shell: process.platform === 'win32',
			},
		);
	} catch (error) {
		throw new Error(
			`n8n's own nodes could not be fetched: "npm pack ${BASE_PACKAGE}@${VERSION}" needs the npm registry once (${firstLine(error)})`,
		);
	}
	const integrity = `sha512-${createHash('sha512')
		.update(await readFile(tarball))
		.digest('base64')}`;
	if (integrity !== INTEGRITY) {
		throw new Error(
			`The registry sent another ${BASE_PACKAGE}@${VERSION} than the one pinned here (${integrity})`,
		);
	}
	return tarball;
}

function firstLine(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return (
		message.split('\n').find((line) => /npm (ERR|error)/i.test(line)) ??
		message.split('\n')[0] ??
		''
	);
}

/** n8n-core's loader, told by the package's own index where each node lies instead of loading all 400. */
class BaseNodesLoader extends PackageDirectoryLoader {
	override isLazyLoaded = true;

	override async loadAll(): Promise<void> {
		this.known.nodes = await this.readJSON('dist/known/nodes.json');
		this.known.credentials = await this.readJSON('dist/known/credentials.json');
	}

	override getNode(nodeType: string): ReturnType<PackageDirectoryLoader['getNode']> {
		try {
			return super.getNode(nodeType);
		} catch (error) {
			const missing = /^Cannot find module '([^'./][^']*)'/.exec(
				(error as Partial<Error>).message ?? '',
			)?.[1];
			if (!missing) throw error;
			throw new Error(
				`n8n's node "${nodeType}" needs the npm package "${missing}", which is not among this repository's dev dependencies`,
			);
		}
	}
}
