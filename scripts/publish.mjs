// Publishes the packages of a folder, but no version that the registry has already, so that it can be started again after it
// broke off: `node scripts/publish.mjs <folder>`. What follows the folder goes to `npm publish`. Uses nothing but Node.js and npm.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { NPM } from './n8n-process.mjs';

const [folder = 'packed', ...options] = process.argv.slice(2);
const [npm, ...first] = NPM;

const files = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
if (files.length === 0) throw new Error(`${folder} holds no package`);
for (const file of files) {
	const { name, version } = JSON.parse(
		// In its folder, since some versions of tar take the colon of a drive for a host.
		execFileSync('tar', ['-xzOf', file, 'package/package.json'], { cwd: folder, encoding: 'utf8' }),
	);
	if (isPublished(name, version)) {
		console.log(`${name}@${version} is published already`);
		continue;
	}
	const { status } = spawnSync(npm, [...first, 'publish', `./${file}`, ...options], {
		cwd: folder,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	// A registry may keep a package and lose the answer; then it refuses the next try.
	if (status !== 0 && !isPublished(name, version)) {
		console.error(`${name}@${version} is not published. Start this again to go on from here`);
		process.exit(1);
	}
	console.log(`${name}@${version} is published`);
}

function isPublished(name, version) {
	const { status, stdout, stderr } = spawnSync(
		npm,
		[...first, 'view', `${name}@${version}`, 'version', '--json', '--prefer-online'],
		{ cwd: path.resolve(folder), encoding: 'utf8' },
	);
	if (status === 0) return stdout.trim() !== '';
	// Not known is an answer; no answer is none.
	if (/\bE404\b/.test(stdout + stderr)) return false;
	throw new Error(`The registry does not say whether it has ${name}@${version}: ${stderr}`);
}
