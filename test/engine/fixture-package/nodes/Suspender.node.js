const { NodeConnectionTypes, WAIT_INDEFINITELY } = require('n8n-workflow');

/** Suspends the execution; a call to its resume address with ?do=resume lets it go on. */
exports.Suspender = class Suspender {
	description = {
		displayName: 'Suspender',
		name: 'suspender',
		group: ['transform'],
		version: 1,
		description: 'Suspends',
		defaults: { name: 'Suspender' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: '={{ $nodeId }}',
				isFullPath: true,
				restartWebhook: true,
			},
		],
		properties: [],
	};

	async execute() {
		const items = this.getInputData();
		for (const item of items) item.json.state = 'submitted';
		const url = new URL(this.evaluateExpression('{{ $execution.resumeUrl }}', 0));
		url.pathname += `/${this.getNode().id}`;
		this.getContext('node').jobs = items.map((_, i) => `job ${i}`);
		items[0].json.url = url.toString();
		await this.putExecutionToWait(WAIT_INDEFINITELY);
		return [items, []];
	}

	async webhook() {
		const what = this.getQueryData().do;
		if (what === 'throw') throw new Error('webhook() failed');
		if (what !== 'resume') {
			this.getWorkflowStaticData('node').lost = true;
			return { webhookResponse: { waiting: true } };
		}
		const jobs = this.evaluateExpression(`{{ $node["${this.getNode().name}"].context.jobs }}`);
		const input = this.evaluateExpression('{{ $input.all() }}');
		const data = await this.helpers.prepareBinaryData(
			Buffer.from('result'),
			'result.txt',
			'text/plain',
		);
		return {
			workflowData: [
				[{ json: { jobs, state: input[0].json.state }, binary: { data }, pairedItem: { item: 0 } }],
				[{ json: { second: true }, pairedItem: { item: 0 } }],
			],
		};
	}
};
