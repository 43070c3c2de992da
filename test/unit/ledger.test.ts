/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import type { IExecuteFunctions } from 'n8n-workflow';
import { Ledger, type Entry } from '../../nodes/shared/purchase/ledger';

/** What n8n keeps of a node, from try to try and from run to run. */
let kept: object;

beforeEach(() => {
	kept = {};
});

/** The ledger of one run of the node, perhaps in another process: what is kept is JSON. */
function inRun(run: number, type = 'gmt'): Ledger {
	kept = JSON.parse(JSON.stringify(kept)) as object;
	return new Ledger({
		getExecutionId: () => '1',
		getContext: () => kept,
		getWorkflowDataProxy: () => ({ $runIndex: run }),
		getNode: () => ({ type }),
	} as unknown as IExecuteFunctions);
}

const request = 'POST /purchases';

/** Buys for an item, as far as the ledger is concerned. */
function buy(ledger: Ledger, item: number, more: Partial<Entry> = {}): void {
	ledger.change(ledger.open(item, { request }), {
		state: 'bought',
		id: 100 + item,
		price: '1.50 USD',
		amount: '1.50',
		...more,
	});
}

it('knows in the next try what was asked for which item, and what became of it', () => {
	const first = inRun(0);
	buy(first, 0);
	first.open(12, { request, amount: '2', newest: 7 });
	const second = inRun(0);
	expect(second.find(0, request)).toMatchObject({ state: 'bought', id: 100 });
	expect(second.find(12, request)).toEqual({ state: 'unclear', request, amount: '2', newest: 7 });
	expect(second.find(1, request)).toBeUndefined();
});

it('forgets what certainly bought nothing, and only that', () => {
	const ledger = inRun(0);
	for (const item of [1, 11]) ledger.open(item, { request });
	ledger.drop(1);
	expect([ledger.find(1, request), ledger.find(11, request)?.state]).toEqual([
		undefined,
		'unclear',
	]);
});

it('counts what may have been spent with what was spent, but reports only what was bought as bought', () => {
	const ledger = inRun(0);
	buy(ledger, 0);
	ledger.open(1, { request, amount: '2' });
	ledger.open(2, { request });
	buy(ledger, 10, { id: undefined, price: '3.00 USD', amount: undefined });
	expect(ledger.spent().amount).toBe('3.50');
	expect(ledger.bought()).toEqual([
		{ item: 0, id: 100, price: '1.50 USD' },
		{ item: 10, id: undefined, price: '3.00 USD' },
	]);
});

it('knows the purchases of all items, also after a restart, so that none becomes the result of two', () => {
	const ledger = inRun(0);
	for (const item of [0, 1]) buy(ledger, item);
	ledger.open(2, { request });
	expect([100, 101, 102].map((id) => inRun(0).holds(id))).toEqual([true, true, false]);
});

it('keeps nothing but the sum of what has come out of the node', () => {
	const ledger = inRun(0);
	for (const item of [0, 1]) buy(ledger, item, { response: { large: 'x'.repeat(1000) } });
	ledger.close();
	expect(kept).toEqual({ purchases: {}, spent: { amount: '3.00' } });
});

it('counts anew what turned out to cost something else, and nothing that was dropped', () => {
	const ledger = inRun(0);
	const entry = ledger.open(0, { request, amount: '2', currency: 'USD' });
	ledger.change(entry, { state: 'bought', amount: '2.50' });
	ledger.open(1, { request, amount: '7' });
	ledger.drop(1);
	expect(ledger.spent()).toEqual({ amount: '2.50', currency: 'USD' });
});

it('takes the same time for each of ten thousand items', () => {
	const ledger = inRun(0);
	const time = (from: number) => {
		const began = process.cpuUsage().user;
		for (let item = from; item < from + 2_000; item++) {
			ledger.find(item, request);
			buy(ledger, item);
			ledger.holds(-1);
		}
		return process.cpuUsage().user - began;
	};
	time(0);
	const early = Math.max(time(2_000), 2_000);
	time(4_000);
	time(6_000);
	expect(time(8_000)).toBeLessThan(early * 8);
	expect(ledger.spent().amount).toBe('15000.00');
});

describe('in a loop', () => {
	it('each run has its own purchases, and all count into the total', () => {
		buy(inRun(0), 0);
		const next = inRun(1);
		expect([next.find(0, request), next.spent().amount, next.bought()]).toEqual([
			undefined,
			'1.50',
			[],
		]);
	});

	it('only what n8n may still repeat is kept, so that the execution does not grow', () => {
		const sizes = Array.from({ length: 9 }, (_none, run) => {
			const ledger = inRun(run);
			buy(ledger, 0);
			ledger.open(1, { request });
			return JSON.stringify(kept).length;
		});
		// Nothing but the digits of a sum.
		expect(Math.max(...sizes) - Math.min(...sizes.slice(1))).toBeLessThan(3);
		expect(inRun(8).spent().amount).toBe('13.50');
	});
});

describe('as the tool of an agent', () => {
	const failure = { message: 'No answer', at: 0 };

	it('finds what an earlier run left unclear, once, and only where the same is to be bought', () => {
		Object.assign(inRun(0, 'gmtTool').open(0, { request, newest: 7 }), { failure });
		expect(inRun(1, 'gmtTool').find(0, 'POST /others')).toBeUndefined();
		expect(inRun(2, 'gmtTool').find(0, request)).toMatchObject({ state: 'unclear', newest: 7 });
		expect(inRun(3, 'gmtTool').find(0, request)).toMatchObject({ state: 'unclear', newest: 7 });
		expect(inRun(3, 'gmtTool').spent().amount).toBe('0');
		expect(Object.keys((kept as { purchases: object }).purchases)).toHaveLength(1);
	});

	it('takes neither what is still under way nor what was bought', () => {
		inRun(0, 'gmtTool').open(0, { request });
		buy(inRun(1, 'gmtTool'), 0);
		expect(inRun(2, 'gmtTool').find(0, request)).toBeUndefined();
	});

	it('counts what all calls have spent', () => {
		for (const run of [0, 1]) buy(inRun(run, 'gmtTool'), 0);
		expect(inRun(2, 'gmtTool').spent().amount).toBe('3.00');
		expect(inRun(2, 'gmtTool').bought()).toHaveLength(2);
	});

	it('which is not taken by another run of the node elsewhere, but counts as spent', () => {
		Object.assign(inRun(0).open(0, { request, amount: '1' }), { failure });
		expect([inRun(1).find(0, request), inRun(1).spent().amount]).toEqual([undefined, '1']);
	});
});
