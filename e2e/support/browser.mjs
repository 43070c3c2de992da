// n8n's editor in Debian's Chromium, as a person uses it.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { OWNER } from '../../scripts/n8n-instance.mjs';

const EXECUTABLE = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
].find((path) => existsSync(path));
const VIEWPORT = { width: 1440, height: 1000 };
/** Notices that come and go, and the empty frame of a tooltip. */
const UNWANTED = '.el-notification, [class^="ͼ"]:empty { display: none !important }';
const byTestId = (id) => `[data-test-id="${id}"]`;
const exactly = (text) => new RegExp(`^\\s*${text.replace(/[()]/g, '\\$&')}\\s*$`);

/** Opens the editor and logs in. With `pictures`, a folder, it takes pictures there. */
export async function openEditor(url, { pictures } = {}) {
	if (!EXECUTABLE) throw new Error('Chromium is missing: apt-get install -y chromium');
	const browser = await chromium.launch({
		executablePath: EXECUTABLE,
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
	});
	const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: pictures ? 2 : 1 });
	page.setDefaultTimeout(30_000);
	// The editor keeps a workflow locked for a while after a browser has left it.
	await page.addLocatorHandler(page.getByRole('button', { name: 'Edit here' }), (button) =>
		button.click(),
	);
	await page.goto(`${url}/signin`);
	await page.fill('input[name="emailOrLdapLoginId"]', OWNER.email);
	await page.fill('input[name="password"]', OWNER.password);
	await page.click(byTestId('form-submit-button'));
	await page.waitForURL(/\/home/);
	return new Editor(page, url, browser, pictures);
}

class Editor {
	constructor(page, url, browser, pictures) {
		Object.assign(this, { page, url, browser, pictures });
	}

	tid(id) {
		return this.page.locator(byTestId(id));
	}

	async close() {
		await this.browser.close();
	}

	/** `light` or `dark`, as the computer is set. */
	async setTheme(theme) {
		await this.page.emulateMedia({ colorScheme: theme });
	}

	/**
	 * Goes to a page of the editor as its own links do: loading all of it again takes seconds. The list of workflows comes
	 * in between, because two workflows share panels and forms that are open.
	 */
	async visit(path) {
		const go = (to) =>
			this.page.evaluate((place) => {
				void document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(place);
			}, to);
		const list = this.page.getByRole('heading', { name: 'Overview' });
		const leave = this.page.getByRole('button', { name: 'Leave without saving' });
		// A form that is just being saved can hold the first try up.
		for (let tries = 0; tries < 6 && !(await list.isVisible()); tries++) {
			await go('/home/workflows');
			await list
				.or(leave)
				.first()
				.waitFor({ timeout: 10_000 })
				.catch(() => undefined);
			if (await leave.isVisible()) await leave.click({ timeout: 10_000 }).catch(() => undefined);
		}
		await list.waitFor();
		await go(path);
	}

	/**
	 * Counts what the mouse presses from now on, as the page sees it: whoever presses, by whatever helper, is counted. Keys
	 * count too where they stand for a press: Escape, Enter and Tab.
	 * @returns what tells each press by the words on it
	 */
	async countPresses() {
		await this.page.evaluate(() => {
			const presses = [];
			const words = ({ target }) =>
				(target.closest('button, [role], [data-test-id]') ?? target).textContent.trim() ||
				target.closest('[data-test-id]')?.dataset.testId;
			window.addEventListener('pointerdown', (event) => presses.push(words(event)), true);
			window.addEventListener(
				'keydown',
				({ key }) => ['Escape', 'Enter', 'Tab'].includes(key) && presses.push(key),
				true,
			);
			window.presses = presses;
		});
		return async () =>
			await this.page.evaluate(() => window.presses.map((words) => words?.slice(0, 60)));
	}

	/** The first step of an empty workflow: searched, then an action of what was found. */
	async addFirstStep(text, entry, action) {
		await this.tid('canvas-add-button').click();
		await this.pickAction(text, entry, action);
	}

	/** What follows the last node: the plus at its output, a search, and an action where there are several. */
	async addNextStep(text, entry, action) {
		await this.tid('canvas-handle-plus').last().click();
		await this.pickAction(text, entry, action);
	}

