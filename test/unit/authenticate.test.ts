import type { IHttpRequestOptions } from 'n8n-workflow';
import { authenticateWith } from '../../nodes/shared/http/authenticate';

const authenticate = async (...request: Parameters<ReturnType<typeof authenticateWith>>) =>
	await authenticateWith((key) => ({ 'x-api-key': key }))(...request);
const credential = { apiKey: ' key-0815 ', baseUrl: 'https://example.com/api/' };

it.each([
	['a whole address', { url: 'https://example.com/api/x' }],
	['a base address', { url: '/x', baseURL: 'https://example.com/api' }],
	["the older form of n8n's HTTP Request node", { uri: 'https://example.com/api/x' }],
])(
	'the key goes along with %s at the service, and with nothing that it is sent on to',
	async (_form, target) => {
		const options = {
			...target,
			headers: { Accept: '*/*' },
			method: 'POST',
		} as unknown as IHttpRequestOptions;
		expect(await authenticate(credential, options)).toEqual({
			...options,
			headers: { Accept: '*/*', 'x-api-key': 'key-0815' },
			disableFollowRedirect: true,
			maxRedirects: 0,
		});
	},
);

it.each([
	{ url: 'https://example.org/api/x' },
	{ url: '/x', baseURL: 'https://example.org' },
	{ url: 'https://example.org/x', baseURL: 'https://example.com/api' },
	{ url: '//example.org/x', baseURL: 'https://example.com/api' },
	{ uri: 'http://example.com/' },
	{ url: '/x' },
	{},
])('the key does not go along with %j', async (target) => {
	await expect(authenticate(credential, target as IHttpRequestOptions)).rejects.toMatchObject({
		failure: {
			code: 'invalidInput',
			message: expect.stringMatching(/'Base URL' .* the key was not sent/),
			description: expect.stringContaining('Nothing was sent.'),
		},
	});
});

it.each([
	undefined,
	null,
	'',
	'  ',
	'key\r\nx-injected: yes',
	'two words',
	'"key-0815"',
	"'key-0815'",
	'<key-0815>',
	'schlüssel',
	'key\u0000',
	'key\u007f',
])('%j is no key', async (apiKey) => {
	await expect(
		authenticate({ ...credential, apiKey } as never, { url: 'https://example.com' }),
	).rejects.toMatchObject({
		failure: {
			code: 'invalidInput',
			message: expect.stringContaining("'API Key'"),
			description: expect.stringContaining('Nothing was sent.'),
		},
	});
});

it('a key may hold every sign that a header can hold', async () => {
	const apiKey = Array.from({ length: 0x7e - 0x20 }, (_none, index) =>
		String.fromCharCode(0x21 + index),
	).join('');
	expect(
		(await authenticate({ ...credential, apiKey }, { url: 'https://example.com' })).headers,
	).toEqual({ 'x-api-key': apiKey });
});

it('an address that is none is named, and nothing is sent', async () => {
	await expect(
		authenticate({ ...credential, baseUrl: 'example.com' }, { url: 'https://example.com' }),
	).rejects.toThrow("'Base URL' must be a full address");
});
