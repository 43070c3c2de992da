import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { N8N_VERSION } from '../scripts/n8n-install.mjs';
import { example, startWorld, until } from './support/world.mjs';

/** The last 1.x runs on Node.js 20; 2.0 began to publish workflows instead of activating them. */
for (const version of (process.env.E2E_N8N_VERSIONS ?? N8N_VERSION).split(',')) {
	test(`The main example in n8n ${version}`, async (t) => {
		const world = await startWorld(`example-${version}`, { version, timeScale: 0.1 });
		t.after(() => world.close());
		const { rest } = world.n8n;

		const workflow = await rest.createWorkflow(example());
		await rest.publish(workflow);
		const bought = await rest.executionIn(await rest.run(workflow, 'Start'), [
			'success',
			'error',
			'crashed',
		]);
		assert.equal(bought.status, 'success', JSON.stringify(bought.error));

		const delivery = await until('The delivery', async () =>
			(await rest.executions(workflow.id)).find(({ mode }) => mode === 'webhook'),
		);
		const saved = await rest.executionIn(delivery.id, ['success', 'error', 'crashed']);
		assert.equal(saved.status, 'success', JSON.stringify(saved.error));

		const { fileName } = saved.runData['Save the file'][0].data.main[0][0].json;
		const archive = readFileSync(join(world.data, fileName));
		assert.equal(archive.subarray(0, 2).toString(), 'PK');
		const { entries } = await world.sandbox.gmtControl('GET', 'ledger');
		assert.equal(entries.length, 1);
	});
}
