// What people see in the editor. With E2E_PICTURES it also takes the pictures of the documentation.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { withCallbackUrl } from '../scripts/n8n-instance.mjs';
import { openEditor } from './support/browser.mjs';
import { example, root, startWorld, until } from './support/world.mjs';

const pictures = process.env.E2E_PICTURES;
let world;
let editor;

before(async () => {
	// Sixteen times as fast as real: the archive is there after about a second. The balance is too small for what is refused.
	world = await startWorld('editor', {
		timeScale: 0.06,
		sandboxArgs: ['--gmt-option', 'balance="20.00"', '--fivesim-option', 'smsAfterSeconds=null'],
	});
	editor = await openEditor(world.n8n.url, { pictures });
});

afterEach(async (t) => {
	if (t.passed || !editor) return;
	await editor.page.screenshot({ path: join(world.folder, `${t.name.replace(/\W+/g, '-')}.png`) });
	await editor.reload();
});

after(async () => {
	await editor?.close();
	await world?.close();
});

/** The nodes as people search for them, with the entry that n8n shows (a node and its trigger are one), and something that it offers. */
const offers = [
	{
		node: 'Get My TG Trigger',
		entry: 'Get My TG',
		action: 'On archive ready',
		added: 'Get My TG Trigger',
		place: { x: 350, y: 350 },
	},
	{
		node: 'Get My TG',
		entry: 'Get My TG',
		action: 'Get profile',
		added: 'Get profile',
		place: { x: 700, y: 350 },
	},
	{
		node: '5sim Trigger',
		entry: '5sim',
		action: 'On new sms',
		added: '5sim Trigger',
		place: { x: 350, y: 650 },
	},
	{
		node: '5sim',
		entry: '5sim',
		action: 'Get user profile',
		added: 'Get user profile',
		place: { x: 700, y: 650 },
	},
];

test('every node is found by its name, added, dragged to its place and connected', async () => {
	const types = (await world.n8n.rest.call('GET', '/types/nodes.json')).filter(
		({ name }) => name.startsWith('n8n-nodes-gmt-5sim.') && !name.endsWith('Tool'),
	);
	assert.deepEqual(
		types.map(({ displayName }) => displayName).sort(),
		offers.map(({ node }) => node).sort(),
	);
	await editor.newWorkflow();
	for (const { node, entry, action, added, place } of offers) {
		// n8n lets no entry with a list of actions be dragged out of the panel, its own neither.
		await editor.addAction(node, entry, action);
		await editor.closeNode();
		const off = await editor.dragNode(added, place);
		assert.ok(off < 40, `${added} lies ${off} pixels from where it was dragged to`);
		await editor.deselect();
	}
	for (const [from, to] of [
		['Get My TG Trigger', 'Get profile'],
		['5sim Trigger', 'Get user profile'],
	]) {
		assert.equal(await editor.edges(from, to).count(), 0);
		await editor.connect(from, to);
		await editor.edges(from, to).waitFor({ state: 'attached' });
	}
	await editor.tidyUp();
	assert.deepEqual(await editor.icons(), ['gmt.svg', 'gmt.svg', 'fiveSim.svg', 'fiveSim.svg']);
	await editor.pictureOfCanvas('nodes-light');
	await editor.setTheme('dark');
	await until('The icons for the dark theme', async () =>
		(await editor.icons()).every((file) => file.endsWith('.dark.svg')),
	);
	await editor.pictureOfCanvas('nodes-dark');
	await editor.setTheme('light');
});

test('as tools of an agent, both nodes are dragged out of the panel', async () => {
	const agent = {
		id: 'a',
		name: 'Agent',
		type: '@n8n/n8n-nodes-langchain.agent',
		typeVersion: 2,
		position: [0, 0],
		parameters: {},
	};
	await editor.openWorkflow(
		await world.n8n.rest.createWorkflow({ name: 'Agent', nodes: [agent], connections: {} }),
	);
	for (const { name, place } of [
		{ name: 'Get My TG Tool', place: { x: 400, y: 750 } },
		{ name: '5sim Tool', place: { x: 800, y: 750 } },
	]) {
		const before = await editor.nodeNames();
		await editor.openTools('Agent');
		await editor.dropOnCanvas(await editor.searchNode(name), place);
		await editor.closeNode();
		const [added] = (await editor.nodeNames()).filter((one) => !before.includes(one));
		const { x, y } = await editor.node(added).boundingBox();
		assert.ok(Math.hypot(x - place.x, y - place.y) < 150, `${added} is where it was dropped`);
		await editor.edges(added, 'Agent').waitFor({ state: 'attached' });
		assert.match(
			await editor.node(added).innerText(),
			/^Get many (prices and stocks|orders)/,
			'it only reads until somebody chooses something else',
		);
	}
});

