import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { checkBaseUrl, mayCarryKey } from './urls';
import { InvalidInput, invalidInput } from '../errors';

/** Options of a request that a signal of ours ends. n8n puts its own in place of `abortSignal` where a request carries a key. */
export type EndedRequest = IHttpRequestOptions & { endedBy?: AbortSignal };

/**
 * Adds the header that carries the key, but only to requests for the credential's own address. n8n's HTTP Request node
 * can use the credential too, with any address.
 * @param header makes the header's name and value from the key
 * @param check throws InvalidInput for a key that the service cannot accept
 */
export function authenticateWith(
	header: (key: string) => Record<string, string>,
	check: (key: string) => void = () => undefined,
) {
	return async (
		credentials: ICredentialDataDecryptedObject,
		options: EndedRequest,
	): Promise<IHttpRequestOptions> => {
		const baseUrl = inOneLine('Base URL', () => checkBaseUrl(credentials.baseUrl));
		// The HTTP Request node still hands over the older form of options, with `uri`.
		const { baseURL, url = (options as { uri?: string }).uri ?? '' } = options;
		// A full address wins over a base address.
		const target = /^([a-z][a-z\d+.-]*:)?\/\//i.test(url) ? url : (baseURL ?? url);
		if (!mayCarryKey(baseUrl, target)) {
			throw invalidInput(
				'Base URL',
				new InvalidInput(
					'is not the address of this request, so the key was not sent',
					"Change 'Base URL' in the credential, or use another credential.",
				),
			);
		}
		const key = inOneLine('API Key', () => checkKey(credentials.apiKey));
		inOneLine('API Key', () => check(key));
		return {
			...options,
			abortSignal: options.endedBy ?? options.abortSignal,
			headers: {
				...options.headers,
				...header(key),
			},
			disableFollowRedirect: true,
			maxRedirects: 0,
		};
	};
}

/**
 * Runs a check whose advice is to be seen in the test of a credential: n8n shows the message of an error there, and nothing else.
 * @throws OperationFailure
 */
function inOneLine<T>(label: string, check: () => T): T {
	try {
		return check();
	} catch (problem) {
		const { message, advice } = problem as InvalidInput;
		throw invalidInput(label, new InvalidInput(`${message}. ${advice}`, ''));
	}
}

/**
 * Checks a key: a line break in a header would start another header.
 * @throws InvalidInput
 */
export function checkKey(input: unknown): string {
	const key = String(input ?? '').trim();
	if (!/^[\x21-\x7e]+$/.test(key) || /^(["'`]).*\1$|^<.*>$/.test(key))
		throw new InvalidInput(
			'is empty, or contains characters that a key cannot have',
			"Copy only the key into the credential again, without quotation marks, spaces or invisible characters, and without 'Bearer'.",
		);
	return key;
}
