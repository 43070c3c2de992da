import { newestUntil } from '../../nodes/shared/purchase/newestUntil';

const NOW = Date.UTC(2026, 0, 2);
const HOUR = 3_600_000;
const at = (hoursAgo: number, id: number) => ({
	id,
	created_at: new Date(NOW - hoursAgo * HOUR).toISOString(),
});
const readOf = (list: object[]) => jest.fn(async (limit: number) => list.slice(0, limit));
const since = NOW - 24 * HOUR;

it('ends with the first entries where they reach back far enough', async () => {
	const list = Array.from({ length: 500 }, (_none, id) => at(id, id));
	const read = readOf(list);
	expect(await newestUntil(since, read)).toHaveLength(100);
	expect(read).toHaveBeenCalledTimes(1);
});

it('does not take an old entry among newer ones for the end of the day', async () => {
	// Everything of the last hours, except for one that stands where the first entries end.
	const list = Array.from({ length: 500 }, (_none, id) => at(id === 99 ? 100 : 1, id));
	expect(await newestUntil(since, readOf(list))).toHaveLength(500);
});

it('takes entries of the same moment in any order, and those without a date as they stand', async () => {
	const list = Array.from({ length: 500 }, (_none, id) => at(id + (id % 2 ? 0.01 : 0), id));
	const [first, , ...rest] = list;
	const read = readOf([first!, { id: 1 }, ...rest]);
	expect(await newestUntil(since, read)).toHaveLength(100);
});

it('refuses where a day holds more than it can check', async () => {
	const list = Array.from({ length: 10_001 }, (_none, id) => at(1, id));
	await expect(newestUntil(since, readOf(list))).rejects.toMatchObject({
		failure: { code: 'refused' },
	});
});
