import { most, ratio } from '../lib/figures.mjs';
import { taken } from '../lib/memory.mjs';
import { ourNode, startWorld, succeeded } from '../lib/world.mjs';

const IDS = 100;

export const row = {
	title: '10,000 items through a read operation, against 1,000',
	measure: 'ms',
	unit: 'ms',
	rounds: [3, 1],
	isolated: true,
	sides: { few: '1,000 items', ours: '10,000 items' },
	also: { kept: 'MB that the items hold at the end' },
	note: 'Memory is what remains when everything unused is gone.',
	chart: { against: 'few', goal: 11 },
	goals: [
		{ text: 'time ≤ 11 ×', of: ratio('ms', 'ours', 'few'), atMost: 11 },
		{ text: 'memory ≤ 11 ×', of: ratio('kept', 'ours', 'few'), atMost: 11 },
		{ text: '10,000 items hold ≤ 40 MB', of: most('kept'), atMost: 40 },
	],

	async open() {
		const world = await startWorld();
		const { call } = world.sandbox;
		await call('remember');
		const ids = (await call('seedPurchases', IDS)).slice(0, IDS);
		const node = ourNode('gmt', {
			resource: 'purchase',
			operation: 'get',
			purchaseId: '={{ $json.id }}',
		});
		const items = (count) =>
			Array.from({ length: count }, (_, index) => ({ id: ids[index % IDS] }));
		const pass = async (count) => {
			for (let times = 0; times < 3; times++) await world.runNode(node, items(IDS * 5));
			const input = items(count);
			const before = taken();
			const result = await world.runNode(node, input);
			const kept = taken() - before;
			return { ms: succeeded(result, count), kept };
		};
		return {
			sides: { few: async () => await pass(1_000), ours: async () => await pass(10_000) },
			close: world.close,
		};
	},
};
