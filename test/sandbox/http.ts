/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import type { FiveSimService, GmtService } from '../../sandbox';

/** What a test looks at in an answer. */
export interface Answer {
	status: number;
	text: string;
	/** Parsed body; fails the test when it is no JSON. */
	json<T = Record<string, unknown>>(): T;
	headers: Headers;
}

async function call(
	url: string,
	method: string,
	headers: Record<string, string>,
	body: unknown,
): Promise<Answer> {
	const response = await fetch(url, {
		method,
		headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
		body: body === undefined ? undefined : JSON.stringify(body),
		redirect: 'manual',
	});
	const text = await response.text();
	return {
		status: response.status,
		text,
		headers: response.headers,
		json: <T>() => JSON.parse(text) as T,
	};
}

/** A call of Get My TG with the right key. */
export async function gmtCall(
	gmt: GmtService,
	method: string,
	path: string,
	body?: unknown,
): Promise<Answer> {
	return await call(gmt.url + path, method, { 'x-api-key': gmt.apiKey }, body);
}

/** A call of 5sim with the right token. */
export async function fiveSimCall(
	fiveSim: FiveSimService,
	method: string,
	path: string,
	body?: unknown,
): Promise<Answer> {
	return await call(
		fiveSim.url + path,
		method,
		{ Authorization: `Bearer ${fiveSim.apiKey}`, Accept: 'application/json' },
		body,
	);
}

/** A call without any key. */
export async function openCall(url: string, method = 'GET', body?: unknown): Promise<Answer> {
	return await call(url, method, {}, body);
}

/** Waits until something is so; fails after half a minute. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
	const end = Date.now() + 30_000;
	while (!(await isSo())) {
		if (Date.now() > end) throw new Error('It did not happen within 30 seconds');
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
