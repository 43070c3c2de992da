// `npm run test:e2e`: a real n8n, a real browser, Redis and PostgreSQL, all on 127.0.0.1 and stopped at the end.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { N8N_VERSION, defaultCache, provideN8n } from '../scripts/n8n-install.mjs';
import { packPackage, tail } from '../scripts/n8n-instance.mjs';

const USAGE = `Runs the package in a real n8n.

Usage: npm run test:e2e -- [options] [name …]
  name                 only the test files whose name contains it, e.g. editor
  --versions <list>    n8n versions for the main example (default ${N8N_VERSION}), e.g. 1.123.81,2.0.3,${N8N_VERSION}
  --pictures <folder>  write the pictures of the documentation there
  --cache <folder>     where n8n is kept (default ${defaultCache()})
  --list               only say which files there are
`;

const here = fileURLToPath(new URL('./', import.meta.url));
/** Programs of the system that tests drive, with Debian's package for each. */
const PROGRAMS = [
	{ package: 'chromium', paths: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'] },
	{ package: 'redis-server', paths: ['/usr/bin/redis-server'] },
	{ package: 'postgresql', paths: ['/usr/lib/postgresql'] },
];

async function main() {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			versions: { type: 'string', default: N8N_VERSION },
			pictures: { type: 'string' },
			cache: { type: 'string', default: defaultCache() },
			list: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return console.log(USAGE);
	const files = readdirSync(here)
		.filter((file) => file.endsWith('.test.mjs'))
		.filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
		.sort();
	if (values.list) return console.log(files.join('\n'));
	if (files.length === 0) throw new Error(`No test file matches ${positionals.join(', ')}`);

	installPrograms();
	const cache = resolve(values.cache);
	const runs = join(cache, 'e2e');
	rmSync(runs, { recursive: true, force: true });
	mkdirSync(runs, { recursive: true });
	for (const version of new Set([N8N_VERSION, ...values.versions.split(',')])) await provideN8n({ wanted: version, cache });

	const file = await packPackage(join(runs, 'packed'));
	const code = await new Promise((done) => {
		const child = spawn(process.execPath, ['--test', '--test-concurrency=1', ...files.map((file) => join(here, file))], {
			stdio: 'inherit',
			env: {
				...process.env,
				E2E_CACHE: cache,
				E2E_PACKAGE: file,
				E2E_N8N_VERSIONS: values.versions,
				...(values.pictures && { E2E_PICTURES: resolve(values.pictures) }),
			},
		});
		for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
		child.on('exit', (status) => done(status ?? 1));
	});
	if (code !== 0) printLogs(runs);
	process.exitCode = code;
}

/** Debian's packages where they are missing and may be installed; else a word on how. */
function installPrograms() {
	const missing = PROGRAMS.filter(({ paths }) => !paths.some((path) => existsSync(path))).map((program) => program.package);
	if (missing.length === 0) return;
	const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(`Missing on this computer: ${missing.join(', ')}. On Debian or Ubuntu: sudo ${command}`);
	console.log(`Installing ${missing.join(', ')} …`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const line of ['apt-get update -qq', `${command} -qq`]) {
		const { status, stderr } = spawnSync('sh', ['-c', line], { env, encoding: 'utf8' });
		if (status !== 0) throw new Error(`${line} ended with code ${status}: ${stderr}`);
	}
}

function printLogs(folder) {
	for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
		if (!entry.isFile() || !/^(n8n|sandbox|redis|postgres)\.log$/.test(entry.name)) continue;
		const file = join(entry.parentPath ?? entry.path, entry.name);
		console.error(`\n── the end of ${file}\n${tail(file, 40)}`);
	}
}

main().catch((failure) => {
	console.error(failure.message);
	process.exitCode = 1;
});
