import { choice, webAddress } from '../../shared/parameters';
import { operation } from '../gmt';

export const test = operation({
	resource: 'webhook',
	operation: 'test',
	name: 'Test',
	action: 'Test webhook',
	description: 'Make Get My TG send a sample to an address and retrieve how it was answered',

	params: {
		type: choice(
			{
				displayName: 'Type',
				type: 'options',
				options: [
					{ name: 'Code Failed', value: 'failed' },
					{ name: 'Code Received', value: 'success' },
				],
				default: 'success',
				description: 'The sample to send',
			},
			['failed', 'success'],
		),
		url: webAddress({
			displayName: 'URL',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/webhook/…/gmt',
			description: 'The address that the sample is sent to, such as the URL of a Get My TG Trigger',
		}),
	},

	sideEffect: 'state',

	route: 'POST /v1/webhooks/test',
});
