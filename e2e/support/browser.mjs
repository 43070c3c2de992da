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

export class Editor {
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
		await (of ?? this.page).screenshot({ path: join(this.pictures, `${name}.png`), ...(clip && { clip }), animations: 'disabled' });
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
		await this.tid('item-iterator-item').first().waitFor();
		return await this.tid('node-creator-item-name').allInnerTexts();
	}

	async pickNode(name) {
		await this.tid('item-iterator-item').filter({ has: this.page.locator(byTestId('node-creator-item-name'), { hasText: new RegExp(`^\\s*${name}\\s*$`) }) }).first().click();
	}

	/** The names of the actions and triggers that a node offers after it was picked. */
	async actions() {
		const categories = this.tid('node-creator-category-item');
		await categories.first().waitFor();
		for (const category of await categories.all()) {
			if ((await category.getAttribute('aria-expanded')) === 'false' || (await this.tid('item-iterator-item').count()) === 0) await category.click();
		}
		await this.tid('item-iterator-item').first().waitFor();
		return await this.tid('node-creator-item-name').allInnerTexts();
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
		return this.page.locator(byTestId(`parameter-input-${name}`)).first();
	}

	/** Opens a list of a resource locator, narrows it and returns what it shows. */
	async openList(name, text) {
		await this.field(name).locator('input').last().click();
		const list = this.page.locator('[data-test-id="rlc-item"]:visible');
		await list.first().waitFor();
		if (text) {
			await this.page.locator('[data-test-id="rlc-search"]:visible').fill(text);
			await this.page.waitForTimeout(1200);
			await list.first().waitFor();
		}
		return await list.allInnerTexts();
	}

	async chooseFromList(text) {
		await this.page.locator('[data-test-id="rlc-item"]:visible').filter({ hasText: text }).first().click();
	}
}
