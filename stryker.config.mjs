/** What has been measured. The others are types, or wait most of the time, and so do their tests. */
const MEASURED = ['dropOldest', 'errors', 'execution/execute', 'execution/executionHints', 'execution/listSearch', 'execution/readParameters', 'execution/runOperation', 'http/authenticate', 'http/client', 'http/download', 'http/outcome', 'http/rateLimiter', 'http/reader', 'http/request', 'http/urls', 'operation/form', 'operation/parameters', 'purchase/buyOnce', 'purchase/decimal', 'purchase/inFlight', 'purchase/ledger', 'purchase/spendLimits', 'waiting/suspend', 'waiting/wait'];

/** Which changes to the engine in nodes/shared no test notices. See test/mutation/. */
export default {
	mutate: MEASURED.map((file) => `nodes/shared/${file}.ts`),
	// A little below what was measured, see docs/contributing.md.
	thresholds: { high: 90, low: 88, break: 87 },
	plugins: ['@stryker-mutator/jest-runner', './test/mutation/wording.mjs'],
	ignorers: ['wording'],
	// Constants of a module are made once, when it is loaded: each of these would take a run of all tests.
	ignoreStatic: true,
	testRunner: 'jest',
	coverageAnalysis: 'perTest',
	jest: {
		enableFindRelatedTests: false,
		config: { roots: ['<rootDir>/test/mutation'], testMatch: ['**/all.cjs'], testEnvironment: './test/mutation/environment.cjs', transform: {}, testTimeout: 30_000 },
	},
	buildCommand: 'npm run build',
	disableTypeChecks: true,
	concurrency: 2,
	incremental: true,
	incrementalFile: 'node_modules/.cache/stryker/incremental.json',
	ignorePatterns: ['.build', '.n8n-files', 'bench', 'dist', 'docs', 'e2e', 'packages'],
	reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
	htmlReporter: { fileName: 'reports/mutation.html' },
	jsonReporter: { fileName: 'reports/mutation.json' },
	clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
};
