const { default: Sequencer } = require('@jest/test-sequencer');

/** Jest's own order, the longest first, which ends soonest; in watch mode the shortest first, which tells something soonest. */
module.exports = class extends Sequencer {
	constructor(options) {
		super(options);
		this.isWatching = options.globalConfig.watch || options.globalConfig.watchAll;
	}

	sort(tests) {
		const sorted = super.sort(tests);
		return this.isWatching ? sorted.reverse() : sorted;
	}
};
