import { MemoryDeduplicator } from '../../test-engine/deduplicator';
import { continueOnFail, retry, useSetup, workflowOf, type Job } from '../support';
import { numberJob } from '../support/purchases';

const setup = useSetup();

beforeEach(() => setup.sandbox.fiveSim.faults.clear());
afterEach(() => jest.restoreAllMocks());

const number = (idempotencyKey: unknown, product = 'telegram') =>
	numberJob({ idempotencyKey }, { product });

let count = 0;
let workflowId: string;
beforeEach(() => {
	workflowId = `key${(count += 1)}`;
});

/** Runs the job in a new execution of the same workflow; what it gave, and how much was charged and sent. */
async function run(job: Job) {
	const { fiveSim } = setup.sandbox;
	const [mark, since] = [fiveSim.charges().length, fiveSim.requests.length];
	const { error, items } = await setup.engine
		.run({ ...workflowOf(job), id: workflowId }, { input: job.items ?? [{}] })
		.then((ended) => ({ error: ended.error, items: ended.items('Node') }));
	return {
		error,
		json: items.map(({ json }) => json),
		charged: fiveSim.charges().length - mark,
		sent: fiveSim.requests.slice(since).filter(({ operationId }) => operationId === 'buyActivation')
			.length,
	};
}

it('with the same key a workflow buys once, whatever it is and in whichever execution', async () => {
	expect(await run(number('order 7'))).toMatchObject({ charged: 1 });
	const id = setup.sandbox.fiveSim.charges().at(-1)!.subject;
	expect(await run({ ...number('order 7'), node: retry })).toMatchObject({
		charged: 0,
		sent: 0,
		json: [{ id, alreadyBought: true }],
	});
	expect(await run({ ...number('order 7', 'whatsapp'), node: retry })).toMatchObject({
		charged: 0,
		sent: 0,
		error: {
			message: "'Idempotency Key' was already used: order 7 [item 0]",
			description: expect.stringContaining('Nothing was sent'),
			context: { code: 'conflict' },
		},
	});
	expect(await run(number('order 8'))).toMatchObject({ charged: 1 });
	workflowId += ' another';
	expect(await run(number('order 7'))).toMatchObject({ charged: 1 });
});

it('counts for the items of one execution, and not for what Retry On Fail repeats', async () => {
	setup.sandbox.fiveSim.faults.add({
		operationId: 'buyActivation',
		kind: 'text',
		status: 400,
		body: 'no free phones',
		skip: 1,
	});
	expect(
		await run({ ...number('={{ $json.key }}'), items: [{ key: 'a' }, { key: 'b' }], node: retry }),
	).toMatchObject({ charged: 2, sent: 3, error: undefined });
	const twice = await run({ ...number('c'), items: [{}, {}], node: continueOnFail });
	expect(twice.charged).toBe(1);
	expect(twice.json[1]).toMatchObject({ id: twice.json[0]!.id, alreadyBought: true });
});

it('may be used again after a refusal, but not where it is unclear what happened', async () => {
	const { fiveSim } = setup.sandbox;
	fiveSim.faults.add({
		operationId: 'buyActivation',
		kind: 'text',
		status: 400,
		body: 'no free phones',
	});
	expect(await run(number('a'))).toMatchObject({ error: { context: { code: 'outOfStock' } } });
	fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after' });
	fiveSim.faults.add({ operationId: 'listOrders', kind: 'status', status: 400 });
	expect(await run(number('a'))).toMatchObject({
		charged: 1,
		error: { context: { code: 'uncertain' } },
	});
	expect(await run(number('a'))).toMatchObject({
		charged: 0,
		error: {
			description: expect.stringContaining(String(fiveSim.charges().at(-1)!.subject)),
			context: { code: 'uncertain' },
		},
	});
});

it.each(['', '={{ null }}', '={{ $json.nothing }}'])(
	'%j is no key: nothing is sent',
	async (key) => {
		expect(await run(number(key))).toMatchObject({
			sent: 0,
			error: { context: { code: 'invalidInput' } },
		});
	},
);

it('that cannot be kept is not relied on: nothing is sent', async () => {
	jest
		.spyOn(MemoryDeduplicator.prototype, 'checkProcessedAndRecord')
		.mockRejectedValue(new Error('locked'));
	expect(await run(number('a'))).toMatchObject({
		sent: 0,
		error: { message: "n8n could not keep 'Idempotency Key' [item 0]" },
	});
});
