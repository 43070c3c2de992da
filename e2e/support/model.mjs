// A script that speaks OpenAI's protocol, in place of a model.
import { createServer } from 'node:http';

/** Answers like a model that calls the first tool it is offered, once, and then says what came out. */
export async function startModel() {
	const requests = [];
	const server = createServer(async (request, response) => {
		let text = '';
		for await (const chunk of request) text += chunk;
		const body = text ? JSON.parse(text) : {};
		requests.push(body);
		const said = body.messages?.at(-1);
		const [tool] = body.tools ?? [];
		const message =
			said?.role === 'tool'
				? { role: 'assistant', content: `The tool said: ${said.content}` }
				: {
						role: 'assistant',
						content: null,
						tool_calls: [
							{
								id: 'call_1',
								type: 'function',
								function: { name: tool?.function.name, arguments: JSON.stringify(model.args) },
							},
						],
					};
		const finish = message.tool_calls ? 'tool_calls' : 'stop';
		const base = { id: 'chatcmpl-1', created: 1, model: 'scripted' };
		if (body.stream) {
			const delta = {
				...message,
				...(message.tool_calls && {
					tool_calls: message.tool_calls.map((call) => ({ index: 0, ...call })),
				}),
			};
			response.setHeader('content-type', 'text/event-stream');
			for (const choice of [
				{ delta, finish_reason: null },
				{ delta: {}, finish_reason: finish },
			])
				response.write(
					`data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] })}\n\n`,
				);
			return response.end('data: [DONE]\n\n');
		}
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({
				...base,
				object: 'chat.completion',
				choices: [{ index: 0, message, finish_reason: finish }],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			}),
		);
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	const model = {
		url: `http://127.0.0.1:${server.address().port}/v1`,
		requests,
		args: {},
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
	return model;
}
