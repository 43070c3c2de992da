/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** For ever: connections are kept longer than any client does, so that the sandbox never closes one that a client is about to use. */
const KEEP_ALIVE_MS = 0;

/** Bodies beyond this are a mistake of the caller. */
const BODY_LIMIT = 5_000_000;

/** An HTTP server on the loopback address that can be taken off the network and put back on the same port. */
export class LocalServer {
	private server: Server | undefined;
	private port: number;

	constructor(
		port: number,
		private readonly handle: (request: IncomingMessage, response: ServerResponse) => void,
	) {
		this.port = port;
	}

	/** Address without a final slash. */
	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Listens; on the same port again after {@link stop}. */
	async start(): Promise<void> {
		if (this.server) return;
		const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, this.handle);
		// A client that resets its connection is part of the tests, not a reason to crash.
		server.on('clientError', (_error, socket) => socket.destroy());
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(this.port, '127.0.0.1', resolve);
		});
		this.port = (server.address() as AddressInfo).port;
		this.server = server;
	}

	/** Stops listening and drops every open connection. */
	async stop(): Promise<void> {
		const { server } = this;
		this.server = undefined;
		if (!server) return;
		const closed = new Promise((resolve) => server.close(resolve));
		server.closeAllConnections();
		await closed;
	}
}

/** The whole body as text. */
export async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > BODY_LIMIT) throw new Error('Body too large');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}
