/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { openBinary } from '../../test-engine';
import { useSetup, type Outcome } from '../support';
import { settledBulk } from '../support/callbacks';

const setup = useSetup();
let elsewhere: Server;
let address: string;
/** What the other address was asked. */
let seen: IncomingMessage[];
/** What it answers: a status and headers for each path, else a file. */
let answers: Record<string, [number, Record<string, string>, string?]>;

beforeAll(async () => {
	elsewhere = createServer((request, response) => {
		seen.push(request);
		const [status, headers, body = ''] = answers[request.url!] ?? [200, {}, 'PK elsewhere'];
		response.writeHead(status, headers).end(body);
	});
	await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
	address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
});
afterAll(() => void elsewhere.close());
beforeEach(() => {
	setup.sandbox.gmt.reset();
	seen = [];
	answers = {};
});

/** Downloads an archive for which Get My TG sends on. */
async function download(path = '/file', status = 302): Promise<Outcome> {
	setup.sandbox.gmt.faults.add({
		operationId: 'downloadBulkPurchase',
		kind: 'status',
		status,
		headers: { Location: address + path },
		times: 'always',
	});
	const purchaseId = { __rl: true, mode: 'id', value: await settledBulk(setup.sandbox) };
	return await setup.runNode({
		service: 'gmt',
		parameters: {
			resource: 'bulkPurchase',
			operation: 'download',
			purchaseId,
			options: { timeout: 5 },
		},
	});
}

describe('an archive that is stored elsewhere', () => {
	it.each([301, 302, 303, 307, 308])(
		'is fetched from there, without the key (%i)',
		async (status) => {
			const { items, error } = await download('/file', status);
			expect(error).toBeUndefined();
			expect(String(await (await openBinary(items[0]!)).toBuffer())).toBe('PK elsewhere');
			expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /file']);
			expect(JSON.stringify(seen[0]!.headers)).not.toContain(setup.sandbox.gmt.apiKey);
			// Packed once is enough, and a packed transfer could not be watched.
			expect(seen[0]!.headers).toMatchObject({ accept: '*/*', 'accept-encoding': 'identity' });
		},
	);

	it('may be sent on three times, also by a part of an address', async () => {
		answers = { '/a': [302, { Location: '/b' }], '/b': [307, { Location: `${address}/c` }] };
		expect((await download('/a')).error).toBeUndefined();
		expect(seen.map(({ url }) => url)).toEqual(['/a', '/b', '/c']);
	});

	it('is given up beyond that', async () => {
		answers = { '/a': [302, { Location: '/a' }] };
		const { error, items } = await download('/a');
		expect(items).toEqual([]);
		expect(error?.message).toContain('redirected the request to another address');
		expect(seen).toHaveLength(3);
	});

	it.each(['http://example.com/file', 'file:///etc/passwd', '//['])(
		'is not asked for at an address that is not safe: %s',
		async (location) => {
			answers = { '/a': [302, { Location: location }] };
			const { error, requests } = await download('/a');
			expect(error).toMatchObject({
				code: 'refused',
				message: 'Get My TG names an address for the file that cannot be used [item 0]',
			});
			expect([requests.length, seen.length]).toEqual([1, 1]);
		},
	);

	it.each([
		[304, {}],
		[302, {}],
		[404, {}],
		[200, { 'Content-Type': 'text/html' }],
	])('is none when there is something else: %i %j', async (status, headers) => {
		answers = {
			'/file': [status, headers as Record<string, string>, status === 200 ? '<p>gone' : ''],
		};
		const { error, items } = await download();
		expect([items, typeof error?.code]).toEqual([[], 'string']);
	});
});

describe('the name of a file', () => {
	it.each([
		['attachment; filename="accounts.zip"', 'accounts.zip'],
		['attachment; filename = accounts.zip; size=3', 'accounts.zip'],
		["attachment; filename=plain.zip; filename*=UTF-8''r%C3%A9sum%C3%A9.zip; size=3", 'résumé.zip'],
		["attachment; filename* = ''of%20mine.zip", 'of mine.zip'],
		["attachment; filename*=UTF-8''%E0%A4", undefined],
		['attachment; filename="folder\\\\accounts.zip "', 'accounts.zip'],
		['attachment; filename="../accounts.zip"', 'accounts.zip'],
		['attachment; filename=".."', undefined],
		['attachment; filename="..."', undefined],
		['attachment; filename=""', undefined],
		['attachment', undefined],
	])('in %s is %s', async (header, name) => {
		answers = {
			'/file': [
				200,
				{ 'Content-Disposition': header, 'Content-Type': ' Application/X-Zip ; charset=binary' },
				'PK',
			],
		};
		const { json } = await download();
		expect(json[0]).toMatchObject({
			fileName: name ?? expect.stringMatching(/^bulk-purchase-\d+\.zip$/),
			mimeType: 'application/x-zip',
		});
	});

	it('is that of the purchase, and the file a ZIP, where nothing is said', async () => {
		expect((await download()).json[0]).toMatchObject({
			fileName: expect.stringMatching(/^bulk-purchase-\d+\.zip$/),
			mimeType: 'application/zip',
		});
	});
});
