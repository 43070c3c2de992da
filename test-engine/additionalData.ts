import { ExternalSecretsProxy, type ExecutionLifecycleHooks } from 'n8n-core';
import type {
	ICredentialsHelper,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { Container } from './n8nInternals';

/** What every execution of an engine shares. */
export interface Shared {
	url: string;
	credentialsHelper: ICredentialsHelper;
	getRunExecutionData: (executionId: string) => Promise<IRunExecutionData | undefined>;
}

/** The surroundings that n8n gives to an execution, a webhook call, a hook or a poll. */
export function additionalDataFor(
	{ url, credentialsHelper, getRunExecutionData }: Shared,
	{
		hooks,
		...more
	}: Partial<IWorkflowExecuteAdditionalData> & { hooks?: ExecutionLifecycleHooks } = {},
): IWorkflowExecuteAdditionalData {
	const unsupported = (what: string) => async () => {
		throw new Error(`${what} is not supported by this engine: use a real n8n (npm run n8n)`);
	};
	return {
		currentNodeExecutionIndex: 0,
		credentialsHelper,
		getRunExecutionData,
		executeWorkflow: unsupported('Executing another workflow'),
		startRunnerTask: unsupported('Running custom code'),
		getRuntimeCredential: async () => undefined,
		logAiEvent: () => {},
		variables: {},
		restApiUrl: `${url}/rest`,
		instanceBaseUrl: `${url}/`,
		webhookBaseUrl: `${url}/webhook`,
		webhookWaitingBaseUrl: `${url}/webhook-waiting`,
		webhookTestBaseUrl: `${url}/webhook-test`,
		formBaseUrl: `${url}/form`,
		formWaitingBaseUrl: `${url}/form-waiting`,
		formTestBaseUrl: `${url}/form-test`,
		mcpBaseUrl: `${url}/mcp`,
		mcpTestBaseUrl: `${url}/mcp-test`,
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		...(hooks && { hooks }),
		...more,
	};
}