	async pickAction(text, entry, action) {
		await this.tid('node-creator-search-bar').fill(text);
		await this.entry(entry).click();
		if (action) {
			const folded = this.category('Actions').locator('[data-icon="chevron-up"]');
			await this.category('Actions').waitFor();
			if (await folded.isVisible()) await folded.click();
			await this.entry(action).click();
		}
		await this.form().waitFor();
	}

	async closeByCross() {
		await this.tid('ndv-close-button').click();
		await this.form().waitFor({ state: 'hidden' });
	}

	async typeInto(name, value) {
		await this.tid(`parameter-input-${name}`).locator('input').first().click();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.type(value);
		// The editor takes over what is typed a moment later; nobody clicks sooner.
		await this.page.waitForTimeout(700);
	}

	async turnOn(name) {
		await this.tid(`parameter-input-${name}`).locator('.el-switch').click();
	}

	/** Drags a field of the input, or of its preview, onto something of the form. */
	async dragField(name, onto) {
		const field = this.tid('run-data-schema-item')
			.locator(`[data-target="mappable"][data-name="${name}"]`)
			.first();
		const { x, y } = await middleOf(field);
		await this.drag(field, { x: x + 30, y: y + 30 }, await middleOf(onto));
	}

	/** Loads the whole editor again, whatever state it is in. */
	async reload() {
		await this.page.goto(`${this.url}/home/workflows`);
	}

	async newWorkflow() {
		await this.visit('/workflow/new');
		await this.page.getByText('Add first step').waitFor();
	}

	async openWorkflow({ id }) {
		await this.visit(`/workflow/${id}`);
		await this.node().first().waitFor();
	}

	async openExecution(workflow, execution) {
		await this.visit(`/workflow/${workflow.id}/executions/${execution.id}`);
		await this.node().first().waitFor();
	}

	async openCredential(name) {
		await this.visit('/home/credentials');
		// It is tested when it is opened. A second test at the same time would make n8n say "Node not found".
		const tested = this.keyTested();
		await this.page.getByText(name, { exact: true }).click();
		await this.credentialDialog().waitFor();
		await tested;
	}

	credentialDialog() {
		return this.tid('credential-edit-dialog');
	}

	async keyTested() {
		return await this.page.waitForResponse((answer) =>
			answer.url().endsWith('/rest/credentials/test'),
		);
	}

	async closeCredential() {
		await this.page.keyboard.press('Escape');
		await this.credentialDialog().waitFor({ state: 'hidden' });
	}

	/** Types into the panel that lists all nodes, and returns the entry of this name. */
	async searchNode(text, entry = text) {
		const search = this.tid('node-creator-search-bar');
		if (!(await search.isVisible())) await this.tid('node-creator-plus-button').first().click();
		await search.fill(text);
		const found = this.entry(entry);
		await found.waitFor();
		return found;
	}

	entry(name) {
		return this.tid('item-iterator-item')
			.filter({
				has: this.page.locator(byTestId('node-creator-item-name'), { hasText: exactly(name) }),
			})
			.first();
	}

	/** Selects nothing: what is added next is connected to nothing. */
	async deselect() {
		await this.pane().click({ position: { x: 20, y: 20 } });
	}

	category(name) {
		return this.tid('node-creator-category-item').filter({ hasText: name });
	}

	/** Adds an action or a trigger of a node to the canvas; its form opens. */
	async addAction(search, entry, action) {
		await (await this.searchNode(search, entry)).click();
		const category = this.category(action.startsWith('On ') ? 'Triggers' : 'Actions');
		await category.waitFor();
		// What a workflow needs next is unfolded.
		const folded = category.locator('[data-icon="chevron-up"]');
		if (await folded.isVisible()) await folded.click();
		await this.entry(action).click();
		await this.form().waitFor();
	}

	/** A node on the canvas, or all of them. */
	node(name) {
		return this.page.locator(
			`[data-test-id="canvas-node"]${name ? `[data-node-name="${name}"]` : ''}`,
		);
	}

	async nodeNames() {
		return await this.node().evaluateAll((nodes) =>
			nodes.map((node) => node.getAttribute('data-node-name')),
		);
	}

