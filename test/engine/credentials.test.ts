/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { useSetup, type SandboxService } from '../support';

const PREFIX = '/proxy/api';

const setup = useSetup({}, ({ gmt, fiveSim }) => ({
	gmtBehindProxy: { type: 'gmtApi', data: { apiKey: gmt.apiKey, baseUrl: `${gmt.url}${PREFIX}/` } },
	fiveSimBehindProxy: {
		type: 'fiveSimApi',
		data: { apiKey: fiveSim.apiKey, baseUrl: `${fiveSim.url}${PREFIX}/` },
	},
}));
let stranger: Server;
let seenByStranger: IncomingMessage[];
let strangerUrl: string;

beforeAll(async () => {
	stranger = createServer((request, response) => {
		seenByStranger.push(request);
		response.setHeader('content-type', 'application/json');
		response.end('{"id":"1","created_at":"2026-01-01T00:00:00Z","balance":1}');
	});
	await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
	strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
});
afterAll(() => void stranger.close());
beforeEach(() => {
	seenByStranger = [];
	setup.sandbox.gmt.faults.clear();
	setup.sandbox.fiveSim.faults.clear();
});

const profiles = { gmt: 'getProfile', fiveSim: 'getProfile' };

describe.each(['gmt', 'fiveSim'] as const)('the credential of %s', (service: SandboxService) => {
	const type = `${service}Api`;
	const test = async (data: { apiKey?: string; baseUrl?: string }) => {
		const { apiKey, url } = setup.sandbox[service];
		return await setup.engine.testCredential(type, { apiKey, baseUrl: url, ...data });
	};

	it('is tested with a read that needs the key', async () => {
		expect(await test({})).toBeUndefined();
		expect(setup.sandbox[service].requests.at(-1)).toMatchObject({
			operationId: profiles[service],
			status: 200,
		});
		expect(await test({ apiKey: 'not-the-key' })).toMatch(/credentials|401|key/i);
	});

	it.each([
		[
			'a web page',
			'text',
			200,
			'<!doctype html><title>Hello</title>',
			/^This is not how .* answers\. Check 'Base URL'/,
		],
		[
			'JSON of something else',
			'text',
			200,
			'{"ok":true}',
			/^This is not how .* answers\. Check 'Base URL'/,
		],
		['an empty answer', 'text', 200, '', /^This is not how .* answers\. Check 'Base URL'/],
		[
			'a page that is not there',
			'text',
			404,
			'not found',
			/^There is no .* here\. Check 'Base URL'/,
		],
		['a key that has expired', 'text', 401, 'token expired', /expired\. Copy it/],
		['a key that may not do this', 'text', 403, '{}', /does not allow this key/],
		['a service that is down', 'text', 502, 'Bad gateway', /is not working at the moment/],
	] as const)('is refused with advice after %s', async (_, kind, status, body, advice) => {
		setup.sandbox[service].faults.add({
			operationId: profiles[service],
			kind,
			status,
			body,
			times: 'always',
		});
		expect(await test({})).toMatch(advice);
	});

	it('takes a base address with a slash at its end, and with a path before', async () => {
		const { url } = setup.sandbox[service];
		expect(await test({ baseUrl: `${url}/` })).toBeUndefined();
		setup.sandbox[service].configure({ pathPrefix: PREFIX });
		expect(await test({ baseUrl: `${url}${PREFIX}/` })).toBeUndefined();
		const parameters = { resource: service === 'gmt' ? 'profile' : 'user', operation: 'get' };
		const { error, requests } = await setup.runNode({
			service,
			parameters,
			credential: `${service}BehindProxy`,
		});
		expect(error).toBeUndefined();
		expect(requests).toHaveLength(1);
		setup.sandbox[service].configure({ pathPrefix: '' });
	});

	it('does not follow a redirect, neither in the test', async () => {
		setup.sandbox[service].faults.add({
			operationId: profiles[service],
			kind: 'status',
			status: 302,
			headers: { location: `${strangerUrl}/v1/profile/` },
			times: 'always',
		});
		expect(await test({})).toBeDefined();
		expect(seenByStranger).toEqual([]);
	});

	it.each([
		[{ apiKey: '"the-key"' }, /^'API Key' .*\. Copy only the key .* without quotation marks/],
		[{ apiKey: 'Bearer the-key' }, /^'API Key' .* without 'Bearer'\.$/],
		[{ baseUrl: 'www.example.com' }, /^'Base URL' must be a full address\. Enter an address such/],
		[{ baseUrl: 'http://example.com' }, /^'Base URL' must start with 'https:\/\/'\. Without enc/],
	] as const)('says what to do about %j', async (data, advice) => {
		expect(await test(data)).toMatch(advice);
	});

	it('refuses to send a key with a line break', async () => {
		expect(await test({ apiKey: 'abc\r\nx-injected: yes' })).toBeDefined();
		expect(
			setup.sandbox[service].requests.every(({ headers }) => headers['x-injected'] === undefined),
		).toBe(true);
	});

	it.each([
		'http://example.com',
		'ftp://127.0.0.1',
		'https://user:secret@example.com',
		'https://example.com/#part',
		'https://example.com/?a=1',
		'example.com',
		'',
		'https://exa mple.com',
	])('refuses the address %j, and nothing leaves', async (baseUrl) => {
		const before = setup.sandbox[service].requests.length;
		expect(await test({ baseUrl })).toBeDefined();
		expect(setup.sandbox[service].requests).toHaveLength(before);
	});
});

it("keeps the key from other addresses when n8n's HTTP Request node uses the credential", async () => {
	const run = await setup.engine.run(
		{
			nodes: [
				{
					id: 's',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{
					id: 'h',
					name: 'HTTP',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					position: [0, 0],
					parameters: {
						url: strangerUrl,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: 'gmtApi',
						options: {},
					},
					credentials: { gmtApi: { id: 'gmt', name: 'gmt' } },
				},
			],
			connections: { Start: { main: [[{ node: 'HTTP', type: 'main', index: 0 }]] } },
		},
		{},
	);
	expect(run.status).toBe('error');
	expect(seenByStranger).toEqual([]);
});
