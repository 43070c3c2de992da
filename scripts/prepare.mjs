// Makes a fresh clone ready to run: installs what is missing, then builds. Uses nothing but Node.js and npm.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const marker = `${root}node_modules/.installed-from`;
const lock = createHash('sha256').update(readFileSync(`${root}package-lock.json`)).digest('hex');

try {
	if (!existsSync(marker) || readFileSync(marker, 'utf8') !== lock) {
		console.log('Installing the development dependencies (once, about a minute) …');
		npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
		writeFileSync(marker, lock);
	}
	console.log('Building …');
	npm('run', '--silent', 'build');
} catch (failure) {
	console.error(`\nThe project could not be made ready: ${failure.message}\nCheck that Node.js is version 20 or newer (this is ${process.version}) and that npm reaches its registry, then try again.`);
	process.exit(1);
}

function npm(...args) {
	// npm names the script that runs it: the one way to call it that works on every system.
	const [command, first] = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
	execFileSync(command, [...first, ...args], { cwd: root, stdio: 'inherit' });
}
