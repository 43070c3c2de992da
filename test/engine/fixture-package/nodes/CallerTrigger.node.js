const { NodeConnectionTypes } = require('n8n-workflow');

/** Registers its address in static data; what it answers is in the request's query: ?do=… */
exports.CallerTrigger = class CallerTrigger {
	description = {
		displayName: 'Caller Trigger',
		name: 'callerTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Is called',
		defaults: { name: 'Caller Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '={{ $parameter["responseData"] }}',
				path: 'calls',
			},
		],
		properties: [
			{ displayName: 'Response Data', name: 'responseData', type: 'string', default: '' },
			{ displayName: 'Refuse', name: 'refuse', type: 'boolean', default: false },
		],
	};

	webhookMethods = {
		default: {
			async checkExists() {
				return this.getWorkflowStaticData('node').registered === this.getNodeWebhookUrl('default');
			},
			async create() {
				if (this.getNodeParameter('refuse')) throw new Error('The service refused the webhook');
				const data = this.getWorkflowStaticData('node');
				data.registered = this.getNodeWebhookUrl('default');
				data.creates = (data.creates ?? 0) + 1;
				return true;
			},
			async delete() {
				delete this.getWorkflowStaticData('node').registered;
				return true;
			},
		},
	};

	async webhook() {
		const { do: what, count } = this.getQueryData();
		const request = this.getRequestObject();
		if (count) {
			const data = this.getWorkflowStaticData('node');
			data.calls = (data.calls ?? 0) + 1;
		}
		const item = {
			json: {
				body: this.getBodyData() ?? null,
				raw: request.rawBody?.toString('base64'),
				header: this.getHeaderData()['x-test'],
				mode: this.getMode(),
			},
		};
		if (what === 'throw') throw new Error('webhook() failed');
		if (what === 'ignore') return {};
		if (what === 'ignoreWith') return { webhookResponse: { ignored: true } };
		if (what === 'refuse') {
			this.getResponseObject().status(401).json({ refused: true });
			return { noWebhookResponse: true };
		}
		if (what === 'answer') {
			this.getResponseObject().status(202).json({ accepted: true });
			return { noWebhookResponse: true, workflowData: [[item]] };
		}
		if (what === 'file')
			item.binary = {
				data: await this.helpers.prepareBinaryData(
					Buffer.from('from the webhook'),
					'a.txt',
					'text/plain',
				),
			};
		return { webhookResponse: { hello: 'caller' }, workflowData: [[item]] };
	}
};
