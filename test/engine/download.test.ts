/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { createHash } from 'node:crypto';

import { openBinary } from '../../test-engine';
import { syntheticArchive } from '../../sandbox';
import { useSetup, type Outcome } from '../support';
import { pause, settledBulk } from '../support/callbacks';

const MB = 1024 * 1024;

const setup = useSetup();
beforeEach(() => setup.sandbox.gmt.reset());

const download = async (purchaseId: number, more = {}): Promise<Outcome> =>
	await setup.runNode({
		service: 'gmt',
		parameters: {
			resource: 'bulkPurchase',
			operation: 'download',
			purchaseId: { __rl: true, mode: 'id', value: purchaseId },
			...more,
		},
	});

/** Most memory that is taken while something happens, beyond what was taken before. */
async function peakOf(work: Promise<unknown>): Promise<{ rss: number; buffers: number }> {
	const taken = () => {
		const { rss, external, arrayBuffers, heapUsed } = process.memoryUsage();
		return { rss, buffers: external + arrayBuffers + heapUsed };
	};
	const before = taken();
	const peak = { rss: 0, buffers: 0 };
	let done = false;
	const watch = async () => {
		while (!done) {
			const now = taken();
			peak.rss = Math.max(peak.rss, now.rss - before.rss);
			peak.buffers = Math.max(peak.buffers, now.buffers - before.buffers);
			await pause(10);
		}
	};
	await Promise.all([watch(), work.finally(() => (done = true))]);
	return peak;
}

describe('a file', () => {
	it('of 500 MB goes to the disk without being held in memory', async () => {
		const size = 500 * MB;
		setup.sandbox.gmt.configure({ archiveBytes: size });
		const id = await settledBulk(setup.sandbox);
		// Whatever is loaded at first use is no part of the measurement.
		setup.sandbox.gmt.configure({ archiveBytes: MB });
		await download(id);
		setup.sandbox.gmt.configure({ archiveBytes: size });
		let outcome: Outcome | undefined;
		const peak = await peakOf(download(id).then((result) => (outcome = result)));
		expect(outcome!.error).toBeUndefined();
		const file = await openBinary(outcome!.items[0]!);
		expect(file.size).toBe(size);
		expect(outcome!.items[0]?.binary?.data?.id).toMatch(/^filesystem/);
		expect(peak.buffers).toBeLessThan(250 * MB);
		expect(peak.rss).toBeLessThan(250 * MB);
		const [got, sent] = [createHash('md5'), createHash('md5')];
		for await (const chunk of file.stream) got.update(chunk as Buffer);
		for await (const chunk of syntheticArchive(size)) sent.update(chunk as Buffer);
		expect(got.digest('hex')).toBe(sent.digest('hex'));
	});

	it.each([
		[{}, /^accounts-\d+\.zip$/, 'application/zip'],
		[
			{ archiveFileName: 'my accounts.zip', archiveContentType: 'application/octet-stream' },
			/^my accounts\.zip$/,
			'application/octet-stream',
		],
		[{ archiveFileName: '' }, /^bulk-purchase-\d+\.zip$/, 'application/zip'],
		[{ archiveFileName: '../../../etc/passwd' }, /^passwd$/, 'application/zip'],
		[{ archiveChunked: true }, /^accounts-\d+\.zip$/, 'application/zip'],
	])('has name and type from the answer: %p', async (options, name, type) => {
		setup.sandbox.gmt.configure(options);
		const { items, json } = await download(await settledBulk(setup.sandbox));
		const { fileName, mimeType } = await openBinary(items[0]!);
		expect([fileName, mimeType]).toEqual([expect.stringMatching(name), type]);
		expect(json[0]).toMatchObject({ fileName, mimeType });
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});
});

