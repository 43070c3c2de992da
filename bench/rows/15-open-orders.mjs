import { most } from '../lib/figures.mjs';
import { ourNode, startWorld, timed } from '../lib/world.mjs';

export const row = {
	title: 'The 5sim Trigger looks at 300 and 2,000 open orders',
	measure: 'ms',
	unit: 'ms a look',
	rounds: [3, 1],
	isWarm: true,
	isolated: true,
	sides: { few: '300 open orders', ours: '2,000 open orders' },
	also: { requests: 'requests a look' },
	note: 'A look reads the pages of the list of orders, a hundred each, and one page of hosting orders.',
	chart: { goal: 2_000 },
	goals: [
		{ text: 'requests a look ≤ pages + 5', of: most('requests'), atMost: 26 },
		{ text: 'ms ≤ 2,000', of: most('ms'), atMost: 2_000 },
		{ text: 'none of the messages is missing', of: most('missing'), atMost: 0 },
	],

	async open() {
		const world = await startWorld({
			fiveSim: { smsAfterSeconds: null, orderLifetimeSeconds: 90_000 },
		});
		const { call } = world.sandbox;
		const node = {
			...ourNode('fiveSimTrigger', {
				events: ['newSms'],
				pollTimes: { item: [{ mode: 'everyMinute' }] },
			}),
			name: 'Trigger',
		};
		const pass = async (count) => {
			const ids = await call('openOrders', count);
			const active = await world.engine.activate({
				id: `open-orders-${count}`,
				name: 'Bench',
				nodes: [node],
				connections: {},
			});
			await call('deliverSms', ids);
			await call('mark');
			let run;
			const ms = await timed(async () => (run = await active.poll('Trigger')));
			const { requests } = await call('counts', 'fiveSim');
			await active.deactivate();
			return { ms, requests, missing: count - run.items('Trigger').length };
		};
		return {
			sides: { few: async () => await pass(300), ours: async () => await pass(2_000) },
			close: world.close,
		};
	},
};
