import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type NodeHint,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { keyHints, propertiesOf } from '../shared/operation/form';
import { spendingHints, subtitleOf } from '../shared/operation/spokenTexts';
import { resume } from '../shared/waiting/resume';
import { execute } from '../shared/execution/execute';
import { resumeWebhooks } from '../shared/waiting/suspend';
import { gmt } from './service';
import { lists } from './listSearch';
import { resources } from './operations/index';
import { summaryOf } from './callbacks/payload';

/** Only what the form itself shows can be said before the node runs; it says more when it does. */
const unreachableCallback: NodeHint = {
	message:
		"Get My TG cannot call this 'Callback URL' later: it is a Test URL or a private address. Use the Production URL of a Get My TG Trigger at a public address.",
	type: 'warning',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	displayCondition:
		'={{ /\\/webhook-test\\/|\\/\\/(localhost|127\\.|10\\.|192\\.168\\.)/.test(($parameter["additionalFields"] || {}).callbackUrl || "") }}',
};

export class Gmt implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Get My TG',
		name: 'gmt',
		icon: { light: 'file:gmt.svg', dark: 'file:gmt.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(resources),
		description: 'Buy Telegram accounts, one at a time or in bulk',
		defaults: { name: 'Get My TG' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'gmtApi', required: true }],
		webhooks: resumeWebhooks,
		hints: [...spendingHints(resources), unreachableCallback, ...keyHints(resources)],
		waitingNodeTooltip:
			'Waiting for Get My TG. Even if you stop this execution, what you bought stays bought: its ID is kept with the execution.',
		builderHint: {
			searchHint:
				"Buys Telegram accounts: operations with 'spends money' charge the balance for each input item. Turn on 'Wait for Archive' or 'Wait for Code' to continue with the result, and set 'Max Total' under Options.",
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-gmt-5sim.gmtTrigger',
					relationHint: 'Starts another workflow when an archive or a login code is ready',
				},
			],
		},
		properties: propertiesOf(resources, 'account'),
	};

	methods = { listSearch: lists };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, gmt, resources, this.continueOnFail());
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resume(this, gmt, resources, summaryOf);
	}
}
