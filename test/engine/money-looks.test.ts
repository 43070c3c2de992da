import { useSetup } from '../support';
import { boughtElsewhere, purchaseCases, rentedBefore, showLists } from '../support/purchaseCases';
import { numberJob } from '../support/purchases';

const setup = useSetup();

// n8n's own nodes are loaded by the first run that has them.
beforeAll(async () => await setup.runNode({ ...number, items: [] }));
beforeEach(() => setup.sandbox.fiveSim.faults.clear());

const number = numberJob();
const lose = (when: 'before' | 'after') =>
	setup.sandbox.fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when });

it('what another operation of this n8n buys at the same time is not taken', async () => {
	const { parameters } = purchaseCases.find(({ operationId }) => operationId === 'reuseNumber')!;
	const again = { ...number, parameters, items: [{ number: await rentedBefore(setup.sandbox) }] };
	lose('before');
	setup.sandbox.fiveSim.faults.add({ operationId: 'reuseNumber', kind: 'delay', delayMs: 2_000 });
	const [lost, rented] = await Promise.all([setup.runNode(number), setup.runNode(again)]);
	expect(rented.json).toEqual([expect.objectContaining({ product: 'telegram' })]);
	expect(lost.json).toEqual([]);
	expect(lost.error).toMatchObject({ code: 'uncertain' });
});

it('a look that fails ends neither the search nor what was found before', async () => {
	const stop = showLists(setup.sandbox, 1_500, 'usual', () => false);
	lose('after');
	// Before the purchase, right after it, and a second later.
	setup.sandbox.fiveSim.faults.add({
		operationId: 'listOrders',
		kind: 'status',
		status: 400,
		skip: 2,
	});
	const { json, charges } = await setup.runNode(number);
	stop();
	expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
});

it.each(['second', 'shuffled'] as const)(
	'what was there before is not taken, wherever the list shows it (%s)',
	async (order) => {
		const { fiveSim } = setup.sandbox;
		fiveSim.seedOrders(30);
		await boughtElsewhere(
			setup.sandbox,
			purchaseCases.find(({ operationId }) => operationId === 'buyActivation')!,
		);
		const stop = showLists(setup.sandbox, 0, order, () => true);
		lose('before');
		const { json, error, charges } = await setup.runNode(number);
		stop();
		expect(charges).toEqual([]);
		expect(json).toEqual([]);
		expect(error).toMatchObject({ code: 'uncertain' });
	},
);
