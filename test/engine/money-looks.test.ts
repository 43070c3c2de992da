import type { INode } from 'n8n-workflow';
import { useBench, type Job } from '../support';
import { boughtElsewhere, deals, rentedBefore, showLists } from '../support/deals';

const bench = useBench();

// n8n's own nodes are loaded by the first run that has them.
beforeAll(async () => await bench.go({ ...number, items: [] }));
beforeEach(() => bench.sandbox.fiveSim.faults.clear());

const number: Job = {
	service: 'fiveSim',
	parameters: {
		resource: 'order',
		operation: 'buyActivationNumber',
		country: 'russia',
		operator: 'any',
		product: 'telegram',
		options: {},
	} as INode['parameters'],
};
const lose = (when: 'before' | 'after') =>
	bench.sandbox.fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when });

it('what another operation of this n8n buys at the same time is not taken', async () => {
	const { parameters } = deals.find(({ operationId }) => operationId === 'reuseNumber')!;
	const again = { ...number, parameters, items: [{ number: await rentedBefore(bench.sandbox) }] };
	lose('before');
	bench.sandbox.fiveSim.faults.add({ operationId: 'reuseNumber', kind: 'delay', delayMs: 2_000 });
	const [lost, rented] = await Promise.all([bench.go(number), bench.go(again)]);
	expect(rented.json).toEqual([expect.objectContaining({ product: 'telegram' })]);
	expect(lost.json).toEqual([]);
	expect(lost.error).toMatchObject({ code: 'uncertain' });
});

it('a look that fails ends neither the search nor what was found before', async () => {
	const stop = showLists(bench.sandbox, 1_500, 'usual', () => false);
	lose('after');
	// Before the purchase, right after it, and a second later.
	bench.sandbox.fiveSim.faults.add({
		operationId: 'listOrders',
		kind: 'status',
		status: 400,
		skip: 2,
	});
	const { json, charges } = await bench.go(number);
	stop();
	expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
});

it.each(['second', 'shuffled'] as const)(
	'what was there before is not taken, wherever the list shows it (%s)',
	async (order) => {
		const { fiveSim } = bench.sandbox;
		fiveSim.seedOrders(30);
		await boughtElsewhere(
			bench.sandbox,
			deals.find(({ operationId }) => operationId === 'buyActivation')!,
		);
		const stop = showLists(bench.sandbox, 0, order, () => true);
		lose('before');
		const { json, error, charges } = await bench.go(number);
		stop();
		expect(charges).toEqual([]);
		expect(json).toEqual([]);
		expect(error).toMatchObject({ code: 'uncertain' });
	},
);
