import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { keyHints, propertiesOf } from '../shared/operation/form';
import { spendingHints, subtitleOf } from '../shared/operation/spokenTexts';
import { execute } from '../shared/execution/execute';
import { fiveSim } from './service';
import { lists } from './listSearch';
import { resources } from './operations/index';

export class FiveSim implements INodeType {
	description: INodeTypeDescription = {
		displayName: '5sim',
		name: 'fiveSim',
		icon: { light: 'file:fiveSim.svg', dark: 'file:fiveSim.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(resources),
		description: 'Rent phone numbers and receive their SMS',
		defaults: { name: '5sim' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'fiveSimApi', required: true }],
		hints: [...spendingHints(resources), ...keyHints(resources)],
		builderHint: {
			searchHint:
				"Rents phone numbers and receives their SMS: 'Buy Activation Number', then 'Wait for SMS' with the id of the order gives the code. Operations with 'spends money' charge the balance for each input item; set 'Max Total' under Options.",
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-gmt-5sim.fiveSimTrigger',
					relationHint: 'Starts another workflow when an SMS arrives',
				},
			],
		},
		properties: propertiesOf(resources, 'order'),
	};

	methods = { listSearch: lists };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, fiveSim, resources, this.continueOnFail());
	}
}
