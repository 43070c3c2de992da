/**
 * Runs the tests of a mutant in the plain Node.js process instead of a world of their own, so that n8n's engine, which takes
 * seconds to load, is loaded once for hundreds of mutants; and stops at the first failure, which settles the matter.
 */
const { ModernFakeTimers } = require('@jest/fake-timers');
const { expect } = require('expect');
const { TestEnvironment } = require('jest-environment-node');
const path = require('node:path');

const ACTIVE = '__STRYKER_ACTIVE_MUTANT__';

module.exports = class extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		this.config = config.projectConfig;
		this.root = this.config.rootDir;
		this.hasFailed = false;
	}

	async setup() {
		await super.setup();
		this.fakeTimersModern = new ModernFakeTimers({ config: this.config, global: globalThis });
		// The project itself is loaded anew: what it keeps in memory must not reach the next mutant.
		for (const file of Object.keys(require.cache)) {
			if (
				/^[\\/](\.build|dist)[\\/]/.test(file.slice(this.root.length)) &&
				file.startsWith(this.root)
			)
				delete require.cache[file];
		}
		// The switchboard that the mutants look at. Stryker has made it already where it wants to know something.
		globalThis.__stryker__ = this.global.__stryker__ ?? {};
		globalThis.__stryker__.activeMutant = process.env[ACTIVE];
		this.global.loadTests = ({ jest, files, except }) => {
			this.except = except;
			const { describe, it, beforeAll, beforeEach, afterAll, afterEach } = this.global;
			Object.assign(globalThis, {
				describe,
				it,
				expect,
				jest,
				beforeAll,
				beforeEach,
				afterAll,
				afterEach,
			});
			for (const file of files)
				describe(
					file,
					() => void require(path.join(this.root, '.build', 'test', file.replace(/ts$/, 'js'))),
				);
		};
	}

	handleTestEvent(event) {
		if (event.name === 'test_fn_failure' || event.name === 'hook_failure')
			this.hasFailed = process.env[ACTIVE] !== undefined;
		if (event.name === 'test_start' && (this.hasFailed || this.except.test(nameOf(event.test))))
			event.test.mode = 'skip';
		if (event.name === 'run_describe_start' && this.hasFailed) event.describeBlock.mode = 'skip';
	}
};

function nameOf({ parent, name }) {
	return parent === undefined ? name : `${nameOf(parent)} ${name}`;
}
