/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { request as requestHttp, type ClientRequest } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Clock } from './clock';

/** One try to deliver a callback. */
export interface DeliveryRecord {
	url: string;
	body: unknown;
	/** 1 to 3. */
	attempt: number;
	/** 0 the delivery itself, 1.. its duplicates. */
	copy: number;
	/** Real time in milliseconds. */
	at: number;
	/** How long the answer took; missing while it is awaited. */
	ms?: number;
	status?: number;
	/** First 1000 characters of the answer. */
	answer?: string;
	/** Why there was no answer. */
	error?: string;
}

/** How callbacks are delivered. */
export interface CallbackSettings {
	/** SandboxService seconds from the event to each try; a try never starts before the one before has ended. */
	callbackDelaysSeconds: number[];
	/** Real milliseconds until a try counts as failed. */
	callbackTimeoutMs: number;
	/** Further copies of each try. */
	duplicateCallbacks: number;
	/** Copies one after the other, or all at the same moment. */
	duplicateMode: 'sequential' | 'simultaneous';
}

const MAXIMUM_RECORDS = 100_000;
const ANSWER_LIMIT = 1000;

/** Posts callbacks and repeats them until the receiver answers exactly 200. */
export class Callbacks {
	readonly records: DeliveryRecord[] = [];

	private readonly open = new Set<ClientRequest>();
	/** Deliveries that began before the last stop are given up. */
	private generation = 0;

	constructor(
		private readonly clock: Clock,
		private readonly settings: () => CallbackSettings,
		private readonly log: (line: string) => void,
	) {}

	/** Delivers by the schedule. @returns whether a try was answered 200 */
	async deliver(url: string, payload: unknown): Promise<boolean> {
		const start = Date.now();
		const { generation } = this;
		for (const [index, delay] of this.settings().callbackDelaysSeconds.entries()) {
			const pause = start + this.clock.scaled(delay) - Date.now();
			if (pause > 0 && !(await this.clock.sleep(pause))) return false;
			if (generation !== this.generation) return false;
			if (await this.attempt(url, payload, index + 1)) return true;
		}
		return false;
	}

	/** One single post, without repeats. */
	async post(url: string, payload: unknown, attempt = 1, copy = 0): Promise<DeliveryRecord> {
		const record: DeliveryRecord = { url, body: payload, attempt, copy, at: Date.now() };
		this.records.push(record);
		if (this.records.length > MAXIMUM_RECORDS) this.records.splice(0, MAXIMUM_RECORDS / 10);
		try {
			Object.assign(record, await this.send(url, JSON.stringify(payload)));
		} catch (error) {
			record.error = error instanceof Error ? error.message : String(error);
		}
		record.ms = Date.now() - record.at;
		this.log(
			`callback try ${attempt} to ${url.split('?')[0]} answered ${record.status ?? record.error}`,
		);
		return record;
	}

	/** Drops what is under way. */
	stop(): void {
		this.generation += 1;
		for (const request of this.open) request.destroy();
		this.open.clear();
	}

	private async attempt(url: string, payload: unknown, attempt: number): Promise<boolean> {
		const { duplicateCallbacks, duplicateMode } = this.settings();
		const copies = Array.from({ length: duplicateCallbacks + 1 }, (_, copy) => copy);
		const records: DeliveryRecord[] = [];
		if (duplicateMode === 'simultaneous') {
			records.push(
				...(await Promise.all(
					copies.map(async (copy) => await this.post(url, payload, attempt, copy)),
				)),
			);
		} else {
			for (const copy of copies) records.push(await this.post(url, payload, attempt, copy));
		}
		return records.some(({ status }) => status === 200);
	}

	private async send(
		url: string,
		body: string,
	): Promise<Pick<DeliveryRecord, 'status' | 'answer'>> {
		return await new Promise((resolve, reject) => {
			const request = (url.startsWith('https:') ? requestHttps : requestHttp)(url, {
				method: 'POST',
				agent: false,
				headers: {
					'Content-Type': 'application/json',
					'Content-Length': Buffer.byteLength(body),
					'User-Agent': 'gmt-sandbox',
				},
			});
			const { callbackTimeoutMs } = this.settings();
			const timer = setTimeout(() => request.destroy(new Error('timeout')), callbackTimeoutMs);
			timer.unref();
			this.open.add(request);
			request.on('close', () => {
				clearTimeout(timer);
				this.open.delete(request);
				reject(new Error('connection closed'));
			});
			request.on('error', reject);
			request.on('response', (response) => {
				let answer = '';
				response.setEncoding('utf8');
				response.on('data', (chunk: string) => {
					if (answer.length < ANSWER_LIMIT) answer += chunk;
				});
				response.on('error', reject);
				response.on('end', () =>
					resolve({ status: response.statusCode, answer: answer.slice(0, ANSWER_LIMIT) }),
				);
			});
			request.end(body);
		});
	}
}
