/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const read = (file: string) => readFileSync(path.join(__dirname, '..', '..', 'docs', file), 'utf8');
/** Every text of the editor; this label is one of those that workflows and the contract know. */
const texts = read('words.md')
	.replace('Get many SMS messages of order', '')
	.split('\n')
	.filter((line) => line.startsWith('- '));
/** The last column of the table of words. */
const avoided = [
	...read('contributing.md')
		.split('\n## Words\n')[1]!
		.split('\n## ')[0]!
		.matchAll(/^\|.*\|.*\| (.+) \|$/gm),
]
	.flatMap(([, words]) => words!.split(', '))
	.filter((word) => /^[a-z]/.test(word));

it('has texts, and words to avoid', () => {
	expect(texts.length).toBeGreaterThan(200);
	expect(avoided).toEqual(expect.arrayContaining(['message', 'token']));
});

it.each(avoided)("no text of the editor says '%s'", (word) => {
	expect(texts.filter((text) => new RegExp(`\\b${word}s?\\b`, 'i').test(text))).toEqual([]);
});

it('no text needs more than a breath', () => {
	expect(texts.flatMap((text) => text.split(' · ')).filter((part) => part.length > 160)).toEqual(
		[],
	);
});
