/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const pages = [
	'README.md',
	'CONTRIBUTING.md',
	'AGENTS.md',
	'CHANGELOG.md',
	'CODE_OF_CONDUCT.md',
	'SECURITY.md',
	'sandbox/README.md',
	'bench/README.md',
	'e2e/README.md',
	...readdirSync(path.join(root, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
];
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** The anchors that headings give, and those that are set by hand. */
const anchorsOf = (text: string) => [
	...[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading!
			.toLowerCase()
			.replace(/[^\w\s-]/g, '')
			.trim()
			.replace(/\s/g, '-'),
	),
	...[...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id]) => id!),
];

describe.each(pages)('%s', (page) => {
	const text = read(page);

	it('links only to what is there', () => {
		for (const [, target] of text.matchAll(/(?:\]\(|src(?:set)?=")([^)"\s]+)[)"]/g)) {
			if (/^[a-z]+:/.test(target!)) continue;
			const [file, anchor] = target!.split('#') as [string, string?];
			const linked = file === '' ? page : path.join(path.dirname(page), file);
			expect({ target, exists: existsSync(path.join(root, linked)) }).toEqual({
				target,
				exists: true,
			});
			if (anchor) expect(anchorsOf(read(linked))).toContain(anchor);
		}
	});

	it('names only commands that exist', () => {
		for (const [, command] of text.matchAll(/npm run (?:--silent )?([\w:-]+)/g))
			expect(Object.keys(scripts)).toContain(command);
	});
});

it('README.md shows the sums of docs/money.md', () => {
	// Charges, duplicates, unreported and recovered, of each client.
	const sums = /\| \*\*all\*\* \|(.*)\|/
		.exec(read('docs/money.md'))![1]!
		.split('|')
		.map((cell) => cell.match(/\d+/g)!.slice(0, 4));
	const rows = [
		...read('README.md').matchAll(/^\| .*? \| (\d+) \| \**(\d+)\** \| \**(\d+)\** \| (\d+) \|$/gm),
	].map(([, ...figures]) => figures);
	expect(rows).toEqual(sums);
});

