/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const script = pathToFileURL(path.join(__dirname, '../../scripts/n8n-owner.mjs')).href;
let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'owner-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Jest does not load modules of this kind, so Node.js does. */
function ownerOf(data: string): { password: string; file: string; isNew: boolean } {
	const code = `import(${JSON.stringify(script)}).then(({ ownerPassword }) => console.log(JSON.stringify(ownerPassword(process.argv[1]))))`;
	return JSON.parse(
		execFileSync(process.execPath, ['-e', code, data], { encoding: 'utf8', stdio: 'pipe' }),
	) as ReturnType<typeof ownerOf>;
}

it('has a password that nobody can guess and that n8n takes', () => {
	const { password, isNew } = ownerOf(folder);
	expect(isNew).toBe(true);
	expect(password).toMatch(/^N8n-[0-9a-f]{24}$/);
	const other = mkdtempSync(path.join(tmpdir(), 'owner-'));
	expect(ownerOf(other).password).not.toBe(password);
	rmSync(other, { recursive: true });
});

it('has the same one at the next start, in a file that nobody else can read', () => {
	const { password, file } = ownerOf(folder);
	expect(ownerOf(folder)).toEqual({ password, file, isNew: false });
	expect(statSync(file).mode & 0o077).toBe(0);
});

it('says so where the password of an n8n is not known', () => {
	mkdirSync(path.join(folder, '.n8n'));
	writeFileSync(path.join(folder, '.n8n', 'database.sqlite'), '');
	expect(() => ownerOf(folder)).toThrow(/--fresh/);
});
