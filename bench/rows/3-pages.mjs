import { most, ratio } from '../lib/figures.mjs';
import {
	httpNode,
	JSON_REPLY,
	ourNode,
	read,
	startWorld,
	succeeded,
	timed,
} from '../lib/world.mjs';

const ENTRIES = 5000;
const PAGE = 50;
const LATENCY = 50;

/** The HTTP Request node's own paging, which asks for one page after the other. */
const PAGING = {
	...JSON_REPLY,
	pagination: {
		pagination: {
			paginationMode: 'updateAParameterInEachRequest',
			parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
			paginationCompleteWhen: 'other',
			completeExpression: '={{ !$response.body.pagination.has_next }}',
		},
	},
};

export const row = {
	title: 'A list of 5,000 purchases, 50 a page, 50 ms for each page',
	measure: 'ms',
	unit: 'ms',
	rounds: [3, 1],
	sides: {
		ours: 'Get My TG node, Get Many',
		items: 'HTTP Request node, an item for each page, all at once',
		http: 'HTTP Request node with its own paging',
		sdk: 'client that reads one page after the other',
	},
	note: "The HTTP Request node's own paging asks for one page after the other. With an item for each page it asks for all of them at once, which needs the number of pages beforehand, gives pages instead of purchases, and keeps to no limit of the service.",
	whenMissed:
		'After the first page our node asks for ten pages at once: eleven times 50 ms are 0.55 s, the rest is the work on 5,000 entries on a computer that has to do with the sandbox too.',
	chart: { against: 'sdk', goal: 0.15 },
	goals: [
		{
			text: 'time ≤ 0.15 × pages one after the other (client)',
			of: ratio('ms', 'ours', 'sdk'),
			atMost: 0.15,
		},
		{
			text: 'time ≤ 0.15 × pages one after the other (HTTP Request node)',
			of: ratio('ms', 'ours', 'http'),
			atMost: 0.15,
		},
		{ text: 'at most 10 pages under way', of: most('mostAtOnce'), atMost: 10 },
	],

	async open() {
		const world = await startWorld({ gmt: { latencyMs: LATENCY } });
		const { gmt, call } = world.sandbox;
		await call('remember');
		const existing = (await call('seedPurchases', 0)).length;
		await call('seedPurchases', ENTRIES - existing);
		const list = `${gmt.url}/v1/purchases/?sort=date_desc&page_size=${PAGE}`;
		const ours = ourNode('gmt', {
			resource: 'purchase',
			operation: 'getAll',
			returnAll: true,
			sort: 'date_desc',
		});
		const pages = Array.from({ length: ENTRIES / PAGE }, (_, index) => ({ page: index + 1 }));
		const byItem = httpNode('gmtApi', `=${list}&page={{ $json.page }}`);
		const inTurn = async () => {
			const entries = [];
			for (let page = 1, more = true; more; page++) {
				const { items, pagination } = await read(`${list}&page=${page}`, {
					'x-api-key': gmt.apiKey,
				});
				entries.push(...items);
				more = pagination.has_next;
			}
			if (entries.length !== ENTRIES) throw new Error(`${entries.length} entries came`);
		};
		return {
			sides: {
				ours: async () => {
					await call('mark');
					const ms = succeeded(await world.runNode(ours), ENTRIES);
					const { mostAtOnce } = await call('counts', 'gmt');
					return { ms, mostAtOnce };
				},
				items: async () => ({
					ms: succeeded(await world.runNode(byItem, pages), pages.length),
				}),
				http: async () => ({
					ms: succeeded(await world.runNode(httpNode('gmtApi', list, PAGING)), ENTRIES / PAGE),
				}),
				sdk: async () => ({ ms: await timed(inTurn) }),
			},
			close: world.close,
		};
	},
};
