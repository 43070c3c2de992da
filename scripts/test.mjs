// What `npm test` runs once everything is built: Jest, which gets the arguments, and the linters beside it.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const linting = start(['scripts/lint.mjs', '--one-at-a-time'], ['ignore', 'pipe', 'pipe']);
let complaints = '';
for (const stream of [linting.stdout, linting.stderr])
	stream.setEncoding('utf8').on('data', (chunk) => (complaints += chunk));
// What is dropped young costs nothing to collect: with the usual 16 MB a tenth of the time goes into that.
const testing = start(
	['--max-semi-space-size=32', 'node_modules/jest/bin/jest.js', ...process.argv.slice(2)],
	'inherit',
);

const [tests, linters] = await Promise.all([testing, linting].map(ended));
if (complaints) console.error(`\n${complaints}`);
console.log(linters === 0 ? 'The linters have no complaints' : 'The linters have complaints');
process.exitCode = tests === 0 && linters === 0 ? 0 : 1;

function start(args, stdio) {
	return spawn(process.execPath, args, { cwd: root, stdio });
}

/** Its exit code; 1 when it was killed. */
function ended(child) {
	return new Promise((done, fail) => {
		child.on('error', fail);
		child.on('close', (code) => done(code ?? 1));
	});
}
