import * as fc from 'fast-check';
import { FAULT_KINDS, type FaultKind } from '../../sandbox';
import { purchaseCases, type PurchaseCase, type ListBehaviour } from './purchaseCases';

/** Who tries again when a purchase fails. */
export const TRIERS = [
	'nobody',
	'node',
	'execution',
	'parent',
	'agent',
	'MCP client',
	'after a killed process',
] as const;
export type Trier = (typeof TRIERS)[number];

/**
 * Who else buys.
 * - `before`: another program of the account bought the same, seconds earlier or in the same instant
 * - `meanwhile`: another program of the account buys the same between two tries
 * - `execution`: another execution of this process buys the same at the same time
 * - `operation`: this process buys with another operation of the account at the same time
 * - `process`: another process of this n8n buys something else at the same time
 * - `same process`: it buys the very same
 * - `account`: the second try has the credential of another account, where somebody has just bought the same
 */
const BUYERS = [
	'nobody',
	'before',
	'meanwhile',
	'execution',
	'operation',
	'process',
	'same process',
	'account',
] as const;
export type Buyer = (typeof BUYERS)[number];

/** A fault, or a list that cannot be read. */
export interface DrawnFault {
	kind: FaultKind | 'refused';
	when: 'before' | 'after';
	status: number;
	skip: number;
	times: number;
}

export interface Scenario {
	purchaseCase: PurchaseCase;
	items: number;
	trier: Trier;
	buyer: Buyer;
	/** Whether what others bought before is as new as the clock can tell. */
	justBefore: boolean;
	/** Whether each item has an Idempotency Key, by which another process asks again in the end. */
	keyed: boolean;
	continues: boolean;
	/** For how many of the items Max Total is enough. */
	enoughFor?: number;
	list: ListBehaviour;
	/** Purchases that were there before. */
	history: number;
	faults: DrawnFault[];
	/** Which purchase hangs when a process is killed, and whether it was made. */
	kill: { item: number; when: 'before' | 'after' };
	/** How often the list cannot be read, and after how many looks. */
	unreadable?: { skip: number; times: number };
}

/** What `change` does is up to a test. */
const KINDS = FAULT_KINDS.filter((kind) => kind !== 'change');

const fault = fc.record<DrawnFault>({
	kind: fc.constantFrom('reset', ...KINDS, 'refused'),
	when: fc.constantFrom('before', 'after'),
	status: fc.constantFrom(500, 502, 503, 504, 408, 301, 307, 308),
	skip: fc.nat({ max: 2 }),
	times: fc.integer({ min: 1, max: 3 }),
});

const list = fc.record<ListBehaviour>({
	lagSeconds: fc.constantFrom(0, 0, 0, 0.5, 3, 5, 12, 30),
	order: fc.constantFrom('usual', 'usual', 'second', 'shuffled'),
	lie: fc.constantFrom(null, null, null, 'hasNextAlways', 'noTotals', 'capped'),
});

/** Every situation in which money is spent; what makes no sense in one is left out of it. */
export const scenarios: fc.Arbitrary<Scenario> = fc
	.record({
		purchaseCase: fc.constantFrom(...purchaseCases),
		items: fc.oneof(
			{ weight: 40, arbitrary: fc.integer({ min: 1, max: 4 }) },
			{ weight: 1, arbitrary: fc.constant(12) },
		),
		trier: fc.constantFrom(...TRIERS),
		buyer: fc.constantFrom(...BUYERS),
		justBefore: fc.boolean(),
		keyed: fc.constantFrom(false, false, true),
		continues: fc.boolean(),
		enoughFor: fc.constantFrom(undefined, undefined, undefined, 1, 2),
		list,
		history: fc.constantFrom(0, 0, 3, 25),
		faults: fc.oneof(
			{ weight: 1, arbitrary: fc.constant<DrawnFault[]>([]) },
			{ weight: 4, arbitrary: fc.array(fault, { minLength: 1, maxLength: 2 }) },
		),
		kill: fc.record({
			item: fc.nat({ max: 3 }),
			when: fc.constantFrom('before' as const, 'after' as const),
		}),
		unreadable: fc.option(
			fc.record({ skip: fc.nat({ max: 3 }), times: fc.integer({ min: 1, max: 2 }) }),
			{ freq: 4, nil: undefined },
		),
	})
	.map(sensible);

function sensible(drawn: Scenario): Scenario {
	const { purchaseCase, trier } = drawn;
	const isTool = trier === 'agent' || trier === 'MCP client';
	const isAnother = ['execution', 'parent', 'after a killed process'].includes(trier);
	const isReuse = purchaseCase.operationId === 'reuseNumber';
	const isPossible: Record<Buyer, boolean> = {
		nobody: true,
		// Of what has no list nothing can be mistaken, and a number can be bought again by one only.
		before: purchaseCase.listed && !isReuse,
		meanwhile: purchaseCase.listed && !isReuse && isAnother,
		execution: !isTool,
		operation: purchaseCase.operationId === 'buyActivation' && !isTool,
		process: purchaseCase.other !== undefined,
		'same process': !isReuse,
		account: isAnother && purchaseCase.listed && !isReuse,
	};
	// Whoever cannot be there leaves the place to the next one who can.
	const turn = BUYERS.indexOf(drawn.buyer);
	const buyer = [...BUYERS.slice(turn), ...BUYERS].find((one) => isPossible[one])!;
	return {
		...drawn,
		buyer,
		// A tool is called for one item, and the same call is the same purchase.
		items: isTool ? (isReuse || drawn.keyed ? 1 : Math.min(drawn.items, 4)) : drawn.items,
		enoughFor:
			purchaseCase.price && trier !== 'after a killed process' ? drawn.enoughFor : undefined,
		// What another one bought in the same instant is only known where the list shows it at once.
		...(buyer === 'before' &&
			drawn.justBefore && { list: { ...drawn.list, lagSeconds: 0 }, unreadable: undefined }),
		// A killed process is all that goes wrong with the purchase.
		faults: trier === 'after a killed process' ? [] : drawn.faults,
	};
}
