import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { checked, InvalidInput } from '../errors';
import { isNothing, shown } from '../operation/parameters';
import { checkKey } from './authenticate';
import type { Service } from './service';
import { ServiceClock } from './serviceClock';
import { checkBaseUrl } from './urls';

/** The contexts of n8n from which requests are sent. */
export type NodeContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

/** A service as reached through one credential. */
export interface ServiceClient {
	context: NodeContext;
	service: Service;
	/** Checked address without a trailing slash. */
	baseUrl: string;
	/** The API key: it must not appear in any message. */
	key: string;
	/** The credential, read once: n8n would read and decrypt it again for every request. */
	credential: ICredentialDataDecryptedObject;
	/** The limit of requests, or the share of it that the credential names. */
	requestsPerSecond?: number;
	/** What time it is at the service. */
	clock: ServiceClock;
}

/**
 * Opens a client with the credential of a node.
 * @param item whose credential it is: it may be an expression of the item
 * @throws OperationFailure when the credential's address or key cannot be used
 */
export async function openService(
	context: NodeContext,
	service: Service,
	item = 0,
): Promise<ServiceClient> {
	const credential =
		'getInputData' in context
			? await (context as IExecuteFunctions).getCredentials(service.credential, item)
			: await context.getCredentials(service.credential);
	return clientWith(context, service, credential);
}

/**
 * Opens a client with a credential that has been read.
 * @throws OperationFailure when the credential's address must not be used
 */
export function clientWith(
	context: NodeContext,
	service: Service,
	credential: ICredentialDataDecryptedObject,
): ServiceClient {
	const baseUrl = checked('Base URL', () => checkBaseUrl(credential.baseUrl));
	return {
		context,
		service,
		baseUrl,
		key: checked('API Key', () => {
			const key = checkKey(credential.apiKey);
			service.checkKey?.(key);
			return key;
		}),
		credential,
		requestsPerSecond: checked('Requests per Second', () =>
			shareOf(service.requestsPerSecond, credential.requestsPerSecond),
		),
		clock: new ServiceClock(),
	};
}

/** A credential may name a share of a limit, for several processes that share it. */
function shareOf(limit: number | undefined, share: unknown): number | undefined {
	if (limit === undefined || isNothing(share)) return limit;
	const named = Number(share);
	// Taken for the whole limit, a mistake here would have the service block this n8n.
	if (!(named >= 0))
		throw new InvalidInput(
			`must be a number from 1 to ${limit}`,
			`It is ${shown(share)} in the credential.`,
		);
	return named === 0 ? limit : Math.min(limit, named);
}

/** The signal that n8n gives when an execution is cancelled. */
export function cancelSignal(context: NodeContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}
