import type { ICheckProcessedContextData, INode } from 'n8n-workflow';
import { MemoryDeduplicator } from '../../test-engine/deduplicator';
import { useSetup, workflowOf, type Job } from '../support';
import { callAgain } from '../support/caller';
import { accountJob, bulkJob, numberJob, stockUp } from '../support/purchases';

const setup = useSetup({}, ({ fiveSim }) => ({
	// The same account under another address is another one.
	other: {
		type: 'fiveSimApi',
		data: { apiKey: fiveSim.apiKey, baseUrl: fiveSim.url.replace('127.0.0.1', 'localhost') },
	},
}));

beforeEach(() => {
	setup.sandbox.gmt.faults.clear();
	setup.sandbox.fiveSim.faults.clear();
});
afterEach(() => jest.restoreAllMocks());

let count = 0;
let workflowId: string;
beforeEach(() => {
	workflowId = `edge${(count += 1)}`;
});

/** Runs the job in a new execution of the same workflow; what it gave, and how much was charged. */
async function run(job: Job, node: Partial<INode> = {}) {
	const { gmt, fiveSim } = setup.sandbox;
	const charged = () => gmt.charges().length + fiveSim.charges().length;
	const mark = charged();
	const ended = await setup.engine.run(
		{ ...workflowOf({ ...job, node: { ...job.node, ...node } }), id: workflowId },
		{ input: job.items ?? [{}] },
	);
	return {
		error: ended.error,
		json: ended.items('Node').map(({ json }) => json),
		charged: charged() - mark,
	};
}
/** What has changed since. */
type Later = { price?: string; stock?: number };
const keyed = (idempotencyKey: unknown, more: object = {}) =>
	numberJob({ idempotencyKey }, more as Record<string, unknown>);

it.each([
	['a', 'a is done'],
	['a is done', 'a'],
	['a', 'a for GET /v1/user/buy/activation/russia/any/telegram '],
	['a', 'A'],
	['7', '07'],
	['заказ 1', 'заказ 2'],
	['🛒', '🛒🛒'],
	['__proto__', 'constructor'],
	['"', '\\"'],
	['a\nb', 'a b'],
	['x'.repeat(500), 'x'.repeat(499)],
])('%j and %j are two keys', async (one, other) => {
	for (const key of [one, other]) {
		const job = { ...keyed('={{ $json.key }}'), items: [{ key }] };
		expect(await run(job)).toMatchObject({ charged: 1, error: undefined });
		expect(await run(job)).toMatchObject({ charged: 0, json: [{ alreadyBought: true }] });
	}
});

it.each([
	['7', '={{ 7 }}'],
	['7', ' 7 '],
	['caf\u00e9', 'cafe\u0301'],
])('%j and %j are the same key', async (one, other) => {
	expect(await run(keyed(one))).toMatchObject({ charged: 1 });
	expect(await run(keyed(other))).toMatchObject({ charged: 0, json: [{ alreadyBought: true }] });
});

it.each([
	' ',
	'\t\n',
	'={{ undefined }}',
	'={{ $json.a?.b }}',
	'={{ {} }}',
	'={{ [1] }}',
	'={{ true }}',
	'={{ NaN }}',
	'={{ Symbol("a") }}',
	// Two orders would have the same rounded number.
	'={{ 12345678901234567890 }}',
	'x'.repeat(501),
])('%j is no key: nothing is sent, and the error says why', async (key) => {
	const { error, charged } = await run(keyed(key));
	expect(charged).toBe(0);
	expect(error).toMatchObject({
		message: expect.stringMatching(/^'Idempotency Key' (is|must)/),
		context: { code: 'invalidInput' },
	});
});

it.each([
	['country', keyed('k'), keyed('k', { country: 'england' })],
	['quantity', bulkJob({ idempotencyKey: 'k' }), bulkJob({ idempotencyKey: 'k' }, { quantity: 3 })],
	['operation', keyed('k'), keyed('k', { operation: 'buyHostingNumber', product: '1day' })],
	['service', keyed('k'), accountJob({ idempotencyKey: 'k' })],
])('the key of another %s is a conflict', async (_what, first, second) => {
	expect(await run(first)).toMatchObject({ charged: 1, error: undefined });
	expect(await run(second)).toMatchObject({
		charged: 0,
		error: {
			message: "'Idempotency Key' was already used: k [item 0]",
			context: { code: 'conflict' },
		},
	});
	expect(await run(first)).toMatchObject({ charged: 0, json: [{ alreadyBought: true }] });
});

