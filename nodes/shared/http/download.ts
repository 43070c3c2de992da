import { sleep } from 'n8n-workflow';
import type { IBinaryData, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { readText } from './body';
import { fileAddress, mayCarryKey } from './urls';
import type { Endpoint } from './service';
import { OperationFailure } from '../errors';
import { classifyResponse, type Outcome } from './outcome';
import { cancelSignal, type ServiceClient } from './client';
import { withRetries } from './retries';
import { sendOnce, type RawResponse } from './send';
import { stopWith, type Stop } from './stop';

/** After so many milliseconds without a byte, a download counts as interrupted. */
const IDLE = 60_000;
/** How often to check whether new bytes have come, in milliseconds. */
const LOOK_EVERY = 1_000;
/** A download that was interrupted is tried once more. */
const REPEATS = 1;
/** How many redirects a download may follow. */
const HOPS = 3;
const FILE: Endpoint = { open: false, body: false, response: 'file' };
/** Refusals are short: a longer body is not read as one (bytes). */
const LONGEST_REFUSAL = 65_536;
/** Content types of error messages and web pages, never of an archive. */
const NO_FILE = /json|html|xml|^text\//;

/** An answer that is being read. `stop` ends it with its connection, which destroying the body leaves open until the next byte. */
type Opened = RawResponse & { stop: Stop };

/**
 * Streams a file into n8n's binary data, without holding it in memory.
 * @param address a path at the service, or a full address; one elsewhere is asked without the key
 * @param fallbackName used if the service gives the file no name
 * @param idle give up after so many milliseconds without a byte
 * @throws OperationFailure when the service answers anything but the whole file
 */
export async function download(
	client: ServiceClient,
	address: string,
	fallbackName: string,
	idle = IDLE,
): Promise<IBinaryData> {
	const { helpers } = client.context as IExecuteFunctions | IWebhookFunctions;
	const outcome = await withRetries(
		client,
		{ sideEffect: 'none', retries: REPEATS },
		async (): Promise<Outcome> => {
			const received = await follow(client, address, idle);
			if ('kind' in received) return received;
			const { statusCode, headers, body, stop } = received;
			const type = mimeType(headers);
			// Otherwise the watch below would start the stream before anybody reads it.
			body.pause();
			if (statusCode !== 200 || NO_FILE.test(type)) {
				const { text } = await whileFlowing(
					received,
					idle,
					async () => await readText(body, LONGEST_REFUSAL),
				).catch(() => ({ text: '' }));
				stop.abort();
				return classifyResponse(client.service, FILE, { status: statusCode, headers, text });
			}
			try {
				const file = await whileFlowing(
					received,
					idle,
					async () =>
						await helpers.prepareBinaryData(body, fileName(headers) ?? fallbackName, type),
				);
				return file.bytes === 0 ? brokenOff(client, 'is empty') : { kind: 'ok', response: file };
			} catch (thrown) {
				// Either the connection or n8n's storage failed; only the error tells which.
				return brokenOff(client, `could not be stored whole: ${(thrown as Error).message}`);
			} finally {
				stop.release();
			}
		},
	);
	if (outcome.kind === 'ok') return outcome.response as IBinaryData;
	throw new OperationFailure(outcome.failure);
}

/** Ends a stream when nothing has come for too long. n8n's HTTP client has a time limit for the headers of an answer only. */
async function whileFlowing<T>(
	{ body, stop }: Opened,
	idle: number,
	read: () => Promise<T>,
): Promise<T> {
	let last = Date.now();
	let isOver = false;
	let isIdle = false;
	body.on('data', () => void (last = Date.now()));
	// Where n8n keeps files in its database or in memory it only listens for data, which does not start a paused stream.
	body.on('newListener', (event) => void (event === 'data' && body.resume()));
	body.on('error', () => void (isOver = true));
	const watch = async () => {
		while (!isOver && Date.now() - last <= idle) await sleep(Math.min(LOOK_EVERY, idle));
		if (isOver) return;
		isIdle = true;
		stop.abort();
	};
	void watch();
	return await read()
		.catch(
			async (thrown: Error) =>
				await Promise.reject(isIdle ? new Error('Nothing came any more') : thrown),
		)
		.finally(() => void (isOver = true));
}

function brokenOff({ service }: ServiceClient, what: string): Outcome {
	return {
		kind: 'unknown',
		failure: {
			code: 'unexpectedReply',
			message: `The file from ${service.name} ${what}`,
			description: 'Nothing was kept of it. Download it again.',
		},
	};
}

/** Requests the file and follows redirects to where it is stored. Only the service itself gets the key. */
async function follow(
	client: ServiceClient,
	address: string,
	idle: number,
): Promise<Opened | Outcome> {
	const { service, baseUrl } = client;
	let target = isPath(address) ? `${baseUrl}${address}` : address;
	for (let hop = 0; ; hop++) {
		const path = fileAddress(target, baseUrl);
		if (path === undefined) {
			return {
				kind: 'refused',
				failure: {
					code: 'refused',
					message: `${service.name} names an address for the file that cannot be used`,
					description:
						'That address is not safe, so nothing was sent there. Get the purchase again, or ask the support of the service.',
				},
			};
		}
		const stop = stopWith(cancelSignal(client.context));
		const answer = await sendOnce(
			client,
			{ method: 'GET', path, open: !mayCarryKey(baseUrl, path) },
			idle,
			stop.signal,
			// An archive is compressed already, and with a compressed transfer we could not see that it stalls.
			{ Accept: '*/*', 'Accept-Encoding': 'identity' },
		).catch(async (thrown: unknown) => {
			stop.release();
			return await Promise.reject(thrown as Error);
		});
		const { location } = answer.headers;
		if (
			answer.statusCode < 300 ||
			answer.statusCode >= 400 ||
			typeof location !== 'string' ||
			hop === HOPS
		)
			return { ...answer, stop };
		answer.body.destroy();
		stop.abort();
		target = URL.canParse(location, path) ? new URL(location, path).href : location;
	}
}

function isPath(address: string): boolean {
	return /^\/(?!\/)/.test(address);
}

/** The file name of a Content-Disposition header, without any folder. */
function fileName(headers: Record<string, unknown>): string | undefined {
	const header = String(headers['content-disposition'] ?? '');
	const encoded = /filename\*\s*=\s*(?:utf-8)?''([^;]+)/i.exec(header)?.[1];
	const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(header);
	const name = encoded === undefined ? (plain?.[1] ?? plain?.[2]) : decode(encoded);
	const last = name?.split(/[\\/]/).pop()?.trim();
	return last === undefined || /^\.*$/.test(last) ? undefined : last;
}

function mimeType(headers: Record<string, unknown>): string {
	return String(headers['content-type'] ?? 'application/zip')
		.split(';')[0]!
		.trim()
		.toLowerCase();
}

function decode(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}
