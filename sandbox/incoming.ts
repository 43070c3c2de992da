/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import type { IncomingMessage } from 'node:http';

/** A request as it came in. */
export interface RecordedRequest {
	operationId: string | undefined;
	method: string;
	/** With the query. */
	path: string;
	query: Record<string, string | string[]>;
	headers: IncomingMessage['headers'];
	/** Parsed when it was JSON, else the text; `undefined` without a body. */
	body: unknown;
	/** Real time in milliseconds. */
	at: number;
	/** Status that the client saw; missing while unanswered and when a fault took the answer away. */
	status?: number;
	/** Kind of the fault that spoiled it. */
	fault?: string;
}

/** A body as it was sent and what it means. */
export interface Body {
	/** Parsed JSON, the text when it is none, `undefined` without a body. */
	value: unknown;
	isJson: boolean;
}

/** The query by name; a name that occurs several times becomes a list. */
export function parseQuery(search: string): Record<string, string | string[]> {
	const query: Record<string, string | string[]> = {};
	for (const [name, value] of new URLSearchParams(search)) {
		const known = query[name];
		query[name] = known === undefined ? value : [known, value].flat();
	}
	return query;
}

/** Reads a body as JSON. */
export function parseBody(raw: string): Body {
	if (raw === '') return { value: undefined, isJson: true };
	try {
		return { value: JSON.parse(raw) as unknown, isJson: true };
	} catch {
		return { value: raw, isJson: false };
	}
}
