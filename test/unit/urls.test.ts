import {
	checkBaseUrl,
	fileAddress,
	isLoopback,
	isPrivate,
	mayCarryKey,
} from '../../nodes/shared/http/urls';
import { InvalidInput } from '../../nodes/shared/errors';
import { SsrfProtectionConfig } from '../../test-engine/n8nInternals';

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

	it.each([
		[undefined],
		[null],
		[42],
		[{}],
		[''],
		['example.com'],
		['ftp://example.com'],
		['https://'],
		['https://exa mple.com'],
		['https://example.com/ x'],
		['see https://example.com'],
		['https://[::1'],
		['xhttps://example.com'],
	])('%j is no address', (entered) => {
		expect(refusalOf(entered)).toMatch(/full address/);
	});

	it.each([
		'https://user@example.com',
		'https://user:secret@example.com',
		'https://:secret@example.com',
	])('%s would give a password away', (entered) => {
		expect(refusalOf(entered)).toMatch(/user name or password/);
	});

	it.each([
		'https://example.com/?',
		'https://example.com/?a=1',
		'https://example.com/#',
		'https://example.com/#part',
	])('%s would swallow the path of each request', (entered) => {
		expect(refusalOf(entered)).toMatch(/^must not .*[?#]/);
	});

	it.each([
		'http://example.com',
		'http://10.0.0.1',
		'http://127.0.0.1.example.com',
		'http://localhost.example.com',
		'http://notlocalhost',
		'http://1127.0.0.1.example.com',
		'http://[::2]',
		'http://[fe80::1]',
	])('%s would send the key in the clear', (entered) => {
		expect(refusalOf(entered)).toMatch(/^must start with 'https:/);
	});
});

describe('the key of a credential for https://example.com/api', () => {
	const may = (target: string) => mayCarryKey('https://example.com/api', target);

	it.each([
		'https://example.com/api/x',
		'https://example.com/elsewhere',
		'https://EXAMPLE.com:443/',
	])('goes to %s', (target) => {
		expect(may(target)).toBe(true);
	});

	it.each([
		'http://example.com/api/x',
		'https://example.com:8443/api',
		'https://api.example.com/',
		'https://example.com.evil.example/',
		'https://example.com@evil.example/',
		'/api/x',
		'',
		'nonsense',
	])('does not go to %j', (target) => {
		expect(may(target)).toBe(false);
	});
});

describe('this computer itself', () => {
	it.each(['localhost', '127.0.0.1', '127.1.2.3', '127.255.255.255', '[::1]'])('is %s', (host) => {
		expect(isLoopback(host)).toBe(true);
	});

	it.each([
		'localhost.example',
		'mylocalhost',
		'127.0.0',
		'127.0.0.1.example',
		'1127.0.0.1',
		'128.0.0.1',
		'[::1]x',
		'x[::1]',
		'[::11]',
		'[fe80::1]',
		'0.0.0.0',
		'127a0b0c1',
	])('is not %s', (host) => {
		expect(isLoopback(host)).toBe(false);
	});
});

describe('a service on the internet', () => {
	it.each([
		'localhost',
		'LOCALHOST',
		'127.0.0.1',
		'0.0.0.0',
		'10.0.0.1',
		'10.255.255.255',
		'192.168.0.1',
		'169.254.10.10',
		'172.16.0.1',
		'172.19.9.9',
		'172.20.0.1',
		'172.29.0.1',
		'172.30.0.1',
		'172.31.255.255',
		'[::1]',
		'[fc00::1]',
		'[fd12:3456::1]',
		'[fe80::1]',
		'[FE80::1]',
		'n8n',
		'n8n.local',
		'x.localhost',
		'n8n.internal',
		'n8n.lan',
		'n8n.home',
		'n8n.localdomain',
		'a.b.LOCAL',
		'localhost.',
		'LocalHost..',
		'x.localhost.',
		'a.b.localhost',
		'n8n.',
		'n8n.internal.',
		'10.0.0.1.',
		'0.0.0.1',
		'0.255.255.255',
		'100.64.0.1',
		'100.100.100.100',
		'100.127.255.255',
		'127.1',
		'2130706433',
		'0x7f000001',
		'0x7f.1',
		'0177.0.0.1',
		'0xa9fea9fe',
		'169.254.169.254',
		'192.0.0.1',
		'192.0.0.255',
		'198.18.0.1',
		'198.19.255.255',
		'240.0.0.1',
		'255.255.255.255',
		'[::]',
		'[0:0:0:0:0:0:0:1]',
		'[::ffff:127.0.0.1]',
		'[::ffff:7f00:1]',
		'[::ffff:10.0.0.1]',
		'[64:ff9b::127.0.0.1]',
		'[64:ff9b::a00:1]',
		'[64:ff9b::169.254.169.254]',
		'[2002:7f00:1::]',
		'[2002:a00:1::1]',
		'[fe90::1]',
		'[febf::1]',
		'[fec0::1]',
		'[fb00::1]',
		'[ff02::1]',
		'[100::1]',
		'[::2]',
		'[::127.0.0.1]',
		'[::7f00:1]',
		'[::ffff:0:127.0.0.1]',
		'[64:ff9b:1::7f00:1]',
		'[2001::1]',
		'[2001:1ff::1]',
		'[2001:db8::1]',
		'[1fff::1]',
		'[4000::1]',
		'192.0.2.1',
		'192.88.99.1',
		'198.51.100.1',
		'203.0.113.1',
		'224.0.0.1',
		'239.255.255.255',
		'ⓛocalhost',
		'ｌｏｃａｌｈｏｓｔ',
		'127。0。0。1',
		'①②⑦.0.0.1',
		'%6cocalhost',
		'[fdff:ffff::1]',
		'1127.0.0.1',
		'256.0.0.1',
		'[::1',
		'[nonsense]',
		'',
		'.',
	])('cannot reach %s', (host) => {
		expect(isPrivate(host)).toBe(true);
	});

	it.each([
		'example.com',
		'n8n.example.com',
		'local.example.com',
		'n8n.localx.com',
		'mylocal.de',
		'1.10.0.1',
		'100.63.255.255',
		'100.128.0.0',
		'11.0.0.1',
		'101.0.0.1',
		'192.169.0.1',
		'193.168.0.1',
		'169.253.0.1',
		'172.15.0.1',
		'172.32.0.1',
		'172.1.0.1',
		'172.2.0.1',
		'172.3.0.1',
		'172.160.0.1',
		'[2001:fe80::1]',
		'[2001:fd00::1]',
		'8.8.8.8',
		'10.example.com',
		'10.1.example.com',
		'home.example',
		'example.com.',
		'localhost.example.com',
		'localhosts.com',
		'1.0.0.1',
		'9.255.255.255',
		'126.255.255.255',
		'128.0.0.1',
		'169.255.0.1',
		'192.0.1.1',
		'191.255.255.255',
		'198.17.255.255',
		'198.20.0.1',
		'223.255.255.255',
		'192.0.3.1',
		'192.88.98.1',
		'198.51.101.1',
		'203.0.114.1',
		'[2001:200::1]',
		'[3fff:ffff::1]',
		'0x08080808',
		'134744072',
		'[64:ff9b::8.8.8.8]',
		'[64:ff9b::1.1.1.1]',
		'[2001:4860:4860::8888]',
		'[2606:4700:4700::1111]',
		'[2003::1]',
		'[2a00:1450::fe80]',
	])('may reach %s', (host) => {
		expect(isPrivate(host)).toBe(false);
	});
});

const blockedByN8n: string[] = new SsrfProtectionConfig().blockedIpRanges;
it.each(blockedByN8n)("cannot be reached at %s, as n8n's own list says", (range) => {
	const [first] = range.split('/') as [string];
	expect(isPrivate(first.includes(':') ? `[${first}]` : first)).toBe(true);
});

describe('the address of a file', () => {
	it.each([
		['https://files.example.net/a.zip', 'https://example.com', 'https://files.example.net/a.zip'],
		['/a.zip', 'https://example.com/api', 'https://example.com/a.zip'],
		['//files.example.net/a.zip', 'https://example.com', 'https://files.example.net/a.zip'],
		['http://127.0.0.1:2/a.zip', 'http://127.0.0.1:1', 'http://127.0.0.1:2/a.zip'],
		['http://127.0.0.1:1/a.zip', 'http://127.0.0.1:1', 'http://127.0.0.1:1/a.zip'],
		['https://10.0.0.2/a.zip', 'https://10.0.0.1', 'https://10.0.0.2/a.zip'],
		['https://10.0.0.2/a.zip', 'http://localhost:1', 'https://10.0.0.2/a.zip'],
	])('%s, named by the service at %s, is %s', (target, baseUrl, address) => {
		expect(fileAddress(target, baseUrl)).toBe(address);
	});

	it.each([
		['http://files.example.net/a.zip', 'https://example.com'],
		['http://example.com/a.zip', 'https://example.com'],
		['http://10.0.0.2/a.zip', 'https://10.0.0.1'],
		['http://127.0.0.1/a.zip', 'https://10.0.0.1'],
		['http://10.0.0.1/a.zip', 'http://127.0.0.1'],
		['https://127.0.0.1/a.zip', 'https://example.com'],
		['https://localhost/a.zip', 'https://example.com'],
		['https://10.0.0.1/a.zip', 'https://example.com'],
		['https://[::1]/a.zip', 'https://example.com'],
		['https://[::]/a.zip', 'https://example.com'],
		['https://[::ffff:127.0.0.1]/a.zip', 'https://example.com'],
		['https://n8n/a.zip', 'https://example.com'],
		['https://localhost./a.zip', 'https://example.com'],
		['https://2852039166/latest', 'https://example.com'],
		['file:///etc/passwd', 'https://example.com'],
		['//[', 'https://example.com'],
	])('%s, named by the service at %s, must not be used', (target, baseUrl) => {
		expect(fileAddress(target, baseUrl)).toBeUndefined();
	});
});
