import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { hintsOf, propertiesOf } from '../shared/operation/form';
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
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Rent phone numbers and receive their SMS',
		defaults: { name: '5sim' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'fiveSimApi', required: true }],
		hints: hintsOf(resources),
		properties: propertiesOf(resources, 'order'),
	};

	methods = { listSearch: lists };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, fiveSim, resources, this.continueOnFail());
	}
}
