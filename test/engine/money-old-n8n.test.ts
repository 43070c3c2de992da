/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { createRequire } from 'node:module';
import { continueOnFail, retry, useSetup, type Job } from '../support';
import { callAgain } from '../support/caller';
import { accountJob, bulkJob, numberJob, payoutJob } from '../support/purchases';

const setup = useSetup();

/** An older n8n has no helpers that keep anything beyond an execution. */
const helpers = createRequire(require.resolve('n8n-core'))(
	'./execution-engine/node-execution-context/utils/deduplication-helper-functions.js',
) as Record<'getDeduplicationHelperFunctions', () => object>;
const without = jest.spyOn(helpers, 'getDeduplicationHelperFunctions').mockReturnValue({});

beforeEach(() => {
	without.mockClear();
	setup.sandbox.gmt.faults.clear();
	setup.sandbox.fiveSim.faults.clear();
});
afterEach(() => expect(without).toHaveBeenCalled());

const jobs: Array<[string, Job, string]> = [
	['number', numberJob(), 'buyActivation'],
	['account', accountJob(), 'createPurchase'],
	['bulk purchase', bulkJob(), 'createBulkPurchase'],
	['payout', payoutJob(), 'createPayout'],
];

describe('where n8n keeps nothing beyond an execution', () => {
	it.each(jobs)('a %s is bought as everywhere', async (_what, job) => {
		const { error, charges, items } = await setup.runNode({ ...job, items: [{}, {}], node: retry });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		expect(charges).toHaveLength(2);
	});

	it.each(jobs)(
		'a lost %s is not bought again by Retry On Fail',
		async (_what, job, operationId) => {
			setup.sandbox[job.service].faults.add({ operationId, kind: 'reset', when: 'after' });
			const { charges, json, error } = await setup.runNode({
				...job,
				node: { ...retry, maxTries: 2 },
			});
			expect(charges).toHaveLength(1);
			expect(json[0]?.recovered ?? error?.code).toBe(
				['buyActivation', 'createPurchase'].includes(operationId) ? true : 'uncertain',
			);
		},
	);

	it.each(jobs)('a %s with a key is refused, and nothing is sent', async (_what, job) => {
		const options = { ...(job.parameters.options as object), idempotencyKey: 'order 7' };
		const keyed = { ...job, parameters: { ...job.parameters, options } };
		const { charges, json } = await setup.runNode({
			...keyed,
			items: [{}, {}],
			node: continueOnFail,
		});
		expect(charges).toEqual([]);
		expect(json).toEqual(
			[0, 1].map((item) => ({
				error: `This n8n cannot keep 'Idempotency Key' [item ${item}]`,
				details: {
					code: 'refused',
					description:
						"Nothing was sent, because this could be bought twice. Update n8n, or remove 'Idempotency Key'.",
				},
			})),
		);
	});

	it('a call from another workflow buys', async () => {
		const mark = setup.sandbox.fiveSim.charges().length;
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'text',
			status: 400,
			body: 'no free phones',
		});
		expect((await callAgain(setup.engine, numberJob(), 'old')).error).toMatchObject({
			code: 'outOfStock',
		});
		const { json } = await callAgain(setup.engine, numberJob(), 'old');
		expect(json).toHaveLength(1);
		expect(setup.sandbox.fiveSim.charges()).toHaveLength(mark + 1);
	});
});
