/** A body as Node.js streams it, typed here because the published code compiles without Node.js types. */
export type BodyStream = AsyncIterable<Uint8Array> & {
	destroy(reason?: Error): void;
	pause(): void;
	resume(): void;
	on(event: 'data' | 'error', listener: () => void): void;
	on(event: 'newListener', listener: (event: string) => void): void;
};

/** Most bytes of a response that are read, after decompression. */
export const LARGEST_ANSWER = 10_000_000;
/** The same for lists and price lists, which some services send whole. */
export const LARGEST_LIST = 200_000_000;

/** Reads a body as text, up to a number of bytes, and closes the stream. */
export async function readText(
	stream: BodyStream,
	largest: number,
): Promise<{ text: string; isWhole: boolean }> {
	const decoder = new TextDecoder();
	let text = '';
	let size = 0;
	try {
		for await (const chunk of stream) {
			size += chunk.length;
			if (size > largest) return { text, isWhole: false };
			text += decoder.decode(chunk, { stream: true });
		}
		return { text: text + decoder.decode(), isWhole: true };
	} finally {
		stream.destroy();
	}
}
