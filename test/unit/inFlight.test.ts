/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import {
	claim,
	isClaimed,
	countLookingFor,
	mayBeOthers,
	othersAnswered,
	release,
	reserve,
	trackInFlight,
	type InFlight,
} from '../../nodes/shared/purchase/inFlight';

/** A purchase under way that a test lets go on step by step. */
function start(place: string, request: string) {
	let finish: (lost?: Error) => void = () => undefined;
	let land: () => void = () => undefined;
	let flight: InFlight | undefined;
	const done = trackInFlight(place, request, async (its, itsLand) => {
		[flight, land] = [its, itsLand];
		await new Promise<void>(
			(resolve, reject) => (finish = (lost) => (lost ? reject(lost) : resolve())),
		);
	});
	return {
		flight: flight!,
		land: () => land(),
		end: async () => (finish(), await done),
		breakOff: async () => (
			finish(new Error('broken off')),
			await expect(done).rejects.toThrow('broken off')
		),
	};
}

/** Whether something has come to pass by now. */
async function isOver(awaited: Promise<unknown>): Promise<boolean> {
	return await Promise.race([
		awaited.then(() => true),
		new Promise<boolean>((resolve) => setImmediate(() => resolve(false))),
	]);
}

describe('who looks for a lost purchase', () => {
	it('waits until every other one under way at the same place has its answer', async () => {
		const [own, other, elsewhere] = [start('a', 'buy'), start('a', 'buy'), start('b', 'buy')];
		const waiting = othersAnswered('a', own.flight);
		expect(await isOver(waiting)).toBe(false);
		other.land();
		expect(await isOver(waiting)).toBe(true);
		await Promise.all([own.end(), other.end(), elsewhere.end()]);
	});

	it('does not wait for one that came to nothing without an answer', async () => {
		const [own, broken] = [start('c', 'buy'), start('c', 'buy')];
		const waiting = othersAnswered('c', own.flight);
		expect(await isOver(waiting)).toBe(false);
		await broken.breakOff();
		expect(await isOver(waiting)).toBe(true);
		await own.end();
	});

	it('has nobody to wait for where nothing is under way', async () => {
		const gone = start('d', 'buy');
		await gone.end();
		expect(await isOver(othersAnswered('d', gone.flight))).toBe(true);
	});
});

describe('what a purchase may own whose outcome is unknown', () => {
	const candidate = (id: number) => ({ response: {}, receipt: { id, label: '' } });
	const unsettled = (request: string, looking: boolean, ...ids: number[]) => ({
		request,
		looking,
		couldBe: ({ receipt: { id } }: ReturnType<typeof candidate>) => ids.includes(id),
	});

	it('is shared with those that look for the very same right now', () => {
		reserve('e', 'own', unsettled('buy 1', true, 7));
		reserve('e', 'same', unsettled('buy 1', true, 7));
		reserve('e', 'different', unsettled('buy 2', true));
		expect(countLookingFor('e', 'buy 1')).toBe(2);
		expect(mayBeOthers('e', 'own', 'buy 1', candidate(7), [])).toBe(false);
		release('e', 'same');
		expect([countLookingFor('e', 'buy 1'), countLookingFor('f', 'buy 1')]).toEqual([1, 0]);
	});

	it.each([
		['another kind that fits', unsettled('buy 2', true, 7)],
		['the same kind whose search is over', unsettled('buy 1', false, 7)],
	])('is kept from others: %s', (_what, other) => {
		const place = `g ${_what}`;
		reserve(place, 'own', unsettled('buy 1', true, 7));
		reserve(place, 'other', other);
		expect(mayBeOthers(place, 'own', 'buy 1', candidate(7), [])).toBe(true);
		expect(mayBeOthers(place, 'own', 'buy 1', candidate(8), [])).toBe(false);
		expect(mayBeOthers('elsewhere', 'own', 'buy 1', candidate(7), [])).toBe(false);
		release(place, 'other');
		expect(mayBeOthers(place, 'own', 'buy 1', candidate(7), [])).toBe(false);
	});

	it('is left to it where the list shows as many as are looked for', () => {
		for (const owner of ['first', 'second'])
			reserve('j', owner, unsettled('buy 1', false, 5, 6, 7));
		expect(mayBeOthers('j', 'own', 'buy 1', candidate(7), [candidate(5)])).toBe(true);
		expect(mayBeOthers('j', 'own', 'buy 1', candidate(7), [5, 6].map(candidate))).toBe(false);
	});
});

describe('a purchase that is the result of an item', () => {
	it('is nobody else’s, at its own place', () => {
		claim('g', 7);
		expect([isClaimed('g', 7), isClaimed('g', 8), isClaimed('h', 7)]).toEqual([true, false, false]);
	});

	it('is remembered among the newest ten thousand', () => {
		for (let id = 1; id <= 10_001; id++) claim('i', id);
		expect([isClaimed('i', 1), isClaimed('i', 2), isClaimed('i', 10_001)]).toEqual([
			false,
			true,
			true,
		]);
	});
});