test('the panel says what the services are for', async () => {
	for (const [entry, picture] of [
		['Get My TG', 'panel-get-my-tg'],
		['5sim', 'panel-5sim'],
	]) {
		await editor.newWorkflow();
		await (await editor.searchNode(entry)).click();
		await editor.category('Triggers').waitFor();
		await editor.pictureOfPanel(picture);
	}
});

test('a bulk purchase is filled in from the list of countries with price and stock, and bought', async () => {
	const before = await world.sandbox.gmtControl('GET', 'ledger');
	await editor.newWorkflow();
	await editor.addAction('Get My TG', 'Get My TG', 'Create bulk purchase (spends money)');
	const countries = await editor.openList('countryCode');
	assert.ok(
		countries.every((one) => /· \$?\d+\.\d\d\b.* · (\d+ in stock|out of stock)/.test(one)),
		countries.join('\n'),
	);
	await editor.pictureOfNode('form-bulk-purchase', 820);
	await editor.chooseFromList('United States');
	await editor.setNumber('quantity', 2);
	assert.match(await editor.executeStep(), /1 item/);
	assert.equal(
		(await world.sandbox.gmtControl('GET', 'ledger')).entries.length,
		before.entries.length + 1,
	);
});

test('a number is filled in from lists of country, operator and product, and bought', async () => {
	const before = await world.sandbox.fiveSimControl('GET', 'ledger');
	await editor.newWorkflow();
	await editor.addAction('5sim', '5sim', 'Buy activation number (spends money)');
	await editor.openList('country', 'engl');
	await editor.chooseFromList('England');
	await editor.openList('operator');
	await editor.chooseFromList('Any');
	const [product] = await editor.openList('product', 'telegram');
	assert.match(product, /telegram · price [\d.]+ · (\d+ in stock|out of stock)/i);
	await editor.chooseFromList('telegram');
	assert.match(await editor.executeStep(), /1 item/);
	await editor.showOutputAs('Schema', /phone.*telegram/s);
	await editor.pictureOfNode('number-bought', 880);
	assert.equal(
		(await world.sandbox.fiveSimControl('GET', 'ledger')).entries.length,
		before.entries.length + 1,
	);
});

test('from nothing to 3 accounts in bulk and their archive on the disk takes 14 clicks and one purchase', async () => {
	const before = (await world.sandbox.gmtControl('GET', 'ledger')).entries.length;
	const file = join(world.data, '.n8n-files', 'clicked.zip');
	await editor.newWorkflow();
	const presses = await editor.countPresses();
	await editor.addFirstStep('telegram', 'Get My TG', 'Create bulk purchase (spends money)');
	await editor.openList('countryCode');
	await editor.chooseFromList('India');
	await editor.typeInto('quantity', '3');
	await editor.turnOn('waitForArchive');
	await editor.output().getByText('Execute step buys 3 accounts').waitFor();
	await editor.pictureOfNode('clicks-bulk', 1000);
	await editor.closeByCross();
	await editor.addNextStep('write file', 'Read/Write Files from Disk', 'Write File to Disk');
	await editor.typeInto('fileName', file);
	await editor.pictureOfNode('clicks-bulk-file', 1000);
	assert.match(await editor.executeStep(), /1 item.*\.zip/s);
	const bought = (await world.sandbox.gmtControl('GET', 'ledger')).entries.slice(before);
	assert.deepEqual(
		bought.map(({ amount }) => amount),
		['1.86'],
	);
	assert.equal(readFileSync(file).subarray(0, 2).toString(), 'PK');
	atMost(14, await presses());
});

