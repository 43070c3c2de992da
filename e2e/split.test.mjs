// The packages of the single services in a real n8n: their examples run as they are, and workflows that are moved to them do
// what they did before.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { withCallbackUrl } from '../scripts/n8n-instance.mjs';
import { npm } from '../scripts/n8n-process.mjs';
import { example, root, startWorld, until } from './support/world.mjs';

const [GMT, FIVE_SIM] = ['n8n-nodes-getmytg', 'n8n-nodes-5sim'];
let world;

before(async () => {
	await npm(['run', 'split'], { cwd: root });
	world = await startWorld('split', {
		packages: [GMT, FIVE_SIM].map((name) => join(root, 'packages', name)),
		timeScale: 0.1,
	});
});

after(async () => await world?.close());

/** An example of a package, as it lies beside it. */
async function own(file, name) {
	const workflow = JSON.parse(readFileSync(join(root, 'packages', name, 'examples', file), 'utf8'));
	return await created(workflow, name);
}

/** An example of the whole package after `npm run move`. */
async function moved(file, name) {
	const copy = join(world.folder, file);
	writeFileSync(copy, JSON.stringify(withCallbackUrl(example(file), world.n8n.url)));
	await npm(['run', 'move', '--', '--to', name, copy], { cwd: root });
	return await created(JSON.parse(readFileSync(copy, 'utf8')), name);
}

/** A workflow with nodes of one package alone. */
async function created(workflow, name) {
	const types = workflow.nodes
		.map(({ type }) => type)
		.filter((type) => !type.startsWith('n8n-nodes-base.'));
	assert.ok(
		types.length > 0 && types.every((type) => type.startsWith(`${name}.`)),
		types.join(', '),
	);
	return await world.n8n.rest.createWorkflow(workflow);
}

async function succeeds(id) {
	const ended = await world.n8n.rest.executionIn(id, ['success', 'error', 'crashed']);
	assert.equal(ended.status, 'success', JSON.stringify(ended.error));
	return ended.runData;
}

test('n8n offers the nodes of both packages', async () => {
	const types = (await world.n8n.rest.call('GET', '/types/nodes.json')).map(({ name }) => name);
	for (const type of [
		`${GMT}.gmt`,
		`${GMT}.gmtTrigger`,
		`${FIVE_SIM}.fiveSim`,
		`${FIVE_SIM}.fiveSimTrigger`,
	])
		assert.ok(types.includes(type), type);
	assert.ok(!types.some((type) => type.startsWith('n8n-nodes-gmt-5sim.')));
});

/** The file that an execution saved is an archive. */
function savesAnArchive(runData) {
	const { fileName } = runData['Save the file'][0].data.main[0][0].json;
	assert.equal(readFileSync(join(world.data, fileName)).subarray(0, 2).toString(), 'PK');
}

test(`the main example of ${GMT} buys and saves the archive`, async () => {
	const workflow = await own('bulk-purchase-to-archive.json', GMT);
	savesAnArchive(await succeeds(await world.n8n.rest.run(workflow, 'Start')));
	assert.equal((await world.sandbox.gmtControl('GET', 'ledger')).entries.length, 1);
});

test(`the example with a trigger, moved to ${GMT}, buys and saves the archive`, async () => {
	const { rest } = world.n8n;
	const workflow = await moved('bulk-purchase-with-trigger.json', GMT);
	await rest.publish(workflow);
	await succeeds(await rest.run(workflow, 'Start'));
	const delivery = await until('The delivery', async () =>
		(await rest.executions(workflow.id)).find(({ mode }) => mode === 'webhook'),
	);
	savesAnArchive(await succeeds(delivery.id));
	assert.equal((await world.sandbox.gmtControl('GET', 'ledger')).entries.length, 2);
});

test(`the example of ${FIVE_SIM} for one SMS rents a number and gets the code`, async () => {
	const { rest } = world.n8n;
	const workflow = await own('number-for-one-sms.json', FIVE_SIM);
	const runData = await succeeds(await rest.run(workflow, 'Start'));
	const { json } = runData['Keep number and code'][0].data.main[0][0];
	assert.match(json.code, /^\d{4,}$/);
	assert.equal((await world.sandbox.fiveSimControl('GET', 'ledger')).entries.length, 1);
});
