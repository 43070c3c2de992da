const { NodeConnectionTypes } = require('n8n-workflow');

/** Calls its tool as often as it is told to, as an agent or n8n's MCP server does. */
exports.Agent = class Agent {
	description = {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: 'Calls a tool',
		defaults: { name: 'Agent' },
		inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{ displayName: 'Calls', name: 'calls', type: 'number', default: 1 },
			{ displayName: 'Tries', name: 'tries', type: 'number', default: 1 },
			{ displayName: 'At Once', name: 'atOnce', type: 'boolean', default: false },
		],
	};

	async execute() {
		const [tool] = await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
		const call = async () =>
			await tool.invoke({}).then(
				(answer) => ({ answer: JSON.parse(answer) }),
				({ message }) => ({ error: message }),
			);
		const tries = this.getNodeParameter('tries', 0);
		const calls = Array.from({ length: this.getNodeParameter('calls', 0) });
		const answers = [];
		if (this.getNodeParameter('atOnce', 0)) answers.push(...(await Promise.all(calls.map(call))));
		else
			for (const _one of calls) {
				answers.push(await call());
				for (let left = tries - 1; left > 0 && answers.at(-1).error; left--)
					answers.push(await call());
			}
		return [answers.map((json) => ({ json }))];
	}
};
