// n8n's editor in Debian's Chromium, as a person uses it.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { OWNER } from '../../scripts/n8n-instance.mjs';

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const byTestId = (id) => `[data-test-id="${id}"]`;

/** Opens the editor and logs in. `theme` is `light` or `dark`. */
export async function openEditor(url, { theme = 'light', pictures } = {}) {
	if (!EXECUTABLE) throw new Error('Chromium is missing: apt-get install -y chromium');
	const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: theme });
	const page = await context.newPage();
	page.setDefaultTimeout(30_000);
	// The editor keeps a workflow locked for a while after a browser has left it.
	await page.addLocatorHandler(page.getByRole('button', { name: 'Edit here' }), (button) => button.click());
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

	/** Keeps a picture for the documentation; does nothing in a plain test run. */
	async picture(name, { of, clip } = {}) {
		if (!this.pictures) return;
		mkdirSync(this.pictures, { recursive: true });
		await this.page.mouse.move(1, 1);
		await this.page.waitForTimeout(700);
		await (of ?? this.page).screenshot({ path: join(this.pictures, `${name}.png`), ...(clip && { clip }), animations: 'disabled', style: '.el-notification { display: none !important }' });
	}

	async openWorkflow(id) {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.locator('[data-test-id="canvas-node"]').first().waitFor();
	}

	async newWorkflow() {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.tid('node-creator-plus-button').first().waitFor();
	}

	/** Types into the panel that lists all nodes and returns the names it shows. */
	async searchNode(text) {
		if (!(await this.tid('node-creator-search-bar').isVisible())) await this.tid('node-creator-plus-button').first().click();
		await this.tid('node-creator-search-bar').fill(text);
		// The panel searches a moment after the last key.
		await this.page.waitForTimeout(1000);
		return await this.tid('node-creator-item-name').allInnerTexts();
	}

	async pickNode(name) {
		await this.tid('item-iterator-item').filter({ has: this.page.locator(byTestId('node-creator-item-name'), { hasText: new RegExp(`^\\s*${name}\\s*$`) }) }).first().click();
	}

	/** Unfolds what a picked node offers: everything below 'Triggers' and 'Actions'. */
	async unfoldActions() {
		const actions = this.tid('node-creator-category-item').filter({ hasText: 'Actions' });
		await actions.waitFor();
		const shown = await this.tid('item-iterator-item').count();
		await actions.click();
		await this.page.waitForTimeout(400);
		// A second click where they were open already.
		if ((await this.tid('item-iterator-item').count()) < shown) await actions.click();
		return await this.tid('node-creator-item-name').allInnerTexts();
	}

	/** Adds an action of a node to the canvas; its form opens. */
	async addAction(node, action) {
		await this.searchNode(node);
		await this.pickNode(node);
		await this.unfoldActions();
		await this.pickNode(action);
		await this.form().waitFor();
	}

	/** Names of the nodes on the canvas. */
	async canvasNodes() {
		return await this.page.locator('[data-test-id="canvas-node"]').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-node-name')));
	}

	/** Takes away what n8n lays over the canvas by itself. */
	async clearCanvas() {
		await this.page.waitForTimeout(1500);
		const checklist = this.page.getByText('Production Checklist');
		if (await checklist.isVisible()) await checklist.locator('xpath=ancestor::*[.//*[name()="svg"]][1]').locator('svg').first().click();
		await this.tid('zoom-to-fit').click();
	}

	form() {
		return this.tid('node-parameters');
	}

	async openNode(name) {
		await this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		await this.form().waitFor();
	}

	async closeNode() {
		await this.page.keyboard.press('Escape');
		await this.form().waitFor({ state: 'hidden' });
	}

	field(name) {
		return this.tid(`parameter-input-${name}`).first();
	}

	/** Opens the list of a resource locator, narrows it, and returns what it shows. */
	async openList(name, text) {
		const field = this.page.locator(`[data-test-id="resource-locator-${name}"] [data-test-id="rlc-input"]`);
		await field.click();
		const entries = this.page.locator('[data-test-id="rlc-item"]:visible');
		await entries.first().waitFor();
		if (text) {
			await this.page.locator('[data-test-id="rlc-search"]:visible input, input[data-test-id="rlc-search"]:visible').first().fill(text);
			await this.page.waitForTimeout(1500);
			await entries.first().waitFor();
		}
		return await entries.allInnerTexts();
	}

	async chooseFromList(text) {
		const entry = this.page.locator('[data-test-id="rlc-item"]:visible').filter({ hasText: text }).first();
		await entry.click();
		await entry.waitFor({ state: 'hidden' });
	}

	async setNumber(name, value) {
		await this.field(name).locator('input').first().fill(String(value));
		await this.page.keyboard.press('Tab');
	}

	/** Runs the node whose form is open and returns the text of its output panel. */
	async executeStep() {
		const output = this.tid('output-panel');
		await this.tid('node-execute-button').first().click();
		await output.locator('[data-test-id="node-error-view"], [data-test-id="ndv-items-count"], [data-test-id="ndv-data-container"] table, .json-data').first().waitFor({ timeout: 60_000 });
		await this.page.waitForTimeout(500);
		return await output.innerText();
	}

	/** Opens the credential of the open form; n8n tests it at once. */
	async openCredential() {
		await this.tid('credential-edit-button').first().click();
		await this.tid('credential-edit-dialog').waitFor();
	}

	/** Stores another key in the open credential and returns how n8n's test of it ended. */
	async testKey(key) {
		const dialog = this.tid('credential-edit-dialog');
		await dialog.locator('[data-test-id="parameter-input-apiKey"] input').fill(key);
		await this.tid('credential-save-button').click();
		// The banner of the test before stays until the new result is there.
		await this.page.waitForTimeout(2500);
		await dialog.getByText(/Connection tested successfully|Couldn.t connect with these settings/).filter({ visible: true }).first().waitFor();
		const details = dialog.getByText('More details').filter({ visible: true });
		if (await details.count()) await details.first().click();
		return await dialog.innerText();
	}
}
