/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { spawnSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

jest.setTimeout(240_000);

const root = path.join(__dirname, '..', '..');
/** What a test run reads, also what earlier runs have compiled: that is what must not be believed. */
const PARTS = [
	...['package.json', 'jest.config.js', 'contract', 'credentials', 'nodes', 'sandbox'],
	...['test', 'test-engine', '.build/compiled', '.build/jest'],
];
const CONDITION = 'maxPrice !== undefined && compare(price, maxPrice) > 0';

it('tests the sources as they are, whatever was built before', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'edited-'));
	try {
		for (const part of PARTS.filter((name) => existsSync(path.join(root, name))))
			cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
		symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
		const file = path.join(folder, 'nodes/shared/purchase/spendLimits.ts');
		const source = readFileSync(file, 'utf8');
		expect(source).toContain(CONDITION);
		writeFileSync(file, source.replace(CONDITION, 'false as boolean'));

		const jestCommand = path.join(root, 'node_modules/jest/bin/jest.js');
		const { status, stderr } = spawnSync(
			process.execPath,
			[jestCommand, '--rootDir', folder, 'test/engine/budget', '-t', 'Max Price'],
			{ cwd: folder, encoding: 'utf8' },
		);
		expect(stderr).toMatch(/Tests: +[1-9]\d* failed/);
		expect(status).toBe(1);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
