/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Readable } from 'node:stream';

import type { Engine, EngineOptions } from './types';

export type * from './types';

/** Starts n8n's own engine with the nodes of the given packages. One engine at a time in a process: n8n-core's services are global. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
	// n8n-core takes seconds to load; who only needs the types does not pay for it.
	const { LocalEngine } = await import('./localEngine');
	return await LocalEngine.start(options);
}

/** A file of an item, read through n8n's binary data service. */
export interface OpenedBinary {
	stream: Readable;
	fileName?: string;
	mimeType: string;
	size: number;
	/** The whole file in memory; use it instead of the stream, not after it. */
	toBuffer(): Promise<Buffer>;
}

/** Opens a file of an item. */
export async function openBinary(item: INodeExecutionData, name = 'data'): Promise<OpenedBinary> {
	const { open } = await import('./binary');
	return await open(item, name);
}
