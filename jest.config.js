/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/support/environment.cjs',
	transform: { '\\.ts$': '<rootDir>/test/support/transform.cjs' },
	dependencyExtractor: '<rootDir>/test/support/dependencies.cjs',
	testSequencer: '<rootDir>/test/support/order.cjs',
	globalSetup: '<rootDir>/test/support/build.cjs',
	// Tests lie in test/ only; a change in the others starts them again in watch mode.
	roots: ['test', 'nodes', 'credentials', 'test-engine', 'sandbox'].map(
		(folder) => `<rootDir>/${folder}`,
	),
	// In time of the computer, which may be busy; what a test waits for takes next to none of it.
	testTimeout: 180_000,
	maxWorkers: 2,
};
