// Breaks the code that buys, one place at a time, and plays the situation that has to notice it: npm run test:mutants
import { purchaseCases } from '../support/purchaseCases';
import { quicker, startPlayers } from '../support/players';
import type { DrawnFault, Scenario } from '../support/scenarios';
import type { Change } from '../support/workers';

jest.setTimeout(2 ** 31 - 1);

/** How often each situation is played, since a moment can decide. */
const TIMES = 4;

const dealOf = (name: string) => purchaseCases.find((purchaseCase) => purchaseCase.name === name)!;
const lost = (when: 'before' | 'after', times = 1): DrawnFault[] => [
	{ kind: 'reset', when, status: 500, skip: 0, times },
];
const situation = (different: Partial<Scenario>): Scenario => ({
	purchaseCase: dealOf('5sim activation'),
	items: 1,
	trier: 'nobody',
	buyer: 'nobody',
	justBefore: false,
	keyed: false,
	continues: false,
	list: { lagSeconds: 0, order: 'usual', lie: null },
	history: 3,
	faults: [],
	kill: { item: 0, when: 'after' },
	...different,
});

/**
 * What is broken, in the compiled code of nodes/shared/purchase, and the situation that notices it. Where only a moment decides,
 * single tests do: the place split by operation, the mark taken from the first entry, a failed look that forgets the one before
 * (money-looks), the last look left out (money-callers), two items that wait for the same answer (money-recovery), an answer
 * that names an earlier purchase (money-answers, money-goods), a key that is not looked at again (money-key-workers).
 */
const mutants: Array<[what: string, file: string, from: string, to: string, noticedIn: Scenario]> =
	[
		[
			'unclear ones are forgotten',
			'settle',
			'purchase.looks.forget();',
			'(0, exports.drop)(purchase);',
			situation({
				purchaseCase: dealOf('GMT bulk purchase'),
				trier: 'node',
				faults: lost('after'),
			}),
		],
		[
			'an unclear response counts as a refusal',
			'settle',
			"else if (outcome.kind === 'unknown')",
			'else if (false)',
			situation({ trier: 'node', faults: lost('after') }),
		],
		[
			'what was asked for does not matter',
			'candidates',
			'return operation.matches?.(input, response) ?? true;',
			'return true;',
			situation({ buyer: 'process', faults: lost('before') }),
		],
		[
			'dates of candidates are not compared',
			'candidates',
			'return at >= span.from && at <= span.to + bookedWithin;',
			'return true;',
			situation({ trier: 'execution', buyer: 'meanwhile', faults: lost('before') }),
		],
		[
			'what was there before counts as new',
			'candidates',
			'return Math.max(0, ...all.map(({ receipt }) => receipt.id ?? 0));',
			'return 0;',
			situation({ buyer: 'before', justBefore: true, faults: lost('before') }),
		],
		[
			"another credential's purchases are taken",
			'buyOnce',
			'if (earlier?.account !== undefined && earlier.account !== purchase.accountMark)',
			'if (false)',
			situation({ trier: 'execution', buyer: 'account', faults: lost('before') }),
		],
		[
			'nothing is written down',
			'intents',
			'if (!this.records.exist)',
			'if (true)',
			situation({ trier: 'after a killed process' }),
		],
		[
			'a key is never used',
			'keys',
			'const isUsed = known.has(name);',
			'const isUsed = false;',
			situation({ keyed: true }),
		],
		[
			'nothing is spent',
			'ledger',
			'amount: (0, decimal_1.sum)([spent.amount, amount]),',
			"amount: '0',",
			situation({ items: 3, continues: true, enoughFor: 1 }),
		],
	];

const noticedBy = async (scenarios: Scenario[], changes: Change[] = []) => {
	const players = await startPlayers(TIMES, [quicker, ...changes]);
	const results = await players.play(
		scenarios.flatMap((scenario) => Array<Scenario>(TIMES).fill(scenario)),
	);
	await players.close();
	return results.map(({ wrong }) => wrong.map((text) => text.slice(0, 80)));
};

it('nothing broken: nothing is noticed', async () => {
	const wrong = await noticedBy(mutants.map(([, , , , scenario]) => scenario));
	expect(wrong).toEqual(wrong.map(() => []));
});

it.each(mutants)('%s: noticed', async (what, file, from, to, scenario) => {
	const wrong = await noticedBy([scenario], [{ file: `purchase/${file}`, from, to }]);
	// eslint-disable-next-line no-console -- the result
	console.log(`${what}: ${wrong.flat()[0] ?? 'NOT NOTICED'}`);
	expect(wrong.flat()).not.toEqual([]);
});
