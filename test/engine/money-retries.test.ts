import type { Run, WorkflowFile } from '../../test-engine';
import type { Entry } from '../../nodes/shared/purchase/ledger';
import { continueOnFail, useSetup, workflowOf, type Job } from '../support';
import { retryExecution as retry } from '../support/caller';
import { askElsewhere } from '../support/elsewhere';
import { numberJob } from '../support/purchases';

const setup = useSetup();

beforeEach(() => {
	const { gmt, fiveSim } = setup.sandbox;
	gmt.faults.clear();
	fiveSim.faults.clear();
	fiveSim.setPrice('russia', 'any', 'telegram', '12.50');
});

/** Retries a failed execution `minutes` later. */
async function retryExecution(failed: Run, file: WorkflowFile, minutes = 0): Promise<Run> {
	return await retry(setup.engine, failed, file, ({ executionData }) => {
		const { purchases = {} } = executionData!.contextData['node:Node'] as {
			purchases?: Record<string, Entry>;
		};
		for (const { failure } of Object.values(purchases)) if (failure) failure.at -= minutes * 60_000;
	});
}

const number = (options: Record<string, unknown>): Job => ({
	...numberJob(options),
	items: [{}, {}],
});
const sent = (service: 'gmt' | 'fiveSim', operation: string, since: number) =>
	setup.sandbox[service].requests
		.slice(since)
		.filter(({ operationId }) => operationId === operation).length;

describe('Retry execution continues', () => {
	it("with a higher 'Max Price', as the error advises", async () => {
		const { fiveSim } = setup.sandbox;
		fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'text',
			status: 400,
			body: 'no free phones',
			skip: 1,
		});
		const first = await setup.runNode(number({ maxPrice: '13' }));
		expect(first.error).toMatchObject({
			code: 'outOfStock',
			description: expect.stringContaining(`${first.charges[0]!.subject} for 12.5`),
		});
		const since = fiveSim.requests.length;
		const retried = await retryExecution(first.run, workflowOf(number({ maxPrice: '14' })));
		expect(retried.error).toBeUndefined();
		expect(sent('fiveSim', 'buyActivation', since)).toBe(1);
		expect(retried.items('Node').map(({ json }) => json.id)).toEqual([
			first.charges[0]!.subject,
			fiveSim.charges().at(-1)!.subject,
		]);
	});

	it("with a new 'Max Total', into which counts what may have been bought without one", async () => {
		const { fiveSim } = setup.sandbox;
		fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after', skip: 1 });
		const job = { ...number({ onUncertain: 'fail' }), items: [{}, {}, {}] };
		const first = await setup.runNode(job);
		expect(first.error).toMatchObject({ code: 'uncertain' });
		const since = fiveSim.requests.length;
		const limited = { ...number({ onUncertain: 'fail', maxTotal: '30' }), node: continueOnFail };
		const retried = await retryExecution(first.run, workflowOf(limited));
		expect(retried.items('Node').map(({ json }) => json)).toEqual([
			expect.objectContaining({ id: first.charges[0]!.subject }),
			...['uncertain', 'overBudget'].map((code) =>
				expect.objectContaining({ details: expect.objectContaining({ code }) }),
			),
		]);
		expect(sent('fiveSim', 'buyActivation', since)).toBe(0);
	});

	it("without taking any purchase for a lost one, once 'Stop' is chosen", async () => {
		const { fiveSim } = setup.sandbox;
		fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after' });
		// The list is read before sending, and cannot be read afterwards.
		fiveSim.faults.add({ operationId: 'listOrders', kind: 'status', status: 400, skip: 1 });
		const first = await setup.runNode({ ...number({}), items: [{}] });
		expect(first.error).toMatchObject({ code: 'uncertain' });
		const since = fiveSim.requests.length;
		const retried = await retryExecution(first.run, workflowOf(number({ onUncertain: 'fail' })));
		expect(retried.error).toMatchObject({
			context: { code: 'uncertain' },
			description: expect.stringContaining('No purchase was matched to this one'),
		});
		expect(sent('fiveSim', 'buyActivation', since)).toBe(0);
	});

	it.each([
		['a lost purchase that was booked late', 0],
		['nothing that was bought long after, which may be the result of another execution', 30],
	])('with %s', async (_what, minutes) => {
		const { fiveSim } = setup.sandbox;
		fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'before' });
		fiveSim.faults.add({ operationId: 'listOrders', kind: 'status', status: 400, skip: 1 });
		const job = { ...number({}), items: [{}] };
		const first = await setup.runNode(job);
		expect(first.error).toMatchObject({ code: 'uncertain' });
		// As a process before a restart of n8n, of which this one knows nothing.
		await askElsewhere(`${fiveSim.url}/v1/user/buy/activation/russia/any/telegram`, {
			headers: { Authorization: `Bearer ${fiveSim.apiKey}` },
		});
		const id = fiveSim.charges().at(-1)!.subject;
		const retried = await retryExecution(first.run, workflowOf(job), minutes);
		if (minutes === 0)
			expect(retried.items('Node').map(({ json }) => json)).toEqual([
				expect.objectContaining({ id, recovered: true }),
			]);
		else
			expect(retried.error).toMatchObject({
				context: { code: 'uncertain' },
				description: expect.stringContaining(`New purchases that could be this one: ${id}.`),
			});
	});

	it('bulk purchases that are waited for, although each execution is called at an address of its own', async () => {
		const { gmt } = setup.sandbox;
		gmt.faults.add({
			operationId: 'createBulkPurchase',
			kind: 'status',
			status: 409,
			body: { message: 'Not enough accounts in stock' },
			skip: 1,
		});
		const job: Job = {
			service: 'gmt',
			parameters: {
				resource: 'bulkPurchase',
				operation: 'create',
				countryCode: 'US',
				quantity: 2,
				waitForArchive: true,
			},
			items: [{}, {}],
		};
		const first = await setup.runNode(job);
		expect(first.error).toMatchObject({
			code: 'outOfStock',
			description: expect.stringContaining(`${first.charges[0]!.subject} for`),
		});
		const since = gmt.requests.length;
		const retried = await retryExecution(first.run, workflowOf(job));
		expect(retried.error).toBeUndefined();
		expect(sent('gmt', 'createBulkPurchase', since)).toBe(1);
	});
});
