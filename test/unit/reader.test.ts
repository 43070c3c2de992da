/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { fiveSim } from '../../nodes/FiveSim/service';
import { gmt } from '../../nodes/Gmt/service';
import { readList } from '../../nodes/shared/http/reader';

interface SandboxService {
	/** Entries that the list has. */
	has: number;
	/** Entries that one answer holds at most, whatever is asked for. */
	most?: number;
	/** Whether it tells the number of all entries; or the number that it tells instead. */
	total?: boolean | number;
}

const entries = (from: number, to: number) =>
	Array.from({ length: Math.max(0, to - from) }, (_none, index) => ({ id: from + index }));

/** Reads a list of 5sim, which comes in offsets and says only how many there are. */
async function read({ has, most = Infinity, total = true }: SandboxService, limit = Infinity) {
	const asked: Array<[skip: number, size: number]> = [];
	const list = await readList(fiveSim, limit, async ({ offset, limit: size }) => {
		asked.push([Number(offset), Number(size)]);
		const Data = entries(
			Number(offset),
			Math.min(has, Number(offset) + Math.min(Number(size), most)),
		);
		return { Data, ...(total !== false && { Total: total === true ? has : total }) };
	});
	return { ids: list.map((entry) => (entry as { id: number }).id), asked };
}

/** Reads a list of Get My TG, which comes in pages of 50 and says whether there is another. */
async function readPages(answer: (page: number, size: number) => object, limit = Infinity) {
	const asked: Array<[page: number, size: number]> = [];
	const list = await readList(gmt, limit, async ({ page, page_size }) => {
		asked.push([Number(page), Number(page_size)]);
		return answer(Number(page), Number(page_size));
	});
	return { ids: list.map((entry) => (entry as { id: number }).id), asked };
}

const upTo = (count: number) => [...Array(count).keys()];

describe('a list with a number of all entries', () => {
	it('takes one request when it fits', async () => {
		expect(await read({ has: 99 })).toEqual({ ids: upTo(99), asked: [[0, 100]] });
		expect(await read({ has: 0 })).toEqual({ ids: [], asked: [[0, 100]] });
	});

	it('is read slice by slice until one is not full', async () => {
		expect(await read({ has: 101 })).toEqual({
			ids: upTo(101),
			asked: [
				[0, 100],
				[100, 100],
			],
		});
		expect(await read({ has: 300 })).toEqual({
			ids: upTo(300),
			asked: [
				[0, 100],
				[100, 100],
				[200, 100],
				[300, 100],
			],
		});
	});

	it('is read up to the limit, and not beyond', async () => {
		expect(await read({ has: 300 }, 3)).toEqual({ ids: [0, 1, 2], asked: [[0, 3]] });
		expect(await read({ has: 300 }, 100)).toEqual({ ids: upTo(100), asked: [[0, 100]] });
		expect(await read({ has: 300 }, 101)).toEqual({
			ids: upTo(101),
			asked: [
				[0, 100],
				[100, 100],
			],
		});
		expect(await read({ has: 300 }, 200)).toEqual({
			ids: upTo(200),
			asked: [
				[0, 100],
				[100, 100],
			],
		});
	});

	it('is read in the steps of the service when it gives fewer entries than asked for', async () => {
		const { ids, asked } = await read({ has: 70, most: 30 });
		expect(ids).toEqual(upTo(70));
		expect(asked).toEqual([
			[0, 100],
			[30, 30],
			[60, 30],
		]);
	});

	it('asks for ten slices at once, and no more', async () => {
		let [underWay, most] = [0, 0];
		const list = await readList(fiveSim, Infinity, async ({ offset, limit }) => {
			most = Math.max(most, ++underWay);
			await new Promise((resolve) => setImmediate(resolve));
			underWay--;
			return {
				Data: entries(Number(offset), Math.min(2500, Number(offset) + Number(limit))),
				Total: 2500,
			};
		});
		expect(list).toHaveLength(2500);
		expect(most).toBe(10);
	});
});

describe('a list that reports its number of entries wrongly, or not at all', () => {
	it('is read until a slice is short or empty', async () => {
		for (const total of [false, 999_999])
			expect(await read({ has: 150, total })).toEqual({
				ids: upTo(150),
				asked: [
					[0, 100],
					[100, 100],
				],
			});
		expect((await read({ has: 200, total: false })).asked).toHaveLength(3);
		expect(await read({ has: 7, total: 999_999 })).toEqual({ ids: upTo(7), asked: [[0, 100]] });
		expect((await read({ has: 7, total: 500 })).asked).toEqual([
			[0, 100],
			[7, 7],
		]);
	});

	it('does not end at a number below what has come', async () => {
		expect((await read({ has: 150, total: 0 })).ids).toEqual(upTo(150));
		expect((await read({ has: 150, total: 99 })).ids).toEqual(upTo(150));
	});

	it('ends when nothing new comes, however many entries are promised', async () => {
		const { ids, asked } = await read({ has: 150, total: 1_000_000 });
		expect(ids).toEqual(upTo(150));
		expect(asked.length).toBeLessThanOrEqual(11);
	});
});

describe('a list in pages', () => {
	it('continues as long as the service says that there is another page', async () => {
		const read = await readPages((page, size) => ({
			items: entries((page - 1) * size, Math.min(120, page * size)),
			pagination: { has_next: page < 3 },
		}));
		expect(read).toEqual({
			ids: upTo(120),
			asked: [
				[1, 50],
				[2, 50],
				[3, 50],
			],
		});
	});

	it('ends when the service says so, whatever number of entries it reports', async () => {
		const read = await readPages(() => ({
			items: entries(0, 50),
			pagination: { has_next: false, total_items: 500 },
		}));
		expect(read).toEqual({ ids: upTo(50), asked: [[1, 50]] });
	});

	it('ends at a page that brings nothing new, whatever the service says', async () => {
		const read = await readPages(() => ({ items: entries(0, 50), pagination: { has_next: true } }));
		expect(read).toEqual({
			ids: upTo(50),
			asked: [
				[1, 50],
				[2, 50],
			],
		});
	});

	it('holds each entry once, as it came first, when the list moves while it is read', async () => {
		const moved = (page: number) =>
			entries((page - 1) * 49, (page - 1) * 49 + 50).map((entry) => ({ ...entry, page }));
		const list = await readList(gmt, Infinity, async ({ page }) => ({
			items: moved(Number(page)),
			pagination: { has_next: page === '1' },
		}));
		expect(list.map((entry) => (entry as { id: number }).id)).toEqual(upTo(99));
		expect(list[49]).toEqual({ id: 49, page: 1 });
	});
});
