/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
	HttpError,
	toWebhookRequest,
	toWebhookResponse,
	type WebhookRequest,
	type WebhookResponse,
} from './httpMessages';
import type { CallResult, WebhookReply } from './webhookCall';

/** Who answers the requests of one kind of address. */
export interface WebhookHandlers {
	live(path: string, req: WebhookRequest, res: WebhookResponse): Promise<CallResult>;
	test(path: string, req: WebhookRequest, res: WebhookResponse): Promise<CallResult>;
	waiting(
		executionId: string,
		suffix: string,
		req: WebhookRequest,
		res: WebhookResponse,
	): Promise<CallResult>;
}

const METHODS = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'];

/** The web server of an engine: /webhook/…, /webhook-test/… and /webhook-waiting/<executionId>/… */
export class WebhookServer {
	private readonly server: Server;

	constructor(
		private readonly handlers: WebhookHandlers,
		private readonly log: (line: string) => void,
	) {
		// Without a limit: a connection must not be closed that a client is about to use.
		this.server = createServer(
			{ keepAliveTimeout: 0 },
			(req, res) => void this.handle(toWebhookRequest(req), toWebhookResponse(res)),
		);
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async listen(port: number): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject);
			this.server.listen(port, '127.0.0.1', resolve);
		});
	}

	async close(): Promise<void> {
		await new Promise<void>((resolve) => {
			this.server.close(() => resolve());
			this.server.closeAllConnections();
		});
	}

	private async handle(req: WebhookRequest, res: WebhookResponse): Promise<void> {
		try {
			const { reply } = await this.route(req, res);
			send(res, await reply);
		} catch (error) {
			const known =
				error instanceof HttpError
					? error
					: new HttpError(500, error instanceof Error ? error.message : String(error));
			if (!res.headersSent) res.status(known.status).json(known.body);
		}
		this.log(`${req.method} ${req.path} -> ${res.statusCode}`);
	}

	private async route(req: WebhookRequest, res: WebhookResponse): Promise<CallResult> {
		if (!METHODS.includes(req.method ?? ''))
			throw new HttpError(500, `The method ${req.method} is not supported.`);
		const [, kind, ...rest] = req.path.split('/').map(decodeURIComponent);
		const path = rest.join('/').replace(/\/$/, '');
		if (kind === 'webhook') return await this.handlers.live(path, req, res);
		if (kind === 'webhook-test') return await this.handlers.test(path, req, res);
		const [executionId, suffix = '', ...more] = path.split('/');
		if (kind === 'webhook-waiting' && executionId && more.length === 0)
			return await this.handlers.waiting(executionId, suffix, req, res);
		throw new HttpError(404, `Cannot ${req.method} ${req.path}`);
	}
}

function send(res: WebhookResponse, reply: WebhookReply): void {
	if (!reply || res.headersSent) return;
	res.status(reply.code).set(reply.headers ?? {});
	if (typeof reply.body === 'string' || Buffer.isBuffer(reply.body)) res.send(reply.body);
	else res.json(reply.body);
}
