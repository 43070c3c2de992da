/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

import {
	openBinary,
	startEngine,
	type Engine,
	type Run,
	type WorkflowFile,
} from '../../test-engine';
import { startSandbox, type FaultSpec, type Sandbox } from '../../sandbox';
import { credentialsOf, workflowOf } from '../support';
import { pause, post, until } from '../support/callbacks';

const folder = mkdtempSync(join(tmpdir(), 'n8n-trouble-'));
const storage = join(folder, '.n8n', 'storage');

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.01 });
	engine = await startEngine({ credentials: credentialsOf(sandbox), userFolder: folder });
});

afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
	rmSync(folder, { recursive: true, force: true });
});

// Tests settle what they bought, and call for it, themselves.
beforeEach(() => {
	sandbox.gmt.reset();
	sandbox.gmt.configure({ bulkReadyAfterSeconds: null, callbackDelaysSeconds: [] });
});

afterEach(() => {
	expect(sandbox.gmt.charges()).toHaveLength(sandbox.gmt.state.bulks.size);
	expect(sandbox.gmt.violations).toEqual([]);
});

const buying = (options: INode['parameters'] = {}): WorkflowFile =>
	workflowOf({
		service: 'gmt',
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: 'IN',
			quantity: 1,
			waitForArchive: true,
			options: { attachArchive: true, ...options },
		},
	});

const start = async (workflow: WorkflowFile, items = 1): Promise<Run> =>
	await engine.run(workflow, { input: Array.from({ length: items }, () => ({})) });
const bulks = () =>
	[...sandbox.gmt.state.bulks.values()].map(({ id, callbackUrl }) => ({ id, url: callbackUrl! }));
const call = async ({ id, url }: { id: number; url: string }) =>
	(await post(url, JSON.stringify({ bulk_purchase_id: id, status: 'SUCCESS' }))).status;
const isArchive = async (run: Run, item = 0) =>
	(await (await openBinary(run.items('Node')[item]!)).toBuffer()).subarray(0, 2).toString() ===
	'PK';

/** From now on n8n cannot store a file, until the result is called. */
function withoutStorage(): () => void {
	const away = `${storage}-away`;
	renameSync(storage, away);
	writeFileSync(storage, 'no folder');
	return () => {
		rmSync(storage);
		renameSync(away, storage);
	};
}

