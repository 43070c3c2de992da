/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExecuteContext } from 'n8n-core';
import type { IDataObject, INode } from 'n8n-workflow';

import type { Run } from '../../test-engine';
import type { Shared } from '../../test-engine/additionalData';
import { continueOnFail, useSetup, workflowOf } from '../support';
import { post, until } from '../support/callbacks';

const setup = useSetup();
/** Something that is not this n8n: a proxy, or another website. */
let stranger: Server;
let strangerUrl: string;
let says: { status: number; body: string };
let seen: string[];

beforeAll(async () => {
	stranger = createServer((request, response) => {
		seen.push(String(request.url));
		response.writeHead(says.status, { 'content-type': 'application/json' });
		response.end(says.body);
	});
	await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
	strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
});
afterAll(() => void stranger.close());

beforeEach(() => {
	seen = [];
	says = { status: 403, body: '{"message":"Forbidden by proxy"}' };
	setup.sandbox.gmt.reset();
	setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: null, callbackDelaysSeconds: [] });
});

const charges = () => setup.sandbox.gmt.charges().length;
const bulks = () => [...setup.sandbox.gmt.state.bulks.values()];

/** As where WEBHOOK_URL gives n8n this address. */
async function toldToBeAt(url: string, work: () => Promise<void>): Promise<void> {
	const { executions } = setup.engine as unknown as { executions: { shared: () => Shared } };
	const { shared } = executions;
	executions.shared = () => ({ ...shared(), url });
	await work().finally(() => (executions.shared = shared));
}

const buying = (options: IDataObject = {}, node: Partial<INode> = {}) =>
	workflowOf({
		service: 'gmt',
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: 'IN',
			quantity: 1,
			waitForArchive: true,
			options: { attachArchive: false, ...options },
		} as INode['parameters'],
		node,
	});

describe('an address of this n8n', () => {
	// n8n itself fails before a node is asked where its address is no URL at all.
	it.each(['localhost:5678', 'ftp://127.0.0.1:5678'])(
		'that nobody can call stops the node before anything is bought: %j',
		async (url) => {
			await toldToBeAt(url, async () => {
				const run = await setup.engine.run(buying());
				expect([run.status, run.error?.message]).toEqual([
					'error',
					expect.stringContaining("'WEBHOOK_URL'"),
				]);
				// n8n would pass on the input as if it had been bought.
				const continued = await setup.engine.run(buying({}, continueOnFail), { input: [{}, {}] });
				expect(continued.items('Node').map(({ json }) => json.error)).toEqual(
					[0, 1].map(() => expect.stringContaining("'WEBHOOK_URL'")),
				);
			});
			expect([charges(), setup.sandbox.gmt.requests]).toEqual([0, []]);
		},
	);

	it.each([
		[403, '{"message":"Forbidden by proxy"}'],
		[403, '<html>Forbidden</html>'],
		[200, '<html>The editor</html>'],
		[200, '{"message":"ok"}'],
		[404, '{"message":"Cannot GET /"}'],
		[407, '{"error":"Proxy Authentication Required"}'],
		[502, 'Bad gateway'],
	])('at which another answers keeps the node awake (%i %s)', async (status, body) => {
		says = { status, body };
		await toldToBeAt(strangerUrl, async () => {
			const running = setup.engine.run(buying());
			await until(() => bulks().length === 1);
			setup.sandbox.gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
			const run = await running;
			expect([run.status, run.items('Node')[0]?.json.status]).toEqual(['success', 'SUCCESS']);
		});
		expect(charges()).toBe(1);
		expect(seen).not.toEqual([]);
	});

	it('with a path at which n8n is not keeps the node awake', async () => {
		await toldToBeAt(`${setup.engine.url}/n8n`, async () => {
			const running = setup.engine.run(buying());
			await until(() => bulks().length === 1);
			setup.sandbox.gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
			expect((await running).items('Node')[0]?.json.status).toBe('SUCCESS');
		});
		expect(charges()).toBe(1);
	});

	it('is called past a proxy', async () => {
		const settings = {
			HTTP_PROXY: strangerUrl,
			http_proxy: strangerUrl,
			// The service itself is within reach.
			NO_PROXY: new URL(setup.sandbox.gmt.url).host,
			no_proxy: new URL(setup.sandbox.gmt.url).host,
		};
		const names = Object.keys(settings) as Array<keyof typeof settings>;
		const before = names.map((name) => process.env[name]);
		Object.assign(process.env, settings);
		let run: Run;
		try {
			run = await setup.engine.run(buying());
			expect([run.status, seen]).toEqual(['waiting', []]);
			setup.sandbox.gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
			expect((await setup.engine.execution(run.executionId)).status).toBe('success');
		} finally {
			names.forEach((name, at) => {
				if (before[at] === undefined) delete process.env[name];
				else process.env[name] = before[at];
			});
		}
		expect([charges(), seen]).toEqual([1, []]);
	}, 30_000);
});

