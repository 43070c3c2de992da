/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder with a package.json: the repository, seen from test-engine/ as well as from .build/test-engine. */
export function repositoryRoot(): string {
	let folder = __dirname;
	while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
	return folder;
}

/** The package to load: what Jest has just compiled (test/support/build.cjs), elsewhere the one that is published. */
export function packageFolder(): string {
	return process.env.TESTED_PACKAGE ?? repositoryRoot();
}
