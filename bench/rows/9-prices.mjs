import { ratio, value } from '../lib/figures.mjs';
import { taken, watchGrowth, watchHeld } from '../lib/memory.mjs';
import { httpNode, ourNode, startWorld, succeeded, timed } from '../lib/world.mjs';

const COUNTRIES = 150;
const PRODUCTS = 1000;
const OPERATORS = 5;
const OFFERS = COUNTRIES * PRODUCTS * OPERATORS;

export const row = {
	title: '5sim prices of 150 countries × 1,000 products × 5 operators as 750,000 items',
	measure: 'ms',
	unit: 'ms',
	rounds: [3, 1],
	isolated: true,
	/** Collecting all the time makes the work slow, so that what is held is measured apart. */
	passes: ['growth', 'held'],
	sides: {
		ours: '5sim node, Get Prices: an item for each offer',
		walk: 'fetch, JSON.parse, walk it once: nothing made of it',
		http: 'HTTP Request node: one item with the whole tree',
	},
	also: {
		held: 'MB held at most',
		heldOfParsed: 'which is × the parsed response',
		growth: 'MB that the process grows by',
		growthOfParsed: 'this is × the parsed response',
	},
	note: 'The response has about 40 MB. What is held is what a process needs at least: it is measured apart, with everything unused collected again and again. Left to itself Node.js collects only when it must, so that the process grows by more where there is plenty.',
	whenMissed:
		'The items that come out of our node are 2 × the parsed response by themselves. The rest is what making them leaves behind and is not collected yet: each country is parsed and becomes items while the next ones are still being read.',
	chart: { against: 'walk', goal: 2 },
	goals: [
		{
			text: 'time ≤ 2 × fetching, JSON.parse and walking it once',
			of: ratio('ms', 'ours', 'walk'),
			atMost: 2,
		},
		{
			text: 'memory ≤ 3 × the parsed response: what is held',
			of: value('heldOfParsed'),
			atMost: 3,
		},
		{
			text: 'memory ≤ 2.2 × the parsed response: what the process grows by, while nothing makes it collect',
			of: value('growthOfParsed'),
			atMost: 2.2,
		},
	],

	async open({ pass }) {
		const world = await startWorld();
		const { fiveSim, call } = world.sandbox;
		await call('cannedPrices', COUNTRIES, PRODUCTS, OPERATORS);
		const address = `${fiveSim.url}/v1/guest/prices`;
		const text = await (await fetch(address)).text();
		const before = taken();
		let tree = JSON.parse(text);
		const parsed = taken() - before;
		if (walk(tree) !== OFFERS) throw new Error('The tree is not what was asked for');
		tree = undefined;
		const compared = (ms, memory) =>
			pass === 'held'
				? { held: memory, heldOfParsed: memory / parsed }
				: { ms, growth: memory, growthOfParsed: memory / parsed };
		const watch = pass === 'held' ? watchHeld : watchGrowth;
		const inNode = async (node, entries) => {
			const result = await world.runNode(node, undefined, watch);
			return compared(succeeded(result, entries), result.memory);
		};
		return {
			sides: {
				ours: async () =>
					await inNode(
						ourNode('fiveSim', {
							resource: 'product',
							operation: 'getPrices',
							options: { wholeList: true },
						}),
						OFFERS,
					),
				walk: async () => {
					const end = watch();
					const ms = await timed(
						async () => void walk(JSON.parse(await (await fetch(address)).text())),
					);
					return compared(ms, end());
				},
				http: async () => await inNode(httpNode('fiveSimApi', address), 1),
			},
			close: world.close,
		};
	},
};

/** Looks at every offer, and counts them. */
function walk(tree) {
	let [offers, total] = [0, 0];
	for (const country in tree) {
		for (const product in tree[country]) {
			for (const operator in tree[country][product]) {
				const { cost, count, rate } = tree[country][product][operator];
				total += cost + count + (rate ?? 0);
				offers++;
			}
		}
	}
	return Number.isFinite(total) ? offers : 0;
}
