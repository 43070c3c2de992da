/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// Tests lie in test/ only; a change in the others starts them again in watch mode.
	roots: ['test', 'nodes', 'credentials', 'test-engine', 'sandbox'].map(
		(folder) => `<rootDir>/${folder}`,
	),
	globalSetup: '<rootDir>/test/support/build.cjs',
	// Types are checked by the build; here only speed counts.
	transform: {
		'^.+\\.ts$': [
			'ts-jest',
			{
				tsconfig: {
					module: 'commonjs',
					target: 'es2022',
					esModuleInterop: true,
					isolatedModules: true,
					resolveJsonModule: true,
				},
				diagnostics: false,
			},
		],
	},
	// Loading n8n's engine alone takes seconds.
	testTimeout: 60_000,
	maxWorkers: 2,
};