describe('an execution that waits for an archive', () => {
	/** Calls once while something is in the way, and once more when it is gone. */
	async function survives(
		obstruct: () => () => void,
		options: INode['parameters'] = {},
	): Promise<void> {
		const run = await start(buying(options));
		expect(run.status).toBe('waiting');
		const [bulk] = bulks();
		sandbox.gmt.setBulkStatus(bulk!.id, 'SUCCESS');
		const clear = obstruct();
		try {
			expect(await call(bulk!)).toBe(503);
			expect(await call(bulk!)).toBe(503);
		} finally {
			clear();
		}
		expect(await call(bulk!)).toBe(200);
		const final = await engine.execution(run.executionId);
		expect([final.status, final.items('Node')[0]?.json]).toEqual([
			'success',
			expect.objectContaining({ bulk_purchase_id: bulk!.id, status: 'SUCCESS' }),
		]);
		expect(final.items('Node')[0]?.json).not.toHaveProperty('notAttached');
		expect(await isArchive(final)).toBe(true);
	}

	it('keeps waiting while n8n cannot store it', async () => await survives(withoutStorage));

	it.each<[string, FaultSpec]>([
		[
			'is not there yet',
			{ kind: 'status', status: 409, body: { message: 'Archive is not ready' } },
		],
		['cannot be had from the service', { kind: 'status', status: 502 }],
		['breaks off', { kind: 'truncate' }],
		['is a web page', { kind: 'html' }],
		['is refused for now', { kind: 'status', status: 429, headers: { 'retry-after': '120' } }],
	])(
		'keeps waiting while the archive %s',
		async (_what, fault) => {
			await survives(() => {
				sandbox.gmt.faults.add({ ...fault, operationId: 'downloadBulkPurchase', times: 'always' });
				return () => sandbox.gmt.faults.clear();
			});
		},
		20_000,
	);

	it('keeps waiting while its credential cannot be read', async () => {
		await survives(
			() => {
				const { stored } = (
					engine as unknown as { shared(): { credentialsHelper: { stored: unknown[] } } }
				).shared().credentialsHelper;
				const all = stored.splice(0);
				return () => void stored.push(...all);
				// As after a restart: otherwise the process that suspended it still has the credential.
			},
			{ checkByItself: false },
		);
	});

	it('continues without the archive, and says how to get it, when the service refuses it for good', async () => {
		const run = await start(buying());
		const [bulk] = bulks();
		sandbox.gmt.faults.add({
			operationId: 'downloadBulkPurchase',
			kind: 'status',
			status: 404,
			body: { message: 'gone' },
			times: 'always',
		});
		sandbox.gmt.setBulkStatus(bulk!.id, 'SUCCESS');
		// It may be there a moment later.
		for (let count = 0; count < 3; count++) expect(await call(bulk!)).toBe(503);
		expect(await call(bulk!)).toBe(200);
		const [item] = (await engine.execution(run.executionId)).items('Node');
		expect(item?.json).toMatchObject({
			status: 'SUCCESS',
			notAttached: expect.stringContaining('does not know'),
			advice: expect.stringContaining(`Bulk purchase ${bulk!.id} was bought`),
		});
	});

	it('continues at the end of its time, and says how to get the archive without buying again', async () => {
		const run = await start(buying(), 2);
		const [first, second] = bulks();
		const clear = withoutStorage();
		try {
			for (const bulk of [first!, second!]) sandbox.gmt.setBulkStatus(bulk.id, 'SUCCESS');
			expect(await call(first!)).toBe(503);
		} finally {
			clear();
		}
		const final = await engine.timeOutWaiting(run.executionId);
		expect(
			final
				.items('Node')
				.map(({ json }) => [json.bulk_purchase_id, json.waitTimedOut, json.advice]),
		).toEqual(
			[first!, second!].map(({ id }) => [
				id,
				true,
				`Bulk purchase ${id} was bought: do not buy it again. Check it with 'Bulk Purchase: Get', and get its archive with 'Bulk Purchase: Download'.`,
			]),
		);
	});

	it('looks again by itself, since the service calls three times only', async () => {
		const run = await start(buying());
		const [bulk] = bulks();
		sandbox.gmt.setBulkStatus(bulk!.id, 'SUCCESS');
		const clear = withoutStorage();
		try {
			expect(await call(bulk!)).toBe(503);
		} finally {
			clear();
		}
		expect(await isArchive(await engine.execution(run.executionId))).toBe(true);
	}, 30_000);

	it('looks again by itself where the service calls before its answers tell', async () => {
		const run = await start(buying());
		const [bulk] = bulks();
		expect(await call(bulk!)).toBe(503);
		sandbox.gmt.setBulkStatus(bulk!.id, 'SUCCESS');
		expect(await isArchive(await engine.execution(run.executionId))).toBe(true);
	}, 30_000);

	it('continues although the archive took longer than the service waits', async () => {
		const run = await start(buying());
		const [bulk] = bulks();
		sandbox.gmt.setBulkStatus(bulk!.id, 'SUCCESS');
		sandbox.gmt.faults.add({ operationId: 'downloadBulkPurchase', kind: 'delay', delayMs: 5_500 });
		expect(await call(bulk!)).toBe(503);
		expect(await isArchive(await engine.execution(run.executionId))).toBe(true);
		expect(
			sandbox.gmt.requests.filter(({ operationId }) => operationId === 'downloadBulkPurchase'),
		).toHaveLength(1);
	}, 30_000);

	it('is not set back by a call that took so long that the execution waits for something else by now', async () => {
		const workflow = buying();
		workflow.nodes.push({ ...workflow.nodes[1]!, id: 'second', name: 'Second' });
		workflow.connections.Node = { main: [[{ node: 'Second', type: 'main', index: 0 }]] };
		const run = await start(workflow);
		const [first] = bulks();
		sandbox.gmt.setBulkStatus(first!.id, 'SUCCESS');
		sandbox.gmt.faults.add({ operationId: 'downloadBulkPurchase', kind: 'delay', delayMs: 5_500 });
		const late = call(first!);
		await until(() =>
			sandbox.gmt.requests.some(({ operationId }) => operationId === 'downloadBulkPurchase'),
		);
		expect((await engine.timeOutWaiting(run.executionId)).status).toBe('waiting');
		expect(await late).toBe(503);
		// Longer than the archive takes.
		await pause(2_500);
		const [, second] = bulks();
		sandbox.gmt.setBulkStatus(second!.id, 'SUCCESS');
		expect(await call(second!)).toBe(200);
		const final = await engine.execution(run.executionId);
		expect([
			final.items('Node')[0]?.json.bulk_purchase_id,
			final.items('Second')[0]?.json.bulk_purchase_id,
		]).toEqual([first!.id, second!.id]);
		expect(sandbox.gmt.charges()).toHaveLength(2);
	}, 30_000);

	it('keeps the archives that could be stored, when one of several could not', async () => {
		const run = await start(buying(), 3);
		for (const { id } of bulks()) sandbox.gmt.setBulkStatus(id, 'SUCCESS');
		// The second of the three archives breaks off, again and again.
		sandbox.gmt.faults.add({
			operationId: 'downloadBulkPurchase',
			kind: 'truncate',
			skip: 1,
			times: 2,
		});
		expect(await call(bulks()[2]!)).toBe(503);
		expect(await call(bulks()[0]!)).toBe(200);
		const final = await engine.execution(run.executionId);
		expect(await Promise.all([0, 1, 2].map(async (item) => await isArchive(final, item)))).toEqual([
			true,
			true,
			true,
		]);
		// One, then two tries of the second, then the second and the third.
		expect(
			sandbox.gmt.requests.filter(({ operationId }) => operationId === 'downloadBulkPurchase'),
		).toHaveLength(5);
	});
});

describe('a node that asks by itself', () => {
	it('looks again while n8n cannot store the archive', async () => {
		const clear = withoutStorage();
		const running = start(buying({ timeLimit: 1 }));
		await until(() => bulks().length === 1);
		sandbox.gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
		await until(
			() =>
				sandbox.gmt.requests.filter(({ operationId }) => operationId === 'downloadBulkPurchase')
					.length >= 2,
			20_000,
		);
		await pause(100);
		clear();
		const run = await running;
		expect(run.items('Node')[0]?.json).not.toHaveProperty('notAttached');
		expect(await isArchive(run)).toBe(true);
	}, 40_000);

	it('says at the end of its time how to get the archive without buying again', async () => {
		sandbox.gmt.configure({ bulkReadyAfterSeconds: 0 });
		const clear = withoutStorage();
		const run = await start(buying({ timeLimit: 0.05 }));
		clear();
		const [bulk] = bulks();
		expect(run.items('Node')[0]?.json).toMatchObject({
			status: 'SUCCESS',
			notAttached: expect.stringContaining('The file from Get My TG'),
			advice: expect.stringContaining(`Bulk purchase ${bulk!.id} was bought`),
		});
	}, 40_000);
});
