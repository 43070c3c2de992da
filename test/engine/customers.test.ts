import type { IDataObject, INode } from 'n8n-workflow';

import type { Run, WorkflowFile } from '../../test-engine';
import type { Executions } from '../../test-engine/executions';
import { startSandbox, type Sandbox } from '../../sandbox';
import { allPairs } from '../support/contract';
import { continueOnFail, useSetup, workflowOf, type Job, type SandboxService } from '../support';
import { boughtSingle, post, publish, until } from '../support/callbacks';

/** The site of a second customer, with a key of its own. */
let other: Sandbox;
beforeAll(async () => {
	other = await startSandbox({
		timeScale: 0.01,
		gmt: { apiKey: 'second-gmt-key' },
		fiveSim: { apiKey: 'second-5sim-key' },
	});
});
afterAll(async () => await other?.close());

const perItem = { apiKey: '={{ $json.key }}', baseUrl: '={{ $json.site }}' };
const fromBefore = {
	apiKey: '={{ $("Before").first().json.key }}',
	baseUrl: '={{ $("Before").first().json.site }}',
};
const setup = useSetup({}, () => ({
	'gmt-item': { type: 'gmtApi', data: perItem },
	'fiveSim-item': { type: 'fiveSimApi', data: perItem },
	'gmt-before': { type: 'gmtApi', data: fromBefore },
}));

const sites = () => [setup.sandbox, other];
beforeEach(() => {
	for (const site of sites()) {
		site.gmt.reset();
		site.fiveSim.reset();
		site.gmt.configure({ bulkReadyAfterSeconds: null, callbackDelaysSeconds: [] });
		site.fiveSim.configure({ rateLimit: null, smsAfterSeconds: null });
		site.gmt.setBalance('1000.00');
		site.fiveSim.setBalance('10000.00');
	}
});

/** The item of a customer: 0 or 1. */
const customer = (service: SandboxService, number: number): IDataObject => {
	const { apiKey, url } = sites()[number]![service];
	return { key: apiKey, site: url };
};
const runNode = async (service: SandboxService, job: Omit<Job, 'service'>) =>
	await setup.runNode({ service, credential: `${service}-item`, ...job });
const charged = (service: SandboxService) => sites().map((site) => site[service].charges().length);
const asked = (service: SandboxService) => sites().map((site) => site[service].requests.length);

const bulk: INode['parameters'] = {
	resource: 'bulkPurchase',
	operation: 'create',
	countryCode: 'IN',
	quantity: 1,
};
const number: INode['parameters'] = {
	resource: 'order',
	operation: 'buyActivationNumber',
	country: 'russia',
	operator: 'any',
	product: 'telegram',
};

describe('a key that is an expression of the item', () => {
	it.each([
		['gmt', bulk],
		['gmt', { resource: 'purchase', operation: 'create', countryCode: 'US' }],
		['fiveSim', number],
	] as const)('buys for each customer at %s', async (service, parameters) => {
		const items = [0, 1, 0].map((one) => customer(service, one));
		const { json, error } = await runNode(service, { parameters, items });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
		expect(charged(service)).toEqual([2, 1]);
	});

	it.each(allPairs().filter(({ operation }) => operation.sideEffect === 'none'))(
		'reads with it: $service $resource $operation.operation',
		async ({ service, resource, operation }) => {
			const values: Record<string, unknown> = {
				countryCode: 'US',
				purchaseId: 1,
				orderId: 1,
				hash: 'none',
				category: 'activation',
				lang: 'en',
				country: 'russia',
				operator: 'any',
				product: 'telegram',
			};
			const before = asked(service);
			await runNode(service, {
				parameters: {
					resource,
					operation: operation.operation,
					...Object.fromEntries(Object.keys(operation.params).map((name) => [name, values[name]])),
					...(operation.list === 'paged' && { returnAll: false, limit: 1 }),
					options: { ...(operation.operation === 'getPrices' && { wholeList: true }) },
				} as INode['parameters'],
				items: [customer(service, 0), customer(service, 1)],
				node: continueOnFail,
			});
			const after = asked(service).map((count, site) => count - before[site]!);
			expect(Math.min(...after)).toBeGreaterThan(0);
			expect(after[0]).toBe(after[1]);
			for (const site of sites())
				expect(site[service].requests.every(({ status }) => status !== 401)).toBe(true);
		},
	);

	it('waits for the SMS of each customer', async () => {
		const bought = await runNode('fiveSim', {
			parameters: number,
			items: [customer('fiveSim', 0), customer('fiveSim', 1)],
		});
		const running = runNode('fiveSim', {
			parameters: { resource: 'order', operation: 'waitForSms', orderId: '={{ $json.id }}' },
			items: bought.json.map(({ id }, one) => ({
				...customer('fiveSim', one),
				id,
			})) as IDataObject[],
		});
		sites().forEach((site, one) =>
			site.fiveSim.deliverSms(Number(bought.json[one]!.id), {
				sender: 'Telegram',
				text: `Code 1111${one}`,
				code: `1111${one}`,
			}),
		);
		expect((await running).json.map(({ code }) => code)).toEqual(['11110', '11111']);
	});

	it('names an item without a key, and the others are served', async () => {
		const { json } = await runNode('gmt', {
			parameters: bulk,
			items: [customer('gmt', 1), { site: setup.sandbox.gmt.url }],
			node: continueOnFail,
		});
		expect(json[0]).toMatchObject({ bulk_purchase_id: expect.any(Number) });
		expect(json[1]?.error).toContain("'API Key'");
		expect(charged('gmt')).toEqual([0, 1]);
	});

	it('compares Max Per Day with what each account spent itself', async () => {
		const spent = { ...bulk, quantity: 5 };
		await runNode('gmt', { parameters: spent, items: [customer('gmt', 1)] });
		const { json } = await runNode('gmt', {
			parameters: { ...bulk, options: { maxPerDay: '2.50' } },
			items: [customer('gmt', 0), customer('gmt', 1)],
			node: continueOnFail,
		});
		expect(json[0]).toMatchObject({ bulk_purchase_id: expect.any(Number) });
		expect(json[1]?.error).toContain('Max Per Day');
		expect(charged('gmt')).toEqual([1, 1]);
	});

	it('looks up a lost purchase among those of its own account', async () => {
		const single = { resource: 'purchase', operation: 'create', countryCode: 'US' };
		// The second customer has bought less, so its numbers are lower than those of the first.
		for (let count = 0; count < 5; count++) await boughtSingle(setup.sandbox);
		for (let count = 0; count < 2; count++) await boughtSingle(other);
		other.gmt.faults.add({ operationId: 'createPurchase', kind: 'reset', when: 'after' });
		const { json, error } = await runNode('gmt', {
			parameters: single,
			items: [customer('gmt', 0), customer('gmt', 1)],
			node: continueOnFail,
		});
		expect(error).toBeUndefined();
		expect(json[1]).toMatchObject({ recovered: true });
		expect(charged('gmt')).toEqual([6, 3]);
	});

	it('does not take the price of one customer for that of another under Max Total', async () => {
		other.gmt.setPrice('IN', '5.00');
		const items = [0, 0, 0, 1].map((one) => customer('gmt', one));
		const { json } = await runNode('gmt', {
			parameters: { ...bulk, options: { maxTotal: '6.00' } },
			items,
			node: continueOnFail,
		});
		expect(json[3]?.error).toContain('Max Total');
		expect(charged('gmt')).toEqual([3, 0]);
	});
});

