/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const pages = ['README.md', 'CHANGELOG.md', 'SECURITY.md', 'sandbox/README.md', ...readdirSync(path.join(root, 'docs')).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)];
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** The anchors that headings give, and those that are set by hand. */
const anchorsOf = (text: string) => [
	...[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!.toLowerCase().replace(/[^\w\s-]/g, '').trim().replace(/\s/g, '-')),
	...[...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id]) => id!),
];

describe.each(pages)('%s', (page) => {
	const text = read(page);

	it('links only to what is there', () => {
		for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
			if (/^[a-z]+:/.test(target!)) continue;
			const [file, anchor] = target!.split('#') as [string, string?];
			const linked = file === '' ? page : path.join(path.dirname(page), file);
			expect({ target, exists: existsSync(path.join(root, linked)) }).toEqual({ target, exists: true });
			if (anchor) expect(anchorsOf(read(linked))).toContain(anchor);
		}
	});

	it('names only commands that exist', () => {
		for (const [, command] of text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(command);
	});
});
