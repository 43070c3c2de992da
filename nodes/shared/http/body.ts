import type { IExecuteFunctions } from 'n8n-workflow';
import { ObjectFields } from './objectFields';

/** A body as Node.js streams it: what n8n can store. Named after n8n's own function, since the published code compiles without Node.js types. */
export type BodyStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Uint8Array
>;

/** Most bytes of a response that are read, after decompression. */
export const LARGEST_ANSWER = 10_000_000;
/** The same for lists and price lists, which some services send whole. */
export const LARGEST_LIST = 200_000_000;

/** Reads a body as text, up to a number of bytes, and closes the stream. */
export async function readText(
	stream: BodyStream,
	largest: number,
): Promise<{ text: string; isWhole: boolean }> {
	let text = '';
	const isWhole = await readPieces(stream, largest, (piece) => void (text += piece));
	return { text, isWhole };
}

/**
 * The same for a JSON object that is too large to be held whole: reads it field by field.
 * @param entriesOf turns a field, in an object of its own, into what is kept of it
 * @returns what is kept of all fields, sorted by their names; or the text where it is no object, without what follows the
 * bracket where it only begins like one
 */
export async function readEntries(
	stream: BodyStream,
	largest: number,
	entriesOf: (field: Record<string, unknown>) => object[],
): Promise<{ text: string; isWhole: boolean; entries?: object[] }> {
	const kept = new Map<string, object[]>();
	const fields = new ObjectFields((field) => {
		for (const name of Object.keys(field)) kept.set(name, entriesOf(field));
	});
	let text = '';
	const isWhole = await readPieces(stream, largest, (piece) => {
		fields.add(piece);
		if (fields.state === 'other') text += piece;
	});
	if (isWhole && fields.state === 'whole') return { text, isWhole, entries: sortedByName(kept) };
	return { text: fields.state === 'before' || fields.state === 'other' ? text : '{', isWhole };
}

/** All of them in one list, which is as long as it must be from the start: one that grows takes twice as much. */
function sortedByName(kept: ReadonlyMap<string, readonly object[]>): object[] {
	let count = 0;
	for (const { length } of kept.values()) count += length;
	const all = new Array<object>(count);
	let next = 0;
	for (const name of [...kept.keys()].sort())
		for (const entry of kept.get(name)!) all[next++] = entry;
	return all;
}

/** @returns whether that was all of it */
async function readPieces(
	stream: BodyStream,
	largest: number,
	take: (text: string) => void,
): Promise<boolean> {
	const decoder = new TextDecoder();
	let size = 0;
	try {
		for await (const chunk of stream) {
			size += chunk.length;
			if (size > largest) return false;
			take(decoder.decode(chunk, { stream: true }));
		}
		take(decoder.decode());
		return true;
	} finally {
		stream.destroy();
	}
}

/** Whether a number may stand in a text that JavaScript would round. */
const LONG_NUMBER = /[:[,]\s*-?\d{16,}\s*[,}\]]/;

/** JSON with numbers that JavaScript would round as texts: two IDs would become one. */
export function parseJson(text: string): unknown {
	try {
		const exact = LONG_NUMBER.test(text)
			? text.replace(/"(?:\\.|[^"\\])*"|-?\d{16,}(?![\d.eE])/g, (part) =>
					part.startsWith('"') || Number.isSafeInteger(Number(part)) ? part : `"${part}"`,
				)
			: text;
		return JSON.parse(exact);
	} catch {
		return undefined;
	}
}
