import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { codePattern } from './codePattern';
import { poll } from './trigger/poll';

export class FiveSimTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '5sim Trigger',
		name: 'fiveSimTrigger',
		icon: { light: 'file:fiveSim.svg', dark: 'file:fiveSim.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["events"].map((event) => ({ newSms: "New SMS", orderStatusChanged: "Order status changed" })[event]).join(", ") }}',
		// n8n shows both nodes of a service as one entry of its panel, with this description.
		description: 'Rent phone numbers, and start workflows when an SMS arrives or an order changes',
		defaults: { name: '5sim Trigger' },
		polling: true,
		triggerPanel: {
			header: 'Check your numbers for new SMS',
			executionsHelp: {
				inactive:
					"<b>To try it:</b> click 'Fetch test event'. It shows the newest SMS or change among your orders, and buys nothing.<br /><br /><b>For real:</b> publish the workflow. It then checks 5sim as often as 'Poll Times' says.",
				active:
					"<b>To try it:</b> click 'Fetch test event'. It shows the newest SMS or change among your orders, and buys nothing.<br /><br /><b>For real:</b> the workflow checks 5sim as often as 'Poll Times' says. See the list of executions.",
			},
			activationHint: 'Publish the workflow so that it checks 5sim by itself.',
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'fiveSimApi', required: true }],
		properties: [
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: [
					{ name: 'New SMS', value: 'newSms', description: 'An order has received an SMS' },
					{
						name: 'Order Status Changed',
						value: 'orderStatusChanged',
						description:
							'An order was finished, cancelled or banned, has expired, or 5sim has announced its SMS',
					},
				],
				default: ['newSms'],
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Categories',
						name: 'categories',
						type: 'multiOptions',
						options: [
							{
								name: 'Activation',
								value: 'activation',
								description: 'Numbers for the SMS of one app or website',
							},
							{
								name: 'Hosting',
								value: 'hosting',
								description: 'Numbers rented for hours or days',
							},
						],
						default: ['activation', 'hosting'],
						description: 'Which kinds of orders to check. Each kind takes one more request.',
					},
					{ ...codePattern.property, name: 'codePattern' },
				],
			},
		],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const items = await poll(this);
		return items && [items];
	}
}
