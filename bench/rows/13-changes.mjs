import { most, ratio } from '../lib/figures.mjs';
import { httpNode, JSON_REPLY, ourNode, startWorld, succeeded } from '../lib/world.mjs';

const CHANGES = 1000;

export const row = {
	title: '1,000 orders cancelled, the service takes 100 ms for each',
	measure: 'ms',
	unit: 'ms',
	rounds: [3, 1],
	isWarm: true,
	sides: {
		ours: '5sim node, Cancel',
		http: 'HTTP Request node, 100 a second',
	},
	also: { requests: 'requests' },
	note: 'Both keep to the 100 requests a second that 5sim allows. Each of our changes is told apart from what may have happened without an answer.',
	chart: { against: 'http', goal: 1.1 },
	goals: [
		{ text: 'time ≤ 1.1 × HTTP Request node', of: ratio('ms', 'ours', 'http'), atMost: 1.1 },
		{ text: 'a request for each', of: most('requests'), atMost: CHANGES },
	],

	async open() {
		const world = await startWorld({
			fiveSim: { latencyMs: 100, smsAfterSeconds: null, orderLifetimeSeconds: 90_000 },
		});
		const { fiveSim, call } = world.sandbox;
		const pass = async (node) => {
			const items = (await call('openOrders', CHANGES)).map((id) => ({ id }));
			await call('mark');
			const ms = succeeded(await world.runNode(node, items), CHANGES);
			return { ms, requests: (await call('counts', 'fiveSim')).requests };
		};
		const ours = ourNode('fiveSim', {
			resource: 'order',
			operation: 'cancel',
			orderId: '={{ $json.id }}',
		});
		const http = httpNode('fiveSimApi', `=${fiveSim.url}/v1/user/cancel/{{ $json.id }}`, {
			...JSON_REPLY,
			batching: { batch: { batchSize: 100, batchInterval: 1000 } },
		});
		return {
			sides: { ours: async () => await pass(ours), http: async () => await pass(http) },
			close: world.close,
		};
	},
};
