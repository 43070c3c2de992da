const { NodeConnectionTypes } = require('n8n-workflow');

/** Counts its polls; the first sets the baseline, later ones give the count out. Polls number `failAt` fails. */
exports.TickTrigger = class TickTrigger {
	description = {
		displayName: 'Tick Trigger',
		name: 'tickTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Ticks',
		defaults: { name: 'Tick Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Fail At', name: 'failAt', type: 'number', default: 0 }],
	};

	async poll() {
		if (this.getMode() === 'manual') return [[{ json: { sample: true } }]];
		const data = this.getWorkflowStaticData('node');
		const polls = (data.polls ?? 0) + 1;
		if (polls === this.getNodeParameter('failAt')) throw new Error('poll() failed');
		data.polls = polls;
		return polls === 1 ? null : [[{ json: { polls } }]];
	}
};
