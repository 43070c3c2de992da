/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
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
