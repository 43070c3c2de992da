// n8n's own scanner over the sources and the three packed packages, as n8n runs it before it verifies a package: `npm run scan`.
// Its command takes published packages only and ends with 0 whatever it finds, so its functions are called here.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packPackage } from './n8n-instance.mjs';
import { npm } from './n8n-process.mjs';

const SCANNER = '@n8n/scan-community-package';
const VERSION = '0.32.0';

const root = fileURLToPath(new URL('../', import.meta.url));
const cache = path.join(root, 'node_modules', '.cache');
const { analyzePackage, findPackageRoot, SOURCE_FILE_PATTERNS } = await import(
	pathToFileURL(await scanner()).href
);

mkdirSync(cache, { recursive: true });
report('sources', await analyzePackage(root, SOURCE_FILE_PATTERNS));
execFileSync(process.execPath, [path.join(root, 'scripts/split.mjs')], { stdio: 'ignore' });
for (const source of [
	root,
	...readdirSync(path.join(root, 'packages')).map((name) => path.join(root, 'packages', name)),
]) {
	const folder = mkdtempSync(path.join(cache, 'scanned-'));
	try {
		const filename = path.basename(await packPackage(folder, source));
		execFileSync('tar', ['-xzf', filename], { cwd: folder });
		report(
			filename,
			await analyzePackage(path.join(folder, 'package'), ['**/*.js', 'package.json']),
		);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

// As the scanner meets the repositories of the single services, outside node_modules, which it passes over.
const repositories = mkdtempSync(path.join(tmpdir(), 'repositories-'));
try {
	await npm(['run', '--silent', 'split', '--', '--repository', repositories], { cwd: root });
	for (const name of readdirSync(repositories)) {
		const home = findPackageRoot(path.join(repositories, name), name);
		report(
			`repository of ${name}`,
			home
				? await analyzePackage(home, SOURCE_FILE_PATTERNS)
				: { passed: false, message: 'no package of this name in it' },
		);
	}
} finally {
	rmSync(repositories, { recursive: true });
}

function report(what, { passed, message, details }) {
	console.log(`${what}: ${passed ? 'passed' : `failed: ${message}\n${details ?? ''}`}`);
	if (!passed) process.exitCode = 1;
}

/** The scanner, in a folder of its own: it brings other versions of the linters, which nothing else needs. */
async function scanner() {
	const home = path.join(cache, `scanner-${VERSION}`);
	const entry = path.join(home, 'node_modules', SCANNER, 'scanner', 'scanner.mjs');
	const complete = path.join(home, '.complete');
	if (!existsSync(complete)) {
		console.log(`Fetching ${SCANNER} ${VERSION} …`);
		mkdirSync(home, { recursive: true });
		writeFileSync(path.join(home, 'package.json'), '{"private":true}');
		await npm([
			'install',
			'--prefix',
			home,
			`${SCANNER}@${VERSION}`,
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
			'--loglevel=error',
		]);
		writeFileSync(complete, '');
	}
	return entry;
}
