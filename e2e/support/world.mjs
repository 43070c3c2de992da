// What a test file works in: sandboxes, an n8n with the packed package, and credentials for both.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { N8N_VERSION, defaultCache, provideN8n } from '../../scripts/n8n-install.mjs';
import { freePort, installPackage, packPackage, startN8n } from '../../scripts/n8n-instance.mjs';
import { startSandboxProcess } from '../../scripts/n8n-sandbox.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const cache = process.env.E2E_CACHE || defaultCache();
/** The runner gives every run a folder of its own. */
const runs = process.env.E2E_FOLDER || join(cache, 'e2e', 'by-hand');

/** The same key for every n8n of a test, so that all of them read the same credentials. */
export const ENCRYPTION_KEY = 'e2e-only-encryption-key';

// A test that is told to end leaves nothing running: what it started is killed when it exits.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

export function example(file = 'bulk-purchase-to-archive.json') {
	return JSON.parse(readFileSync(join(root, 'examples', file), 'utf8'));
}

/** An empty folder for everything that a test file leaves behind. */
export function emptyFolder(name) {
	const folder = join(runs, name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	return folder;
}

/** The package as `npm pack` makes it; the runner packs it once for all files. */
export async function packed() {
	const given = process.env.E2E_PACKAGE;
	return given && existsSync(given) ? given : await packPackage(join(runs, 'packed'));
}

/** `packages` are the folders of other packages than the whole one, named as the packages are. */
export async function startWorld(
	name,
	{ version = process.env.E2E_N8N ?? N8N_VERSION, packages, timeScale, sandboxArgs, env } = {},
) {
	const folder = emptyFolder(name);
	const n8n = await provideN8n({ wanted: version, cache });
	const data = join(folder, 'n8n');
	if (!packages) await installPackage(await packed(), data);
	for (const home of packages ?? [])
		await installPackage(await packPackage(folder, home), data, basename(home));
	const sandbox = await startSandboxProcess({ folder, timeScale, args: sandboxArgs });
	const settings = {
		n8n,
		data,
		port: await freePort(),
		env: { N8N_ENCRYPTION_KEY: ENCRYPTION_KEY, ...env },
	};
	const world = {
		folder,
		data,
		sandbox,
		n8n: await startN8n(settings).catch(async (error) => {
			await sandbox.stop();
			throw error;
		}),
		/** Starts n8n again after `world.n8n.kill()` or `.stop()`, at the same address. */
		restart: async () => {
			const { cookie } = world.n8n.rest;
			world.n8n = await startN8n(settings);
			world.n8n.rest.cookie = cookie;
		},
		close: async () => {
			await Promise.all([world.n8n.stop(), sandbox.stop()]);
		},
	};
	try {
		await world.n8n.rest.enter();
		await addCredentials(world.n8n.rest, sandbox);
		return world;
	} catch (error) {
		await world.close();
		throw error;
	}
}

export async function addCredentials(rest, sandbox) {
	await rest.credential('Get My TG account', 'gmtApi', sandbox.gmt);
	await rest.credential('5sim account', 'fiveSimApi', sandbox.fiveSim);
}

/** Polls until `look` finds something. */
export async function until(what, look, patience = 120_000) {
	for (
		const end = Date.now() + patience;
		Date.now() < end;
		await new Promise((done) => setTimeout(done, 200))
	) {
		const found = await look();
		if (found) return found;
	}
	throw new Error(`${what} did not come within ${patience / 1000} s`);
}
