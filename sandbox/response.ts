/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import type { ServerResponse } from 'node:http';

/** Answer of a handler before it is written: JSON, text or a stream of its own. */
export interface HttpResponse {
	status: number;
	json?: unknown;
	text?: string;
	headers?: Record<string, string>;
	/** Writes head and body by itself (archives). */
	stream?: (res: ServerResponse) => void;
}
