import { most, ratio } from '../lib/figures.mjs';
import { httpNode, ourNode, startWorld, succeeded } from '../lib/world.mjs';

const MB = 1024 * 1024;
const FILE = { response: { response: { responseFormat: 'file' } } };

export const row = {
	title: 'An archive of 1 GB to disk',
	measure: 'ms',
	unit: 'ms',
	rounds: [5, 1],
	/** A process for each sample. */
	isolated: true,
	sides: {
		ours: 'Get My TG node, Download',
		http: 'HTTP Request node, response as a file',
	},
	also: { growth: 'MB more memory at most', perSecond: 'MB/s' },
	note: 'Single rounds differ far more than the two nodes: now and then Node.js spends most of a round looking for memory to free, whichever node runs.',
	whenMissed:
		'Taken apart and measured in turns, neither the one stream more through which n8n hands a body to nodes of today nor the watch over a download that stands still made a difference beyond that.',
	chart: { against: 'http', goal: 1 / 0.9 },
	goals: [
		{ text: 'memory grows by ≤ 64 MB', of: most('growth'), atMost: 64 },
		{
			text: 'throughput ≥ 0.9 × HTTP Request node, that is time ≤ 1.11 ×',
			of: ratio('ms', 'ours', 'http'),
			atMost: 1 / 0.9,
		},
	],

	async open({ quick }) {
		const bytes = (quick ? 256 : 1024) * MB;
		const world = await startWorld({ gmt: { archiveBytes: MB } });
		const { gmt, call } = world.sandbox;
		const [id] = await call('settledBulks', 1);
		const download = async (node) => {
			// Whatever is loaded at the first time is no part of the measurement.
			for (let times = 0; times < 3; times++) succeeded(await world.runNode(node), 1);
			await call('configure', 'gmt', { archiveBytes: bytes });
			const result = await world.runNode(node);
			const ms = succeeded(result, 1);
			const size = Number(result.out[0].binary.data.bytes);
			if (size !== bytes) throw new Error(`${size} bytes came instead of ${bytes}`);
			return { ms, growth: result.memory, perSecond: bytes / MB / (ms / 1000) };
		};
		return {
			sides: {
				ours: async () =>
					await download(
						ourNode('gmt', {
							resource: 'bulkPurchase',
							operation: 'download',
							purchaseId: { __rl: true, mode: 'id', value: id },
						}),
					),
				http: async () =>
					await download(httpNode('gmtApi', `${gmt.url}/v1/purchases/bulk/${id}/download`, FILE)),
			},
			close: world.close,
		};
	},
};
