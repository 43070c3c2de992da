import { ratio, summary } from '../lib/figures.mjs';
import { httpPost, ourNode, startWorld, succeeded, timed } from '../lib/world.mjs';

const FEW = 300;
const MANY = 3000;
const LATENCY = 5;

/** What one side asks for beyond one request for each purchase. */
const extra = (side) => (samples) => summary(samples[side].map(({ requests }) => requests - 1));

export const row = {
	title: '300 and 3,000 purchases in one run, the service takes 5 ms for each',
	measure: 'ms',
	unit: 'ms a purchase',
	rounds: [3, 1],
	sides: {
		ours: 'Get My TG node, 300',
		client: 'client that buys one after the other, 300',
		http: 'HTTP Request node, all at once, 300',
		total: 'Get My TG node with Max Total, 300',
		oursMany: 'Get My TG node, 3,000',
		httpMany: 'HTTP Request node, all at once, 3,000',
		totalMany: 'Get My TG node with Max Total, 3,000',
	},
	also: { requests: 'requests a purchase' },
	note: 'Our node buys one after the other: only so can a purchase whose answer was lost be told from the others of the run. The HTTP Request node sends all at once, which is several times as fast, and cannot say afterwards which of them were made; the fair peer is a client that keeps to the order.',
	chart: { against: 'client', goal: 1.5 },
	goals: [
		{
			text: 'time ≤ 1.5 × a client in the same order',
			of: ratio('ms', 'ours', 'client'),
			atMost: 1.5,
		},
		{
			text: 'linear: a purchase of 3,000 takes ≤ 1.1 × one of 300',
			of: ratio('ms', 'oursMany', 'ours'),
			atMost: 1.1,
		},
		{ text: '≤ 1.2 extra requests a purchase', of: extra('oursMany'), atMost: 1.2 },
		{ text: '300 with Max Total: time ≤ 1.05 ×', of: ratio('ms', 'total', 'ours'), atMost: 1.05 },
		{
			text: '3,000 with Max Total: the same',
			of: ratio('ms', 'totalMany', 'oursMany'),
			atMost: 1.05,
		},
	],

	async open({ quick }) {
		const world = await startWorld({ gmt: { latencyMs: LATENCY } });
		const { gmt, call } = world.sandbox;
		const pass = async (node, count) => {
			await call('openShop');
			await call('mark');
			const items = Array.from({ length: count }, () => ({}));
			const ms = succeeded(await world.runNode(node, items), count);
			return { ms: ms / count, requests: (await call('counts', 'gmt')).requests / count };
		};
		const buy = { resource: 'purchase', operation: 'create', countryCode: 'US' };
		const ours = ourNode('gmt', buy);
		const total = ourNode('gmt', { ...buy, options: { maxTotal: '90000000' } });
		const http = httpPost('gmtApi', `${gmt.url}/v1/purchases/`, { country_code: 'US' });
		const buyOne = async () => {
			const response = await fetch(`${gmt.url}/v1/purchases/`, {
				method: 'POST',
				headers: { 'x-api-key': gmt.apiKey, 'content-type': 'application/json' },
				body: JSON.stringify({ country_code: 'US' }),
			});
			if (!response.ok) throw new Error(`A purchase was answered with ${response.status}`);
			await response.json();
		};
		const inOrder = async () => {
			await call('openShop');
			const ms = await timed(async () => {
				for (let count = 0; count < FEW; count++) await buyOne();
			});
			return { ms: ms / FEW, requests: 1 };
		};
		const many = quick ? FEW * 3 : MANY;
		return {
			sides: {
				ours: async () => await pass(ours, FEW),
				client: inOrder,
				http: async () => await pass(http, FEW),
				total: async () => await pass(total, FEW),
				oursMany: async () => await pass(ours, many),
				httpMany: async () => await pass(http, many),
				totalMany: async () => await pass(total, many),
			},
			close: world.close,
		};
	},
};
