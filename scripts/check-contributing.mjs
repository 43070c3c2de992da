// Performs the steps of docs/contributing.md on a copy of the repository: takes an endpoint away, sees that this is
// noticed, adds it again as the text says, and sees that everything is fine: `npm run check:contributing`.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const copy = path.join(mkdtempSync(path.join(tmpdir(), 'contributing-')), 'repository');
try {
	for (const file of execFileSync(
		'git',
		['ls-files', '--cached', '--others', '--exclude-standard'],
		{ cwd: root, encoding: 'utf8' },
	)
		.trim()
		.split('\n')) {
		cpSync(path.join(root, file), path.join(copy, file), { recursive: true });
	}
	symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));

	const text = readFileSync(path.join(copy, 'docs/contributing.md'), 'utf8');
	const [code, line] = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block);
	const file = path.join(copy, 'nodes/Gmt/operations/service/getServerTime.ts');
	const index = path.join(copy, 'nodes/Gmt/operations/service/index.ts');

	rmSync(file);
	writeFileSync(index, readFileSync(index, 'utf8').replace(line, ''));
	const { status } = spawnSync('npx', ['jest', 'test/unit/completeness'], {
		cwd: copy,
		stdio: 'ignore',
	});
	if (status === 0) throw new Error('A missing endpoint was not noticed');
	console.log('A missing endpoint is noticed');

	writeFileSync(file, code);
	writeFileSync(index, readFileSync(index, 'utf8') + line);
	for (const [command, ...args] of [
		['npm', 'run', '--silent', 'build'],
		['npx', 'eslint', 'nodes/Gmt/operations/service'],
		['npx', 'jest', 'test/unit/completeness', 'test/engine/operations', '-t', 'getServerTime'],
	]) {
		execFileSync(command, args, { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] });
	}
	console.log('One file and one line add it: types, lint, and its tests against the sandbox pass');
} finally {
	rmSync(path.dirname(copy), { recursive: true });
}
