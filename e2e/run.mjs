// `npm run test:e2e`: a real n8n, a real browser, Redis and PostgreSQL, all on 127.0.0.1 and stopped at the end.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { run as runTests } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { N8N_VERSION, defaultCache, newestN8n, provideN8n } from '../scripts/n8n-install.mjs';
import { packPackage, tail } from '../scripts/n8n-instance.mjs';
import { secretsIn } from './support/secrets.mjs';

const USAGE = `Runs the package in a real n8n.

Usage: npm run test:e2e -- [options] [name …]
  name                 only the test files whose name contains it, e.g. editor
  --n8n <version>      the n8n that everything runs in (default ${N8N_VERSION}); latest is the newest that npm has
  --versions <list>    n8n versions for the main example (default that of --n8n), e.g. 1.123.81,2.0.3,latest
  --pictures <folder>  write the pictures of the documentation there
  --cache <folder>     where n8n is kept (default ${defaultCache()})
  --results <file>     write there how many tests passed and failed
  --install            only install what the tests need
  --list               only say which files there are
`;

const here = fileURLToPath(new URL('./', import.meta.url));
/** Programs of the system that tests drive, with Debian's package for each. */
const PROGRAMS = [
	{
		package: 'chromium',
		paths: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
	},
	{ package: 'redis-server', paths: ['/usr/bin/redis-server'] },
	{ package: 'postgresql', paths: ['/usr/lib/postgresql'] },
];
/** Keeps every processor busy, so nothing runs beside it. */
const ALONE = ['queue'];
/** The others mostly wait, so some of them share the processors, the longest first. */
const FILES_AT_A_TIME = 3;
const LONGEST = ['editor', 'matrix'];
/** Milliseconds after which a file counts as failed. */
const PATIENCE = 20 * 60_000;

const stopping = new AbortController();
let isTesting = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		if (isTesting) stopping.abort();
		else process.exit(1);
	});
}

async function main() {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			n8n: { type: 'string', default: N8N_VERSION },
			versions: { type: 'string' },
			pictures: { type: 'string' },
			cache: { type: 'string', default: defaultCache() },
			results: { type: 'string' },
			install: { type: 'boolean', default: false },
			list: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return console.log(USAGE);
	const names = readdirSync(here)
		.filter((file) => file.endsWith('.test.mjs'))
		.map(nameOf)
		.filter((name) => positionals.length === 0 || positionals.some((part) => name.includes(part)))
		.sort((a, b) => LONGEST.includes(b) - LONGEST.includes(a));
	if (values.list) return console.log(names.join('\n'));
	if (names.length === 0) throw new Error(`No test file matches ${positionals.join(', ')}`);

	const cache = resolve(values.cache);
	installPrograms();
	const [n8n, ...versions] = await numbered([
		values.n8n,
		...(values.versions ?? values.n8n).split(','),
	]);
	for (const version of new Set([n8n, ...versions])) await provideN8n({ wanted: version, cache });
	if (values.install) return;

	const folder = emptyFolder(join(cache, 'e2e'));
	Object.assign(process.env, {
		E2E_CACHE: cache,
		E2E_FOLDER: folder,
		E2E_PACKAGE: await packPackage(join(folder, 'packed')),
		E2E_N8N: n8n,
		E2E_N8N_VERSIONS: versions.join(),
		...(values.pictures && { E2E_PICTURES: resolve(values.pictures) }),
	});
	const { passed, failed: broken } = await runFiles(names, folder);
	const secrets = secretsIn(folder);
	for (const place of secrets) console.error(`A secret stands in a log: ${place}`);
	const failed = broken + secrets.length;
	if (values.results) writeFileSync(values.results, JSON.stringify({ passed, failed }));
	if (failed === 0) rmSync(folder, { recursive: true });
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed === 0 ? 0 : 1;
}

/** The same version for a whole run, also when a newer one comes out during it. */
async function numbered(versions) {
	if (!versions.includes('latest')) return versions;
	const newest = await newestN8n();
	console.log(`The newest n8n is ${newest}`);
	return versions.map((version) => (version === 'latest' ? newest : version));
}

