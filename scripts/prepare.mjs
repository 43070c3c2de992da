// Makes a fresh clone ready to run: installs what is missing, then builds what has changed. Uses nothing but Node.js and npm.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const marker = `${root}node_modules/.installed-from`;
const lock = createHash('sha256')
	.update(readFileSync(`${root}package-lock.json`))
	.digest('hex');
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

const [, manager] = /^(\w+)\//.exec(process.env.npm_config_user_agent ?? '') ?? [];
if (manager && manager !== 'npm') {
	console.error(
		`This project is developed with npm, and its versions stand in package-lock.json, which ${manager} does not read. Start the same command with npm.`,
	);
	process.exit(1);
}

try {
	if (!existsSync(marker) || readFileSync(marker, 'utf8') !== lock) {
		console.log('Installing the development dependencies (once, about a minute) …');
		npm('ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error');
		writeFileSync(marker, lock);
	}
	if (!existsSync(built) || !existsSync(`${root}dist`) || readFileSync(built, 'utf8') !== sources) {
		console.log('Building …');
		npm('run', '--silent', 'build');
		writeFileSync(built, sources);
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

function npm(...args) {
	// npm names the script that runs it: the one way to call it that works on every system.
	const [command, first] = process.env.npm_execpath
		? [process.execPath, [process.env.npm_execpath]]
		: ['npm', []];
	execFileSync(command, [...first, ...args], { cwd: root, stdio: 'inherit' });
}
