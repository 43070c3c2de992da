/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { request } from 'node:http';
import { startSandbox, type Sandbox } from '../../sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());

/** Unlike `fetch` this takes any header. */
async function statusOf(
	method: string,
	command: string,
	headers: Record<string, string>,
	body = '',
): Promise<number | undefined> {
	return await new Promise((resolve, reject) => {
		const sent = request(
			`${sandbox.gmt.url}/__sandbox/${command}`,
			{ method, headers },
			(response) => {
				response.resume();
				resolve(response.statusCode);
			},
		);
		sent.on('error', reject);
		sent.end(body);
	});
}

const port = () => new URL(sandbox.gmt.url).port;
const JSON_TYPE = { 'Content-Type': 'application/json' };
const balance = '{"balance":"1.00"}';

it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('is steered as %s', async (host) => {
	const Host = `${host}:${port()}`;
	expect(await statusOf('GET', 'options', { Host })).toBe(200);
	const Origin = `http://${Host}`;
	expect(await statusOf('PATCH', 'options', { Host, Origin, ...JSON_TYPE }, balance)).toBe(200);
});

it('takes its JSON with a character set', async () => {
	const headers = { 'Content-Type': 'Application/JSON; charset=utf-8' };
	expect(await statusOf('PATCH', 'options', headers, balance)).toBe(200);
});

it.each([
	'example.com',
	'localhost.example.com',
	'127.0.0.1.example.com',
	'127.0.0.1:1',
	'127.0.0.1',
])('is not steered under a foreign name: %j', async (Host) => {
	expect(await statusOf('GET', 'ledger', { Host })).toBe(403);
	expect(await statusOf('POST', 'reset', { Host })).toBe(403);
});

it.each(['https://example.com', 'null', 'http://127.0.0.1:1', 'file://'])(
	'is not steered from the page of another site: %s',
	async (Origin) => {
		expect(await statusOf('GET', 'ledger', { Origin })).toBe(403);
		expect(await statusOf('POST', 'reset', { Origin })).toBe(403);
		expect(await statusOf('PATCH', 'options', { Origin, ...JSON_TYPE }, balance)).toBe(403);
	},
);

it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
	'takes no JSON that is called %j, as a form of any page can send it',
	async (type) => {
		const headers: Record<string, string> = type ? { 'Content-Type': type } : {};
		expect(await statusOf('PATCH', 'options', headers, balance)).toBe(415);
	},
);

it('leaves the service itself alone', async () => {
	const answer = await fetch(`${sandbox.gmt.url}/v1/service/time`, {
		headers: { Origin: 'https://example.com' },
	});
	expect(answer.status).toBe(200);
});
