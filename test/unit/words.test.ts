/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import type { ICredentialType, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { FiveSimApi } from '../../credentials/FiveSimApi.credentials';
import { GmtApi } from '../../credentials/GmtApi.credentials';
import { FiveSim } from '../../nodes/FiveSim/FiveSim.node';
import { FiveSimTrigger } from '../../nodes/FiveSim/FiveSimTrigger.node';
import { Gmt } from '../../nodes/Gmt/Gmt.node';
import { GmtTrigger } from '../../nodes/Gmt/GmtTrigger.node';

/** A label of the editor, then what is said about it. */
type Line = Array<string | undefined>;

/** Every text that people see of a node or a credential. */
function textsOf(shown: Partial<INodeTypeDescription> & Pick<ICredentialType, 'properties'>) {
	const { displayName, description, eventTriggerDescription, activationMessage, properties } =
		shown;
	return [
		[displayName, description, eventTriggerDescription, activationMessage as string | undefined],
		...properties.flatMap(textsOfField),
	];
}

/** A field's own `name` is not shown; the one of a choice is. */
function textsOfField(field: INodeProperties): Line[] {
	const { displayName, description, placeholder, hint, options = [], modes = [] } = field;
	return [
		[displayName, description, placeholder, hint],
		...modes.map((mode) => [mode.displayName, mode.placeholder, mode.hint]),
		...options.flatMap((option) =>
			'type' in option
				? textsOfField(option)
				: 'value' in option
					? [[option.name, option.action, option.description]]
					: [],
		),
	];
}

const texts = [
	new Gmt().description,
	new GmtTrigger().description,
	new FiveSim().description,
	new FiveSimTrigger().description,
	new GmtApi(),
	new FiveSimApi(),
]
	.flatMap(textsOf)
	.flat()
	.filter((text): text is string => text !== undefined)
	// Workflows and the contract know this one.
	.filter((text) => text !== 'Get many SMS messages of order');

/** The last column of the table of words. */
const avoided = [
	...readFileSync(path.join(__dirname, '../../CONTRIBUTING.md'), 'utf8')
		.split('\n## Words\n')[1]!
		.matchAll(/^\|.*\|.*\| (.+) \|$/gm),
]
	.flatMap(([, words]) => words!.split(', '))
	.filter((word) => /^[a-z]/.test(word));

it('has texts, and words to avoid', () => {
	expect(new Set(texts).size).toBeGreaterThan(200);
	expect(avoided).toEqual(expect.arrayContaining(['message', 'token']));
});

it.each(avoided)("no text of the editor says '%s'", (word) => {
	expect(texts.filter((text) => new RegExp(`\\b${word}s?\\b`, 'i').test(text))).toEqual([]);
});

it('no text needs more than a breath', () => {
	expect(texts.filter((text) => text.length > 160)).toEqual([]);
});