describe('after a restart', () => {
	it('the first call about one of several makes n8n look at all again, until they are final', async () => {
		// Told not to look, as nobody does after a restart.
		const run = await setup.engine.run(buying({ checkByItself: false }), { input: [{}, {}] });
		expect(run.status).toBe('waiting');
		const [first, second] = bulks();
		setup.sandbox.gmt.setBulkStatus(first!.id, 'SUCCESS');
		const body = JSON.stringify({ bulk_purchase_id: first!.id });
		expect((await post(first!.callbackUrl!, body)).status).toBe(200);
		const asked = setup.sandbox.gmt.requests.length;
		await until(() => setup.sandbox.gmt.requests.length > asked, 20_000);
		setup.sandbox.gmt.setBulkStatus(second!.id, 'SUCCESS');
		const final = await setup.engine.execution(run.executionId);
		expect([final.status, final.items('Node').map(({ json }) => json.status)]).toEqual([
			'success',
			['SUCCESS', 'SUCCESS'],
		]);
		expect(charges()).toBe(2);
	}, 60_000);
});

describe('while it waits', () => {
	it('a web page in place of an answer changes nothing', async () => {
		const run = await setup.engine.run(buying());
		const { gmt } = setup.sandbox;
		const page = gmt.faults.add({ operationId: 'getBulkPurchase', kind: 'html', times: 'always' });
		gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
		const asked = gmt.requests.length;
		await until(() => gmt.requests.length > asked, 20_000);
		const body = JSON.stringify({ bulk_purchase_id: bulks()[0]!.id });
		expect((await post(bulks()[0]!.callbackUrl!, body)).status).toBe(503);
		page.remove();
		expect((await setup.engine.execution(run.executionId)).items('Node')[0]?.json.status).toBe(
			'SUCCESS',
		);
		expect(charges()).toBe(1);
	}, 60_000);

	it('two calls with other numbers for a node of many items change nothing', async () => {
		const run = await setup.engine.run(buying(), { input: Array.from({ length: 5 }, () => ({})) });
		const [one, two] = bulks();
		const calls = [
			{ id: two!.id, event: { id: 1 } },
			{ bulk_purchase_id: 987_654 },
			{ bulk_purchase_id: one!.id },
		].map(async (body) => (await post(one!.callbackUrl!, JSON.stringify(body))).status);
		expect(await Promise.all(calls)).toEqual([503, 404, 503]);
		for (const { id } of bulks()) setup.sandbox.gmt.setBulkStatus(id, 'SUCCESS');
		const final = await setup.engine.execution(run.executionId);
		expect(final.items('Node')).toHaveLength(5);
		expect(charges()).toBe(5);
	}, 30_000);

	it('a time limit that ends before the first look brings the item out as it is', async () => {
		const began = Date.now();
		const run = await setup.engine.run(buying({ timeLimit: 0.01 }));
		expect([run.status, run.items('Node')[0]?.json.waitTimedOut]).toEqual(['success', true]);
		expect(Date.now() - began).toBeLessThan(10_000);
		expect(charges()).toBe(1);
	});

	it('nothing is looked at any more once its time is over', async () => {
		const run = await setup.engine.run(buying({ timeLimit: 2 }));
		const final = await setup.engine.timeOutWaiting(run.executionId);
		expect(final.items('Node')[0]?.json.waitTimedOut).toBe(true);
		setup.sandbox.gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
		const answer = await post(bulks()[0]!.callbackUrl!, '{}');
		expect([answer.status, charges()]).toEqual([409, 1]);
		expect((await setup.engine.execution(run.executionId)).items('Node')).toHaveLength(1);
	});

	it('a clock of the service that is an hour off does not matter', async () => {
		setup.sandbox.gmt.configure({ clockSkewSeconds: 3_600 });
		const run = await setup.engine.run(buying());
		setup.sandbox.gmt.setBulkStatus(bulks()[0]!.id, 'SUCCESS');
		expect((await setup.engine.execution(run.executionId)).items('Node')[0]?.json.status).toBe(
			'SUCCESS',
		);
		setup.sandbox.gmt.configure({ clockSkewSeconds: 0 });
	}, 30_000);
});

it('an n8n that cannot suspend a node that continues on errors still says what was bought', async () => {
	const refuse = jest
		.spyOn(ExecuteContext.prototype, 'putExecutionToWait')
		.mockRejectedValue(new Error('No connection to the database'));
	const run = await setup.engine.run(buying({}, continueOnFail), { input: [{}, {}] });
	refuse.mockRestore();
	const failed = run.items('Node').map(({ json }) => JSON.stringify(json));
	expect(failed).toHaveLength(2);
	const [first, second] = bulks();
	for (const text of failed)
		expect(text).toMatch(new RegExp(`Already bought in this run: ${first!.id} .*${second!.id} `));
	expect(charges()).toBe(2);
});
