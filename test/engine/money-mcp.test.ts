/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { startEngine, type Engine } from '../../test-engine';
import { packageFolder, repositoryRoot } from '../../test-engine/paths';
import { startSandbox, type Sandbox } from '../../sandbox';
import { credentialsOf, type Job } from '../support';
import { until } from '../support/callbacks';
import { agentOf, callAsMcp } from '../support/caller';
import { copyPackage, removeCopies } from '../support/workers';

/** Another n8n process with the same database. */
const other = 'n8n-nodes-other-process';
const own = 'n8n-nodes-own-process';
let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.01 });
	engine = await startEngine({
		credentials: credentialsOf(sandbox),
		packages: [
			packageFolder(),
			join(repositoryRoot(), 'test', 'engine', 'agent-package'),
			copyPackage(own),
			copyPackage(other),
		],
	});
});

afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
	removeCopies();
});

afterEach(() => {
	jest.restoreAllMocks();
	sandbox.gmt.options.bulkOutcomes = {};
});
beforeEach(() => {
	for (const { faults } of [sandbox.gmt, sandbox.fiveSim]) faults.clear();
});

let count = 0;
let id: string;
beforeEach(() => {
	id = `mcp${(count += 1)}`;
});

const number = (options: object = {}, product = 'telegram'): Job => ({
	service: 'fiveSim',
	package: own,
	parameters: {
		resource: 'order',
		operation: 'buyActivationNumber',
		country: 'russia',
		operator: 'any',
		product,
		options,
	} as INode['parameters'],
});
const bulk = (more: object, options: object = {}): Job => ({
	service: 'gmt',
	package: own,
	parameters: {
		resource: 'bulkPurchase',
		operation: 'create',
		countryCode: 'US',
		quantity: 2,
		...more,
		options,
	} as INode['parameters'],
});

/** Lets MCP clients call; their answers, and what was charged meanwhile. */
async function call(...jobs: Job[]) {
	const marks = [sandbox.gmt.charges().length, sandbox.fiveSim.charges().length];
	const answers = await Promise.all(jobs.map(async (job) => await callAsMcp(engine, job, id)));
	return {
		answers,
		ids: answers.flatMap(({ answer = [] }) => answer.map((item) => item.id)),
		charged: [
			...sandbox.gmt.charges().slice(marks[0]),
			...sandbox.fiveSim.charges().slice(marks[1]),
		].map(({ subject }) => subject),
	};
}
const lose = (times = 1) => {
	sandbox.fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after', times });
	// The list is read before sending, and cannot be read afterwards.
	sandbox.fiveSim.faults.add({ operationId: 'listOrders', kind: 'status', status: 400, skip: 1 });
};

it('an MCP client reads', async () => {
	const parameters = { resource: 'profile', operation: 'get' };
	const { answers } = await call({ service: 'gmt', package: own, parameters });
	expect(answers[0]!.answer).toEqual([expect.objectContaining({ balance: expect.anything() })]);
});

it('an MCP client buys as often as it calls, one after the other and at once', async () => {
	expect((await call(number())).charged).toHaveLength(1);
	const { ids, charged } = await call(number(), number(), number({}, 'whatsapp'));
	expect(charged).toHaveLength(3);
	expect(ids.sort()).toEqual(charged.sort());
});

it('what was unclear is not sent again by the same call, and stands in the way of no other', async () => {
	lose();
	const first = await call(number({ onUncertain: 'fail' }));
	expect(first.charged).toHaveLength(1);
	expect(first.answers[0]!.error).toContain('so this may have been charged');
	for (const job of [
		number({ onUncertain: 'fail' }),
		{ ...number({ onUncertain: 'fail' }), package: other },
	]) {
		const again = await call(job);
		expect(again.charged).toHaveLength(0);
		expect(again.answers[0]!.error).toContain('so this may have been charged');
	}
	expect(await call(number({}, 'whatsapp'))).toMatchObject({ charged: [expect.anything()] });
	id += ' another workflow';
	expect(await call(number())).toMatchObject({ charged: [expect.anything()] });
});

it('with a key it buys once, whoever asks', async () => {
	const job = number({ idempotencyKey: 'order 7' });
	const { ids } = await call(job);
	const again = await call(job, { ...job, package: other });
	expect(again).toMatchObject({ charged: [], ids: [ids[0], ids[0]] });
	expect(again.answers.map(({ answer }) => answer?.[0]?.alreadyBought)).toEqual([true, true]);
});

it("keeps to 'Max Total' in each call", async () => {
	const { answers, charged } = await call(number({ maxTotal: '0.01' }));
	expect(charged).toEqual([]);
	expect(answers[0]!.error).toContain('above your Max Total');
});

it.each([60, 1])(
	'answers what waits while the client still listens (%s minutes)',
	async (timeLimit) => {
		sandbox.gmt.options.bulkOutcomes = { US: 'PENDING' };
		const since = sandbox.gmt.requests.length;
		const answering = call(bulk({ waitForArchive: true }, { timeLimit }));
		await until(() =>
			sandbox.gmt.requests
				.slice(since)
				.some(({ operationId }) => operationId === 'getBulkPurchase'),
		);
		const real = Date.now.bind(Date);
		jest.spyOn(Date, 'now').mockImplementation(() => real() + 46_000);
		const { answers, charged } = await answering;
		expect(charged).toHaveLength(1);
		expect(answers[0]!.answer).toEqual([
			expect.objectContaining({ bulk_purchase_id: charged[0], waitTimedOut: true }),
		]);
		expect(sandbox.gmt.requests.find(({ body }) => 'callback_url' in Object(body))).toBe(undefined);
	},
);

it('an agent gets the archive too: its tool stays awake', async () => {
	const run = await engine.run(agentOf(bulk({ waitForArchive: true }), 1, 1));
	expect(run.error).toBe(undefined);
	const [{ answer }] = run.items('Agent').map(({ json }) => json) as [{ answer: object[] }];
	expect(answer).toEqual([expect.objectContaining({ status: 'SUCCESS' })]);
});