describe('no file comes out of', () => {
	const nothing = ({ run, items, error }: Outcome) => {
		expect([run.status, items]).toEqual(['error', []]);
		return error!;
	};

	it.each([
		['a body that is shorter than announced', { archiveBytes: 5 * MB, archiveTruncateAt: 2 * MB }],
		[
			'a chunked body that breaks off',
			{ archiveBytes: 5 * MB, archiveTruncateAt: 2 * MB, archiveChunked: true },
		],
		['a body that breaks off at once', { archiveBytes: 5 * MB, archiveTruncateAt: 1 }],
	])('%s', async (_what, options) => {
		setup.sandbox.gmt.configure(options);
		const outcome = await download(await settledBulk(setup.sandbox));
		expect(nothing(outcome)).toMatchObject({
			message: expect.stringMatching(
				/^The file from Get My TG could not be stored whole: (aborted|Premature close) \[item 0\]$/,
			),
			code: 'unexpectedReply',
		});
		// Asked for once more, since a connection breaks now and then.
		expect(outcome.requests).toHaveLength(2);
	});

	it('a body that breaks off once only, on the second try', async () => {
		setup.sandbox.gmt.configure({ archiveBytes: MB });
		setup.sandbox.gmt.faults.add({ operationId: 'downloadBulkPurchase', kind: 'truncate' });
		const { items, requests } = await download(await settledBulk(setup.sandbox));
		expect((await openBinary(items[0]!)).size).toBe(MB);
		expect(requests).toHaveLength(2);
	});

	it('an empty body', async () => {
		setup.sandbox.gmt.configure({ archiveBytes: 0 });
		expect(nothing(await download(await settledBulk(setup.sandbox))).message).toBe(
			'The file from Get My TG is empty [item 0]',
		);
	});

	it.each([
		['a web page', { kind: 'html' }, 'a web page'],
		['a text', { kind: 'text' }, 'something unexpected'],
		['JSON', { kind: 'status', status: 200, body: { message: 'soon' } }, 'something unexpected'],
		['nothing', { kind: 'empty' }, 'is empty'],
	] as const)('%s with status 200', async (_what, fault, message) => {
		setup.sandbox.gmt.faults.add({
			operationId: 'downloadBulkPurchase',
			times: 'always',
			...fault,
		});
		expect(nothing(await download(await settledBulk(setup.sandbox))).message).toContain(message);
	});

	it('a purchase that is unknown, or not ready yet', async () => {
		expect(nothing(await download(999_999))).toMatchObject({ code: 'notFound', httpCode: '404' });
		expect(nothing(await download(await settledBulk(setup.sandbox, 'PENDING')))).toMatchObject({
			code: 'conflict',
			httpCode: '409',
		});
	});

	it('a service that stands still', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'downloadBulkPurchase',
			kind: 'timeout',
			times: 'always',
		});
		const error = nothing(
			await download(await settledBulk(setup.sandbox), { options: { timeout: 1 } }),
		);
		expect(error).toMatchObject({ code: 'providerUnavailable' });
	}, 20_000);

	it('a body that stands still', async () => {
		setup.sandbox.gmt.configure({ archiveBytes: 500 * MB });
		const id = await settledBulk(setup.sandbox);
		const stalled = stall(id);
		const error = nothing(await download(id, { options: { timeout: 1 } }));
		const { closed } = stalled();
		expect(closed).toEqual([true, true]);
		expect(error).toMatchObject({
			message: 'The file from Get My TG could not be stored whole: Nothing came any more [item 0]',
		});
	}, 20_000);

	/** Lets each download of the sandbox stop after its first bytes, with the connection left open. */
	function stall(id: number): () => { closed: boolean[] } {
		const { server } = setup.sandbox.gmt as unknown as {
			server: { server: import('node:http').Server };
		};
		const closed: boolean[] = [];
		const hold = (
			request: import('node:http').IncomingMessage,
			response: import('node:http').ServerResponse,
		) => {
			if (!request.url?.endsWith(`/${id}/download`)) return;
			const at = closed.push(false) - 1;
			response.on('close', () => (closed[at] = true));
			response.writeHead(200, { 'content-type': 'application/zip', 'content-length': 1000 });
			response.write('PK');
			response.writeHead = () => response;
			response.write = () => true;
			response.end = () => response;
		};
		server.server.prependListener('request', hold);
		return () => {
			server.server.off('request', hold);
			return { closed };
		};
	}
});
