import { most, ratio } from '../lib/figures.mjs';
import { read, startWorld, timed } from '../lib/world.mjs';

const PRODUCTS = 1_000;
const LATENCY = 50;
const TYPED = 'whatsapp';

export const row = {
	title: 'The list of 1,000 products opens, and seven letters are typed into it',
	measure: 'ms',
	unit: 'ms until the list is there',
	rounds: [15, 3],
	sides: { ours: '5sim node, Product', fetch: 'fetch and JSON.parse, for each letter again' },
	also: { typing: 'ms for each letter', requests: 'requests in all' },
	note: 'The service takes 50 ms for the list. It is read once while somebody types, and filtered by the node.',
	chart: { against: 'fetch', goal: 1.2 },
	goals: [
		{ text: 'time ≤ 1.2 × fetch', of: ratio('ms', 'ours', 'fetch'), atMost: 1.2 },
		{ text: 'the list is read once', of: most('requests'), atMost: 1 },
	],

	async open() {
		const world = await startWorld({ fiveSim: { latencyMs: LATENCY } });
		const { fiveSim, call } = world.sandbox;
		let countries = 0;
		// A list is remembered for a while, so each sample has a country of its own.
		const prepared = async () => {
			const country = `country${countries++}`;
			await call('cannedProducts', country, PRODUCTS);
			await call('mark');
			return country;
		};
		return {
			sides: {
				async ours() {
					const country = await prepared();
					const look = async (filter) =>
						await world.engine.searchList({
							type: 'n8n-nodes-gmt-5sim.fiveSim',
							method: 'searchProducts',
							parameters: {
								resource: 'order',
								operation: 'buyActivationNumber',
								country: { __rl: true, mode: 'list', value: country },
							},
							credentials: { fiveSimApi: { id: 'fiveSim', name: 'fiveSim' } },
							filter,
						});
					const ms = await timed(async () => await look(''));
					const typed = await timed(async () => {
						for (let letters = 1; letters < TYPED.length; letters++) {
							const { results } = await look(TYPED.slice(0, letters));
							if (!results.some(({ value }) => value === TYPED))
								throw new Error(`The list does not offer ${TYPED}`);
						}
					});
					const { received } = await call('counts', 'fiveSim');
					return { ms, typing: typed / (TYPED.length - 1), requests: received };
				},
				async fetch() {
					const country = await prepared();
					const address = `${fiveSim.url}/v1/guest/products/${country}/any`;
					const once = async () => await timed(async () => void (await read(address, {})));
					return { ms: await once(), typing: await once(), requests: TYPED.length };
				},
			},
			close: world.close,
		};
	},
};