/** Runs test files and counts their tests one by one. A file that ran no test at all, or not to its end, counts as a failed one. */
async function runFiles(names, folder) {
	const count = { passed: 0, failed: 0, seconds: new Map(), broken: new Set() };
	isTesting = true;
	for (const name of names.filter((one) => ALONE.includes(one))) await runGroup([name], count);
	await runGroup(
		names.filter((one) => !ALONE.includes(one)),
		count,
	);
	for (const name of count.broken) printLogs(folder, name);
	console.log(`Seconds: ${[...count.seconds].map(([name, took]) => `${name} ${took}`).join(', ')}`);
	return count;
}

async function runGroup(names, count) {
	if (names.length === 0) return;
	const files = names.map((name) => join(here, `${name}.test.mjs`));
	const isFile = (name) => files.includes(resolve(name));
	const began = new Map();
	const fails = (name) => {
		count.failed++;
		count.broken.add(name);
	};
	const tests = runTests({
		files,
		concurrency: FILES_AT_A_TIME,
		timeout: PATIENCE,
		signal: stopping.signal,
	});
	tests.on('test:dequeue', ({ name }) => {
		if (isFile(name)) began.set(nameOf(name), Date.now());
	});
	tests.on('test:complete', ({ name }) => {
		if (!isFile(name)) return;
		count.seconds.set(nameOf(name), Math.round((Date.now() - began.get(nameOf(name))) / 1000));
		console.log(`${nameOf(name)} took ${count.seconds.get(nameOf(name))} s`);
	});
	tests.on('test:pass', ({ name, file, details, skip, todo }) => {
		if (isFile(name)) fails(nameOf(file ?? name));
		else if (details.type !== 'suite' && !skip && !todo) count.passed++;
	});
	tests.on('test:fail', ({ name, file, details }) => {
		if (details.error?.failureType !== 'subtestsFailed') fails(nameOf(file ?? name));
	});
	const report = tests.compose(new spec());
	report.pipe(process.stdout);
	await new Promise((done) => report.on('end', done));
	for (const name of names) if (!count.seconds.has(name)) fails(name);
}

const nameOf = (file) => basename(file, '.test.mjs');

/** A folder for this run alone. Those of earlier runs, kept where something failed, are deleted. */
function emptyFolder(runs) {
	mkdirSync(runs, { recursive: true });
	for (const name of readdirSync(runs))
		if (!isRunning(Number(name)) || name === `${process.pid}`)
			rmSync(join(runs, name), { recursive: true, force: true });
	return join(runs, `${process.pid}`);
}

function isRunning(pid) {
	try {
		return pid > 0 && process.kill(pid, 0);
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/** Debian's packages where they are missing and may be installed; else a word on how. */
function installPrograms() {
	const missing = PROGRAMS.filter(({ paths }) => !paths.some((path) => existsSync(path))).map(
		(program) => program.package,
	);
	if (missing.length === 0) return;
	const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
		throw new Error(
			`Missing on this computer: ${missing.join(', ')}. On Debian or Ubuntu: sudo ${command}`,
		);
	console.log(`Installing ${missing.join(', ')} …`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const line of ['apt-get update -qq', `${command} -qq`]) {
		const [program, ...args] = line.split(' ');
		const { status, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
		if (status !== 0) throw new Error(`${line} ended with code ${status}: ${stderr}`);
	}
}

/** The ends of the logs of a test file; its folders have its name. */
function printLogs(folder, name) {
	for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
		const file = join(entry.parentPath ?? entry.path, entry.name);
		if (
			entry.isFile() &&
			file.startsWith(join(folder, name)) &&
			/^(n8n|sandbox|redis|postgres)\.log$/.test(entry.name)
		)
			console.error(`\n── the end of ${file}\n${tail(file, 25).replace(/^(.{250}).*$/gm, '$1 …')}`);
	}
}

main().catch((failure) => {
	console.error(failure.message);
	process.exitCode = 1;
});
