// Makes a fresh clone ready to run: installs what is missing, then builds what has changed. Uses nothing but Node.js and npm.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
/** What it takes to build and to run the example: 600 packages of 1,450. The others lint, test, measure and release. */
const FOR_START = [
	// Types of what n8n-core works with.
	'@n8n/backend-common',
	'@n8n/backend-network',
	'@n8n/config',
	'@n8n/di',
	'@rollup/plugin-typescript',
	'@rollup/wasm-node',
	'@types/jest',
	'@types/node',
	'@types/yazl',
	'ajv',
	'ajv-formats',
	'fast-check',
	'gulp',
	'n8n-core',
	'n8n-workflow',
	'openapi-backend',
	'typescript',
	'yaml',
	'yazl',
];
const INSTALLING = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
const isStart = basename(process.argv[1] ?? '') === 'start.mjs';
/** Says from which lock file the packages for `npm start` alone were installed. */
const marker = `${root}node_modules/.installed-for-start`;
const lockFile = readFileSync(`${root}package-lock.json`, 'utf8');
const lock = createHash('sha256').update(lockFile).digest('hex');
/** What the build reads, as it is now. It is noted in .build/, which every build begins with deleting. */
export const sources = hashOf(
	'credentials',
	'nodes',
	'contract',
	'sandbox',
	'test-engine',
	'test',
	'gulpfile.js',
	'tsconfig.json',
	'tsconfig.tools.json',
	'package.json',
	'package-lock.json',
);
const built = `${root}.build/.built-from`;
/** Noted instead after a build that did not check types, which is enough for `npm start` alone. */
const unchecked = `${sources} unchecked`;

const [, manager] = /^(\w+)\//.exec(process.env.npm_config_user_agent ?? '') ?? [];
if (manager && manager !== 'npm') {
	console.error(
		`This project is developed with npm, and its versions stand in package-lock.json, which ${manager} does not read. Start the same command with npm.`,
	);
	process.exit(1);
}

try {
	if (!isInstalled()) {
		console.log(
			`Installing ${isStart ? 'what the example needs' : 'the development dependencies'} (once, about a minute) …`,
		);
		if (isStart) installForStart();
		else npm(['ci', ...INSTALLING]);
	}
	const known = existsSync(built) && existsSync(`${root}dist`) ? readFileSync(built, 'utf8') : '';
	if (known !== sources && !(isStart && known === unchecked)) {
		console.log('Building …');
		npm(['run', '--silent', isStart ? 'build:unchecked' : 'build']);
		writeFileSync(built, isStart ? unchecked : sources);
	}
} catch (failure) {
	console.error(
		`\nThe project could not be made ready: ${failure.message}\nCheck that Node.js is version 20 or newer (this is ${process.version}) and that npm reaches its registry, then try again.`,
	);
	process.exit(1);
}

function hashOf(...paths) {
	const hash = createHash('sha256');
	const add = (path) => {
		if (statSync(join(root, path)).isDirectory())
			for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
		else hash.update(path).update(readFileSync(join(root, path)));
	};
	for (const path of paths) add(path);
	return hash.digest('hex');
}

/** Whether `npm ci` has put here what package-lock.json names: npm notes at its end what it has installed. */
function isInstalled() {
	if (isStart && existsSync(marker)) return readFileSync(marker, 'utf8') === lock;
	const note = `${root}node_modules/.package-lock.json`;
	if (!existsSync(note)) return false;
	const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
	return Object.entries(JSON.parse(lockFile).packages).every(
		([path, { version, optional }]) =>
			path === '' || optional || installed[path]?.version === version,
	);
}

/** Installs in a folder beside, since npm leaves nothing out of what a package.json names, and moves it here. */
function installForStart() {
	const folder = `${root}.start`;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder);
	const { packages } = JSON.parse(lockFile);
	const wanted = Object.fromEntries(
		FOR_START.map((name) => [name, packages[`node_modules/${name}`].version]),
	);
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({ private: true, devDependencies: wanted }),
	);
	for (const file of ['package-lock.json', '.npmrc'])
		copyFileSync(join(root, file), join(folder, file));
	// Leaves out of the lock file what is not wanted, and changes no version in it.
	npm(['install', '--package-lock-only', '--offline', ...INSTALLING], folder);
	npm(['ci', ...INSTALLING], folder);
	rmSync(`${root}node_modules`, { recursive: true, force: true });
	renameSync(join(folder, 'node_modules'), `${root}node_modules`);
	rmSync(folder, { recursive: true });
	writeFileSync(marker, lock);
}

function npm(args, cwd = root) {
	// npm names the script that runs it: the one way to call it that works on every system.
	const [command, first] = process.env.npm_execpath
		? [process.execPath, [process.env.npm_execpath]]
		: ['npm', []];
	execFileSync(command, [...first, ...args], { cwd, stdio: 'inherit' });
}
