/** @time real */
/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startEngine, type Engine } from '../../test-engine';
import { packageFolder } from '../../test-engine/paths';
import { startSandbox, type Sandbox } from '../../sandbox';
import { credentialsOf } from '../support';
import { publish, until, type PublishedTrigger } from '../support/callbacks';
import { many } from '../support/many';

const ROOT = join(__dirname, '..', '..');
const EVENTS = many(400, 4_000);
const DELIVERIES = many(1_000, 10_000);
const RESTARTS = 4;
const AT_ONCE = 16;
const MB = 1024 * 1024;

let sandbox: Sandbox;
let engine: Engine | undefined;
const folders: string[] = [];

beforeAll(async () => {
	sandbox = await startSandbox({ gmt: { callbackDelaysSeconds: [] } });
});

afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

// What is kept is measured, not what only has not been collected yet.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Starts n8n with a copy of the package: as in a new process, nothing is left of what the nodes had in memory. */
async function startAnew(staticData = {}): Promise<PublishedTrigger> {
	await engine?.close();
	const folder = mkdtempSync(join(tmpdir(), 'gmt-5sim-copy-'));
	folders.push(folder);
	cpSync(join(packageFolder(), 'dist'), join(folder, 'dist'), { recursive: true });
	cpSync(join(packageFolder(), 'package.json'), join(folder, 'package.json'));
	symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
	engine = await startEngine({ packages: [folder], credentials: credentialsOf(sandbox) });
	return await publish(engine, { options: { attachArchive: false } }, { staticData });
}

/** Settled bulk purchases, without the way over the network. */
function settled(count: number): number[] {
	const { state, clock } = sandbox.gmt;
	const country = state.countries.get('IN')!;
	return Array.from({ length: count }, () => {
		const bulk = state.addBulk({
			country,
			quantity: 1,
			callbackUrl: undefined,
			createdAt: clock.now(),
		});
		Object.assign(bulk, { status: 'SUCCESS', exportId: `export-${bulk.id}`, readyAt: clock.now() });
		return bulk.id;
	});
}

/** Random, but the same in every run. */
function randomOf(seed: number): () => number {
	return () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Every event once, and repeats of random ones, each a random way away from its event: at once, soon, or much later. */
function schedule(ids: number[]): number[] {
	const random = randomOf(4711);
	const entries = ids.map((id, at) => ({ id, at: at + random() * 50 }));
	while (entries.length < DELIVERIES) {
		const { id, at } = entries[Math.floor(random() * ids.length)]!;
		const kind = random();
		entries.push({
			id,
			at: kind < 0.4 ? at : kind < 0.8 ? at + random() * 100 : random() * ids.length * 1.2,
		});
	}
	return entries.sort((a, b) => a.at - b.at).map(({ id }) => id);
}

it(`starts exactly one run for each event in ${DELIVERIES} deliveries, with repeats, reordering and ${RESTARTS} restarts`, async () => {
	const ids = settled(EVENTS);
	const deliveries = schedule(ids);
	const runs: unknown[] = [];
	let trigger = await startAnew();
	let largest = 0;
	const heap: number[] = [];

	for (let part = 0; part <= RESTARTS; part++) {
		const some = deliveries.slice(
			(part * DELIVERIES) / (RESTARTS + 1),
			((part + 1) * DELIVERIES) / (RESTARTS + 1),
		);
		const queue = some.values();
		let started = 0;
		await Promise.all(
			Array.from({ length: AT_ONCE }, async () => {
				for (const id of queue) {
					// As GMT does: three times, until it is answered 200.
					for (let attempt = 0; attempt < 3; attempt++) {
						const { status, body } = await trigger.deliver({ bulk_purchase_id: id });
						if (status !== 200) continue;
						if (body.includes('"Delivered"')) started++;
						break;
					}
				}
			}),
		);
		const { active } = trigger;
		// The answer goes out when the execution is stored, before it has ended.
		await until(() => active.executions.length >= started);
		runs.push(...active.executions.map((run) => run.items('Trigger')[0]?.json.eventId));
		const { staticData } = active;
		largest = Math.max(largest, JSON.stringify(staticData).length);
		collectGarbage();
		heap.push(process.memoryUsage().heapUsed);
		if (part < RESTARTS) trigger = await startAnew(staticData);
	}

	expect(runs).toHaveLength(EVENTS);
	expect(new Set(runs)).toEqual(new Set(ids.map((id) => `archiveReady:${id}`)));
	expect(largest).toBeLessThan(30_000);
	expect(Math.max(...heap) - heap[0]!).toBeLessThan(400 * MB);
	// Long after: nothing is forgotten.
	expect((await trigger.deliver({ bulk_purchase_id: ids[0] })).status).toBe(200);
	expect(
		trigger.active.executions.map((run) => run.items('Trigger')[0]?.json.eventId),
	).not.toContain(`archiveReady:${ids[0]}`);
}, 600_000);
