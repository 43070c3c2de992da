const { NodeConnectionTypes, NodeOperationError, sleep } = require('n8n-workflow');

const credential = (name) => ({
	name,
	required: true,
	displayOptions: { show: { credential: [name] } },
});

/** Calls `url` once per item with a credential. */
exports.Caller = class Caller {
	description = {
		displayName: 'Caller',
		name: 'caller',
		group: ['transform'],
		version: 1,
		description: 'Calls',
		defaults: { name: 'Caller' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [credential('fixtureApi'), credential('fixtureFunctionApi')],
		properties: [
			{ displayName: 'Credential', name: 'credential', type: 'string', default: 'fixtureApi' },
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Download', name: 'download', type: 'boolean', default: false },
			{ displayName: 'Sleep', name: 'sleep', type: 'number', default: 0 },
		],
	};

	async execute() {
		const context = this.getContext('node');
		context.tries = (context.tries ?? 0) + 1;
		const output = [];
		for (const [i] of this.getInputData().entries()) {
			const credentialName = this.getNodeParameter('credential', i);
			const url = this.getNodeParameter('url', i);
			const download = this.getNodeParameter('download', i);
			for (let waited = 0; waited < this.getNodeParameter('sleep', i); waited += 20) {
				if (this.getExecutionCancelSignal()?.aborted)
					throw new NodeOperationError(this.getNode(), 'Stopped');
				await sleep(20);
			}
			const options = download
				? { url, encoding: 'stream', returnFullResponse: true }
				: { url, json: true };
			try {
				const response = await this.helpers.httpRequestWithAuthentication.call(
					this,
					credentialName,
					options,
				);
				const pairedItem = { item: i };
				if (download) {
					const data = await this.helpers.prepareBinaryData(
						response.body,
						'file.bin',
						'application/octet-stream',
					);
					output.push({ json: {}, binary: { data }, pairedItem });
				} else {
					const { baseUrl } =
						credentialName === 'fixtureApi' ? await this.getCredentials(credentialName, i) : {};
					const { $runIndex, $execution } = this.getWorkflowDataProxy(i);
					output.push({
						json: {
							response,
							baseUrl,
							tries: context.tries,
							runIndex: $runIndex,
							resumeUrl: $execution.resumeUrl,
						},
						pairedItem,
					});
				}
			} catch (error) {
				if (!this.continueOnFail()) throw error;
				output.push({
					json: { error: error.message, httpCode: error.httpCode },
					pairedItem: { item: i },
				});
			}
		}
		return [output];
	}
};
