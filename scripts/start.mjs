// The main example from the purchase to the file, in n8n's own engine, against the sandbox: `npm start`.
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import './prepare.mjs';

const EXAMPLE = 'examples/bulk-purchase-to-archive.json';
/** Where the example saves its file; the folder that n8n allows by default has this name too. */
const FILES = '.n8n-files';
/** The sandbox's seconds pass ten times as fast, so that nobody waits for an archive. */
const TIME_SCALE = 0.1;

try {
	await main();
} catch (failure) {
	console.error(`\nThe example did not run to its end: ${failure.message}`);
	process.exitCode = 1;
}

async function main() {
	process.chdir(fileURLToPath(new URL('../', import.meta.url)));
	const { startEngine } = (await import('../.build/test-engine/index.js')).default;
	const { startSandbox } = (await import('../.build/sandbox/index.js')).default;
	mkdirSync(FILES, { recursive: true });

	step('Starting a sandbox of Get My TG and 5sim on this computer');
	const sandbox = await startSandbox({ timeScale: TIME_SCALE, dialect: 'live', log: detail });
	let engine;
	try {
		step("Starting n8n's own engine");
		engine = await startEngine({
			credentials: {
				'Get My TG account': {
					type: 'gmtApi',
					data: { apiKey: sandbox.gmt.apiKey, baseUrl: sandbox.gmt.url },
				},
			},
			fileAccess: [path.resolve(FILES)],
			onNodeEnd: report,
			log: detail,
		});
		const before = sandbox.gmt.balance();

		step(`Running ${EXAMPLE}: the balance is charged now, then it waits for the archive`);
		await buyAndSave(engine);
		step(
			'Once more, as on a computer that nobody can call: Get My TG does not call, and n8n checks by itself',
		);
		sandbox.gmt.configure({ callbackDelaysSeconds: [] });
		await buyAndSave(engine);
		const charges = sandbox.gmt.charges().length;
		step(
			`Balance: ${before} USD before, ${sandbox.gmt.balance()} USD after, ${charges} ${charges === 1 ? 'charge' : 'charges'}`,
		);
	} finally {
		await engine?.close();
		await sandbox.close();
	}
	console.log(
		"\nThe sandbox played both services, no money was spent. Next: install the package into your n8n, see 'Install' in README.md.",
	);
}

/** Runs the example to its end: it buys, waits, and saves the archive. */
async function buyAndSave(engine) {
	const { executionId } = succeeded(await engine.run(EXAMPLE));
	const run = succeeded(await engine.execution(executionId));
	const { bulk_purchase_id: id, quantity, price, currency } = run.items('Buy accounts')[0].json;
	step(`Bought ${quantity} accounts for ${price} ${currency} as bulk purchase ${id}`);
	const file = path.resolve(run.items('Save the file')[0].json.fileName);
	step(`Archive: ${file} (${statSync(file).size} bytes)`);
}

function succeeded(run) {
	if (run.status === 'success' || run.status === 'waiting') return run;
	throw run.error ?? new Error(`an execution ended with status ${run.status}`);
}

function step(line) {
	console.log(`\n▸ ${line}`);
}

function detail(line) {
	console.log(`    ${line}`);
}

function report({ node, status, items, ms, error }) {
	if (status === 'waiting')
		return console.log(`  … ${node}: bought, and waits for what comes later`);
	console.log(
		`  ${status === 'success' ? '✓' : '✗'} ${node}: ${error ?? `${items} ${items === 1 ? 'item' : 'items'}`} in ${Math.round(ms)} ms`,
	);
}
