/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs on the developer's machine, is not published */
import { jsonParse } from 'n8n-workflow';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import type { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';

import { parseIncomingMessage } from './n8nInternals';

/** n8n's limit for a webhook's body (N8N_PAYLOAD_SIZE_MAX). */
const MAX_BODY = 16 * 1024 * 1024;

/** An error that is answered with its own status, in the shape of n8n's REST errors. */
export class HttpError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly hint?: string,
	) {
		super(message);
	}

	get body(): object {
		// n8n sets `code` to the status for errors that it sends on purpose, and to 0 for all others.
		return {
			code: this.status < 500 ? this.status : 0,
			message: this.message,
			...(this.hint && { hint: this.hint }),
		};
	}
}

/** What n8n's nodes find on a request: express's fields, and n8n's own for the body. */
export interface WebhookRequest extends IncomingMessage {
	path: string;
	originalUrl: string;
	query: Record<string, string | string[] | undefined>;
	params: Record<string, string>;
	contentType: string;
	encoding: BufferEncoding;
	contentDisposition?: { type: string; filename?: string };
	/** Missing until the body was read. */
	rawBody: Buffer;
	body?: unknown;
	ip: string;
	ips: string[];
	hostname: string;
	protocol: string;
	get(name: string): string | undefined;
	readRawBody(): Promise<void>;
}

/** What n8n's nodes use of express's response. */
export interface WebhookResponse extends ServerResponse {
	locals: Record<string, unknown>;
	status(code: number): this;
	send(body?: unknown): this;
	json(body: unknown): this;
	sendStatus(code: number): this;
	set(name: string | Record<string, string>, value?: string): this;
	header(name: string | Record<string, string>, value?: string): this;
}

/** Gives a request of node:http the fields that express and n8n add. */
export function toWebhookRequest(req: IncomingMessage): WebhookRequest {
	const { pathname, search } = new URL(req.url ?? '/', 'http://localhost');
	const header = (name: string) => {
		const value = req.headers[name.toLowerCase()];
		return Array.isArray(value) ? value.join(', ') : value;
	};
	const request: WebhookRequest = Object.assign(req, {
		path: pathname,
		originalUrl: req.url ?? '/',
		query: { ...parseQuery(search.slice(1)) },
		params: {},
		// Replaced below by what the request says.
		contentType: '',
		encoding: 'utf-8' as const,
		ip: req.socket.remoteAddress ?? '',
		ips: [],
		hostname: (header('host') ?? '').replace(/:\d+$/, ''),
		protocol: 'http',
		get: header,
		readRawBody: async () => {
			request.rawBody ??= await readAll(req);
		},
	});
	parseIncomingMessage(request);
	return request;
}

/** Gives a response of node:http the methods of express that nodes use. */
export function toWebhookResponse(res: ServerResponse): WebhookResponse {
	const setHeaders = (name: string | Record<string, string>, value?: string) => {
		const headers = typeof name === 'string' ? { [name]: value ?? '' } : name;
		for (const [key, text] of Object.entries(headers)) response.setHeader(key, text);
		return response;
	};
	const end = (type: string, body: string | Buffer) => {
		if (!response.hasHeader('content-type')) response.setHeader('content-type', type);
		response.setHeader('content-length', Buffer.byteLength(body));
		response.end(body);
		return response;
	};
	const response: WebhookResponse = Object.assign(res, {
		locals: {},
		status(code: number) {
			response.statusCode = code;
			return response;
		},
		json: (body: unknown) => end('application/json; charset=utf-8', JSON.stringify(body) ?? ''),
		send(body?: unknown) {
			if (Buffer.isBuffer(body)) return end('application/octet-stream', body);
			if (typeof body === 'object' && body !== null) return response.json(body);
			return end('text/html; charset=utf-8', body === undefined ? '' : String(body));
		},
		sendStatus: (code: number) => response.status(code).send(String(code)),
		set: setHeaders,
		header: setHeaders,
	});
	return response;
}

async function readAll(req: IncomingMessage): Promise<Buffer> {
	const encoding = req.headers['content-encoding'];
	const body: Readable =
		encoding === 'gzip'
			? req.pipe(createGunzip())
			: encoding === 'deflate'
				? req.pipe(createInflate())
				: req;
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > MAX_BODY) throw new Error('request entity too large');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/** Reads the body as n8n does before it calls a node: `rawBody` always, `body` where it knows the type, else undefined. */
export async function parseBody(req: WebhookRequest, nodeVersion: number): Promise<void> {
	const { contentType } = req;
	if (contentType.startsWith('multipart/')) return;
	const known = /^(application\/json|text\/plain|application\/x-www-form-urlencoded)/.test(
		contentType,
	);
	if (nodeVersion > 1 && !known) return;
	await req.readRawBody();
	if (req.rawBody.length === 0) return;
	const text = () => req.rawBody.toString(req.encoding).replace(/^\uFEFF/, '');
	try {
		if (contentType === 'application/json') req.body = jsonParse(text());
		else if (contentType === 'application/x-www-form-urlencoded')
			req.body = parseQuery(text(), undefined, undefined, { maxKeys: 1000 });
		else if (contentType === 'text/plain') req.body = req.rawBody.toString(req.encoding);
	} catch (error) {
		throw new HttpError(
			422,
			'Failed to parse request body',
			error instanceof Error ? error.message : undefined,
		);
	}
}
