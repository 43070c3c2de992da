import { useSetup } from '../support';
import { accountJob, answerWith, numberJob, stockUp } from '../support/purchases';

const setup = useSetup();

beforeEach(() => stockUp(setup.sandbox));

// What is bought under the limit counts in this process whatever the list says.
describe('Max Per Day', () => {
	it('counts all pages, also of a list that does not say whether there are more', async () => {
		const { gmt } = setup.sandbox;
		await setup.runNode({ ...accountJob(), items: Array(60).fill({}) });
		for (const pagination of [undefined, null, {}]) {
			gmt.faults.clear();
			answerWith(setup.sandbox, 'gmt', 'listPurchases', ({ items }) => ({ items, pagination }));
			const { charges, error } = await setup.runNode(accountJob({ maxPerDay: '80' }));
			expect([charges.length, error?.code]).toEqual([0, 'overBudget']);
		}
	});

	it.each([
		['0001-01-01T00:00:00Z'],
		['1970-01-01T00:00:00.000Z'],
		[0],
		[''],
		[null],
		['yesterday'],
		['23 hours ago'],
		['25 hours ago'],
	])('counts what is dated %j, up to 24 hours back', async (date) => {
		const hours = /^\d+(?= hours)/.exec(String(date))?.[0];
		const created_at =
			hours === undefined ? date : new Date(Date.now() - Number(hours) * 3_600_000).toISOString();
		const dated = (list: unknown) =>
			((list ?? []) as object[]).map((one) => ({ ...one, created_at }));
		await setup.runNode({ ...accountJob(), items: Array(7).fill({}) });
		await setup.runNode(numberJob());
		answerWith(setup.sandbox, 'gmt', 'listPurchases', (json) => ({
			...json,
			items: dated(json.items),
		}));
		answerWith(setup.sandbox, 'fiveSim', 'listOrders', (json) => ({
			...json,
			Data: dated(json.Data),
		}));
		for (const job of [accountJob, numberJob]) {
			const { charges, error } = await setup.runNode(job({ maxPerDay: '11' }));
			const isOver = hours === '25';
			expect([charges.length, error?.code]).toEqual(isOver ? [1, undefined] : [0, 'overBudget']);
		}
	});

	it.each(['before', 'after'] as const)(
		'counts what was lost %s it was made until the list must show it, and not twice then',
		async (when) => {
			const { fiveSim } = setup.sandbox;
			const spent = fiveSim.charges().reduce((sum, { amount }) => sum + Number(amount), 0);
			const maxPerDay = String(spent + 15);
			const job = (more: object) => numberJob({ maxPerDay, onUncertain: 'fail', ...more });
			fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when });
			expect((await setup.runNode(job({}))).error).toMatchObject({ code: 'uncertain' });
			expect((await setup.runNode(job({}))).error).toMatchObject({ code: 'overBudget' });
			const real = Date.now.bind(Date);
			const now = jest.spyOn(Date, 'now').mockImplementation(() => real() + 61_000);
			const room = when === 'after' ? { maxPerDay: String(spent + 25) } : {};
			expect((await setup.runNode(job(room))).charges).toHaveLength(1);
			expect((await setup.runNode(job(room))).error).toMatchObject({ code: 'overBudget' });
			now.mockRestore();
		},
	);
});
