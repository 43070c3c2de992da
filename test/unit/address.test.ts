import { checkBaseUrl, isLoopback, mayCarryKey } from '../../nodes/shared/address';
import { InvalidInput } from '../../nodes/shared/errors';

const refusalOf = (input: unknown): string => {
	try {
		return `taken as ${checkBaseUrl(input)}`;
	} catch (refused) {
		expect(refused).toBeInstanceOf(InvalidInput);
		return (refused as InvalidInput).message;
	}
};

describe('the address in a credential', () => {
	it.each([
		['https://example.com', 'https://example.com'],
		['https://example.com/', 'https://example.com'],
		['https://example.com///', 'https://example.com'],
		['  https://example.com  ', 'https://example.com'],
		['HTTPS://Example.COM/v2', 'https://example.com/v2'],
		['https://example.com:8443/proxy/api/', 'https://example.com:8443/proxy/api'],
		['http://localhost:5678', 'http://localhost:5678'],
		['http://127.0.0.1:80/x', 'http://127.0.0.1/x'],
		['http://127.255.255.254:3000', 'http://127.255.255.254:3000'],
		['http://[::1]:3000', 'http://[::1]:3000'],
	])('%j is used as %s', (entered, used) => {
		expect(checkBaseUrl(entered)).toBe(used);
	});

	it.each([[undefined], [null], [42], [{}], [''], ['example.com'], ['ftp://example.com'], ['https://'], ['https://exa mple.com'], ['https://example.com/ x'], ['see https://example.com'], ['https://[::1'], ['xhttps://example.com']])(
		'%j is no address',
		(entered) => {
			expect(refusalOf(entered)).toMatch(/full address/);
		},
	);

	it.each(['https://user@example.com', 'https://user:secret@example.com', 'https://:secret@example.com'])('%s would give a password away', (entered) => {
		expect(refusalOf(entered)).toMatch(/user name or password/);
	});

	it.each(['https://example.com/?', 'https://example.com/?a=1', 'https://example.com/#', 'https://example.com/#part'])('%s would swallow the path of each request', (entered) => {
		expect(refusalOf(entered)).toMatch(/^must not .*[?#]/);
	});

	it.each(['http://example.com', 'http://10.0.0.1', 'http://127.0.0.1.example.com', 'http://localhost.example.com', 'http://notlocalhost', 'http://1127.0.0.1.example.com', 'http://[::2]', 'http://[fe80::1]'])(
		'%s would send the key in the clear',
		(entered) => {
			expect(refusalOf(entered)).toMatch(/^must start with 'https:/);
		},
	);
});

describe('the key of a credential for https://example.com/api', () => {
	const may = (target: string) => mayCarryKey('https://example.com/api', target);

	it.each(['https://example.com/api/x', 'https://example.com/elsewhere', 'https://EXAMPLE.com:443/'])('goes to %s', (target) => {
		expect(may(target)).toBe(true);
	});

	it.each(['http://example.com/api/x', 'https://example.com:8443/api', 'https://api.example.com/', 'https://example.com.evil.example/', 'https://example.com@evil.example/', '/api/x', '', 'nonsense'])('does not go to %j', (target) => {
		expect(may(target)).toBe(false);
	});
});

describe('this computer itself', () => {
	it.each(['localhost', '127.0.0.1', '127.1.2.3', '127.255.255.255', '[::1]'])('is %s', (host) => {
		expect(isLoopback(host)).toBe(true);
	});

	it.each(['localhost.example', 'mylocalhost', '127.0.0', '127.0.0.1.example', '1127.0.0.1', '128.0.0.1', '[::1]x', 'x[::1]', '[::11]', '[fe80::1]', '0.0.0.0', '127a0b0c1'])('is not %s', (host) => {
		expect(isLoopback(host)).toBe(false);
	});
});
