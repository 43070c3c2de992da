// eslint-plugin-n8n-nodes-base in its current version, with every rule; `n8n-node lint` brings an older one with fewer.
import tsParser from '@typescript-eslint/parser';
import nodesBase from 'eslint-plugin-n8n-nodes-base';

const plugins = { 'n8n-nodes-base': nodesBase };
const languageOptions = { parser: tsParser, parserOptions: { extraFileExtensions: ['.json'] } };
// The files' own comments speak to the other linter, which has more rules.
const linterOptions = { reportUnusedDisableDirectives: 'off' };

export default [
	{
		files: ['package.json'],
		plugins,
		languageOptions,
		linterOptions,
		rules: nodesBase.configs.community.rules,
	},
	{
		files: ['credentials/**/*.ts'],
		plugins,
		languageOptions,
		linterOptions,
		rules: {
			...nodesBase.configs.credentials.rules,
			// Made for n8n's own repository, where the address is a page name in camelCase; here it must be a full URL.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		plugins,
		languageOptions,
		linterOptions,
		rules: {
			...nodesBase.configs.nodes.rules,
			// These two demand the text 'main', which n8n's community linter forbids in favour of NodeConnectionTypes.Main.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
];
