import { most, percentile, ratio } from '../lib/figures.mjs';
import { httpNode, ourNode, row as workflowOf, startWorld } from '../lib/world.mjs';

const PER_SECOND = 50;
const LATENCY = 20;
/** Seconds that are taken together for one sample. */
const WINDOW = 10;
/** Seconds for the side that only shows what n8n itself takes. */
const GLIMPSE = 2 * WINDOW;

const webhook = (parameters) => ({
	id: 'hook',
	name: 'Node',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	position: [0, 0],
	webhookId: 'bench',
	parameters: { path: 'bench', httpMethod: 'POST', ...parameters },
});

export const row = {
	title: '50 callbacks a second for a minute, the purchase read with each (20 ms)',
	measure: 'p95',
	unit: 'ms until 95 % are answered',
	rounds: [1, 1],
	isolated: true,
	sides: {
		ours: 'Get My TG Trigger',
		verified: 'Webhook and HTTP Request node, as careful',
		plain: 'Webhook node alone, reads nothing',
	},
	also: { median: 'ms for half of them', longest: 'ms for the slowest', lost: 'lost' },
	note: 'A callback of Get My TG is not signed, so the trigger asks the API before it starts anything. The fair peer is a Webhook node that does the same; the one that reads nothing shows what n8n itself takes. Each sample is ten seconds of the minute, of which the last side runs only twenty.',
	chart: { against: 'verified', goal: 1.5 },
	goals: [
		{
			text: 'p95 of the answer ≤ 1.5 × Webhook node that reads the purchase too',
			of: ratio('p95', 'ours', 'verified'),
			atMost: 1.5,
		},
		{ text: 'none takes over 5 s (ms)', of: most('longest'), atMost: 5000 },
		{ text: 'none is lost', of: most('lost'), atMost: 0 },
	],

	async open({ quick }) {
		const minute = quick ? WINDOW : 6 * WINDOW;
		const world = await startWorld();
		const { gmt, call } = world.sandbox;
		const ids = await call('settledBulks', PER_SECOND * (minute + 1));
		await call('configure', 'gmt', { latencyMs: LATENCY });
		const receive = async (nodes, seconds) => {
			const active = await world.engine.activate(workflowOf(nodes, { id: 'bench' }));
			const url = active.webhookUrl('Node');
			const deliver = async (some) =>
				await call('deliver', { url, ids: some, perSecond: PER_SECOND });
			// A second of them before: what is loaded at first is no part of it.
			await deliver(ids.slice(0, PER_SECOND));
			const before = active.executions.length;
			const answers = await deliver(ids.slice(PER_SECOND, PER_SECOND * (seconds + 1)));
			const runs = active.executions.length - before;
			return Array.from({ length: seconds / WINDOW }, (_, window) => {
				const inside = answers.filter(
					({ index }) => Math.floor(index / (PER_SECOND * WINDOW)) === window,
				);
				const times = inside.map(({ ms }) => ms);
				const refused = inside.filter(({ status }) => status !== 200).length;
				return {
					p95: percentile(times, 0.95),
					median: percentile(times, 0.5),
					longest: Math.max(...times),
					lost: Math.max(refused, answers.length - runs),
				};
			});
		};
		const reading = httpNode(
			'gmtApi',
			`=${gmt.url}/v1/purchases/bulk/{{ $json.body.bulk_purchase_id }}`,
		);
		return {
			sides: {
				ours: async () =>
					await receive(
						[
							{
								...ourNode('gmtTrigger', {
									events: ['archiveReady', 'archiveFailed', 'codeReceived', 'codeFailed'],
									// The peer fetches no archive either.
									options: { attachArchive: false },
								}),
								webhookId: 'bench',
							},
						],
						minute,
					),
				verified: async () =>
					await receive([webhook({ responseMode: 'lastNode' }), reading], minute),
				plain: async () =>
					await receive([webhook({ responseMode: 'onReceived' })], Math.min(GLIMPSE, minute)),
			},
			close: world.close,
		};
	},
};
