/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { many } from '../support/many';
import * as fc from 'fast-check';
import { quicker, startPlayers, type Players } from '../support/players';
import { scenarios } from '../support/scenarios';

// A busy machine takes as long as it takes.
jest.setTimeout(2 ** 31 - 1);

/** Scenarios that are drawn: 2,000 in a long run. */
const RUNS = Number(process.env.SCENARIOS ?? many(50, 60));
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
/** How many of them run side by side: most of their time they wait. */
const AT_ONCE = Math.min(RUNS, 150);

let players: Players;

beforeAll(async () => {
	players = await startPlayers(AT_ONCE, [quicker]);
});

afterAll(async () => {
	await players?.close();
});

it(`charges each item at most once, and tells every charge, in ${RUNS} drawn scenarios (seed ${seed})`, async () => {
	// The scenarios are drawn by fast-check and played side by side: one after the other they would wait for hours.
	const drawn = fc.sample(scenarios, { seed, numRuns: RUNS });
	const results = await players.play(drawn);
	const broken = results.flatMap(({ wrong }, index) =>
		wrong.length > 0
			? [{ wrong, ...drawn[index], purchaseCase: drawn[index]!.purchaseCase.name }]
			: [],
	);
	const clear = results.filter(({ isClear }) => isClear);
	const longest = Math.max(...results.map(({ seconds }) => seconds));
	const unfound = clear.filter((result) => result.unfound > 0);
	// eslint-disable-next-line no-console -- the figures of a run
	console.log(
		`${RUNS} scenarios, seed ${seed}: ${broken.length} broken; ${results.reduce((sum, { charged }) => sum + charged, 0)} charges; where the list shows everything in time, ${unfound.length} of ${clear.length} told a charge without its number; the longest took ${longest} s`,
	);
	expect(broken).toEqual([]);
	// A computer that is too busy leaves a few lists unread; more would mean that nothing is looked for.
	expect(unfound.length).toBeLessThanOrEqual(Math.max(1, clear.length / 10));
});
