import { dropOldest, keepNewest } from '../../nodes/shared/dropOldest';

it.each([
	[3, ['b', 'c', 'd']],
	[4, ['a', 'b', 'c', 'd']],
	[9, ['a', 'b', 'c', 'd']],
	[0, []],
])('of four, the newest %i stay', (most, stay) => {
	const [set, map] = [
		new Set(['a', 'b', 'c', 'd']),
		new Map(['a', 'b', 'c', 'd'].map((key) => [key, 1])),
	];
	dropOldest(set, most);
	dropOldest(map, most);
	expect([[...set], [...map.keys()]]).toEqual([stay, stay]);
});

it('an entry that is set again is none of the oldest', () => {
	const map = new Map<string, number>();
	for (const key of ['a', 'b', 'c', 'a', 'd']) keepNewest(map, key, map.size, 3);
	expect([...map.keys()]).toEqual(['c', 'a', 'd']);
});
