import { OperationFailure } from '../../nodes/shared/errors';
import { waitFor, type Progress, type Reader } from '../../nodes/shared/operation/operation';
import {
	toResults,
	readAgain,
	readWaiting,
	type WaitingItem,
} from '../../nodes/shared/waiting/wait';

const reader = {} as Reader;

/** What a service says of each thing; anything else cannot be read. */
let known: Record<number, Progress>;
/** What was read, in order. */
let asked: number[];

beforeEach(() => {
	known = {};
	asked = [];
});

interface Thing {
	id: number;
	progress: Progress;
}

const wait = waitFor<Thing>({
	key: 'waitForIt',
	displayName: 'Wait for It',
	description: 'Whether to wait',
	callback: 'callbackUrl',
	callbackBody: (id: number) => ({ id }),
	minutes: 60,
	idOf: ({ id }) => id,
	read: async (_reader, id) => {
		asked.push(id);
		const progress = known[id];
		if (progress === undefined) throw new Error(`${id} cannot be read`);
		return { id, progress };
	},
	progressOf: ({ progress }, reportedFailed) =>
		reportedFailed && progress === 'pending' ? 'failed' : progress,
	failureOf: ({ id }) => `${id} has failed`,
	advice: (id) => `Look at ${id}.`,
	file: {
		key: 'attachIt',
		displayName: 'Attach It',
		description: 'Whether to attach it',
		of: ({ id }) => ({ address: `/files/${id}`, name: `${id}.zip` }),
	},
});

const awaited = (count: number): WaitingItem[] =>
	Array.from({ length: count }, (_none, item) => ({
		item,
		id: item + 1,
		output: {},
		progress: 'pending',
	}));

describe('how to wait', () => {
	const read = (
		options: object | undefined,
		waits: unknown = true,
		its: typeof wait | null = wait,
	) =>
		readWaiting(its ?? undefined, (name, fallback) =>
			name === 'waitForIt' ? waits : name === 'options' && options ? options : fallback,
		);

	it('is said by a switch: without it nothing is waited for', () => {
		expect(read({}, true, null)).toBeUndefined();
		for (const off of [false, null, 'false', 'No', 0, ''])
			expect(read({ timeLimit: -1 }, off)).toBeUndefined();
	});

	it('takes text for what it says, and refuses what says nothing', () => {
		for (const on of ['true', 'YES', ' on ', 1, '1'])
			expect(read({ timeLimit: '1.5', attachIt: on, checkByItself: 'no' }, on)).toMatchObject({
				milliseconds: 90_000,
				attachFile: true,
				checksItself: false,
			});
		for (const unclear of ['maybe', 2, {}, []])
			for (const look of [
				() => read({}, unclear),
				() => read({ attachIt: unclear }),
				() => read({ checkByItself: unclear }),
			])
				expect(look).toThrow('must be on or off');
	});

	it('is for as long as usual, with the file, and a failure is one, unless told otherwise', () => {
		expect(read(undefined)).toEqual({
			wait,
			milliseconds: 3_600_000,
			attachFile: true,
			returnFailed: false,
			checksItself: true,
		});
		expect(read({ timeLimit: 0.5, attachIt: true, onFailure: 'return' })).toEqual({
			wait,
			milliseconds: 30_000,
			attachFile: true,
			returnFailed: true,
			checksItself: true,
		});
		expect(read({ attachIt: false, onFailure: 'fail' })).toMatchObject({
			attachFile: false,
			returnFailed: false,
		});
		expect(read({ attachIt: true }, true, { ...wait, file: undefined })).toMatchObject({
			attachFile: false,
		});
	});

	it('ends after thirty days at the latest, and after more than no time', () => {
		expect(read({ timeLimit: null })).toMatchObject({ milliseconds: 3_600_000 });
		expect(read({ timeLimit: 43_200 })).toMatchObject({ milliseconds: 30 * 24 * 3_600_000 });
		for (const timeLimit of [0, -1, 43_201, Number.NaN, '5 minutes'])
			expect(() => read({ timeLimit })).toThrow(
				"'Longest Wait in Minutes' must be a number of minutes, 43200 at most",
			);
	});
});

