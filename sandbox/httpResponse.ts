/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import type { ServerResponse } from 'node:http';
import type { FaultSpec } from './faults';
import type { HttpResponse } from './response';

export type { HttpResponse };

/** A response as bytes. */
interface Wire {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
}

/** JSON answer. */
export function json(value: unknown, status = 200): HttpResponse {
	return { status, json: value };
}

/** Plain-text answer. */
export function text(value: string, status = 200): HttpResponse {
	return { status, text: value };
}

/** The live 5sim's answer to what it does not know. */
export function notFoundPage(): HttpResponse {
	return { status: 302, text: '', headers: { Location: '/404.html' } };
}

/** What gateways in front of the live services answer. The requests do not reach the services. */
const GATEWAY_PAGES: ReadonlyArray<readonly [status: number, type: string, body: string]> = [
	[403, 'text/html', '<!DOCTYPE html><title>Attention Required! | Cloudflare</title>'],
	[503, 'text/html', '<!DOCTYPE html><title>Just a moment...</title>'],
	[403, 'text/plain', 'error code: 1020'],
	[502, 'text/html', '<html><head><title>502 Bad Gateway</title></head></html>'],
];

/** One of the pages of gateways, by a number. */
export function gatewayAnswer(number: number): HttpResponse {
	const [status, type, body] = GATEWAY_PAGES[number % GATEWAY_PAGES.length]!;
	return { status, text: body, headers: { 'Content-Type': type } };
}

/** Content type and body of a response that is not a stream. */
function serialise(response: HttpResponse): Wire {
	const isJson = 'json' in response;
	return {
		status: response.status,
		headers: {
			'Content-Type': isJson ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
			...response.headers,
		},
		body: Buffer.from(isJson ? JSON.stringify(response.json) : (response.text ?? '')),
	};
}

function send(res: ServerResponse, { status, headers, body }: Wire): void {
	res.writeHead(status, { ...headers, 'Content-Length': body.length });
	res.end(body);
}

/** Writes an unspoiled response. */
export function write(res: ServerResponse, response: HttpResponse): void {
	if (response.stream) response.stream(res);
	else send(res, serialise(response));
}

/** The page that proxies show when the server behind them fails. */
function gatewayPage(status: number): string {
	return `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center><hr><center>nginx</center></body></html>`;
}

/** Body and type that a fault asks for. */
function faultBody(
	fault: FaultSpec,
	fallback: string,
	type: string,
): Pick<Wire, 'headers' | 'body'> {
	const isJson = fault.body !== undefined && typeof fault.body !== 'string';
	const body = isJson
		? JSON.stringify(fault.body)
		: ((fault.body as string | undefined) ?? fallback);
	return {
		headers: {
			'Content-Type': isJson ? 'application/json; charset=utf-8' : type,
			...fault.headers,
		},
		body: Buffer.from(body),
	};
}

/** Sends the response in slices of at least a byte, spread over the given time. */
function drip(res: ServerResponse, wire: Wire, milliseconds: number): void {
	res.writeHead(wire.status, { ...wire.headers, 'Content-Length': wire.body.length });
	res.flushHeaders();
	const tick = Math.max(1, milliseconds / Math.max(1, wire.body.length));
	// Timers are accurate to about a millisecond, so long bodies are sent in larger slices to take the right time.
	const slice = Math.max(1, Math.ceil((wire.body.length * tick) / Math.max(1, milliseconds)));
	let sent = 0;
	const timer = setInterval(() => {
		res.write(wire.body.subarray(sent, sent + slice));
		sent += slice;
		if (sent >= wire.body.length) {
			clearInterval(timer);
			res.end();
		}
	}, tick);
	res.on('close', () => clearInterval(timer));
}

/**
 * Writes the response the way the fault wants it.
 * @returns the status that the client sees, `undefined` when it sees none
 */
export function spoil(
	res: ServerResponse,
	response: HttpResponse,
	fault: FaultSpec,
): number | undefined {
	const { socket } = res;
	const wire = response.stream
		? { status: response.status, headers: {}, body: Buffer.from('PK') }
		: serialise(response);
	const status = fault.status ?? (fault.kind === 'status' ? 500 : 200);
	switch (fault.kind) {
		case 'reset':
			socket?.resetAndDestroy();
			return undefined;
		case 'timeout':
			return undefined;
		case 'garbage':
			socket?.end('\u0000\u0001 this is not HTTP \r\n\r\n');
			return undefined;
		case 'duplicateHeader':
			socket?.end(
				`HTTP/1.1 ${wire.status} OK\r\nContent-Length: ${wire.body.length}\r\nContent-Length: ${wire.body.length + 1}\r\n\r\n`,
			);
			return undefined;
		case 'status': {
			const isGateway = status >= 502 && status <= 504;
			const fallback = isGateway
				? gatewayPage(status)
				: JSON.stringify({ message: `sandbox: injected ${status}` });
			send(res, {
				status,
				...faultBody(fault, fallback, isGateway ? 'text/html' : 'application/json'),
			});
			return status;
		}
		case 'truncate': {
			res.writeHead(wire.status, {
				...wire.headers,
				'Content-Length': Math.max(2, wire.body.length),
			});
			const half = wire.body.subarray(0, Math.floor(wire.body.length / 2));
			res.write(half, () => socket?.destroy());
			// An empty half would leave the headers in the buffer, and the client would receive nothing at all.
			if (half.length === 0) res.flushHeaders();
			return wire.status;
		}
		case 'truncateClean':
			send(res, { ...wire, body: wire.body.subarray(0, Math.floor(wire.body.length / 2)) });
			return wire.status;
		case 'empty':
			send(res, { status, headers: { ...fault.headers }, body: Buffer.alloc(0) });
			return status;
		case 'text':
			send(res, { status, ...faultBody(fault, 'OK', 'text/plain; charset=utf-8') });
			return status;
		case 'html':
			send(res, { status, ...faultBody(fault, gatewayPage(status), 'text/html; charset=utf-8') });
			return status;
		case 'drip':
			drip(res, wire, fault.delayMs ?? 1000);
			return wire.status;
		case 'delay':
			write(res, response);
			return response.status;
		case 'change': {
			const changed = fault.change?.(response) ?? response;
			write(res, changed);
			return changed.status;
		}
	}
}