for (const { where, country, clicks } of [
	{ where: 'wherever it is from', clicks: 15 },
	{ where: 'of a country', country: 'England', clicks: 17 },
]) {
	test(`from nothing to the code of a rented number ${where} takes ${clicks} clicks and one purchase`, async () => {
		// Orders of other tests run out meanwhile, and their prices come back.
		const charges = async () =>
			(await world.sandbox.fiveSimControl('GET', 'ledger')).entries.filter(
				({ kind }) => kind === 'charge',
			);
		const before = (await charges()).length;
		await editor.newWorkflow();
		const presses = await editor.countPresses();
		await editor.addFirstStep('sms', '5sim', 'Buy activation number (spends money)');
		await editor.openList('product', 'telegram');
		await editor.chooseFromList('telegram');
		if (country) {
			await editor.openList('country', country.toLowerCase());
			await editor.chooseFromList(country);
		}
		await editor.pictureOfNode('clicks-number', 1000);
		await editor.closeByCross();
		await editor.addNextStep('5sim', '5sim', 'Wait for SMS of order');
		await editor.pictureOfNode('clicks-number-sms', 1000);
		await editor.closeByCross();
		await editor.addNextStep('edit fields', 'Edit Fields (Set)');
		await editor.dragField('code', editor.form().getByText('Drag input fields here'));
		await editor.pictureOfNode('clicks-number-code', 1000);
		const sms = until('The order', async () => (await charges())[before]).then(
			async ({ subject }) =>
				await world.sandbox.fiveSimControl('POST', 'sms', {
					orderId: subject,
					text: 'Your login code is 40213',
					code: '40213',
				}),
		);
		await editor.executeStep();
		await editor.output().filter({ hasText: '40213' }).waitFor();
		await sms;
		assert.equal((await charges()).length, before + 1);
		atMost(clicks, await presses());
	});
}

test('an order is picked from the list of orders', async () => {
	await buyNumber();
	await editor.newWorkflow();
	await editor.addAction('5sim', '5sim', 'Get order');
	const [order] = await editor.openList('orderId');
	assert.match(order, /telegram/);
	await editor.chooseFromList('telegram');
	assert.match(await editor.executeStep(), /1 item/);
});

test('the trigger of 5sim fetches a message to build a workflow with', async () => {
	const { id } = await buyNumber();
	await world.sandbox.fiveSimControl('POST', 'sms', {
		orderId: id,
		text: 'Your login code is 40213',
		code: '40213',
	});
	await editor.newWorkflow();
	await editor.addAction('5sim Trigger', '5sim', 'On new sms');
	assert.match(await editor.form().innerText(), /Poll Times.*Trigger On.*New SMS.*Options/s);
	assert.match(await editor.executeStep(), /1 item/);
	await editor.showOutputAs('Schema', /newSms.*Your login code is 40213.*40213/s);
	await editor.fold('order');
	await editor.pictureOfNode('trigger-5sim', 800);
});

test('the trigger of Get My TG shows its URL and what to do with it', async () => {
	await editor.newWorkflow();
	await editor.addAction('Get My TG Trigger', 'Get My TG', 'On archive ready');
	await editor.form().getByText('Webhook URLs', { exact: true }).click();
	await editor.form().getByText('Production URL', { exact: true }).click();
	const form = await editor.form().innerText();
	assert.match(form, /http:\/\/127\.0\.0\.1:\d+\/webhook\/[\w-]+/);
	assert.match(
		form,
		/Production URL, and paste it into 'Callback URL'.*Trigger On.*Archive Ready/s,
	);
	await editor.pictureOfNode('trigger-get-my-tg', 700);
});

for (const file of readdirSync(join(root, 'examples')).filter((one) => one.endsWith('.json'))) {
	test(`${file} is complete on the canvas`, async () => {
		const { name, nodes, connections } = example(file);
		await editor.openWorkflow(
			await world.n8n.rest.createWorkflow({ name: `${name} (as it is)`, nodes, connections }),
		);
		const named = nodes
			.filter(({ type }) => !type.endsWith('.stickyNote'))
			.map((node) => node.name);
		assert.deepEqual(
			(await editor.nodeNames()).filter((one) => named.includes(one)).sort(),
			named.sort(),
		);
		assert.equal(await editor.tid('node-issues').count(), 0, 'no node misses anything');
		// The main example is shown after it has run.
		if (name !== example().name)
			await editor.pictureOfCanvas(`example-${file.replace('.json', '')}`);
	});
}

test('the big button runs the main example, and its archive is seen', async () => {
	const workflow = await world.n8n.rest.createWorkflow(example());
	await editor.openWorkflow(workflow);
	await editor.tid('execute-workflow-button').click();
	await editor
		.node('Save the file')
		.locator('[data-test-id="canvas-node-status-success"]')
		.waitFor({ timeout: 60_000 });
	await editor.pictureOfCanvas('example-bulk-purchase-to-archive');
	await editor.openNode('Buy accounts');
	await editor.showOutputAs('Binary', /\.zip.*application\/zip/s);
	await editor.pictureOfNode('archive', 700);
	const [download] = await Promise.all([
		editor.page.waitForEvent('download'),
		editor.output().getByRole('button', { name: 'Download' }).click(),
	]);
	assert.equal(
		readFileSync(await download.path())
			.subarray(0, 2)
			.toString(),
		'PK',
	);
});