it.each([
	'=order-{{ $json.missing }}',
	'={{ $json.shop }}-{{ $json.missing }}',
	'=order-{{ $json.blank }}-1',
])('%s without its value is no key: it would be that of every order', async (key) => {
	const job = { ...keyed(key), items: [{ shop: 'a', blank: ' ' }] };
	const { error, charged } = await run(job);
	expect(error?.message).toContain("'Idempotency Key' has a part that is empty");
	expect(charged).toBe(0);
});

it.each([
	'=order-{{ $json.number }}',
	'={{ $json.number }}',
	"={{ 'order-' + ({ a: { b: $json.number } }).a.b }}",
	"=order-{{ $json.missing || 'none' }}",
	'=order-{{ 0 }}',
])('%s is a key', async (key) => {
	const job = { ...keyed(key), items: [{ number: 7 }] };
	expect(await run(job)).toMatchObject({ charged: 1, error: undefined });
	expect(await run(job)).toMatchObject({ charged: 0, json: [{ alreadyBought: true }] });
});

it('limits may change, and the node may be another one: the key counts', async () => {
	expect(await run(keyed('k'))).toMatchObject({ charged: 1 });
	expect(await run(numberJob({ idempotencyKey: 'k', maxPrice: '9999' }))).toMatchObject({
		charged: 0,
		json: [{ alreadyBought: true }],
	});
	expect(await run(keyed('k'), { id: 'another node' })).toMatchObject({
		charged: 0,
		json: [{ alreadyBought: true }],
	});
});

it.each([
	['a price above Max Price', { maxPrice: '10' }, { price: '11' }],
	['a price above Max Total', { maxTotal: '10' }, { price: '11' }],
	['a day that it has filled', { maxPerDay: 'just this' }, {}],
	['an empty stock', { maxPrice: '10' }, { stock: 0 }],
])('%s is not in the way of what was bought', async (_what, limit, { price, stock }: Later) => {
	const { fiveSim } = setup.sandbox;
	stockUp(setup.sandbox);
	const spent = fiveSim.charges().reduce((sum, { amount }) => sum + Number(amount), 0);
	const options = 'maxPerDay' in limit ? { maxPerDay: String(spent + 10) } : limit;
	const bought = numberJob({ ...options, idempotencyKey: 'bought' });
	const lost = numberJob({ ...options, idempotencyKey: 'lost', onUncertain: 'fail' });
	const isFull = 'maxPerDay' in limit;
	expect(await run({ ...bought, items: [{}, {}] })).toMatchObject({ charged: 1, error: undefined });
	if (!isFull) {
		fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after' });
		expect(await run(lost)).toMatchObject({ charged: 1 });
	}
	if (price) fiveSim.setPrice('russia', 'any', 'telegram', price);
	if (stock !== undefined) fiveSim.setStock('russia', 'any', 'telegram', stock);
	expect(await run(bought)).toMatchObject({ charged: 0, json: [{ alreadyBought: true }] });
	if (!isFull)
		expect(await run(lost)).toMatchObject({
			charged: 0,
			error: { context: { code: 'uncertain' } },
		});
	// What was refused leaves its key free.
	const refused = numberJob({ ...options, idempotencyKey: 'refused' });
	for (let time = 0; time < 2; time++)
		expect((await run(refused)).error).toMatchObject({
			context: { code: stock === 0 ? 'outOfStock' : 'overBudget' },
		});
	stockUp(setup.sandbox);
	if (!isFull) expect(await run(refused)).toMatchObject({ charged: 1 });
});

it.each([
	['country', keyed('k'), 'buyActivation', { country: 'england' }],
	['quantity', bulkJob({ idempotencyKey: 'k' }), 'createBulkPurchase', { quantity: 7 }],
])('another %s than asked for is told each time', async (what, job, operationId, fields) => {
	setup.sandbox[job.service].faults.add({
		operationId,
		kind: 'change',
		when: 'after',
		change: ({ json }) => ({ status: 200, json: { ...(json as object), ...fields } }),
	});
	const [first, second] = [await run(job), await run(job)];
	expect(first.json).toMatchObject([{ differs: { [what]: expect.anything() } }]);
	expect(second.json).toMatchObject([{ differs: first.json[0]!.differs, alreadyBought: true }]);
});

it('with another credential nothing is sent either', async () => {
	expect(await run(keyed('k'))).toMatchObject({ charged: 1 });
	expect(await run({ ...keyed('k'), credential: 'other' })).toMatchObject({
		charged: 0,
		error: { context: { code: 'conflict' } },
	});
});

