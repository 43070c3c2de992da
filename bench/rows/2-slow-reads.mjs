import { most, ratio } from '../lib/figures.mjs';
import {
	httpNode,
	inParallel,
	ourNode,
	read,
	startWorld,
	succeeded,
	timed,
} from '../lib/world.mjs';

const READS = 200;
const LATENCY = 50;

export const row = {
	title: '200 reads, the service takes 50 ms for each',
	measure: 'ms',
	unit: 'ms',
	rounds: [9, 3],
	sides: {
		ours: 'Get My TG node',
		http: 'HTTP Request node, best settings: all at once',
		fetch: 'fetch, all at once: the limit',
	},
	note: 'One after the other they would take over 10 s.',
	whenMissed:
		'Our node has 50 requests under way, out of regard for the service; the HTTP Request node sends all 200 at once.',
	also: { mostAtOnce: 'requests under way at most' },
	chart: { against: 'http', goal: 1.1 },
	goals: [
		{ text: 'time ≤ 1.1 × HTTP Request node', of: ratio('ms', 'ours', 'http'), atMost: 1.1 },
		{ text: 'at most 50 requests under way', of: most('mostAtOnce'), atMost: 50 },
	],

	async open() {
		const world = await startWorld({ gmt: { latencyMs: LATENCY } });
		const { gmt, call } = world.sandbox;
		await call('remember');
		const items = (await call('seedPurchases', READS)).slice(0, READS).map((id) => ({ id }));
		const address = (id) => `${gmt.url}/v1/purchases/${id}`;
		const readOne = async ({ id }) => await read(address(id), { 'x-api-key': gmt.apiKey });
		const ours = ourNode('gmt', {
			resource: 'purchase',
			operation: 'get',
			purchaseId: '={{ $json.id }}',
		});
		const http = httpNode('gmtApi', `=${address('{{ $json.id }}')}`);
		const counted = async (work) => {
			await call('mark');
			const ms = await work();
			const { mostAtOnce } = await call('counts', 'gmt');
			return { ms, mostAtOnce };
		};
		return {
			sides: {
				ours: async () =>
					await counted(async () => succeeded(await world.runNode(ours, items), READS)),
				http: async () =>
					await counted(async () => succeeded(await world.runNode(http, items), READS)),
				fetch: async () =>
					await counted(
						async () => await timed(async () => await inParallel(items, READS, readOne)),
					),
			},
			close: world.close,
		};
	},
};
