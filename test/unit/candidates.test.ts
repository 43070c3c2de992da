import { newCandidates, type Purchase } from '../../nodes/shared/purchase/candidates';
import type { InFlight } from '../../nodes/shared/purchase/inFlight';
import type { Entry } from '../../nodes/shared/purchase/ledger';

/** A purchase in an account whose list holds so many, numbered from 1, the newest first. */
function purchaseAmong(count: number, unreadable?: number) {
	const list = Array.from({ length: count }, (_none, index) => ({
		id: index === unreadable ? undefined : count - index,
	}));
	return {
		operation: {
			resource: 'purchase',
			reconcile: async (_reader: unknown, _input: unknown, limit = 50) => list.slice(0, limit),
			receipt: ({ id }: { id?: number }) =>
				id === undefined ? undefined : { id, label: 'a price' },
		},
		input: {},
		ledger: { holds: () => false },
		account: 'account',
	} as unknown as Purchase;
}

const entry = (newest: number) => ({ newest }) as unknown as Entry;
const flight = {} as InFlight;

it.each([
	['the mark is on the first page', 300, 280, 20, true],
	['the mark is some pages away', 300, 130, 170, true],
	['the mark is 900 purchases away', 1_500, 600, 900, true],
	['the mark is 1,400 purchases away', 1_500, 100, 1_000, false],
	['the list was empty before', 70, 0, 70, true],
])('where %s, all that is new was read or not', async (_name, count, mark, found, isWhole) => {
	const searched = await newCandidates(purchaseAmong(count), entry(mark), flight);
	expect(searched.found).toHaveLength(found);
	expect(searched.isWhole).toBe(isWhole);
});

it('an entry that cannot be read is not the end of the list', async () => {
	const searched = await newCandidates(purchaseAmong(1_500, 60), entry(900), flight);
	expect(searched.found).toHaveLength(599);
	expect(searched.isWhole).toBe(true);
});
