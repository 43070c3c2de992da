import { isPrivate } from '../shared/address';
import type { Surroundings } from '../shared/parameters';

/** What is obviously wrong with an address that Get My TG is to call. */
export function callbackHint(address: string, { baseUrl, isProduction }: Surroundings): string | undefined {
	const url = new URL(address);
	if (isPrivate(url.hostname) && !isPrivate(new URL(baseUrl).hostname)) {
		return `Get My TG cannot call ${url.host}, which is an address of a private network. Give this n8n a public one with WEBHOOK_URL.`;
	}
	if (isProduction && url.pathname.includes('/webhook-test/')) {
		return "'Callback URL' is a Test URL, which works only while the editor listens. Use the Production URL of the trigger.";
	}
	return undefined;
}
