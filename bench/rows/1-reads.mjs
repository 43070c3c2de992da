import { ratio } from '../lib/figures.mjs';
import {
	httpNode,
	inParallel,
	ourNode,
	read,
	startWorld,
	succeeded,
	timed,
} from '../lib/world.mjs';

const READS = 500;

export const row = {
	title: '500 reads, one for each item, answered at once',
	measure: 'ms',
	unit: 'ms an item',
	// Many, since a sample takes half a second only, in which the computer is easily disturbed.
	rounds: [25, 3],
	sides: {
		ours: 'Get My TG node',
		http: 'HTTP Request node, best settings',
		httpDefault: 'HTTP Request node, default settings',
		sdk: 'client that reads one after the other',
		fetch: 'fetch, 50 at once: the limit',
	},
	note: 'Each response is worked out by the sandbox once and then given again, so that its own work is no part of the time.',
	whenMissed:
		"Nine tenths of the time of our node, and nearly all of the other's, is n8n's own (seen in a processor profile): for each item it opens a new connection, evaluates the expressions, and reads and decrypts the credential. Our node reads it for each item since its key may be an expression of the item, one customer each.",
	chart: { against: 'http', goal: 0.8 },
	goals: [
		{
			text: 'time per item ≤ 0.8 × HTTP Request node',
			of: ratio('ms', 'ours', 'http'),
			atMost: 0.8,
		},
		{ text: 'with its default settings', of: ratio('ms', 'ours', 'httpDefault'), atMost: 0.8 },
	],

	async open() {
		const world = await startWorld();
		const { gmt, call } = world.sandbox;
		await call('remember');
		const items = (await call('seedPurchases', READS)).slice(0, READS).map((id) => ({ id }));
		const address = (id) => `${gmt.url}/v1/purchases/${id}`;
		const readOne = async ({ id }) => await read(address(id), { 'x-api-key': gmt.apiKey });
		const perItem = (ms) => ({ ms: ms / READS });
		const ours = ourNode('gmt', {
			resource: 'purchase',
			operation: 'get',
			purchaseId: '={{ $json.id }}',
		});
		const url = `=${address('{{ $json.id }}')}`;
		return {
			sides: {
				ours: async () => perItem(succeeded(await world.runNode(ours, items), READS)),
				http: async () =>
					perItem(succeeded(await world.runNode(httpNode('gmtApi', url), items), READS)),
				httpDefault: async () =>
					perItem(succeeded(await world.runNode(httpNode('gmtApi', url, {}), items), READS)),
				sdk: async () => perItem(await timed(async () => await inParallel(items, 1, readOne))),
				fetch: async () => perItem(await timed(async () => await inParallel(items, 50, readOne))),
			},
			close: world.close,
		};
	},
};
