import { InvalidInput } from '../errors';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Checks the address that a credential holds, since the key is sent there.
 * @returns the address without a trailing slash: `https://host[:port][/prefix]`
 * @throws InvalidInput
 */
export function checkBaseUrl(input: unknown): string {
	const advice = "Enter an address such as 'https://example.com' in the credential.";
	const text = String(input).trim();
	if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text))
		throw new InvalidInput('must be a full address', advice);
	const url = new URL(text);
	if (url.username || url.password)
		throw new InvalidInput('must not contain a user name or password', advice);
	if (text.includes('#') || text.includes('?'))
		throw new InvalidInput("must not contain '?' or '#'", advice);
	if (url.protocol !== 'https:' && !isLoopback(url.hostname)) {
		throw new InvalidInput(
			"must start with 'https://'",
			"Without encryption others could read the key on its way. Only an address of this computer itself may start with 'http://'.",
		);
	}
	return url.href.replace(/\/+$/, '');
}

/** Whether a request to `target` may carry the key of a credential for `baseUrl`. */
export function mayCarryKey(baseUrl: string, target: string): boolean {
	return URL.canParse(target) && new URL(target).origin === new URL(baseUrl).origin;
}

/**
 * Where a file is that the service at `baseUrl` names an address for.
 * @param target a full address, or a part of one
 * @returns undefined where it must not be asked for: in the clear, or in this n8n's own network
 */
export function fileAddress(target: string, baseUrl: string): string | undefined {
	if (!URL.canParse(target, baseUrl)) return undefined;
	const { href, hostname, protocol } = new URL(target, baseUrl);
	if (mayCarryKey(baseUrl, href)) return href;
	const base = new URL(baseUrl);
	if (isPrivate(hostname) && !isPrivate(base.hostname)) return undefined;
	return protocol === 'https:' || (isLoopback(hostname) && isLoopback(base.hostname))
		? href
		: undefined;
}

/** Whether a host is this computer itself. */
export function isLoopback(hostname: string): boolean {
	return LOOPBACK.test(hostname);
}

/** Whether a host can be reached from this computer or its own network only. */
export function isPrivate(hostname: string): boolean {
	const host = hostname.toLowerCase();
	if (isLoopback(host) || host === '0.0.0.0') return true;
	if (host.startsWith('[')) return /\[(f[cd]|fe80|::\]|::ffff:)/.test(host);
	return (
		!host.includes('.') ||
		/^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host) ||
		/\.(local|localhost|internal|lan|home|localdomain)$/.test(host)
	);
}
