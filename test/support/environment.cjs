/**
 * Runs test files in the plain Node.js process instead of a world of their own for each: n8n's engine, which takes seconds to
 * load, is loaded once for all files of a worker, and there is one `Error` for all. What belongs to the project is loaded anew
 * for each file, from the sources as they are.
 */
const { ModernFakeTimers } = require('@jest/fake-timers');
const { expect } = require('expect');
const { TestEnvironment } = require('jest-environment-node');
const path = require('node:path');
const { compileOnRequire } = require('./compile.cjs');
const { Time } = require('./time.cjs');

const GLOBALS = ['describe', 'it', 'test', 'beforeAll', 'beforeEach', 'afterAll', 'afterEach'];
const installed = path.sep + 'node_modules' + path.sep;

compileOnRequire();

module.exports = class extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		this.config = config.projectConfig;
		this.file = context.testPath;
		this.pragmas = context.docblockPragmas;
	}

	async setup() {
		await super.setup();
		this.fakeTimersModern = new ModernFakeTimers({ config: this.config, global: globalThis });
		const { rootDir } = this.config;
		for (const file of Object.keys(require.cache)) {
			if (file.startsWith(rootDir) && !file.includes(installed) && !file.endsWith('.cjs'))
				delete require.cache[file];
		}
		this.onExit = process.listeners('exit');
		// Unit tests hold the time themselves where they need it; a file that talks to other processes, or never idles, begins with `@time real`.
		if (!this.file.includes(`${path.sep}unit${path.sep}`) && this.pragmas.time !== 'real') {
			this.time = new Time();
			this.time.start();
		}
		// What test/support/transform.cjs makes of each test file calls this.
		this.global.runInProcess = (jest) => {
			for (const name of GLOBALS) globalThis[name] = this.global[name];
			Object.assign(globalThis, { expect, jest });
			// Jest's own way knows the source maps of what Jest has loaded only.
			Error.prepareStackTrace = undefined;
			require(this.file);
		};
	}

	handleTestEvent({ name }) {
		// From here on stacks are read: Node.js names the lines of the sources.
		if (/^(test_fn|hook)_failure$|^error$/.test(name)) process.setSourceMapsEnabled(true);
		// Before Jest notes how long the file took.
		if (name === 'run_finish') this.time?.stop();
	}

	async teardown() {
		this.time?.stop();
		for (const listener of process.listeners('exit'))
			if (!this.onExit?.includes(listener)) process.off('exit', listener);
		await super.teardown();
	}
};
