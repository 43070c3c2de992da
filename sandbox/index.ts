/* eslint-disable @n8n/community-nodes/require-node-api-error -- runs on the developer's machine, is not published */
import { loadContract } from './contract';
import { liveFiveSimOptions, type FiveSimOptions } from './fiveSim/options';
import { FiveSimService } from './fiveSim/fiveSimService';
import type { GmtOptions } from './gmt/options';
import { GmtService } from './gmt/gmtService';
import { liveGmtOptions } from './gmt/live';

export type { DeliveryRecord } from './callbacks';
export type { FaultHandle, FaultKind, FaultSpec } from './faults';
export type { RecordedRequest } from './incoming';
export type { LedgerEntry } from './ledger';
export type { PagingLie } from './types';
export { syntheticArchive } from './archive';
export { FiveSimService, GmtService };
export type { FiveSimOptions, GmtOptions };

/** How the services talk. */
export type Dialect = 'live' | 'documented';

/** Options of {@link startSandbox}. */
export interface SandboxOptions {
	/** Real seconds that a service second takes: 1 (default) is real time, at 0.01 a delay of 30 s takes 0.3 s. */
	timeScale?: number;
	/** Port of Get My TG; 0 (default) is a free one. */
	gmtPort?: number;
	/** Port of 5sim; 0 (default) is a free one. */
	fiveSimPort?: number;
	/** `documented` (default): as the documentation says. `live`: as clients met the service. */
	dialect?: Dialect;
	gmt?: Partial<GmtOptions>;
	fiveSim?: Partial<FiveSimOptions>;
	/** Gets one readable line for each noteworthy event. */
	log?: (line: string) => void;
}

/** Both services, running. */
export interface Sandbox {
	gmt: GmtService;
	fiveSim: FiveSimService;
	/** Stops everything at once: sockets, timers, callbacks. */
	close(): Promise<void>;
}

/** Starts both services on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { timeScale = 1, log = () => undefined } = options;
	const [gmtContract, fiveSimContract] = await Promise.all([
		loadContract('gmt'),
		loadContract('fivesim'),
	]);
	const gmt = new GmtService(
		{ timeScale, log, contract: gmtContract, port: options.gmtPort ?? 0 },
		{ ...(options.dialect === 'live' && liveGmtOptions), ...options.gmt },
	);
	const fiveSim = new FiveSimService(
		{ timeScale, log, contract: fiveSimContract, port: options.fiveSimPort ?? 0 },
		{ ...(options.dialect === 'live' && liveFiveSimOptions), ...options.fiveSim },
	);
	const close = async () => {
		await Promise.all([gmt.close(), fiveSim.close()]);
	};
	try {
		await Promise.all([gmt.start(), fiveSim.start()]);
	} catch (error) {
		await close();
		throw error;
	}
	return { gmt, fiveSim, close };
}