	async tidyUp() {
		await this.tid('tidy-up-button').click();
	}

	/** The files of the icons on the canvas; fails when one is not there. */
	async icons() {
		return await this.node()
			.locator('img')
			.evaluateAll(async (images) => {
				await Promise.all(images.map((image) => image.decode()));
				return images.map(({ src }) => src.split('/').at(-1));
			});
	}

	/** The canvas between the nodes. */
	pane() {
		return this.page.locator('.vue-flow__pane').first();
	}

	/** Drags a node to a place of the window, and returns how far from there it came to lie. */
	async dragNode(name, { x, y }) {
		// This waits until it has come to rest.
		await this.node(name).hover();
		const from = await middleOf(this.node(name));
		// It goes along from the second step of the mouse that is wider than the grid.
		await this.drag(this.node(name), { x: from.x + 20, y: from.y + 20 }, { x: x + 20, y: y + 20 });
		const middle = await middleOf(this.node(name));
		return Math.hypot(middle.x - x, middle.y - y);
	}

	/** Drags a line from the output of a node to the input of another. */
	async connect(from, to) {
		const input = this.node(to).locator(byTestId('canvas-node-input-handle')).first();
		await this.drag(
			this.node(from).locator(byTestId('canvas-node-output-handle')).first(),
			await middleOf(input),
		);
	}

	/** Opens the panel at the tools of an agent. */
	async openTools(agent) {
		await this.node(agent).locator(byTestId('canvas-handle-plus')).last().click();
		await this.tid('node-creator-search-bar').waitFor();
	}

	/** Drops an entry of the panel on the canvas; its form opens. */
	async dropOnCanvas(entry, { x, y }) {
		const { x: left, y: top } = await this.pane().boundingBox();
		await entry
			.locator('[draggable="true"]')
			.dragTo(this.pane(), { targetPosition: { x: x - left, y: y - top } });
		await this.form().waitFor();
	}

	async drag(what, ...places) {
		await what.hover();
		await this.page.mouse.down();
		for (const { x, y } of places) await this.page.mouse.move(x, y, { steps: 2 });
		await this.page.mouse.up();
	}

	/** How many lines connect two nodes. */
	edges(from, to) {
		return this.page.locator(
			`[data-test-id="edge"][data-source-node-name="${from}"][data-target-node-name="${to}"]`,
		);
	}

	form() {
		return this.tid('node-parameters');
	}

	async openNode(name) {
		await this.node(name).dblclick();
		await this.form().waitFor();
	}

	async closeNode() {
		await this.page.keyboard.press('Escape');
		await this.form().waitFor({ state: 'hidden' });
	}

	/** Opens the list of a resource locator, narrows it, and returns what it shows. */
	async openList(name, text = '') {
		await this.page
			.locator(`[data-test-id="resource-locator-${name}"] [data-test-id="rlc-input"]`)
			.click();
		const entries = this.page.locator('[data-test-id="rlc-item"]:visible');
		await entries.first().waitFor();
		if (text) {
			await this.page
				.locator(
					'[data-test-id="rlc-search"]:visible input, input[data-test-id="rlc-search"]:visible',
				)
				.first()
				.fill(text);
			await this.page.waitForFunction(
				({ selector, part }) => {
					const fits = [...document.querySelectorAll(selector)]
						.filter((one) => one.checkVisibility())
						.map((one) => one.textContent.toLowerCase().includes(part));
					// What is chosen already stays at the top.
					return fits.length > 0 && fits.slice(fits.length > 1 ? 1 : 0).every(Boolean);
				},
				{ selector: byTestId('rlc-item'), part: text.toLowerCase() },
			);
			await entries.first().waitFor();
		}
		return await entries.allInnerTexts();
	}

	async chooseFromList(text) {
		const entry = this.page
			.locator('[data-test-id="rlc-item"]:visible')
			.filter({ hasText: text })
			.first();
		await entry.click();
		await entry.waitFor({ state: 'hidden' });
	}

	async setNumber(name, value) {
		await this.tid(`parameter-input-${name}`).locator('input').first().fill(String(value));
		await this.page.keyboard.press('Tab');
	}

	output() {
		return this.tid('output-panel');
	}