test('the example with a trigger starts its second row', async () => {
	const { rest } = world.n8n;
	const twoRows = example('bulk-purchase-with-trigger.json');
	const workflow = await rest.createWorkflow(withCallbackUrl(twoRows, world.n8n.url));
	await rest.publish(workflow);
	await editor.openWorkflow(workflow);
	await editor.executeFrom('Start');
	const delivery = await until('The delivery', async () =>
		(await rest.executions(workflow.id)).find(
			({ mode, status }) => mode === 'webhook' && status === 'success',
		),
	);
	await editor.openExecution(workflow, delivery);
	await editor.openNode('When the archive is ready');
	await editor.showOutputAs('Table', /1 item.*archiveReady/s);
	await editor.closeNode();
});

test('a refusal is explained in plain words, before anything is bought', async () => {
	const before = await world.sandbox.gmtControl('GET', 'ledger');
	await editor.newWorkflow();
	await editor.addAction('Get My TG', 'Get My TG', 'Create bulk purchase (spends money)');
	await editor.openList('countryCode');
	await editor.chooseFromList('Germany');
	await editor.setNumber('quantity', 30);
	const output = await editor.executeStep();
	await editor.pictureOfNode('refusal', 820);
	assert.match(output, /The balance at Get My TG is too low for 30 accounts of Germany/);
	assert.doesNotMatch(output, /undefined|\[object|TypeError/);
	assert.equal(
		(await world.sandbox.gmtControl('GET', 'ledger')).entries.length,
		before.entries.length,
	);
});

test('a purchase above the budget is refused, with the price and the limit named', async () => {
	const before = await world.sandbox.gmtControl('GET', 'ledger');
	const stored = await world.n8n.rest.createWorkflow({
		name: 'Buy within a budget',
		nodes: [
			{
				id: 'a',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'b',
				name: 'Buy accounts',
				type: 'n8n-nodes-gmt-5sim.gmt',
				typeVersion: 1,
				position: [240, 0],
				parameters: {
					resource: 'bulkPurchase',
					operation: 'create',
					countryCode: { __rl: true, mode: 'list', value: 'DE', cachedResultName: 'Germany' },
					quantity: 2,
					options: { maxPrice: '2.00' },
				},
				credentials: { gmtApi: { name: 'Get My TG account' } },
			},
		],
		connections: { Start: { main: [[{ node: 'Buy accounts', type: 'main', index: 0 }]] } },
	});
	await editor.openWorkflow(stored);
	await editor.openNode('Buy accounts');
	const output = await editor.executeStep();
	await editor.pictureOfNode('budget', 860);
	assert.match(output, /The current price \(3\.20 USD\) is above your Max Price \(2\.00\)/);
	assert.equal(
		(await world.sandbox.gmtControl('GET', 'ledger')).entries.length,
		before.entries.length,
	);
});

for (const { credential, name, good } of [
	{ credential: 'Get My TG account', name: 'get-my-tg', good: () => world.sandbox.gmt.apiKey },
	{ credential: '5sim account', name: '5sim', good: () => world.sandbox.fiveSim.apiKey },
]) {
	test(`${credential}: a wrong key is refused, the right one accepted`, async () => {
		await editor.openCredential(credential);
		assert.match(await editor.testKey('not-the-right-key'), /does not know this key.*Copy it/);
		await editor.pictureOfCredential(`credential-${name}-wrong`);
		assert.match(await editor.testKey(good()), /Connection tested successfully/);
		await editor.pictureOfCredential(`credential-${name}`);
		await editor.closeCredential();
	});
}

function atMost(clicks, presses) {
	assert.ok(presses.length <= clicks, `${presses.length} clicks: ${presses.join(' | ')}`);
}

/** Buys a number for Telegram, as another workflow would. */
async function buyNumber() {
	const { baseUrl, apiKey } = world.sandbox.fiveSim;
	const answer = await fetch(`${baseUrl}/v1/user/buy/activation/england/any/telegram`, {
		headers: { authorization: `Bearer ${apiKey}` },
	});
	return await answer.json();
}
