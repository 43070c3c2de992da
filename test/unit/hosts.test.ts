import { isPrivate } from '../../nodes/shared/hints';

describe('a provider on the internet', () => {
	it.each([
		'localhost', 'LOCALHOST', '127.0.0.1', '0.0.0.0', '10.0.0.1', '10.255.255.255', '192.168.0.1', '169.254.10.10', '172.16.0.1', '172.19.9.9', '172.20.0.1', '172.29.0.1', '172.30.0.1', '172.31.255.255',
		'[::1]', '[fc00::1]', '[fd12:3456::1]', '[fe80::1]', '[FE80::1]', 'n8n', 'n8n.local', 'x.localhost', 'n8n.internal', 'n8n.lan', 'n8n.home', 'n8n.localdomain', 'a.b.LOCAL',
	])('cannot reach %s', (host) => {
		expect(isPrivate(host)).toBe(true);
	});

	it.each([
		'example.com', 'n8n.example.com', 'local.example.com', 'n8n.localx.com', 'mylocal.de', '1.10.0.1', '100.64.0.1', '11.0.0.1', '101.0.0.1', '1127.0.0.1', '192.169.0.1', '193.168.0.1', '169.253.0.1', '172.15.0.1', '172.32.0.1', '172.1.0.1', '172.2.0.1', '172.3.0.1',
		'172.160.0.1', '[2001:db8::1]', '[2001:fe80::1]', '[2001:fd00::1]', '[::2]', '8.8.8.8', '10.example.com', '10.1.example.com', 'home.example', '0.0.0.1',
	])('may reach %s', (host) => {
		expect(isPrivate(host)).toBe(false);
	});
});
