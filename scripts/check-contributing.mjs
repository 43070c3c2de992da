// Performs the steps of CONTRIBUTING.md on a copy of the repository: takes an endpoint away, sees that this is
// noticed, adds it again as the text says, and sees that everything is fine: `npm run check:contributing`.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './n8n-process.mjs';

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
	symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');

	const text = readFileSync(path.join(copy, 'CONTRIBUTING.md'), 'utf8');
	const [code, line] = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block);
	const file = path.join(copy, 'nodes/Gmt/operations/service/getServerTime.ts');
	const index = path.join(copy, 'nodes/Gmt/operations/service/index.ts');

	rmSync(file);
	writeFileSync(index, readFileSync(index, 'utf8').replace(line, ''));
	const isNoticed = await npm(['exec', '--', 'jest', 'test/unit/completeness'], { cwd: copy }).then(
		() => false,
		() => true,
	);
	if (!isNoticed) throw new Error('A missing endpoint was not noticed');
	console.log('A missing endpoint is noticed');

	writeFileSync(file, code);
	writeFileSync(index, readFileSync(index, 'utf8') + line);
	for (const command of [
		'run --silent build',
		'exec -- eslint nodes/Gmt/operations/service',
		'exec -- jest test/unit/completeness test/engine/operations -t getServerTime',
	])
		await npm(command.split(' '), { cwd: copy });
	console.log('One file and one line add it: types, lint, and its tests against the sandbox pass');
} finally {
	rmSync(path.dirname(copy), { recursive: true });
}
