import type { IBinaryData, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { checkBaseUrl, mayCarryKey } from './address';
import type { Endpoint } from './api';
import { OperationFailure } from './errors';
import { judgeAnswer, type Verdict } from './reply';
import { exchange, repeat, type Connection, type Received } from './send';

/** A body as Node.js streams it. The published package has no types of Node.js. */
type BodyStream = AsyncIterable<Uint8Array> & {
	destroy(reason?: Error): void;
	setTimeout?(milliseconds: number, idle: () => void): void;
};

/** Milliseconds without a byte after which a download counts as broken off. */
const IDLE = 120_000;
/** An archive that broke off is asked for once more. */
const REPEATS = 1;
/** Addresses that a download may be sent on to. */
const HOPS = 3;
const FILE: Endpoint = { open: false, body: false, reply: 'file' };
/** A refusal is short; whatever is longer is none. */
const LONGEST_REFUSAL = 65_536;

/**
 * Streams a file into n8n's binary data, without holding it in memory.
 * @param address a path at the provider, or a full address; one elsewhere is asked without the key
 * @param fallbackName used when the provider names no file
 * @throws OperationFailure when the provider answers anything but the whole file
 */
export async function download(connection: Connection, address: string, fallbackName: string): Promise<IBinaryData> {
	const { helpers } = connection.caller as IExecuteFunctions | IWebhookFunctions;
	const verdict = await repeat(connection, { sideEffect: 'none', repeats: REPEATS }, async (): Promise<Verdict> => {
		const { statusCode, headers, body } = await follow(connection, address);
		const type = mimeType(headers);
		if (statusCode !== 200 || /json|html/.test(type)) {
			return judgeAnswer(connection.api, FILE, { status: statusCode, headers, text: await readText(body) });
		}
		body.setTimeout?.(IDLE, () => body.destroy(new Error('The download stood still')));
		return { kind: 'done', reply: await helpers.prepareBinaryData(body as never, fileName(headers) ?? fallbackName, type) };
	});
	if (verdict.kind === 'done') return verdict.reply as IBinaryData;
	throw new OperationFailure(verdict.failure);
}

/** Asks for the file, and again where it is stored when that is elsewhere. Only the provider itself gets the key. */
async function follow(connection: Connection, address: string): Promise<Received<BodyStream>> {
	for (let hop = 0; ; hop++) {
		const open = !address.startsWith('/') && !mayCarryKey(connection.baseUrl, address);
		if (open) checkBaseUrl(new URL(address).origin);
		const answer = await exchange<BodyStream>(connection, { method: 'GET', path: address, open }, IDLE, { encoding: 'stream', headers: { Accept: '*/*' } });
		const { location } = answer.headers;
		if (answer.statusCode < 300 || answer.statusCode >= 400 || typeof location !== 'string' || hop === HOPS) return answer;
		answer.body.destroy();
		address = new URL(location, address.startsWith('/') ? `${connection.baseUrl}${address}` : address).href;
	}
}

/** The file name of a Content-Disposition header, without any folder. */
export function fileName(headers: Record<string, unknown>): string | undefined {
	const header = String(headers['content-disposition'] ?? '');
	const encoded = /filename\*\s*=\s*(?:utf-8)?''([^;]+)/i.exec(header)?.[1];
	const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(header);
	const name = encoded === undefined ? (plain?.[1] ?? plain?.[2]) : decode(encoded);
	const last = name?.split(/[\\/]/).pop()?.trim();
	return last === undefined || /^\.*$/.test(last) ? undefined : last;
}

function mimeType(headers: Record<string, unknown>): string {
	return String(headers['content-type'] ?? 'application/zip').split(';')[0]!.trim().toLowerCase();
}

function decode(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

async function readText(stream: BodyStream): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of stream) {
		text += decoder.decode(chunk, { stream: true });
		if (text.length > LONGEST_REFUSAL) break;
	}
	stream.destroy();
	return text;
}
