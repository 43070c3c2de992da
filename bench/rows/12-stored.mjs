import internals from '../../.build/test-engine/n8nInternals.js';
import { ratio } from '../lib/figures.mjs';
import { httpPost, ourNode, startWorld, succeeded } from '../lib/world.mjs';

const PURCHASES = 1000;

export const row = {
	title: 'What n8n stores of an execution with 1,000 purchases',
	measure: 'kB',
	unit: 'kB',
	rounds: [1, 1],
	isWarm: true,
	sides: { ours: 'Get My TG node', http: 'HTTP Request node' },
	note: 'Written as n8n writes an execution into its database. It holds what came out, and at our node what a repeated run needs so that it buys nothing again.',
	chart: { against: 'http', goal: 1.2 },
	goals: [{ text: 'size ≤ 1.2 × HTTP Request node', of: ratio('kB', 'ours', 'http'), atMost: 1.2 }],

	async open() {
		const world = await startWorld();
		const { gmt, call } = world.sandbox;
		const pass = async (node) => {
			await call('openShop');
			const items = Array.from({ length: PURCHASES }, () => ({}));
			const result = await world.runNode(node, items);
			succeeded(result, PURCHASES);
			return { kB: internals.stringify(result.run.data.data).length / 1000 };
		};
		const buy = { resource: 'purchase', operation: 'create', countryCode: 'US', simplify: false };
		return {
			sides: {
				ours: async () => await pass(ourNode('gmt', buy)),
				http: async () =>
					await pass(httpPost('gmtApi', `${gmt.url}/v1/purchases/`, { country_code: 'US' })),
			},
			close: world.close,
		};
	},
};
