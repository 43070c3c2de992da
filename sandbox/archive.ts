/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { ArchiveOptions } from './gmt/options';
import type { Bulk } from './gmt/state';
import { inventPhone } from './invented';
import type { HttpResponse } from './httpResponse';
import { LocalServer } from './server';

const BLOCK_BYTES = 65_536;
const MAXIMUM_FILES = 1000;
/** Start of every ZIP, then a pattern that is no account of anyone. */
const BLOCK = Buffer.alloc(BLOCK_BYTES, 'PK\u0003\u0004 sandbox archive without any account ');

/** So many bytes of a repeated block; the same for the same length. */
export function syntheticArchive(bytes: number): Readable {
	return Readable.from(blocks(bytes), { objectMode: false });
}

function* blocks(bytes: number): Generator<Buffer> {
	for (let rest = bytes; rest > 0; rest -= BLOCK_BYTES)
		yield rest >= BLOCK_BYTES ? BLOCK : BLOCK.subarray(0, rest);
}

/** A real ZIP with one invented account a file. */
async function realArchive(bulk: Bulk): Promise<Buffer> {
	const zip = new ZipFile();
	const options = { mtime: new Date(bulk.createdAt), compress: false };
	const count = Math.min(bulk.quantity, MAXIMUM_FILES);
	for (let index = 0; index < count; index++) {
		const phone = bulk.parts[index]?.phone ?? inventPhone(bulk.country.dial, index);
		const account = {
			phone,
			country: bulk.country.code,
			session: `fake-session-${bulk.id}-${index + 1}`,
		};
		zip.addBuffer(
			Buffer.from(JSON.stringify(account)),
			`${phone.slice(1)}-${index + 1}.json`,
			options,
		);
	}
	zip.end();
	return await buffer(zip.outputStream as Readable);
}

function cut(source: Readable, limit: number | null): Readable {
	if (limit === null) return source;
	return Readable.from(
		(async function* () {
			let rest = limit;
			for await (const chunk of source as AsyncIterable<Buffer>) {
				yield chunk.subarray(0, rest);
				rest -= chunk.length;
				if (rest <= 0) return;
			}
		})(),
		{ objectMode: false },
	);
}

/** The archive of a bulk purchase as an answer. */
export async function archiveReply(bulk: Bulk, settings: ArchiveOptions): Promise<HttpResponse> {
	const real = settings.archiveBytes === null ? await realArchive(bulk) : undefined;
	const length = real?.length ?? settings.archiveBytes ?? 0;
	const name = settings.archiveFileName ?? `accounts-${bulk.id}.zip`;
	const headers: Record<string, string> = { 'Content-Type': settings.archiveContentType };
	if (name !== '') headers['Content-Disposition'] = `attachment; filename="${name}"`;
	if (!settings.archiveChunked) headers['Content-Length'] = String(length);
	const { archiveTruncateAt } = settings;
	return {
		status: 200,
		headers,
		stream: (response: ServerResponse) => {
			response.writeHead(200, headers);
			const source = real ? Readable.from([real], { objectMode: false }) : syntheticArchive(length);
			if (archiveTruncateAt === null) {
				pipeline(source, response, () => undefined);
				return;
			}
			// Break the socket only after the bytes before have been sent.
			const short = cut(source, archiveTruncateAt);
			short.pipe(response, { end: false });
			short.on('end', () =>
				response.write('', () => setImmediate(() => response.socket?.destroy())),
			);
		},
	};
}

/** Another origin that serves archives by their export id, without a key, and remembers what it was sent. */
export class ArchiveHost {
	/** Headers of each request: a client must not have put its key there. */
	readonly requests: Array<{ path: string; headers: IncomingHttpHeaders }> = [];

	private readonly server: LocalServer;

	constructor(
		private readonly find: (exportId: string) => Bulk | undefined,
		private readonly settings: () => ArchiveOptions,
	) {
		this.server = new LocalServer(0, (request, response) => void this.answer(request, response));
	}

	/** Address without a final slash. */
	get url(): string {
		return this.server.url;
	}

	/** Starts to listen. */
	async start(): Promise<void> {
		await this.server.start();
	}

	/** Stops at once. */
	async stop(): Promise<void> {
		await this.server.stop();
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = request.url ?? '';
		this.requests.push({ path, headers: request.headers });
		const exportId = /^\/archives\/(.+)\.zip$/.exec(path)?.[1];
		const bulk = exportId === undefined ? undefined : this.find(exportId);
		if (!bulk) {
			response.writeHead(404).end();
			return;
		}
		(await archiveReply(bulk, this.settings())).stream?.(response);
	}
}
