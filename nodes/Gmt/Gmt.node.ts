import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { hintsOf, propertiesOf } from '../shared/operation/form';
import { resume } from '../shared/waiting/resume';
import { execute } from '../shared/execution/execute';
import { resumeWebhooks } from '../shared/waiting/suspend';
import { gmt } from './service';
import { lists } from './listSearch';
import { resources } from './operations/index';
import { readPayload } from './callbacks/payload';

export class Gmt implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Get My TG',
		name: 'gmt',
		icon: { light: 'file:gmt.svg', dark: 'file:gmt.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Buy Telegram accounts, one at a time or in bulk',
		defaults: { name: 'Get My TG' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'gmtApi', required: true }],
		webhooks: resumeWebhooks,
		hints: hintsOf(resources),
		properties: propertiesOf(resources, 'account'),
	};

	methods = { listSearch: lists };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, gmt, resources, this.continueOnFail());
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resume(this, gmt, resources, (payload) => {
			const { purchaseId: id, failed } = readPayload(payload);
			return { id, failed };
		});
	}
}