describe('docs/README.ru.md', () => {
	/** Where an address in a page of a folder leads. */
	const from = (folder: string, to: string) =>
		/^([a-z]+:|#|\d+$)/.test(to) ? to : path.posix.join(folder, to);
	/** What does not depend on the language: of each section its level and place, tables, code, links and pictures. */
	const outline = (text: string, folder: string) =>
		text.split(/^(?=#{1,3} )/m).map((section) => ({
			level: /^#*/.exec(section)![0].length,
			tables: [...section.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) =>
				table
					.trim()
					.split('\n')
					.map((row) => ({
						columns: row.split('|').length,
						code: row.match(/`[^`]+`/g) ?? [],
						figures: row.replace(/(\d)[  ,](?=\d{3})/g, '$1').match(/\d+/g) ?? [],
					})),
			),
			blocks: section.match(/^```[\s\S]*?^```/gm) ?? [],
			steps: section.match(/^(?:-|\d\.|>) /gm) ?? [],
			commands: (section.match(/`npm [^`]+`/g) ?? []).sort(),
			links: [...section.matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => from(folder, to!)).sort(),
			pictures: [...section.matchAll(/(src|srcset|width)="([^"]+)"/g)].map(([, name, value]) => [
				name,
				from(folder, value!),
			]),
		}));
	const english = read('README.md');
	const russian = read('docs/README.ru.md');
	const [parts, ours] = [outline(english, '.'), outline(russian, 'docs')];
	const heading = (section: string) => section.split('\n')[0]!;
	const headings = english.split(/^(?=#{1,3} )/m).map(heading);

	it('has the sections of README.md', () => {
		expect(ours.map(({ level }) => level)).toEqual(parts.map(({ level }) => level));
	});

	// These two change with every version of n8n; the Russian page links to them.
	const linked = ['## Compatibility', '### n8n 3.0'];
	const compared = headings
		.map((name, at) => ({ name, at }))
		.filter(({ name }) => !linked.includes(name));

	it.each(compared)('says the same as $name', ({ at }) => {
		const inEnglish = JSON.parse(
			JSON.stringify(parts[at]).replaceAll('docs/README.ru.md', 'README.md'),
		) as unknown;
		expect(ours[at]).toEqual(inEnglish);
	});

	it('names every section as README.md does in its address', () => {
		const anchors = headings
			.filter((name) => name.startsWith('## ') || linked.includes(name))
			.map((name) => anchorsOf(name)[0]);
		expect([...russian.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id)).toEqual(anchors);
	});
});

describe('commands in the documents', () => {
	/** What `.ci/run` cannot run, and why. */
	const ELSEWHERE: Record<string, string> = {
		dev: 'watches until it is stopped',
		mutation: 'takes hours; GitHub runs it weekly',
		sandbox: 'test/sandbox/cli.test.ts starts the same program',
		'test:mutants': 'breaks the code for half an hour, by hand',
		screenshots: 'the tests in a real n8n take the same pictures and throw them away',
	};

	/** What a text starts: commands of package.json by their names, and files by their paths. */
	function startedBy(text: string): string[] {
		const code = text.replace(/^\s*(\/\/|\*|\/\*|#).*$/gm, '');
		const named = [...code.matchAll(/(?<!`)\bnpm\W+(?:run\W+(?:silent\W+)?)?([a-z][\w:]*)/g)]
			.map(([, name]) => name!)
			.filter((name) => name in scripts);
		const files = [...code.matchAll(/[\w./-]+\.m?js\b/g)]
			.map(([file]) => file)
			.filter((file) => existsSync(path.join(root, sourceOf(file))));
		return [
			...named,
			...files,
			...(/\bjest\b/.test(code) ? filesIn('test', '.test.ts') : []),
			...(files.includes('e2e/run.mjs') ? filesIn('e2e', '.test.mjs') : []),
		];
	}

	function sourceOf(file: string): string {
		return file.replace(/^\.build\/(.*)\.js$/, '$1.ts');
	}

	function filesIn(folder: string, ending: string): string[] {
		return (readdirSync(path.join(root, folder), { recursive: true }) as string[])
			.filter((file) => file.endsWith(ending))
			.map((file) => path.join(folder, file));
	}

	/** Everything that `.ci/run` starts, directly or through something else. A file that is started stands for its command. */
	function startedByCi(): Set<string> {
		const started = new Set<string>();
		const queue = startedBy(read('.ci/run'));
		for (const one of queue) {
			if (started.has(one)) continue;
			started.add(one);
			queue.push(...startedBy(scripts[one] ?? read(sourceOf(one))));
			for (const [name, command] of Object.entries(scripts))
				if (command.endsWith(one)) started.add(name);
		}
		return started;
	}

	const started = startedByCi();
	const documented = new Set(
		pages
			.flatMap((page) =>
				[...read(page).matchAll(/\bnpm (?:run )?(?:--silent )?([a-z][\w:-]*)/g)].map(
					([, name]) => name!,
				),
			)
			.filter((name) => name in scripts),
	);

	it('are found', () => {
		expect([...started]).toEqual(
			expect.arrayContaining([
				'start',
				'test',
				'lint',
				'build',
				'docs',
				'scan',
				'split',
				'test:e2e',
				'n8n',
				'faults',
				'bench',
			]),
		);
		expect([...documented]).toEqual(
			expect.arrayContaining(['start', 'test', 'n8n', 'faults', 'move']),
		);
	});

	it.each([...documented])('npm run %s is run before a change lands', (name) => {
		expect(started.has(name) || name in ELSEWHERE).toBe(true);
	});

	it.each(Object.keys(ELSEWHERE))('npm run %s is not, and has to be an exception', (name) => {
		expect(started.has(name)).toBe(false);
	});
});
