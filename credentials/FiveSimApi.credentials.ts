import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import { checkToken } from '../nodes/FiveSim/key';
import { authenticateWith } from '../nodes/shared/http/authenticate';
import { credentialRules } from '../nodes/shared/http/credentialRules';

export class FiveSimApi implements ICredentialType {
	name = 'fiveSimApi';

	displayName = '5sim API';

	icon: Icon = {
		light: 'file:../nodes/FiveSim/fiveSim.svg',
		dark: 'file:../nodes/FiveSim/fiveSim.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-gmt-5sim/n8n-nodes-gmt-5sim#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The key from your profile settings at 5sim, for API version 1',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://5sim.net',
			required: true,
			placeholder: 'e.g. https://5sim.net',
			description:
				'The address of 5sim, or of a white-label site that runs the same software. The key is sent there and nowhere else.',
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 100,
			description:
				'Requests that each process of n8n may send in a second. 5sim allows 100 in all and blocks whoever sends more: with four workers, use 25.',
		},
	];

	authenticate: IAuthenticate = authenticateWith(
		(key) => ({ Authorization: `Bearer ${key}` }),
		checkToken,
	);

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: '/v1/user/profile',
			disableFollowRedirect: true,
		},
		rules: credentialRules('5sim', 'balance', 'your profile settings at 5sim', 'https://5sim.net'),
	};
}
