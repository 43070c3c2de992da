import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { most } from '../lib/figures.mjs';
import { startSandboxProcess } from '../lib/sandbox.mjs';
import { ourNode, row as inRow, START, timed } from '../lib/world.mjs';

const ENTRY = fileURLToPath(new URL('../lib/worker.mjs', import.meta.url));
const WORKERS = 4;
const READS = 1500;
const PER_SECOND = 100;

export const row = {
	title: `${WORKERS} workers read ${READS} times each where 100 a second are allowed, and five violations block`,
	measure: 's',
	unit: 's',
	rounds: [1, 1],
	isWarm: true,
	sides: {
		ours: `5sim node, Requests per Second: ${PER_SECOND / WORKERS}`,
		whole: '5sim node, each worker with the whole limit',
	},
	also: { answered: 'answered of 6,000', violations: 'violations', refused: 'requests in vain' },
	note: 'Each worker is a process of its own. The second side shows what a wrong setting does: the block is recognised, and nobody asks on.',
	chart: { goal: 75 },
	goals: [
		{ text: 'none fails', of: most('failed'), atMost: 0 },
		{ text: 'no violation of the limit', of: most('violations'), atMost: 0 },
		{
			text: 'blocked all the same: ≤ 300 requests in vain',
			of: most('refused', 'whole'),
			atMost: 300,
		},
	],

	async open({ quick }) {
		const reads = quick ? READS / 10 : READS;
		const rateLimit = { requestsPerSecond: PER_SECOND, blockAfterViolations: 5, blockSeconds: 600 };
		const sandbox = await startSandboxProcess({ fiveSim: { rateLimit } });
		const { fiveSim, call } = sandbox;
		const node = {
			...ourNode('fiveSim', { resource: 'user', operation: 'get' }),
			onError: 'continueRegularOutput',
		};
		const pass = async (requestsPerSecond) => {
			const data = { apiKey: fiveSim.apiKey, baseUrl: fiveSim.url, requestsPerSecond };
			const task = JSON.stringify({
				workflow: inRow([START, node]),
				items: reads,
				credentials: { fiveSim: { type: 'fiveSimApi', data } },
			});
			const workers = Array.from({ length: WORKERS }, () => fork(ENTRY, [task]));
			await Promise.all(workers.map(async (worker) => await once(worker, 'message')));
			await call('mark');
			const answered = [];
			const ms = await timed(async () => {
				for (const [said] of await Promise.all(
					workers.map(async (worker) => {
						worker.send('start');
						return await once(worker, 'message');
					}),
				))
					answered.push(said.answered);
			});
			const { limitViolations, refused } = await call('counts', 'fiveSim');
			const all = answered.reduce((sum, count) => sum + count, 0);
			return {
				s: ms / 1000,
				answered: all,
				failed: WORKERS * reads - all,
				violations: limitViolations,
				refused,
			};
		};
		return {
			sides: {
				ours: async () => await pass(PER_SECOND / WORKERS),
				whole: async () => await pass(PER_SECOND),
			},
			close: sandbox.close,
		};
	},
};
