import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { drawChart } from './chart.mjs';
import { median, short, summary, withSpread } from './figures.mjs';

/** How many processes wanted the processors before the bench began. */
const [OTHERS] = loadavg();

const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(`${root}package.json`);
const FOLDER = 'docs/images/performance';
const VERDICTS = { met: '✓', missed: '✗ missed', off: '✗✗ far off' };

/** What one side of a row measured, with what stands beside the time. */
function describe({ row, samples }, side) {
	const all = { [row.measure]: row.unit, ...row.also };
	return Object.entries(all)
		.filter(([name]) => samples[side][0][name] !== undefined)
		.map(([name, unit]) => ({
			unit,
			text: withSpread(summary(samples[side].map((sample) => sample[name]))),
		}));
}

/** A row as text for the console. */
export function toText(result) {
	const { row, number, seconds, goals } = result;
	const width = Math.max(...Object.values(row.sides).map(({ length }) => length));
	const sides = Object.entries(row.sides).map(
		([side, label]) =>
			`   ${label.padEnd(width)}  ${describe(result, side)
				.map(({ text, unit }) => `${text} ${unit}`)
				.join(', ')}`,
	);
	const judged = goals.map(
		({ text, result: reached, verdict }) =>
			`   ${VERDICTS[verdict]} ${text}: ${withSpread(reached)}`,
	);
	return [`${number}. ${row.title} (${Math.round(seconds)} s)`, ...sides, ...judged, ''].join('\n');
}

/** Writes docs/performance.md and its charts. */
export function writeReport(results, seconds) {
	rmSync(`${root}${FOLDER}`, { recursive: true, force: true });
	mkdirSync(`${root}${FOLDER}`, { recursive: true });
	for (const result of results)
		writeFileSync(`${root}${FOLDER}/${result.name}.svg`, chartOf(result));
	writeFileSync(`${root}docs/performance.md`, page(results, seconds));
}

function chartOf({ row, samples }) {
	const { measure, title, unit, chart = {} } = row;
	const shown = chart.measure ?? measure;
	const bars = Object.entries(row.sides).map(([side, label]) => ({
		label,
		isOurs: side === 'ours',
		...summary(samples[side].map((sample) => sample[shown])),
	}));
	const against = chart.against && median(samples[chart.against].map((sample) => sample[shown]));
	const goal = chart.goal === undefined ? undefined : chart.goal * (against ?? 1);
	return drawChart({ title, unit: chart.unit ?? unit, bars, goal });
}

function page(results, seconds) {
	return `# Performance

<!-- Written by \`npm run bench\`. Do not edit. -->

What the nodes cost beside what one would use instead: n8n's own HTTP Request and Webhook nodes, a plain client that asks for one thing after the other, and \`fetch\` as the limit of what is possible. Everything runs in n8n's own engine against the same [sandbox](../sandbox/README.md), which has a process of its own.

| Work | Goal | Reached | |
| --- | --- | --- | --- |
${results.flatMap(({ row, number, goals }) => goals.map(({ text, result, verdict }, index) => `| ${index === 0 ? `[${number}. ${row.title}](#row-${number})` : ''} | ${text} | ${withSpread(result)} | ${VERDICTS[verdict]} |`)).join('\n')}

## How it was measured

- ${machine()}
- ${versions()}
- ${new Date().toISOString().slice(0, 10)}, \`npm run bench\`, ${Math.round(seconds / 60)} minutes. \`npm run bench -- --quick\` takes fewer samples and writes nothing; \`npm run bench -- --rows 1,5\` picks rows.
- The sides of a row take turns, A B, B A, A B …, so that whatever else the computer does meets all of them. A figure is the median of all rounds, with the smallest and the largest behind it; a ratio is taken in each round first.
- Where memory is measured, and where things are loaded, each sample has a fresh process. Memory is what the operating system counts for the whole process, at its largest moment, unless a row says otherwise.
- The command fails when a goal is missed by more than a factor of two, which no noise explains.
${results.map(section).join('')}`;
}

function section(result) {
	const { row, number, name, goals, samples } = result;
	const columns = [row.unit, ...Object.values(row.also ?? {})];
	const lines = Object.entries(row.sides).map(([side, label]) => {
		const described = describe(result, side);
		return `| ${label} | ${columns.map((unit) => described.find((entry) => entry.unit === unit)?.text ?? '–').join(' | ')} |`;
	});
	const rounds = Math.max(...Object.values(samples).map(({ length }) => length));
	const missed = goals.some(({ verdict }) => verdict !== 'met');
	return `
<a id="row-${number}"></a>

## ${number}. ${row.title}

![${row.title}](images/performance/${name}.svg)

| | ${columns.join(' | ')} |
| --- |${columns.map(() => ' ---: |').join('')}
${lines.join('\n')}

${rounds} samples each.${row.note ? ` ${row.note}` : ''}${missed && row.whenMissed ? ` ${row.whenMissed}` : ''}
`;
}

function machine() {
	const [{ model }] = cpus();
	const busy =
		OTHERS > 1
			? `. It had other work too: ${short(OTHERS)} processes wanted the processors when the bench began, so times are longer and spreads wider than on a quiet one`
			: '';
	return `${cpus().length} processors (${model.trim()}), ${short(Math.round(totalmem() / 1024 ** 3))} GB of memory, ${platform()} ${release().split('-')[0]}${busy}`;
}

function versions() {
	const of = (name) =>
		JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8')).version;
	const { version } = require('./package.json');
	return `Node.js ${process.versions.node}, n8n-core ${of('n8n-core')}, n8n-workflow ${of('n8n-workflow')}, this package ${version}${commit()}`;
}

function commit() {
	try {
		return ` (commit ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()})`;
	} catch {
		return '';
	}
}
