/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { createHash } from 'node:crypto';
import { startSandbox, syntheticArchive, type Sandbox } from '../../sandbox';
import { gmtCall } from './http';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.001, gmt: { bulkReadyAfterSeconds: null } });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.gmt.reset());

/** A bulk purchase of two accounts that is ready. */
async function readyBulk(): Promise<number> {
	const answer = await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/bulk', {
		country_code: 'US',
		quantity: 2,
	});
	const id = answer.json<{ bulk_purchase_id: number }>().bulk_purchase_id;
	sandbox.gmt.setBulkStatus(id, 'SUCCESS');
	return id;
}

async function download(id: number): Promise<Response> {
	return await fetch(`${sandbox.gmt.url}/v1/purchases/bulk/${id}/download`, {
		headers: { 'x-api-key': sandbox.gmt.apiKey },
	});
}

async function archiveUrl(id: number): Promise<string> {
	const { item } = (await gmtCall(sandbox.gmt, 'GET', `/v1/purchases/bulk/${id}`)).json<{
		item: { archive_url: string };
	}>();
	return item.archive_url;
}

async function hash(chunks: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sum: string }> {
	const digest = createHash('sha256');
	let bytes = 0;
	for await (const chunk of chunks) {
		bytes += chunk.length;
		digest.update(chunk);
	}
	return { bytes, sum: digest.digest('hex') };
}

it('is a ZIP with one file an account', async () => {
	const id = await readyBulk();
	const response = await download(id);
	const archive = Buffer.from(await response.arrayBuffer());
	expect(response.headers.get('content-type')).toBe('application/zip');
	expect(response.headers.get('content-disposition')).toBe(
		`attachment; filename="accounts-${id}.zip"`,
	);
	expect(Number(response.headers.get('content-length'))).toBe(archive.length);
	expect(archive.subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'));
	// The end of a ZIP tells the number of its entries.
	expect(archive.readUInt16LE(archive.length - 22 + 10)).toBe(2);
	expect(archive.includes(`fake-session-${id}-2`)).toBe(true);
});

it('is not there before the purchase is', async () => {
	const answer = await gmtCall(sandbox.gmt, 'POST', '/v1/purchases/bulk', {
		country_code: 'US',
		quantity: 1,
	});
	const response = await download(answer.json<{ bulk_purchase_id: number }>().bulk_purchase_id);
	expect([response.status, await response.json()]).toEqual([
		409,
		{ message: 'Archive is not ready' },
	]);
});

it('streams any number of bytes without holding them', async () => {
	const archiveBytes = 300_000_007;
	sandbox.gmt.options.archiveBytes = archiveBytes;
	const id = await readyBulk();
	const before = process.memoryUsage().arrayBuffers;
	let most = 0;
	const watch = setInterval(
		() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)),
		5,
	);
	const received = await hash((await download(id)).body as unknown as AsyncIterable<Uint8Array>);
	clearInterval(watch);
	expect(received).toEqual(await hash(syntheticArchive(archiveBytes)));
	expect(most).toBeLessThan(100_000_000);
});

it('can come without a length, under another name and type', async () => {
	Object.assign(sandbox.gmt.options, {
		archiveChunked: true,
		archiveFileName: 'my accounts.zip',
		archiveContentType: 'binary/octet-stream',
	});
	const response = await download(await readyBulk());
	expect(response.headers.get('content-length')).toBeNull();
	expect(response.headers.get('content-type')).toBe('binary/octet-stream');
	expect(response.headers.get('content-disposition')).toBe(
		'attachment; filename="my accounts.zip"',
	);
	expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
	sandbox.gmt.options.archiveFileName = '';
	expect((await download(await readyBulk())).headers.get('content-disposition')).toBeNull();
});

it.each([false, true])('can break off in the middle (chunked: %s)', async (archiveChunked) => {
	Object.assign(sandbox.gmt.options, {
		archiveBytes: 1_000_000,
		archiveTruncateAt: 200_000,
		archiveChunked,
	});
	const response = await download(await readyBulk());
	expect(response.headers.get('content-length')).toBe(archiveChunked ? null : '1000000');
	let bytes = 0;
	const read = async () => {
		for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
			bytes += chunk.length;
	};
	await expect(read()).rejects.toThrow();
	expect(bytes).toBeLessThanOrEqual(200_000);
	expect(bytes).toBeGreaterThan(0);
});

it('can be announced by a path, a full address, or one at another origin that needs no key', async () => {
	const id = await readyBulk();
	const path = `/v1/purchases/bulk/${id}/download`;
	expect(await archiveUrl(id)).toBe(path);
	sandbox.gmt.options.archiveUrl = 'absolute';
	expect(await archiveUrl(id)).toBe(sandbox.gmt.url + path);
	sandbox.gmt.options.archiveUrl = 'foreign';
	const foreign = await archiveUrl(id);
	expect(new URL(foreign).origin).toBe(sandbox.gmt.archiveHost.url);
	expect(new URL(foreign).origin).not.toBe(sandbox.gmt.url);
	const response = await fetch(foreign, { headers: { 'x-seen': 'yes' } });
	expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
	expect(sandbox.gmt.archiveHost.requests).toMatchObject([{ headers: { 'x-seen': 'yes' } }]);
});
