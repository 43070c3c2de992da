import { most, value } from '../lib/figures.mjs';
import { httpNode, JSON_REPLY, ourNode, startWorld } from '../lib/world.mjs';

const READS = 1000;
const PER_SECOND = 100;
/** Milliseconds that so many reads take at that rate. */
const LEAST = (READS / PER_SECOND) * 1000;

export const row = {
	title: '1,000 reads where 100 a second are allowed, and five violations block for ten minutes',
	measure: 'ms',
	unit: 'ms',
	rounds: [2, 1],
	/** It is slow, and warms up by itself. */
	isWarm: true,
	sides: {
		ours: '5sim node',
		httpBatched: 'HTTP Request node, 100 a second',
		http: 'HTTP Request node, all at once',
	},
	/** What is printed beside the time. */
	also: { answered: 'answered of 1,000', limitViolations: 'violations' },
	note: 'The least possible time is 1,000 reads at 100 a second. Our node keeps to 98 a second (100 in 1.02 s), since requests may come closer together on their way. (Who knew when the seconds of the service begin could be done in 9 s.)',
	chart: { goal: 11_500 },
	goals: [
		{ text: 'none fails', of: most('failed'), atMost: 0 },
		{ text: 'no violation of the limit', of: most('limitViolations'), atMost: 0 },
		{ text: 'time ≤ 1.15 × the least possible (10 s)', of: value('ofLeast'), atMost: 1.15 },
	],

	async open() {
		const rateLimit = { requestsPerSecond: PER_SECOND, blockAfterViolations: 5, blockSeconds: 600 };
		const world = await startWorld({ fiveSim: { rateLimit } });
		const { fiveSim, call } = world.sandbox;
		const items = Array.from({ length: READS }, () => ({}));
		const goOn = { onError: 'continueRegularOutput' };
		const run = async (node) => {
			// The seconds before must not count.
			await new Promise((resolve) => setTimeout(resolve, 1_100));
			await call('mark');
			const { ms, out } = await world.runNode({ ...node, ...goOn }, items);
			const answered = out.filter(({ json }) => json.error === undefined).length;
			const { limitViolations } = await call('counts', 'fiveSim');
			return { ms, ofLeast: ms / LEAST, answered, failed: READS - answered, limitViolations };
		};
		const url = `${fiveSim.url}/v1/user/profile`;
		const batched = {
			...JSON_REPLY,
			batching: { batch: { batchSize: PER_SECOND, batchInterval: 1000 } },
		};
		// What is loaded at the first request belongs to no second of the measurement.
		await world.runNode(ourNode('fiveSim', { resource: 'user', operation: 'get' }), [{}]);
		await world.runNode(httpNode('fiveSimApi', url), [{}]);
		return {
			sides: {
				ours: async () => await run(ourNode('fiveSim', { resource: 'user', operation: 'get' })),
				httpBatched: async () => await run(httpNode('fiveSimApi', url, batched)),
				http: async () => await run(httpNode('fiveSimApi', url)),
			},
			close: world.close,
		};
	},
};
