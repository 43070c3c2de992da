import { most } from '../lib/figures.mjs';
import { ourNode, startWorld, succeeded } from '../lib/world.mjs';

/** Milliseconds after which the messages come. */
const LATER = 30_000;

export const row = {
	title: '2,000 orders wait for their SMS in one run, which come after half a minute',
	measure: 'requestsALook',
	unit: 'requests a look',
	rounds: [2, 1],
	isWarm: true,
	sides: { few: '120 orders', ours: '2,000 orders' },
	also: { looks: 'looks', singly: 'orders asked for one by one' },
	note: 'A look is a pass over the pages of the list of orders, a hundred each. One order asked for after the other would be 2,000 requests.',
	chart: { goal: 26 },
	goals: [
		{ text: 'requests a look ≤ pages + 5', of: most('requestsALook'), atMost: 26 },
		{ text: 'seconds between two looks ≤ 15', of: most('secondsBetween'), atMost: 15 },
	],

	async open() {
		const world = await startWorld({
			fiveSim: { smsAfterSeconds: null, orderLifetimeSeconds: 90_000 },
		});
		const { call } = world.sandbox;
		const node = ourNode('fiveSim', {
			resource: 'order',
			operation: 'waitForSms',
			orderId: '={{ $json.id }}',
		});
		const pass = async (count) => {
			const ids = await call('openOrders', count);
			await call('mark');
			const running = world.runNode(
				node,
				ids.map((id) => ({ id })),
			);
			await new Promise((resolve) => setTimeout(resolve, LATER));
			await call('deliverSms', ids);
			succeeded(await running, count);
			const requests = await call('asked', 'fiveSim');
			const starts = requests.filter(({ path }) => /offset=0(&|$)/.test(path)).map(({ at }) => at);
			const between = starts.slice(1).map((at, index) => at - starts[index]);
			return {
				looks: starts.length,
				requestsALook: requests.length / starts.length,
				singly: requests.filter(({ path }) => path.includes('/check/')).length,
				secondsBetween: Math.max(...between) / 1000,
			};
		};
		return {
			sides: { few: async () => await pass(120), ours: async () => await pass(2_000) },
			close: world.close,
		};
	},
};
