import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteData,
	INodeExecutionData,
	IRunExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';
import { clientWith, type ServiceClient } from '../http/client';
import type { Service } from '../http/service';
import type { Suspended } from './suspend';

/** What n8n's types of a webhook leave out, but is there in every version since 1.0. */
interface Internals {
	/** The execution that continues after this call. */
	runExecutionData?: IRunExecutionData;
	/** Reads a credential whose fields may be expressions of what came into the node. */
	_getCredentials?(
		type: string,
		executeData: IExecuteData,
		items: INodeExecutionData[],
		item: number,
	): Promise<ICredentialDataDecryptedObject>;
}

/** The waiting execution of a call, and this node at the top of its stack, unless n8n does not give them. */
export function waitingNodeOf(
	webhook: IWebhookFunctions,
): { runExecutionData: IRunExecutionData; waiting: IExecuteData } | undefined {
	const { runExecutionData } = webhook as IWebhookFunctions & Internals;
	const [waiting] = runExecutionData?.executionData?.nodeExecutionStack ?? [];
	return runExecutionData && waiting?.node.name === webhook.getNode().name
		? { runExecutionData, waiting }
		: undefined;
}

/** What came into a suspended node, before what is known of the purchases was written over it. */
export function inputOf(
	{ data }: IExecuteData,
	inputs: Record<string, IDataObject>,
): INodeExecutionData[] {
	const items = data.main?.[0] ?? [];
	return items.map((item, number) => ({ ...item, json: inputs[number] ?? item.json }));
}

/**
 * Opens the service as the suspended node did. Its key may be an expression of its items or of an earlier node, of which
 * n8n gives a webhook nothing: read like any other it would be empty, or that of somebody else.
 * @throws when the credential cannot be used
 */
export async function openForWaiting(
	webhook: IWebhookFunctions,
	service: Service,
	{ ids, inputs }: Pick<Suspended, 'ids' | 'inputs'>,
): Promise<ServiceClient> {
	const stored = waitingNodeOf(webhook);
	const internals = webhook as IWebhookFunctions & Internals;
	if (!stored || !internals._getCredentials)
		return clientWith(webhook, service, await webhook.getCredentials(service.credential));
	const items = inputOf(stored.waiting, inputs);
	const executeData = { ...stored.waiting, data: { main: [items] } };
	// Items that wait together have the same key.
	const item = Number(Object.keys(ids)[0] ?? 0);
	const credential = await internals._getCredentials(service.credential, executeData, items, item);
	return clientWith(webhook, service, credential);
}
