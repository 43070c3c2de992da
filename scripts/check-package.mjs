// Packs the package as npm would publish it, and those of the single services, looks at what is in them, installs them with
// the command of README.md, and loads them in n8n's engine: `npm run check:package`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packPackage } from './n8n-instance.mjs';
import { npm } from './n8n-process.mjs';
import { startEngine } from '../.build/test-engine/index.js';

/** Files that the published package consists of. */
const PUBLISHED =
	/^package\/(dist\/(nodes|credentials)\/.*\.(js|json|svg)|package\.json|README(\.ru)?\.md|LICENSE)$/;

const root = fileURLToPath(new URL('../', import.meta.url));
// Below node_modules, so that the installed package finds n8n-workflow as it would inside n8n.
const cache = path.join(root, 'node_modules', '.cache');
mkdirSync(cache, { recursive: true });

execFileSync(process.execPath, [path.join(root, 'scripts/split.mjs')], { stdio: 'inherit' });
for (const folder of [
	root,
	...readdirSync(path.join(root, 'packages')).map((name) => path.join(root, 'packages', name)),
])
	await check(folder);

async function check(source) {
	const folder = mkdtempSync(path.join(cache, 'packed-'));
	try {
		const tarball = await packPackage(folder, source);
		const files = execFileSync('tar', ['-tzf', path.basename(tarball)], {
			cwd: folder,
			encoding: 'utf8',
		})
			.trim()
			.split(/\r?\n/);
		const strangers = files.filter((file) => !PUBLISHED.test(file));
		if (strangers.length > 0)
			throw new Error(`The package holds what does not belong in it: ${strangers.join(', ')}`);

		const { name } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
		const home = path.join(folder, 'nodes');
		const [, flags] = new RegExp(`npm install --prefix \\S+ (.*)${name}\n`).exec(
			readFileSync(path.join(source, 'README.md'), 'utf8'),
		);
		await npm([
			'install',
			'--prefix',
			home,
			...flags.trim().split(' '),
			tarball,
			'--loglevel=error',
		]);
		const installed = path.join(home, 'node_modules');
		const packages = readdirSync(installed).filter((entry) => !entry.startsWith('.'));
		if (packages.join() !== name)
			throw new Error(`The package brings others: ${packages.join(', ')}`);
		const manifest = JSON.parse(readFileSync(path.join(installed, name, 'package.json'), 'utf8'));
		console.log(
			`${name}: ${files.length} files, ${Math.round(statSync(tarball).size / 1000)} kB packed`,
		);

		const engine = await startEngine({ packages: [path.join(installed, name)] });
		for (const file of manifest.n8n.nodes) {
			const [stem] = path.basename(file).split('.');
			const type = `${name}.${stem.charAt(0).toLowerCase()}${stem.slice(1)}`;
			const { description } = engine.nodeTypes.getByNameAndVersion(type);
			console.log(`  ${type}: ${description.displayName}, ${description.properties.length} fields`);
		}
		await engine.close();
	} finally {
		rmSync(folder, { recursive: true });
	}
}
