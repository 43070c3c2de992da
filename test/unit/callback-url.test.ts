import { callbackHint } from '../../nodes/Gmt/fields';

const PUBLIC = 'https://api.getmytg.com';
const LOCAL = 'http://127.0.0.1:4000';
const hint = (address: string, baseUrl = PUBLIC, isProduction = true) =>
	callbackHint(address, { baseUrl, isProduction });

it.each([
	'http://localhost:5678/webhook/x/gmt',
	'http://127.0.0.1/webhook/x',
	'http://10.1.2.3/x',
	'http://192.168.1.5/x',
	'http://172.20.0.1/x',
	'http://169.254.1.1/x',
	'http://[::1]:5678/x',
	'http://[fd00::1]/x',
	'http://n8n:5678/x',
	'http://n8n.local/x',
	'http://0.0.0.0:5678/x',
])('tells that the service cannot call %s', (address) => {
	expect(hint(address)).toContain('cannot call');
	expect(hint(address, LOCAL)).toBeUndefined();
});

it.each([
	'https://n8n.example.com/webhook/x/gmt',
	'https://172.32.0.1/x',
	'https://11.0.0.1/x',
	'https://[2606:4700::1]/x',
])('has nothing to say about %s', (address) => {
	expect(hint(address)).toBeUndefined();
});

it('tells that a Test URL does not work in production', () => {
	const address = 'https://n8n.example.com/webhook-test/x/gmt';
	expect(hint(address)).toContain('Test URL');
	expect(hint(address, PUBLIC, false)).toBeUndefined();
});
