// Puts an n8n and the Node.js it needs into a folder outside the checkout. Uses nothing but Node.js and npm.
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { npm, run } from './n8n-process.mjs';

/** The n8n that everything here is tested with. */
export const N8N_VERSION = '2.41.1';

/** Versions that do not ask for more than a package needs; n8n runs with them, and every registry has them. */
const OVERRIDES = { linkedom: '0.18.12', xlsx: '0.18.5' };

export const defaultCache = () =>
	join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-gmt-5sim');

/**
 * An n8n that can be started: its script and the environment with the right Node.js in front of the PATH.
 * `wanted` is a version, or the folder or script of an n8n that is already there.
 */
export async function provideN8n({
	wanted = N8N_VERSION,
	cache = defaultCache(),
	log = console.log,
} = {}) {
	const named = /^\d+\.\d+\.\d+/.test(wanted) ? undefined : findN8n(resolve(wanted));
	const home = named ?? join(cache, `n8n-${wanted}`, 'node_modules', 'n8n');
	if (!named) await downloadN8n(join(cache, `n8n-${wanted}`), wanted, log);
	const { version, engines } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
	const node = await provideNode(engines.node, cache, log);
	if (!named) await provideSqlite(join(cache, `n8n-${wanted}`), cache, node, log);
	return {
		version,
		script: join(home, 'bin', 'n8n'),
		node: node.command,
		nodeVersion: node.version,
		env: node.env,
	};
}

/** The number of the newest n8n that npm has. */
export async function newestN8n() {
	const [version] = /^\d+\.\d+\.\d+$/m.exec(await npm(['view', 'n8n@latest', 'version']));
	return version;
}

/** The package folder of the n8n at a path: the folder itself, one that it is installed in, or its script. */
function findN8n(path) {
	const home = [path, join(path, 'node_modules', 'n8n'), dirname(dirname(path))].find((folder) =>
		existsSync(join(folder, 'bin', 'n8n')),
	);
	if (!home) throw new Error(`${path} is neither a version nor a folder with an n8n in it`);
	return home;
}

async function downloadN8n(folder, version, log) {
	await once(folder, 'downloaded', async () => {
		log(`Downloading n8n ${version} (once: about 2400 packages, 3 GB on disk, three minutes) …`);
		// What an interrupted installation has unpacked may be incomplete; what it has downloaded is in npm's own cache.
		rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
		writeManifest(folder, { dependencies: { n8n: version }, overrides: OVERRIDES });
		await install(folder, ['install', '--ignore-scripts', '--prefer-offline'], { log });
	});
}

/**
 * n8n keeps its data with sqlite3, the only part of it that does not run as it is downloaded. What is built serves every n8n
 * that uses the same version of it, whatever its Node.js.
 */
async function provideSqlite(folder, cache, node, log) {
	await once(folder, 'built', async () => {
		const home = join(folder, 'node_modules', 'sqlite3');
		const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
		const kept = join(cache, `sqlite3-${version}.node`);
		if (!existsSync(kept)) await buildSqlite(version, kept, node, log);
		const release = join(home, 'build', 'Release');
		mkdirSync(release, { recursive: true });
		copyFileSync(kept, join(release, 'node_sqlite3.node'));
		await run(node.command, ['-e', 'new (require("sqlite3").Database)(":memory:")'], {
			cwd: folder,
			env: node.env,
		});
	});
}

async function buildSqlite(version, kept, node, log) {
	log(
		'Building its database driver (once, two minutes; needs Python 3, make and a C++ compiler) …',
	);
	// Elsewhere, since make does not get along with spaces in a path.
	const folder = mkdtempSync(join(tmpdir(), 'sqlite3-'));
	try {
		// Made for the newest Node-API that sqlite3 supports, not for that of the Node.js at hand, which crashes older ones.
		const env = { ...node.env, npm_config_napi_build_version: '6' };
		if (node.headers) symlinkSync(node.headers, (env.npm_config_nodedir = join(folder, 'node')));
		writeManifest(folder, { dependencies: { sqlite3: version } });
		await install(folder, ['install', '--ignore-scripts=false', '--prefer-offline'], {
			env,
			log,
			logFile: `${kept}.log`,
		});
		copyFileSync(
			join(folder, 'node_modules/sqlite3/build/Release/node_sqlite3.node'),
			`${kept}.part`,
		);
		renameSync(`${kept}.part`, kept);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The running Node.js where it is new enough, else the release that the range begins with. */
async function provideNode(range, cache, log) {
	const [oldest, major] = /(\d+)[\d.]*/.exec(range);
	// Later majors than the one that n8n was made with may lack what it needs.
	const isNewEnough = process.versions.node.localeCompare(oldest, 'en', { numeric: true }) >= 0;
	if (isNewEnough && process.versions.node.split('.')[0] === major)
		return nodeAt(process.execPath, process.version);
	const folder = join(cache, `node-${major}`);
	const name = `${process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	await once(folder, 'downloaded', async () => {
		log(`Downloading Node.js ${major}, which this n8n needs (once) …`);
		writeManifest(folder, {});
		await install(folder, ['install', '--ignore-scripts', '--prefer-offline', `${name}@${major}`], {
			log,
		});
	});
	const home = join(folder, 'node_modules', name);
	const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
	return nodeAt(
		join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
		`v${version}`,
	);
}

function nodeAt(command, version) {
	const home = dirname(dirname(command));
	return {
		command,
		version,
		headers: existsSync(join(home, 'include', 'node')) ? home : undefined,
		// n8n starts its task runner as plain `node`.
		env: { ...process.env, PATH: `${dirname(command)}${delimiter}${process.env.PATH}` },
	};
}

/** Does a step of an installation until it is done; the marker is written last, so an interrupted one goes on next time. */
async function once(folder, step, work) {
	const marker = join(folder, `.${step}`);
	if (existsSync(marker)) return;
	mkdirSync(folder, { recursive: true });
	await work();
	writeFileSync(marker, new Date().toISOString());
}

function writeManifest(folder, content) {
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({ private: true, ...content }, null, '\t'),
	);
}

/** Runs npm in a folder, with a line now and then of how far it is. */
async function install(
	folder,
	args,
	{ env = process.env, logFile = join(folder, 'npm.log'), log },
) {
	const started = Date.now();
	let files = 0;
	const progress = setInterval(
		() =>
			log(
				`  ${Math.round((Date.now() - started) / 1000)} s${files ? `, ${files} files read` : ''} …`,
			),
		15_000,
	);
	try {
		await npm([...args, '--no-audit', '--no-fund', '--loglevel=http'], {
			cwd: folder,
			env,
			logFile,
			onOutput: (text) => (files += text.split('npm http ').length - 1),
		});
	} catch (failure) {
		throw new Error(
			`${failure.message}\nStart it again to go on where it stopped. The whole log: ${logFile}`,
		);
	} finally {
		clearInterval(progress);
	}
}
