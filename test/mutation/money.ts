/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
// Breaks the code that buys, one place at a time, and plays drawn scenarios until one of them notices: npm run test:mutants
import * as fc from 'fast-check';
import { quicker, startPlayers } from '../support/players';
import { scenarios } from '../support/scenarios';

jest.setTimeout(2 ** 31 - 1);

/** How many scenarios a mutant may survive. */
const MOST = Number(process.env.SCENARIOS ?? 900);
const PART = 150;
const seed = Number(process.env.SEED ?? 1);

/**
 * What is broken, in the compiled code of nodes/shared/purchase. Where a moment decides, single tests notice it: the place split
 * by operation, the mark taken from the first entry, a failed look that forgets the one before (money-looks), the last look left
 * out (money-callers), an answer that names an earlier purchase (money-answers), a key that is not looked at again (money-key-workers).
 */
const mutants: Array<[what: string, file: string, from: string, to: string]> = [
	[
		'what is claimed is taken again',
		'inFlight',
		'return claimed.has(`${place} ${id}`);',
		'return false;',
	],
	[
		'unclear ones are forgotten',
		'settle',
		'purchase.looks.forget();',
		'(0, exports.drop)(purchase);',
	],
	[
		'what was asked for does not matter',
		'candidates',
		'return operation.matches?.(input, response) ?? true;',
		'return true;',
	],
	['nothing is written down', 'intents', 'if (!this.records.exist)', 'if (true)'],
	['a key is never used', 'keys', 'const isUsed = known.has(name);', 'const isUsed = false;'],
	[
		'nothing is spent',
		'ledger',
		'amount: (0, decimal_1.sum)([spent.amount, amount]),',
		"amount: '0',",
	],
];

it.each(mutants)('%s: noticed', async (_what, file, from, to) => {
	const players = await startPlayers(PART, [quicker, { file: `purchase/${file}`, from, to }]);
	const drawn = fc.sample(scenarios, { seed, numRuns: MOST });
	let noticed: string[] = [];
	let played = 0;
	for (; played < MOST && noticed.length === 0; played += PART) {
		const results = await players.play(drawn.slice(played, played + PART));
		noticed = results.flatMap(({ wrong }) => wrong.map((text) => text.slice(0, 80)));
		const clear = results.filter(({ isClear }) => isClear);
		const unfound = clear.filter((result) => result.unfound > 0).length;
		if (unfound > Math.max(1, clear.length / 10))
			noticed.push(`${unfound} of ${clear.length} not found`);
	}
	await players.close();
	// eslint-disable-next-line no-console -- the result
	console.log(`${_what}: ${noticed.length} after ${played}: ${noticed[0] ?? 'NOT NOTICED'}`);
	expect(noticed).not.toEqual([]);
});
