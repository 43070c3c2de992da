// What people see in the editor. With E2E_PICTURES it also takes the pictures of the documentation.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { openEditor } from './support/browser.mjs';
import { example, startWorld, until } from './support/world.mjs';

const pictures = process.env.E2E_PICTURES;
let world;
let editor;

before(async () => {
	// Sixteen times as fast as real: the archive is there after about a second. The balance is too small for what is refused.
	world = await startWorld('editor', { timeScale: 0.06, sandboxArgs: ['--gmt-option', 'balance="20.00"'] });
	editor = await openEditor(world.n8n.url, { pictures });
});

afterEach(async (t) => {
	if (!t.passed && editor) await editor.page.screenshot({ path: `${world.folder}/failed.png` });
});

after(async () => {
	await editor?.close();
	await world?.close();
});

test('every node of the package is found by its name and can be added', async () => {
	const types = (await world.n8n.rest.call('GET', '/types/nodes.json')).filter(({ name }) => name.startsWith('n8n-nodes-gmt-5sim.') && !name.endsWith('Tool'));
	assert.ok(types.length >= 3, 'n8n has loaded the package');
	for (const { displayName } of types) {
		await editor.newWorkflow();
		const isTrigger = displayName.endsWith(' Trigger');
		// n8n lists a node and its trigger as one.
		const entry = displayName.replace(/ Trigger$/, '');
		assert.ok((await editor.searchNode(displayName)).includes(entry), `${displayName} is found`);
		if (isTrigger) await editor.picture(`panel-${entry === '5sim' ? '5sim' : 'get-my-tg'}`);
		await editor.pickNode(entry);
		const offered = await editor.unfoldActions();
		const pick = isTrigger ? offered.find((one) => /^On /.test(one)) : offered.find((one) => /^(Buy|Create)/.test(one));
		assert.ok(pick, `${displayName} offers something: ${offered}`);
		await editor.pickNode(pick);
		await editor.form().waitFor();
		await editor.closeNode();
		const nodes = await editor.canvasNodes();
		assert.ok(nodes.length >= 1, `${displayName} is on the canvas: ${nodes}`);
	}
});

test('a bulk purchase is filled in from the list of countries with price and stock, and bought', async () => {
	await editor.newWorkflow();
	await editor.addAction('Get My TG', 'Create bulk purchase');
	const countries = await editor.openList('countryCode');
	assert.ok(countries.every((one) => /· \$?\d+\.\d\d\b.* · (\d+ in stock|out of stock)/.test(one)), countries.join('\n'));
	await editor.picture('form-bulk-purchase');
	await editor.chooseFromList('United States');
	await editor.setNumber('quantity', 2);
	const output = await editor.executeStep();
	assert.match(output, /1 item/);
	const { entries } = await world.sandbox.gmtControl('GET', 'ledger');
	assert.equal(entries.length, 1);
});

test('a number is filled in from lists of country, operator and product, and bought', async () => {
	await editor.newWorkflow();
	await editor.addAction('5sim', 'Buy activation number');
	await editor.openList('country', 'engl');
	await editor.chooseFromList('England');
	await editor.openList('operator');
	await editor.chooseFromList('Any');
	const products = await editor.openList('product', 'telegram');
	assert.match(products[0], /telegram · [\d.]+ · (\d+ in stock|out of stock)/i);
	await editor.picture('form-buy-number');
	await editor.chooseFromList('telegram');
	const output = await editor.executeStep();
	assert.match(output, /1 item/);
	await editor.tid('output-panel').getByText('Schema', { exact: true }).click();
	await editor.picture('number-bought');
	const { entries } = await world.sandbox.fiveSimControl('GET', 'ledger');
	assert.equal(entries.length, 1);
});

test('an order is picked from the list of orders', async () => {
	await editor.newWorkflow();
	await editor.addAction('5sim', 'Get order');
	const orders = await editor.openList('orderId');
	assert.match(orders[0], /telegram/);
	await editor.chooseFromList('telegram');
	assert.match(await editor.executeStep(), /1 item/);
});

