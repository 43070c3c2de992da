import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { N8N_VERSION } from '../scripts/n8n-install.mjs';
import { withCallbackUrl } from '../scripts/n8n-instance.mjs';
import { example, startWorld, until } from './support/world.mjs';

/** The last 1.x runs on Node.js 20; 2.0 began to publish workflows instead of activating them. */
for (const version of (process.env.E2E_N8N_VERSIONS ?? N8N_VERSION).split(',')) {
	test(`Both ways to an archive in n8n ${version}`, async (t) => {
		const world = await startWorld(`example-${version}`, { version, timeScale: 0.1 });
		t.after(() => world.close());
		const { rest } = world.n8n;

		const succeeded = async (id) => {
			const ended = await rest.executionIn(id, ['success', 'error', 'crashed']);
			assert.equal(ended.status, 'success', JSON.stringify(ended.error));
			return ended;
		};
		const savesAnArchive = ({ runData }) => {
			const { fileName } = runData['Save the file'][0].data.main[0][0].json;
			const archive = readFileSync(join(world.data, fileName));
			assert.equal(archive.subarray(0, 2).toString(), 'PK');
		};
		const charges = async () => (await world.sandbox.gmtControl('GET', 'ledger')).entries.length;

		const workflow = await rest.createWorkflow(example());
		savesAnArchive(await succeeded(await rest.run(workflow, 'Start')));
		assert.equal(await charges(), 1);

		// A second copy can be published beside the first, and each trigger hears of its own purchases only.
		const copies = [];
		for (let n = 0; n < 2; n++) {
			const copy = withCallbackUrl(example('bulk-purchase-with-trigger.json'), world.n8n.url);
			copies.push(await rest.createWorkflow(copy));
			await rest.publish(copies[n]);
		}
		for (const copy of copies) {
			await succeeded(await rest.run(copy, 'Start'));
			const delivery = await until('The delivery', async () =>
				(await rest.executions(copy.id)).find(({ mode }) => mode === 'webhook'),
			);
			savesAnArchive(await succeeded(delivery.id));
		}
		assert.equal(await charges(), 3);
	});
}