it('a caller whose call succeeded gets the same purchase', async () => {
	const mark = setup.sandbox.fiveSim.charges().length;
	const ids = [];
	for (let calls = 0; calls < 3; calls++) {
		const { json } = await callAgain(setup.engine, keyed('k'), workflowId);
		ids.push(json[0]!.id);
	}
	expect(setup.sandbox.fiveSim.charges()).toHaveLength(mark + 1);
	expect(new Set(ids).size).toBe(1);
});

it.each(['bought', 'lost', 'refused'])(
	'of several at once the first is %s, and the others wait',
	async (what) => {
		if (what !== 'bought')
			setup.sandbox.fiveSim.faults.add({
				operationId: 'buyActivation',
				...(what === 'lost'
					? { kind: 'reset', when: 'after' }
					: { kind: 'text', body: 'no free phones' }),
			});
		const all = await Promise.all([1, 2, 3].map(async () => await run(keyed('k'))));
		expect(
			all.map(({ json, error }) => error?.message ?? json[0]!.alreadyBought ?? 'new').sort(),
		).toEqual(
			what === 'refused'
				? [expect.stringMatching(/^5sim has no free number/), 'new', true]
				: ['new', true, true],
		);
		expect(new Set(all.flatMap(({ json }) => json.map(({ id }) => id))).size).toBe(1);
	},
);

it.each([2, 3])(
	"n8n's database may fail once (at access %i): the key is not lost by it",
	async (failing) => {
		let accesses = 0;
		const add = MemoryDeduplicator.prototype.checkProcessedAndRecord;
		jest
			.spyOn(MemoryDeduplicator.prototype, 'checkProcessedAndRecord')
			.mockImplementation(async function (this: MemoryDeduplicator, ...args) {
				accesses += 1;
				if (accesses === failing) throw new Error('database is locked');
				return await add.apply(this, args);
			});
		expect(await run(keyed('k'))).toMatchObject({ charged: 1, error: undefined });
		expect(await run(keyed('k'))).toMatchObject({ charged: 0, json: [{ alreadyBought: true }] });
	},
);

it('a purchase that was refused leaves nothing of its key, so that refusals push out none', async () => {
	const add = jest.spyOn(MemoryDeduplicator.prototype, 'checkProcessedAndRecord');
	expect(await run(keyed('kept'))).toMatchObject({ charged: 1 });
	const entries = add.mock.contexts[0] as MemoryDeduplicator;
	const context = { workflow: { id: workflowId } } as ICheckProcessedContextData;
	const before = await entries.getProcessedDataCount('workflow', context);
	setup.sandbox.fiveSim.faults.add({
		operationId: 'buyActivation',
		kind: 'text',
		body: 'no free phones',
		times: 3,
	});
	for (let time = 0; time < 3; time++)
		expect(await run(keyed(`refused ${time}`))).toMatchObject({ charged: 0 });
	expect(await entries.getProcessedDataCount('workflow', context)).toBe(before);
	expect(await run(keyed('refused 0'))).toMatchObject({ charged: 1 });
});

it('the newest 10,000 entries of a workflow are kept, and looking one up pushes out none', async () => {
	const add = jest.spyOn(MemoryDeduplicator.prototype, 'checkProcessedAndRecord');
	expect(await run(keyed('k'))).toMatchObject({ charged: 1 });
	const entries = add.mock.contexts[0] as MemoryDeduplicator;
	const context = { workflow: { id: workflowId } } as ICheckProcessedContextData;
	const fill = async (size: number, name: string) =>
		await entries.checkProcessedAndRecord(
			Array.from({ length: size }, (_none, index) => `${name} ${index}`),
			'workflow',
			context,
			{ mode: 'entries', maxEntries: 10_000 },
		);
	const kept = async () => await entries.getProcessedDataCount('workflow', context);
	await fill(10_000 - (await kept()), 'other');
	// In the memory of another process there is nothing: it looks into the list of purchases.
	setup.sandbox.fiveSim.seedOrders(150);
	for (let again = 0; again < 2; again++)
		expect(await run({ ...keyed('k'), credential: 'other' })).toMatchObject({ charged: 0 });
	expect(await run(keyed('k'))).toMatchObject({ charged: 0, json: [{ alreadyBought: true }] });
	expect(await kept()).toBe(10_000);
	// Beyond them it is forgotten.
	await fill(10_000, 'more');
	expect(await run(keyed('k'))).toMatchObject({ charged: 1 });
});
