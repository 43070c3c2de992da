// Measures the nodes beside what one would use instead: `npm run bench`.
import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judge } from './lib/figures.mjs';
import { measure } from './lib/measure.mjs';
import { toText, writeReport } from './lib/report.mjs';

const USAGE = `Measures the nodes beside n8n's own nodes and plain clients, and writes docs/performance.md.

Usage: npm run bench -- [options]
  --quick         few samples and smaller files; writes nothing
  --rows <list>   only these rows, e.g. 1,5; writes nothing
  --rounds <n>    how often each side of a row is measured
  --help          this text
`;

const { values } = parseArgs({
	options: {
		quick: { type: 'boolean' },
		rows: { type: 'string' },
		rounds: { type: 'string' },
		help: { type: 'boolean' },
	},
});
try {
	if (values.help) console.log(USAGE);
	else await main();
} catch (failure) {
	console.error(`\nThe bench did not come to its end: ${failure.message}`);
	process.exitCode = 1;
}

async function main() {
	if (!existsSync(new URL('../.build/test-engine/index.js', import.meta.url)))
		throw new Error("Run 'npm run build' first");
	const folder = new URL('rows/', import.meta.url);
	const wanted = values.rows?.split(',').map(Number);
	const files = readdirSync(folder)
		.filter((file) => !wanted || wanted.includes(Number.parseInt(file, 10)))
		.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
	if (files.length === 0) throw new Error(`There are no rows ${values.rows}`);
	const started = performance.now();
	const results = [];
	for (const file of files) {
		const result = await measureRow(new URL(file, folder).href, file.replace('.mjs', ''));
		console.log(toText(result));
		results.push(result);
	}
	const seconds = (performance.now() - started) / 1000;
	console.log(`${results.length} rows in ${Math.round(seconds)} s`);
	if (!values.quick && !wanted) {
		writeReport(results, seconds);
		console.log('Written: docs/performance.md');
	}
	if (results.some(({ goals }) => goals.some(({ verdict }) => verdict === 'off')))
		process.exitCode = 1;
}

async function measureRow(file, name) {
	const { row } = await import(file);
	const started = performance.now();
	const samples = await measure(row, file, {
		quick: values.quick === true,
		...(values.rounds && { rounds: Number(values.rounds) }),
	});
	const goals = row.goals.map((goal) => ({ text: goal.text, ...judge(goal, samples) }));
	return {
		row,
		name,
		number: Number.parseInt(name, 10),
		samples,
		goals,
		seconds: (performance.now() - started) / 1000,
	};
}
