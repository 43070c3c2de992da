/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import {
	NodeConnectionTypes,
	type IBinaryData,
	type INodeExecutionData,
	type IRun,
} from 'n8n-workflow';
import { Readable } from 'node:stream';

import { Container } from './n8nInternals';
import type { OpenedBinary } from './types';

/** See `openBinary`. */
export async function open(item: INodeExecutionData, name: string): Promise<OpenedBinary> {
	const binary = item.binary?.[name];
	if (!binary) {
		const names = Object.keys(item.binary ?? {}).join(', ') || 'none';
		throw new Error(`The item has no binary data "${name}" (it has: ${names})`);
	}
	const service = Container.get(BinaryDataService);
	const toBuffer = async () => await service.getAsBuffer(binary);
	const about = { fileName: binary.fileName, mimeType: binary.mimeType, toBuffer };
	if (binary.id) {
		const { id } = binary;
		const { fileSize } = await service.getMetadata(id);
		// Opened when read first, so that a stream nobody reads leaves no open file behind.
		const read = async function* () {
			yield* (await service.getAsStream(id)) as AsyncIterable<Buffer>;
		};
		return { ...about, stream: Readable.from(read()), size: fileSize };
	}
	const buffer = await toBuffer();
	return { ...about, stream: Readable.from([buffer]), size: buffer.length };
}

/**
 * Moves files that a trigger stored before its execution had an id to that execution.
 * n8n does this when a webhook's execution ends, so the ids that items carry change then.
 */
export async function adoptTriggerFiles(run: IRun, executionId: string): Promise<void> {
	if (run.mode !== 'webhook' || Container.get(BinaryDataConfig).mode === 'default') return;
	const early = new Map<string, IBinaryData[]>();
	for (const taskData of Object.values(run.data.resultData.runData).flat()) {
		for (const item of (taskData.data?.[NodeConnectionTypes.Main] ?? []).flatMap(
			(items) => items ?? [],
		)) {
			for (const file of Object.values(item.binary ?? {})) {
				if (!file.id?.includes('/temp/')) continue;
				early.set(file.id, [...(early.get(file.id) ?? []), file]);
			}
		}
	}
	for (const [id, files] of early) {
		const newId = id.replace('/temp/', `/${executionId}/`);
		const withoutMode = (binaryId: string) => binaryId.slice(binaryId.indexOf(':') + 1);
		await Container.get(BinaryDataService).rename(withoutMode(id), withoutMode(newId));
		for (const file of files) file.id = newId;
	}
}
