import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

import type { Engine, NodeEndEvent } from '../engine';
import { startEngine } from '../engine';
import { startSandbox } from '../sandbox';

/** The main example, from the purchase to the file: what `npm start` shows. */
const EXAMPLE = 'examples/bulk-purchase-to-archive.json';
/** Where the example saves its file; the folder that n8n allows by default has this name too. */
const FILES = '.n8n-files';
/** Provider seconds pass ten times as fast, so that nobody waits for an archive. */
const TIME_SCALE = 0.1;
const PATIENCE = 60_000;

async function main(): Promise<void> {
	const root = path.join(__dirname, '..', '..');
	process.chdir(root);
	mkdirSync(FILES, { recursive: true });

	step('Starting a sandbox of Get My TG and 5sim on this computer');
	const sandbox = await startSandbox({ timeScale: TIME_SCALE, log: detail });
	let engine: Engine | undefined;
	try {
		step("Starting n8n's own engine");
		engine = await startEngine({
			credentials: { 'Get My TG account': { type: 'gmtApi', data: { apiKey: sandbox.gmt.apiKey, baseUrl: sandbox.gmt.url } } },
			fileAccess: [path.resolve(FILES)],
			onNodeEnd: report,
		});
		const before = sandbox.gmt.balance();
		const workflow = await engine.activate(EXAMPLE);
		step(`Published ${EXAMPLE}: the trigger listens on ${workflow.webhookUrl('When the archive is ready')}`);

		step('Running it: the balance is charged now');
		const purchase = await engine.run(EXAMPLE);
		if (purchase.status !== 'success') throw purchase.error ?? new Error(`The purchase ended with status ${purchase.status}`);
		const [bought] = purchase.items('Buy accounts');
		const { bulk_purchase_id: id, quantity, total_price: price } = bought?.json as { bulk_purchase_id: number; quantity: number; total_price: { amount: string; currency_code: string } };
		step(`Bought ${quantity} accounts for ${price.amount} ${price.currency_code} as bulk purchase ${id}; waiting for its archive`);

		const delivery = await workflow.nextExecution(PATIENCE);
		if (delivery.status !== 'success') throw delivery.error ?? new Error(`The delivery ended with status ${delivery.status}`);
		const [saved] = delivery.items('Save the file');
		const file = path.resolve(String(saved?.json.fileName));
		step(`Archive: ${file} (${statSync(file).size} bytes)`);
		step(`Balance: ${before} USD before, ${sandbox.gmt.balance()} USD after, ${sandbox.gmt.charges().length} charge`);
	} finally {
		await engine?.close();
		await sandbox.close();
	}
	console.log("\nAll of this was played by the sandbox, no money was spent. Next: install the package into your n8n as README.md says under 'Install'.");
}

function step(line: string): void {
	console.log(`\n▸ ${line}`);
}

function detail(line: string): void {
	console.log(`    ${line}`);
}

function report({ node, status, items, ms, error }: NodeEndEvent): void {
	console.log(`  ${status === 'success' ? '✓' : '✗'} ${node}: ${error ?? `${items} ${items === 1 ? 'item' : 'items'}`} in ${Math.round(ms)} ms`);
}

main().catch((failure: unknown) => {
	console.error(`\nThe example did not run to its end: ${failure instanceof Error ? failure.message : String(failure)}`);
	process.exitCode = 1;
});
