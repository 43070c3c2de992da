const { NodeConnectionTypes } = require('n8n-workflow');
const path = require('node:path');

const home = process.env.TESTED_PACKAGE ?? path.join(__dirname, '../../..');
const { FiveSim } = require(path.join(home, 'dist/nodes/FiveSim/FiveSim.node.js'));

/** The 5sim node as n8n makes a tool of it. */
exports.FiveSimTool = class FiveSimTool extends FiveSim {
	constructor() {
		super();
		Object.assign(this.description, {
			name: 'fiveSimTool',
			inputs: [],
			outputs: [NodeConnectionTypes.AiTool],
		});
	}
};
