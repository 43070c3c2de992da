// What the other linters do not look at: circles of imports, and that the published code keeps to its layers.
import tsParser from '@typescript-eslint/parser';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';

const layer = (from, ...forbidden) =>
	forbidden.map((target) => ({
		target: `./nodes/${from}`,
		from: target,
		message: 'Each service must be a package of its own, without moving code.',
	}));

export default [
	{
		files: ['{credentials,nodes,sandbox,test-engine,test}/**/*.ts', '{scripts,bench,e2e}/**/*.mjs'],
		plugins: { 'import-x': importX },
		languageOptions: { parser: tsParser },
		linterOptions: { reportUnusedDisableDirectives: 'off' },
		settings: {
			'import-x/resolver-next': [createTypeScriptImportResolver()],
			'import-x/extensions': ['.ts', '.mjs'],
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
		},
		rules: {
			'import-x/no-cycle': ['error', { ignoreExternal: true }],
			'import-x/no-restricted-paths': [
				'error',
				{
					zones: [
						...layer('shared', './nodes/Gmt', './nodes/FiveSim'),
						...layer('Gmt', './nodes/FiveSim'),
						...layer('FiveSim', './nodes/Gmt'),
					],
				},
			],
		},
	},
];
