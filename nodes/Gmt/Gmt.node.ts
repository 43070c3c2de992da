import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { propertiesOf } from '../shared/properties';
import { run } from '../shared/run';
import { gmt } from './gmt';
import { lists } from './lists';
import { resources } from './resources';

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
		properties: propertiesOf(resources, { resource: 'bulkPurchase', operation: 'create' }),
	};

	methods = { listSearch: lists };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this, gmt, resources, this.continueOnFail());
	}
}
