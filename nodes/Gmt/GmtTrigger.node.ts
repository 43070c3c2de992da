import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { stopRedelivery } from '../shared/waiting/redeliver';
import { handleCallback } from './callbacks/handle';
import { keyOf } from './callbacks/memory';
import { passOn } from './callbacks/passOn';
import { leave, requireSettings, takeUp } from './callbacks/takeUp';

export class GmtTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Get My TG Trigger',
		name: 'gmtTrigger',
		icon: { light: 'file:gmt.svg', dark: 'file:gmt.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["events"].map((event) => ({ archiveFailed: "Archive failed", archiveReady: "Archive ready", codeFailed: "Code failed", codeReceived: "Code received" })[event]).join(", ") }}',
		// n8n shows both nodes of a service as one entry of its panel, with this description.
		description:
			'Buy Telegram accounts, and start workflows when an archive or a login code is ready',
		eventTriggerDescription: 'Waiting for Get My TG to call the test URL',
		activationMessage:
			"Now paste the Production URL of this trigger into 'Callback URL' of your purchases.",
		defaults: { name: 'Get My TG Trigger' },
		triggerPanel: {
			header: 'Try it without buying',
			executionsHelp: {
				inactive:
					"<b>To try it:</b> click 'Execute step', then run 'Webhook: Test' of a Get My TG node with the Test URL from above. The workflow starts with a sample purchase, and nothing is charged.<br /><br /><b>For real:</b> publish the workflow, and paste its Production URL into 'Callback URL' of your purchases.",
				active:
					"<b>To try it:</b> click 'Execute step', then run 'Webhook: Test' of a Get My TG node with the Test URL from above. The workflow starts with a sample purchase, and nothing is charged.<br /><br /><b>For real:</b> purchases whose 'Callback URL' is the Production URL start this workflow. See the list of executions.",
			},
			activationHint:
				"Then paste the Production URL from above into 'Callback URL' of your purchases.",
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'gmtApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: 'gmt',
			},
		],
		properties: [
			{
				displayName:
					"Open 'Webhook URLs' above, copy the Production URL, and paste it into 'Callback URL' of your purchases. It works even if n8n has no public address.",
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: [
					{
						name: 'Archive Failed',
						value: 'archiveFailed',
						description: 'A bulk purchase failed, expired or was refunded',
					},
					{
						name: 'Archive Ready',
						value: 'archiveReady',
						description: 'The archive of a bulk purchase can be downloaded',
					},
					{
						name: 'Code Failed',
						value: 'codeFailed',
						description: 'The login code of a purchase could not be obtained',
					},
					{
						name: 'Code Received',
						value: 'codeReceived',
						description: 'The login code of a purchase has arrived',
					},
				],
				default: ['archiveReady', 'archiveFailed', 'codeReceived', 'codeFailed'],
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Attach Archive',
						name: 'attachArchive',
						type: 'boolean',
						default: true,
						description:
							'Whether to download the archive when it is ready and attach it to the item as a file',
					},
					{
						displayName: 'Start on Test',
						name: 'startOnTest',
						type: 'boolean',
						default: false,
						description:
							"Whether the samples of 'Webhook: Test' start the published workflow too, with 'test' set to true. The Test URL always takes them.",
					},
				],
			},
		],
	};

	// Nothing to register: Get My TG keeps no list of callback URLs, each purchase names its own.
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions) {
				await requireSettings(this);
				takeUp(this);
				return true;
			},
			create: async () => true,
			async delete(this: IHookFunctions) {
				stopRedelivery(keyOf(this));
				leave(this);
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await handleCallback(this);
	}

	/** n8n runs this with what webhook() gives it. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await passOn(this);
	}
}
