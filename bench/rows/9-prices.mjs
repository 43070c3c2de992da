import { ratio, value } from '../lib/figures.mjs';
import { taken, watchGrowth } from '../lib/memory.mjs';
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
	sides: {
		ours: '5sim node, Get Prices: an item for each offer',
		walk: 'fetch, JSON.parse, walk it once: nothing made of it',
		http: 'HTTP Request node: one item with the whole tree',
	},
	also: { growth: 'MB more memory at most', ofParsed: '× the parsed reply' },
	note: 'The reply has about 40 MB.',
	whenMissed: 'The text of the reply, its bytes and the tree that is parsed from them are twice the parsed reply already, whoever reads it. The rows are 1.2 times as large as the tree, the items around them half as large, and nothing is collected in between, since Node.js sees no need to.',
	chart: { against: 'walk', goal: 2 },
	goals: [
		{ text: 'time ≤ 2 × fetching, JSON.parse and walking it once', of: ratio('ms', 'ours', 'walk'), atMost: 2 },
		{ text: 'memory ≤ 3 × the parsed reply', of: value('ofParsed'), atMost: 3 },
	],

	async open() {
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
		const inNode = async (node, entries) => {
			const result = await world.runNode(node);
			return { ms: succeeded(result, entries), growth: result.growth, ofParsed: result.growth / parsed };
		};
		return {
			sides: {
				ours: async () => await inNode(ourNode('fiveSim', { resource: 'product', operation: 'getPrices' }), OFFERS),
				walk: async () => {
					const grown = watchGrowth();
					const ms = await timed(async () => void walk(JSON.parse(await (await fetch(address)).text())));
					const growth = grown();
					return { ms, growth, ofParsed: growth / parsed };
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
