/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { startEngine, type Engine, type EngineOptions } from '../../test-engine';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { askElsewhere } from './elsewhere';
import { credentialsOf, runJob, type Job, type Outcome } from '.';

/** One pair of services out of many, with the engine that all of them share. */
export interface Slot {
	/** The credentials are called `gmt-0`, `fiveSim-0` and so on. */
	slot: number;
	sandbox: Sandbox;
	engine: Engine;
	runNode(job: Job): Promise<Outcome>;
}

/** Many sandboxes and one engine: scenarios that mostly wait run side by side without seeing each other. */
export interface SandboxPool {
	engine: Engine;
	/** Works through scenarios, each with a sandbox of its own. The results come in the order of the scenarios. */
	each<S, R>(scenarios: readonly S[], work: (scenario: S, slot: Slot) => Promise<R>): Promise<R[]>;
	close(): Promise<void>;
}

/**
 * Starts `size` sandboxes and n8n's engine with the package as it is now.
 * @param more what else the engine has
 */
export async function startSandboxPool(
	size: number,
	{ credentials, ...more }: EngineOptions = {},
	options: SandboxOptions = {},
): Promise<SandboxPool> {
	const sandboxes = await Promise.all(
		Array.from({ length: size }, async () => await startSandbox({ timeScale: 0.01, ...options })),
	);
	const engine = await startEngine({
		...more,
		credentials: Object.assign(
			{ ...credentials },
			...sandboxes.map((sandbox, index) => credentialsOf(sandbox, `-${index}`)),
		),
	});
	const slots = sandboxes.map(
		(sandbox, index): Slot => ({
			slot: index,
			sandbox,
			engine,
			runNode: async (job) =>
				await runJob(engine, sandbox, { ...job, credential: `${job.service}-${index}` }),
		}),
	);
	return {
		engine,
		async each(scenarios, work) {
			const queue = scenarios.entries();
			const results: Awaited<ReturnType<typeof work>>[] = [];
			await Promise.all(
				slots.map(async (slot) => {
					for (const [index, scenario] of queue) {
						restock(slot.sandbox);
						results[index] = await work(scenario, slot);
					}
				}),
			);
			return results;
		},
		close: async () => {
			await engine.close();
			await Promise.all(sandboxes.map(async (sandbox) => await sandbox.close()));
		},
	};
}

/**
 * Waits for requests that were given up on a busy computer and are still on their way to a service.
 * Connections are taken in the order in which they come, so each of these answers comes after what was sent before it.
 */
export async function arrived({ url }: Sandbox['gmt'] | Sandbox['fiveSim']): Promise<void> {
	for (let i = 0; i < 5; i++) await askElsewhere(`${url}/__sandbox/options`);
}

/** Makes a used sandbox ready for the next scenario. Its purchases stay: numbers never start again, as in life. */
function restock({ gmt, fiveSim }: Sandbox): void {
	for (const service of [gmt, fiveSim]) {
		service.faults.clear();
		service.setBalance('1000000.00');
	}
	for (const country of ['US', 'GB', 'DE']) gmt.setStock(country, 500);
	for (const product of ['telegram', 'whatsapp', '1day'])
		fiveSim.setStock('russia', 'any', product, 500);
	gmt.state.referral.balance = 1_000_000;
	fiveSim.state.wallets.set('payeer', 1_000_000);
}
