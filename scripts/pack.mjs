// Packs the three packages from what is built, to be published as they are: `node scripts/pack.mjs <folder>`.
// With `--alone` only the one that holds both services.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { npm } from './n8n-process.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: { alone: { type: 'boolean', default: false } },
});
const target = path.resolve(positionals[0] ?? 'packed');

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const { GITHUB_REF_TYPE: type, GITHUB_REF_NAME: tag } = process.env;
if (type === 'tag' && tag !== `v${version}`)
	throw new Error(`The tag ${tag} is not that of the version in package.json, v${version}`);

execFileSync(process.execPath, [path.join(root, 'scripts/split.mjs')], { stdio: 'inherit' });
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const packages = values.alone
	? []
	: readdirSync(path.join(root, 'packages')).map((name) => `./packages/${name}`);
await npm(['pack', '--ignore-scripts', '--pack-destination', target, '.', ...packages], {
	cwd: root,
});
for (const file of readdirSync(target)) console.log(file);