describe('items that wait together', () => {
	const waiting = { ...bulk, waitForArchive: true };

	it('need the same key, and nothing is bought otherwise', async () => {
		const { json } = await runNode('gmt', {
			parameters: waiting,
			items: [customer('gmt', 0), customer('gmt', 1)],
			node: continueOnFail,
		});
		// n8n would pass on the input as if it had been bought.
		expect(json.map(({ error }) => error)).toEqual(
			[0, 1].map(() => expect.stringContaining('different keys')),
		);
		expect([charged('gmt'), asked('gmt')]).toEqual([
			[0, 0],
			[0, 0],
		]);
	});

	it('keep what was bought where the last one has no key', async () => {
		const running = runNode('gmt', {
			parameters: { ...waiting, options: { timeLimit: 0.5, attachArchive: false } },
			items: [customer('gmt', 1), { site: setup.sandbox.gmt.url }],
			node: continueOnFail,
		});
		await until(() => other.gmt.state.bulks.size === 1);
		other.gmt.setBulkStatus([...other.gmt.state.bulks.keys()][0]!, 'SUCCESS');
		const { json, error } = await running;
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ status: 'SUCCESS' });
		expect(json[1]?.error).toContain("'API Key'");
	});

	/** The waiting node behind one that names the customer. */
	const behind = (credential: string, options: INode['parameters'] = {}): WorkflowFile => {
		const workflow = workflowOf({
			service: 'gmt',
			credential,
			parameters: { ...waiting, options: { attachArchive: false, ...options } },
		});
		workflow.nodes.push({
			...workflow.nodes[0]!,
			id: 'before',
			name: 'Before',
			type: 'n8n-nodes-base.noOp',
		});
		workflow.connections = {
			Start: { main: [[{ node: 'Before', type: 'main', index: 0 }]] },
			Before: { main: [[{ node: 'Node', type: 'main', index: 0 }]] },
		};
		return workflow;
	};
	const calledBack = async (credential: string, input: IDataObject[]): Promise<Run> => {
		// As after a restart, and on a webhook processor: nobody here knows the key any more.
		const run = await setup.engine.run(behind(credential, { checkByItself: false }), { input });
		expect(run.status).toBe('waiting');
		const [one] = [...other.gmt.state.bulks.values()];
		other.gmt.setBulkStatus(one!.id, 'SUCCESS');
		const { executions } = setup.engine as unknown as { executions: Executions };
		const stack = executions.get(run.executionId)!.runData.executionData!.nodeExecutionStack;
		expect(stack).toHaveLength(1);
		const answer = await post(one!.callbackUrl!, JSON.stringify({ bulk_purchase_id: one!.id }));
		expect(answer.status).toBe(200);
		return await setup.engine.execution(run.executionId);
	};

	it.each(['gmt-item', 'gmt-before'])(
		'are read with the key of their items when a call comes: %s',
		async (credential) => {
			const final = await calledBack(
				credential,
				[customer('gmt', 1), customer('gmt', 1)].slice(0, 1),
			);
			expect([final.status, final.items('Node')[0]?.json]).toEqual([
				'success',
				expect.objectContaining({ status: 'SUCCESS' }),
			]);
			expect(charged('gmt')).toEqual([0, 1]);
		},
	);
});

it('a trigger is not published with a key that is an expression of an item', async () => {
	await expect(
		publish(
			setup.engine,
			{},
			{},
			{
				id: 'item',
				credentials: { gmtApi: { id: 'gmt-item', name: 'gmt-item' } },
			},
		),
	).rejects.toThrow("'Credential' of a trigger cannot be used");
	expect(asked('gmt')).toEqual([0, 0]);
});
