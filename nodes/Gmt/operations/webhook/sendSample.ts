import { choice, webAddress } from '../../../shared/operation/parameters';
import { operation } from '../../service';

export const test = operation({
	resource: 'webhook',
	operation: 'test',
	name: 'Test',
	action: 'Test webhook',
	description: 'Make Get My TG call a URL with sample data, and return how the URL answered',

	params: {
		type: choice({
			displayName: 'Type',
			type: 'options',
			options: [
				{ name: 'Code Failed', value: 'failed' },
				{ name: 'Code Received', value: 'success' },
			],
			default: 'success',
			description: 'The event that the sample announces',
		}),
		url: webAddress({
			displayName: 'URL',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/webhook/…/gmt',
			description: 'The URL to call, such as the Production URL of a Get My TG Trigger',
		}),
	},

	sideEffect: 'state',

	route: 'POST /v1/webhooks/test',
});
