import type { INodeExecutionData } from 'n8n-workflow';

import type { Engine, EngineOptions, OpenedBinary } from './types';

export type * from './types';

/** Starts n8n's own engine with the nodes of the given packages. One engine at a time in a process: n8n-core's services are global. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
	// n8n-core takes seconds to load, so importing only the types must not load it.
	const { LocalEngine } = await import('./localEngine');
	return await LocalEngine.start(options);
}

/** Opens a file of an item. */
export async function openBinary(item: INodeExecutionData, name = 'data'): Promise<OpenedBinary> {
	const { open } = await import('./binary');
	return await open(item, name);
}
