import type { Run } from '../../test-engine';
import { continueOnFail, useSetup, type Job } from '../support';
import { pause } from '../support/callbacks';
import { callAgain } from '../support/caller';
import { listLate } from '../support/purchaseCases';
import { askElsewhere } from '../support/elsewhere';
import { numberJob } from '../support/purchases';

const setup = useSetup();

// n8n's own nodes are loaded by the first run that has them.
beforeAll(async () => await setup.runNode({ ...number(), items: [] }));
beforeEach(() => setup.sandbox.fiveSim.faults.clear());

const number = (options?: Record<string, unknown>, items?: Job['items']): Job => ({
	...numberJob(options),
	items,
});

let count = 0;
const newId = () => `called${(count += 1)}`;

const call = async (id: string, job: Job): Promise<Run> =>
	(await callAgain(setup.engine, job, id)).run;

const charged = (mark: number) =>
	setup.sandbox.fiveSim
		.charges()
		.slice(mark)
		.map(({ subject }) => subject);
const refuse = (skip: number) =>
	setup.sandbox.fiveSim.faults.add({
		operationId: 'buyActivation',
		kind: 'text',
		status: 400,
		body: 'no free phones',
		skip,
	});

describe('a workflow that another one calls again because it failed', () => {
	it('buys only what the first call has not bought', async () => {
		const [id, mark] = [newId(), charged(0).length];
		const job = number({}, [{ row: 1 }, { row: 2 }, { row: 3 }]);
		refuse(2);
		const first = await call(id, job);
		expect(first.error).toMatchObject({
			context: { code: 'outOfStock' },
			description: expect.stringContaining(
				`Retry execution ${first.executionId} of workflow "Buy" itself, not the one that called it`,
			),
		});
		const second = await call(id, job);
		expect(second.error).toBeUndefined();
		expect(charged(mark)).toHaveLength(3);
		expect(second.items('Node').map(({ json }) => json.id)).toEqual(charged(mark));
		expect(second.items('Node').map(({ json }) => json.alreadyBought)).toEqual([
			true,
			true,
			undefined,
		]);
	});

	it('knows its rows again in another order, and tells the same row twice from one', async () => {
		const [id, mark] = [newId(), charged(0).length];
		const rows = [{ row: 1 }, { row: 1 }, { row: 2 }, { row: 3 }];
		refuse(3);
		expect((await call(id, number({}, rows))).error).toBeDefined();
		expect(charged(mark)).toHaveLength(3);
		const second = await call(id, number({}, [...rows].reverse()));
		expect(charged(mark)).toHaveLength(4);
		const ids = second.items('Node').map(({ json }) => json.id);
		expect(ids.sort()).toEqual(charged(mark).sort());
	});

	it.each(['maxTotal', 'maxPerDay'])(
		'gets what the first call has bought, although %s has no room for more',
		async (limit) => {
			const [id, mark] = [newId(), charged(0).length];
			setup.sandbox.fiveSim.setPrice('russia', 'any', 'telegram', '10');
			const spent = setup.sandbox.fiveSim
				.charges()
				.reduce((sum, { amount }) => sum + Number(amount), 0);
			const most = String((limit === 'maxPerDay' ? spent : 0) + 10);
			const job = number({ [limit]: most }, [{ row: 1 }, { row: 2 }]);
			expect((await call(id, job)).error).toMatchObject({ context: { code: 'overBudget' } });
			const again = await call(id, { ...job, node: continueOnFail });
			expect(again.items('Node').map(({ json }) => json)).toEqual([
				expect.objectContaining({ id: charged(mark)[0], alreadyBought: true }),
				expect.objectContaining({ details: expect.objectContaining({ code: 'overBudget' }) }),
			]);
			expect(charged(mark)).toHaveLength(1);
		},
	);

	it('never sends again what is unclear', async () => {
		const [id, mark] = [newId(), charged(0).length];
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'reset',
			when: 'after',
		});
		for (let tries = 0; tries < 3; tries++) {
			const run = await call(id, number({ onUncertain: 'fail' }, [{ row: 1 }]));
			expect(run.error).toMatchObject({ context: { code: 'uncertain' } });
			expect(run.error!.description).toContain(`workflow "Buy" itself`);
		}
		expect(charged(mark)).toHaveLength(1);
	});

	it('buys again for another row, and after a call that succeeded', async () => {
		const [id, mark] = [newId(), charged(0).length];
		refuse(1);
		await call(id, number({}, [{ row: 1 }, { row: 2 }]));
		expect((await call(id, number({}, [{ row: 8 }]))).error).toBeUndefined();
		for (let calls = 0; calls < 2; calls++)
			expect((await call(id, number({}, [{ row: 9 }]))).error).toBeUndefined();
		expect(charged(mark)).toHaveLength(4);
	});

	it('is hinted at where it has no key', async () => {
		const hint = expect.objectContaining({
			message: expect.stringContaining("Set 'Idempotency Key'"),
		});
		const hintsOf = (run: Run) =>
			run.data.data.resultData.runData.Node!.flatMap(({ hints = [] }) => hints);
		expect(hintsOf(await call(newId(), number()))).toEqual([hint]);
		expect(hintsOf(await call(newId(), number({ idempotencyKey: 'k' })))).toEqual([]);
		expect(hintsOf((await setup.runNode(number())).run)).toEqual([]);
	});
});

describe('whoever else buys', () => {
	/** As another worker, or another program, of the account. */
	const elsewhere = async () =>
		await askElsewhere<{ id: number }>(
			`${setup.sandbox.fiveSim.url}/v1/user/buy/activation/russia/any/telegram`,
			{ headers: { Authorization: `Bearer ${setup.sandbox.fiveSim.apiKey}` } },
		);
	it('before sending keeps what is his, also where the list showed it only later', async () => {
		await elsewhere();
		await pause(3_500);
		const stop = listLate(setup.sandbox, 4_000);
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'reset',
			when: 'before',
		});
		const { error, charges } = await setup.runNode(number());
		stop();
		expect(charges).toHaveLength(0);
		expect(error).toMatchObject({ code: 'uncertain' });
	});

	it('is not in the way of a purchase that the list shows late', async () => {
		const stop = listLate(setup.sandbox, 5_000);
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'reset',
			when: 'after',
		});
		const { json, charges } = await setup.runNode(number());
		stop();
		expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
	});
});
