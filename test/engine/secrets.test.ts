/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startEngine, type Engine } from '../../test-engine';
import { startSandbox, type FaultSpec, type Sandbox } from '../../sandbox';
import { credentialsOf, continueOnFail, retry, runJob, type Job, type Outcome } from '../support';
import { boughtSingle, pause, publish } from '../support/callbacks';
import { purchaseCases, rentedBefore } from '../support/purchaseCases';

const WRONG_KEY = 'wrong-key-0815';
const NEW_PASSWORD = 'hunter2-hunter2';
const SMS = 'Your secret word is xylophone';

const folder = mkdtempSync(join(tmpdir(), 'n8n-log-'));
const logFile = join(folder, 'n8n.log');
const lines: string[] = [];
const log = (line: string) => void lines.push(line);

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.01, log });
	const wrongKey = { type: 'gmtApi', data: { apiKey: WRONG_KEY, baseUrl: sandbox.gmt.url } };
	engine = await startEngine({
		credentials: { ...credentialsOf(sandbox), wrongKey },
		log,
		logFile,
	});
});

afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
	rmSync(folder, { recursive: true, force: true });
});

const runNode = async (job: Job): Promise<Outcome> => await runJob(engine, sandbox, job);

const WAYS: FaultSpec[] = [
	{ kind: 'reset', when: 'after' },
	{ kind: 'truncate', when: 'after' },
	{ kind: 'status', status: 502 },
	{ kind: 'html' },
	{ kind: 'garbage' },
];

/** Runs a job as often as there are ways to spoil its first answer, or once for one of them. */
async function spoiled(job: Job, operationId: string, ways = WAYS): Promise<void> {
	for (const way of ways) {
		sandbox[job.service].faults.add({ ...way, operationId });
		await runNode({ ...job, node: { ...retry, ...continueOnFail } });
	}
}

/** Everything that can go wrong where secrets are at hand. */
async function faultyRun(): Promise<void> {
	const number = await rentedBefore(sandbox);
	await Promise.all(
		purchaseCases.map(
			async ({ operationId, service, parameters }, way) =>
				await spoiled({ service, parameters, items: [{ number }] }, operationId, [
					WAYS[way % WAYS.length]!,
				]),
		),
	);
	sandbox.gmt.faults.add({
		operationId: 'getProfile',
		kind: 'status',
		status: 401,
		body: { message: `The key ${WRONG_KEY} is not known` },
	});
	await runNode({
		service: 'gmt',
		parameters: { resource: 'profile', operation: 'get' },
		credential: 'wrongKey',
	});

	const password = {
		service: 'gmt',
		parameters: { resource: 'profile', operation: 'changePassword', newPassword: NEW_PASSWORD },
	} as const;
	sandbox.gmt.faults.add({
		operationId: 'changePassword',
		kind: 'status',
		status: 422,
		body: { message: `${NEW_PASSWORD} is too weak` },
	});
	await runNode(password);
	await spoiled(password, 'changePassword', WAYS.slice(0, 2));

	for (let bought = 0; bought < 4; bought++) {
		const purchaseId = String(await boughtSingle(sandbox));
		await runNode({
			service: 'gmt',
			parameters: { resource: 'purchase', operation: 'requestCode', purchaseId },
		});
		await spoiled(
			{ service: 'gmt', parameters: { resource: 'purchase', operation: 'get', purchaseId } },
			'getPurchase',
			[WAYS[bought]!],
		);
	}

	const [order] = (
		await runNode({
			service: 'fiveSim',
			parameters: {
				resource: 'order',
				operation: 'buyActivationNumber',
				country: 'russia',
				operator: 'any',
				product: 'telegram',
			},
		})
	).json;
	sandbox.fiveSim.deliverSms(Number(order!.id), { text: SMS });
	for (const operation of ['get', 'waitForSms', 'finish'])
		await spoiled(
			{
				service: 'fiveSim',
				parameters: { resource: 'order', operation, orderId: String(order!.id) },
			},
			'checkOrder',
			WAYS.slice(1, 3),
		);

	// A wait whose callback meets a service that does not answer, and an archive that breaks off.
	sandbox.gmt.faults.add({ operationId: 'getBulkPurchase', kind: 'html', skip: 1 });
	sandbox.gmt.faults.add({ operationId: 'downloadBulkPurchase', kind: 'truncate', times: 2 });
	sandbox.gmt.configure({ bulkReadyAfterSeconds: 10 });
	const { run } = await runNode({
		service: 'gmt',
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: 'IN',
			quantity: 1,
			waitForArchive: true,
			options: { attachArchive: true },
		},
	});
	expect(run.status).toBe('waiting');
	expect((await engine.execution(run.executionId)).status).toBe('success');

	sandbox.gmt.faults.clear();
	// Deliveries to the trigger carry codes; this one cannot be verified.
	const { deliver } = await publish(engine);
	const [purchase] = [...sandbox.gmt.state.purchases.values()].filter(
		({ verification }) => verification,
	);
	sandbox.gmt.faults.add({ operationId: 'getPurchase', kind: 'status', status: 500 });
	expect(
		(await deliver({ purchase: { id: purchase!.id }, verification: purchase!.verification }))
			.status,
	).toBe(503);
}

it('writes no key, code, password or message into any log, whatever goes wrong', async () => {
	await faultyRun();
	const read = () => readFileSync(logFile, 'utf8');
	for (let size = -1; size !== read().length; await pause(200)) size = read().length;
	// Ports look like codes.
	const text = [...lines, read()].join('\n').replace(/(127\.0\.0\.1|localhost):\d+/g, '');

	const verifications = [...sandbox.gmt.state.purchases.values()].flatMap(
		({ verification }) => verification ?? [],
	);
	const codes = verifications.map(({ code }) => code).filter((code) => code !== '10000');
	const secrets = [
		sandbox.gmt.apiKey,
		sandbox.fiveSim.apiKey,
		WRONG_KEY,
		NEW_PASSWORD,
		SMS,
		'xylophone',
		...verifications.flatMap(({ password }) => password ?? []),
	];
	expect(codes.length).toBeGreaterThan(3);
	// It is the log of what happened here.
	expect(text).toContain('could not be handled');
	expect(text).toContain('Create bulk purchase: ');
	expect(text).toContain('Buy activation number');
	expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
	expect(codes.filter((code) => new RegExp(`(?<!\\d)${code}(?!\\d)`).test(text))).toEqual([]);
	expect(text).not.toMatch(/signature=[0-9a-f]{20}/);
}, 180_000);