describe('what is waited for', () => {
	it('is final when all of it is, whether it is done or has failed', async () => {
		Object.assign(known, { 1: 'done', 2: 'failed' });
		const all = awaited(2);
		expect(await readAgain(reader, wait, all)).toBe(true);
		expect(all.map(({ progress, output }) => [progress, output])).toEqual([
			['done', { id: 1, progress: 'done' }],
			['failed', { id: 2, progress: 'failed' }],
		]);
		expect(await readAgain(reader, wait, [])).toBe(true);
	});

	it('is read no more once it is final', async () => {
		Object.assign(known, { 1: 'done', 2: 'pending' });
		const all = awaited(2);
		expect(await readAgain(reader, wait, all)).toBe(false);
		known[2] = 'done';
		expect(await readAgain(reader, wait, all)).toBe(true);
		expect(asked).toEqual([1, 2, 2]);
	});

	it('is read ten at once, and no further where one of them is pending', async () => {
		for (let id = 1; id <= 25; id++) known[id] = 'done';
		known[13] = 'pending';
		const all = awaited(25);
		expect(await readAgain(reader, wait, all)).toBe(false);
		expect(asked).toHaveLength(20);
		known[13] = 'done';
		expect(await readAgain(reader, wait, all)).toBe(true);
		expect(asked).toEqual([
			...Array.from({ length: 20 }, (_none, index) => index + 1),
			13,
			21,
			22,
			23,
			24,
			25,
		]);
	});

	it('has failed where only the call said so', async () => {
		Object.assign(known, { 1: 'pending', 2: 'pending' });
		const all = awaited(2);
		expect(await readAgain(reader, wait, all, new Set([2]))).toBe(false);
		expect(all.map(({ progress }) => progress)).toEqual(['pending', 'failed']);
	});

	it('is pending as long as it cannot be read', async () => {
		known[1] = 'done';
		const unreadable: unknown[] = [];
		const all = awaited(2);
		expect(
			await readAgain(reader, wait, all, undefined, (failure) => unreadable.push(failure)),
		).toBe(false);
		expect(unreadable).toEqual([new Error('2 cannot be read')]);
		expect(await readAgain(reader, wait, all)).toBe(false);
	});
});

describe('what comes out in the end', () => {
	const one = (more: Partial<WaitingItem>): WaitingItem => ({
		item: 3,
		id: 7,
		output: { id: 7, price: '1' },
		progress: 'done',
		...more,
	});
	const endOf = (more: Partial<WaitingItem>, returnFailed = false) =>
		toResults({ wait, returnFailed }, [one(more)]).get(3);

	it('is what was read last, with its file', () => {
		expect(endOf({})).toEqual({ json: { id: 7, price: '1' }, pairedItem: { item: 3 } });
		const file = { data: '', mimeType: 'application/zip' };
		expect(endOf({ file })).toEqual({
			json: { id: 7, price: '1' },
			pairedItem: { item: 3 },
			binary: { data: file },
		});
	});

	it('says how to get a file that is not here', () => {
		expect(endOf({ notAttached: 'It is gone' })).toEqual({
			json: { id: 7, price: '1', notAttached: 'It is gone', advice: 'Look at 7.' },
			pairedItem: { item: 3 },
		});
	});

	it('says that the time was over, and how to continue', () => {
		expect(endOf({ progress: 'pending' })).toEqual({
			json: { id: 7, price: '1', waitTimedOut: true, advice: 'Look at 7.' },
			pairedItem: { item: 3 },
		});
	});

	it('is a failure or an item, as the user wants, where it failed', () => {
		const failure = endOf({ progress: 'failed' });
		expect(failure).toBeInstanceOf(OperationFailure);
		expect((failure as OperationFailure).failure).toMatchObject({
			code: 'refused',
			message: '7 has failed',
			description: expect.stringMatching(/^It was bought/),
		});
		expect(endOf({ progress: 'failed' }, true)).toEqual({
			json: { id: 7, price: '1' },
			pairedItem: { item: 3 },
		});
	});

	it('is one thing for each item', () => {
		const ends = toResults({ wait, returnFailed: false }, [
			one({ item: 0, progress: 'failed' }),
			one({ item: 1 }),
			one({ item: 2, progress: 'pending' }),
		]);
		expect([...ends.keys()]).toEqual([0, 1, 2]);
	});
});
