const { default: Sequencer } = require('@jest/test-sequencer');
const { readFileSync, readdirSync, statSync } = require('node:fs');
const path = require('node:path');

/**
 * Jest's own order, the longest first, which ends soonest. In watch mode what tells something soonest: the tests that import
 * what was edited last, those that failed, then the shortest.
 */
module.exports = class extends Sequencer {
	constructor({ globalConfig, contexts }) {
		super({ globalConfig, contexts });
		this.isWatching = globalConfig.watch || globalConfig.watchAll;
		this.root = globalConfig.rootDir;
	}

	sort(tests) {
		const sorted = super.sort(tests);
		if (!this.isWatching) return sorted;
		const edited = path.basename(lastEdited(this.root)).replace(/[.]\w+$/, '');
		const importing = new Set(
			sorted.filter(
				({ path: file }) =>
					path.basename(file).startsWith(`${edited}.`) ||
					readFileSync(file, 'utf8').includes(`/${edited}'`),
			),
		);
		const rank = (test) => (importing.has(test) ? 0 : this.hasFailed(test) ? 1 : 2);
		return sorted.reverse().sort((a, b) => rank(a) - rank(b));
	}
};

function lastEdited(root) {
	let last = { at: 0, file: '' };
	for (const folder of ['nodes', 'credentials', 'sandbox', 'test-engine', 'test']) {
		for (const name of readdirSync(path.join(root, folder), { recursive: true })) {
			const at = name.endsWith('.ts') ? statSync(path.join(root, folder, name)).mtimeMs : 0;
			if (at > last.at) last = { at, file: name };
		}
	}
	return last.file;
}