for (const { node, action, name, good } of [
	{ node: 'Get My TG', action: 'Get profile', name: 'get-my-tg', good: () => world.sandbox.gmt.apiKey },
	{ node: '5sim', action: 'Get user profile', name: '5sim', good: () => world.sandbox.fiveSim.apiKey },
]) {
	test(`the credential of ${node} is tested with a wrong and with the right key`, async () => {
		await editor.newWorkflow();
		await editor.addAction(node, action);
		await editor.openCredential();
		assert.match(await editor.testKey('not-the-right-key'), /Couldn.t connect/);
		await editor.picture(`credential-${name}-wrong`, { of: editor.page.getByRole('dialog').filter({ has: editor.tid('credential-edit-dialog') }).last() });
		assert.match(await editor.testKey(good()), /Connection tested successfully/);
		await editor.picture(`credential-${name}`, { of: editor.page.getByRole('dialog').filter({ has: editor.tid('credential-edit-dialog') }).last() });
	});
}

test('the main example runs from the canvas, and its archive is seen', async () => {
	const { rest } = world.n8n;
	const workflow = await rest.createWorkflow(example());
	await rest.publish(workflow);
	await editor.openWorkflow(workflow.id);
	await editor.clearCanvas();
	await editor.tid('zoom-out-button').click();
	await editor.picture('example-light');
	await editor.page.locator('[data-test-id="canvas-node"][data-node-name="Start"]').hover();
	await editor.tid('execute-workflow-button-Start').click({ force: true });
	const delivery = await until('The delivery', async () => (await rest.executions(workflow.id)).find(({ mode, status }) => mode === 'webhook' && status === 'success'));

	await editor.page.goto(`${world.n8n.url}/workflow/${workflow.id}/executions/${delivery.id}`);
	await editor.page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await editor.openNode('Download the archive');
	const output = editor.tid('output-panel');
	await output.getByText('Binary', { exact: true }).click();
	const text = await output.innerText();
	assert.match(text, /\.zip/);
	assert.match(text, /application\/zip/);
	await editor.picture('archive');
});

test('a refusal is told in plain words, before anything is bought', async () => {
	const before = await world.sandbox.gmtControl('GET', 'ledger');
	await editor.newWorkflow();
	await editor.addAction('Get My TG', 'Create bulk purchase');
	await editor.openList('countryCode');
	await editor.chooseFromList('Germany');
	await editor.setNumber('quantity', 30);
	const output = await editor.executeStep();
	await editor.picture('refusal');
	assert.doesNotMatch(output, /undefined|\[object|TypeError/);
	assert.match(output, /balance/i);
	assert.equal((await world.sandbox.gmtControl('GET', 'ledger')).entries.length, before.entries.length);
});

test('a purchase above the budget is refused, with the price and the limit named', async () => {
	const before = await world.sandbox.gmtControl('GET', 'ledger');
	const stored = await world.n8n.rest.createWorkflow({
		name: 'Buy within a budget',
		nodes: [
			{ id: 'a', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			{
				id: 'b',
				name: 'Buy accounts',
				type: 'n8n-nodes-gmt-5sim.gmt',
				typeVersion: 1,
				position: [240, 0],
				parameters: { resource: 'bulkPurchase', operation: 'create', countryCode: { __rl: true, mode: 'list', value: 'DE', cachedResultName: 'Germany' }, quantity: 2, options: { maxPrice: '2.00' } },
				credentials: { gmtApi: { name: 'Get My TG account' } },
			},
		],
		connections: { Start: { main: [[{ node: 'Buy accounts', type: 'main', index: 0 }]] } },
	});
	await editor.openWorkflow(stored.id);
	await editor.openNode('Buy accounts');
	const output = await editor.executeStep();
	await editor.picture('budget');
	assert.match(output, /3\.20? .*2(\.00)? .*Max Price/s);
	assert.equal((await world.sandbox.gmtControl('GET', 'ledger')).entries.length, before.entries.length);
});

test('icons and texts are readable in the dark theme', async () => {
	const { rest } = world.n8n;
	const workflow = (await rest.workflows()).find(({ name }) => name === example().name);
	const dark = await openEditor(world.n8n.url, { theme: 'dark', pictures });
	try {
		await dark.openWorkflow(workflow.id);
		await dark.clearCanvas();
		const sources = await dark.page.locator('[data-test-id="canvas-node"] img').evaluateAll((images) => images.map((image) => image.getAttribute('src')));
		assert.ok(sources.some((source) => /dark\.svg/.test(source)), `the dark icon is used: ${sources}`);
		await dark.tid('zoom-out-button').click();
		await dark.picture('example-dark');
	} finally {
		await dark.close();
	}
});
