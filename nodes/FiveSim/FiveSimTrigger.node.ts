import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { poll } from './trigger/poll';

export class FiveSimTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '5sim Trigger',
		name: 'fiveSimTrigger',
		icon: { light: 'file:fiveSim.svg', dark: 'file:fiveSim.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a message has arrived or the status of an order has changed',
		defaults: { name: '5sim Trigger' },
		polling: true,
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
					{ name: 'New SMS', value: 'newSms', description: 'A message has arrived for an order' },
					{ name: 'Order Status Changed', value: 'orderStatusChanged', description: 'An order was finished, cancelled or banned, has run out of time, or announces a message' },
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
							{ name: 'Activation', value: 'activation', description: 'Numbers for one service' },
							{ name: 'Hosting', value: 'hosting', description: 'Numbers rented for a time' },
						],
						default: ['activation', 'hosting'],
						description: 'The kinds of orders to look at; each takes one request more',
					},
				],
			},
		],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const items = await poll(this);
		return items && [items];
	}
}
