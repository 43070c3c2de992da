/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs on the developer's machine, is not published */
import {
	BinaryDataConfig,
	BinaryDataService,
	Cipher,
	DataDeduplicationService,
	EncryptionKeyProxy,
	InstanceSettings,
} from 'n8n-core';
import { randomBytes } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MemoryDeduplicator } from './deduplicator';
import {
	Container,
	GlobalConfig,
	InstanceSettingsConfig,
	Logger,
	SecurityConfig,
} from './n8nInternals';
import type { EngineOptions } from './types';

/** n8n-core's services live in one container per process, so there can be one engine at a time. */
let inUse = false;

/** Sets n8n-core's services up for one engine; the result undoes it. */
export async function setUpServices(options: EngineOptions): Promise<() => Promise<void>> {
	if (inUse)
		throw new Error(
			'Another engine is running in this process: close it before starting a new one',
		);
	inUse = true;
	const temporary = options.userFolder
		? undefined
		: await realpath(await mkdtemp(join(tmpdir(), 'n8n-engine-')));
	const tearDown = async () => {
		Container.reset();
		// This service lies outside the container and refuses a second initialisation.
		Object.assign(DataDeduplicationService, { instance: undefined });
		inUse = false;
		if (temporary) await rm(temporary, { recursive: true, force: true });
	};
	try {
		await configure(options, options.userFolder ?? temporary ?? tmpdir());
	} catch (error) {
		await tearDown();
		throw error;
	}
	return tearDown;
}

async function configure(options: EngineOptions, userFolder: string): Promise<void> {
	// The objects that n8n fills from environment variables are set directly: nothing of the process's environment changes.
	Container.reset();
	const { logging } = Container.get(GlobalConfig);
	logging.level = options.logFile ? 'debug' : 'silent';
	logging.outputs = ['file'];
	logging.file.location = options.logFile ?? '';
	const instance = Container.get(InstanceSettingsConfig);
	Object.assign(instance, { n8nFolder: join(userFolder, '.n8n'), userHome: userFolder });
	Container.get(Logger);
	Container.get(InstanceSettings).markAsLeader();

	const security = Container.get(SecurityConfig);
	if (options.fileAccess) security.restrictFileAccessTo = options.fileAccess.join(';');

	const binary = Container.get(BinaryDataConfig);
	binary.mode = options.binaryDataMode ?? 'filesystem';
	binary.localStoragePath = join(instance.n8nFolder, 'storage');
	await Container.get(BinaryDataService).init();

	provideEncryptionKey();
	await DataDeduplicationService.init(new MemoryDeduplicator());
}

/** n8n keeps its data keys in the database; here there is one, wrapped by the instance's key like those. */
function provideEncryptionKey(): void {
	const value = Container.get(Cipher).encryptDEKWithInstanceKey(randomBytes(32).toString('hex'));
	const key = async () => ({
		id: 'engine',
		value,
		algorithm: 'aes-256-gcm',
		format: 'prefixed' as const,
	});
	Container.get(EncryptionKeyProxy).setProvider({
		getActiveKey: key,
		getKeyById: key,
		getLegacyKey: key,
	});
}
