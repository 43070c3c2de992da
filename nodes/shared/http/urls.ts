import { InvalidInput } from '../errors';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Networks that cannot be reached from the internet: IANA's special-purpose registry, which n8n's own list is a part of. */
const PRIVATE_V4: ReadonlyArray<[network: string, bits: number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3],
];

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
 * The full address of a file that the service at `baseUrl` links to.
 * @param target a full address, or one relative to `baseUrl`
 * @returns undefined where the file must not be requested: over plain HTTP, or from n8n's own network
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

/** Whether only this computer or its own network can reach a host. An invalid host counts as private. */
export function isPrivate(hostname: string): boolean {
	const address = `https://${hostname.replace(/\.+$/, '')}`;
	if (!URL.canParse(address)) return true;
	// The URL parser normalises addresses: '0x7f.1' becomes '127.0.0.1'.
	const host = new URL(address).hostname.replace(/\.+$/, '');
	if (host.startsWith('[')) return isPrivateV6(host.slice(1, -1));
	if (/^[\d.]+$/.test(host)) return isPrivateV4(host);
	return !host.includes('.') || /\.(local|localhost|internal|lan|home|localdomain)$/.test(host);
}

function isPrivateV4(address: string): boolean {
	const number = numberOf(address);
	return PRIVATE_V4.some(([network, bits]) => {
		const size = 2 ** (32 - bits);
		return Math.floor(number / size) === Math.floor(numberOf(network) / size);
	});
}

function numberOf(address: string): number {
	return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

function isPrivateV6(address: string): boolean {
	const [head = [], tail = []] = address
		.split('::')
		.map((half) => (half === '' ? [] : half.split(':').map((group) => parseInt(group, 16))));
	const groups = [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
	const [first, second] = groups as [number, number];
	const [high, low] = groups.slice(6) as [number, number];
	// NAT64 (64:ff9b::/96): the last 32 bits are an IPv4 address that a gateway of the network calls.
	if ([0x64, 0xff9b, 0, 0, 0, 0].every((group, at) => groups[at] === group))
		return isPrivateV4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
	// The internet has 2000::/3 alone. In it 2001::/23 (Teredo among others), 2001:db8::/32 and 2002::/16 (6to4) lead elsewhere.
	return (
		first >> 13 !== 1 ||
		(first === 0x2001 && (second < 0x200 || second === 0xdb8)) ||
		first === 0x2002
	);
}