	/** Chooses where the workflow on the canvas begins, and runs it. */
	async executeFrom(trigger) {
		await this.page.getByRole('button', { name: 'Select trigger node' }).click();
		await this.tid(`action-${trigger}`).click();
		await this.tid('execute-workflow-button').click();
	}

	/** Runs the node whose form is open and returns the text of its output panel. */
	async executeStep() {
		await this.tid('node-execute-button').first().click();
		await this.output()
			.locator('[data-test-id="node-error-view"], [data-test-id="ndv-items-count"]')
			.first()
			.waitFor({ timeout: 120_000 });
		await this.output().getByText('Loading data').waitFor({ state: 'hidden' });
		return await this.output().innerText();
	}

	/** Shows the output as `Schema`, `Table`, `JSON` or `Binary`, and waits until it reads like this. */
	async showOutputAs(view, pattern) {
		await this.output().getByText(view, { exact: true }).click();
		await this.output().filter({ hasText: pattern }).waitFor();
	}

	/** Folds a part of a schema. */
	async fold(field) {
		await this.tid('ndv')
			.locator(byTestId('run-data-schema-item'), { hasText: exactly(field) })
			.locator('svg')
			.first()
			.click();
	}

	/** Stores another key in the open credential and returns what n8n says about it. */
	async testKey(key) {
		const dialog = this.credentialDialog();
		await dialog.locator('[data-test-id="parameter-input-apiKey"] input').fill(key);
		const tested = this.keyTested();
		await this.tid('credential-save-button').click();
		const { data } = await (await tested).json();
		await dialog
			.getByText(
				data.status === 'OK'
					? /Connection tested successfully/
					: /Couldn.t connect with these settings/,
			)
			.filter({ visible: true })
			.first()
			.waitFor();
		const details = dialog.getByText('More details').filter({ visible: true });
		if (await details.count()) await details.first().click();
		return await dialog.innerText();
	}

	/** A picture of what is on the canvas, for the documentation; like the others, nothing in a plain test run. */
	async pictureOfCanvas(name) {
		await this.tid('zoom-to-fit').click();
		// What holds icons and names is larger than what is seen, by the buttons that show under the mouse.
		await this.picture(
			name,
			this.page.locator('.n8n-sticky, [data-test-id="canvas-node"], .vue-flow__node :not(:has(*))'),
			{ margin: 30 },
		);
	}

	/** A picture of the open form with its input and output. */
	async pictureOfNode(name, height) {
		await this.picture(name, this.page.locator('body'), { height });
	}

	async pictureOfPanel(name) {
		await this.picture(name, this.tid('node-creator'), { height: 640 });
	}

	async pictureOfCredential(name) {
		await this.picture(
			name,
			this.page.locator('.el-dialog').filter({ has: this.credentialDialog() }),
			{ height: 780 },
		);
	}

	/** A picture of what a locator finds, with some margin, in a window of this height. */
	async picture(name, what, { margin = 0, height = VIEWPORT.height } = {}) {
		if (!this.pictures) return;
		mkdirSync(this.pictures, { recursive: true });
		await this.page.setViewportSize({ ...VIEWPORT, height });
		await this.page.mouse.move(VIEWPORT.width / 2, 1);
		// Tooltips fade and forms settle.
		await this.page.waitForTimeout(700);
		const clip = await what.evaluateAll((elements, around) => {
			const shown = elements
				.filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
				.map((one) => one.getBoundingClientRect());
			const boxes = shown.filter(({ width, height }) => width > 0 && height > 0);
			const x = Math.min(...boxes.map(({ left }) => left)) - around;
			const y = Math.min(...boxes.map(({ top }) => top)) - around;
			return {
				x,
				y,
				width: Math.max(...boxes.map(({ right }) => right)) + around - x,
				height: Math.max(...boxes.map(({ bottom }) => bottom)) + around - y,
			};
		}, margin);
		await this.page.screenshot({
			path: join(this.pictures, `${name}.png`),
			clip,
			animations: 'disabled',
			style: UNWANTED,
		});
		await this.page.setViewportSize(VIEWPORT);
	}
}

async function middleOf(what) {
	const { x, y, width, height } = await what.boundingBox();
	return { x: x + width / 2, y: y + height / 2 };
}
