import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import { authenticateWith } from '../nodes/shared/http/authenticate';
import { credentialRules } from '../nodes/shared/http/credentialRules';

export class GmtApi implements ICredentialType {
	name = 'gmtApi';

	displayName = 'Get My TG API';

	icon: Icon = { light: 'file:../nodes/Gmt/gmt.svg', dark: 'file:../nodes/Gmt/gmt.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-gmt-5sim/n8n-nodes-gmt-5sim#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The key that the Telegram bot of Get My TG gives you',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.getmytg.com',
			required: true,
			placeholder: 'e.g. https://api.getmytg.com',
			description: 'The address of Get My TG. The key is sent there and nowhere else.',
		},
	];

	authenticate: IAuthenticate = authenticateWith((key) => ({ 'x-api-key': key }));

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '/v1/profile/',
			disableFollowRedirect: true,
		},
		rules: credentialRules(
			'Get My TG',
			'created_at',
			'the Telegram bot of Get My TG',
			'https://api.getmytg.com',
		),
	};
}
