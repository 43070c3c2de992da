/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import {
	claim,
	isClaimed,
	countLookingFor,
	othersAnswered,
	trackInFlight,
	type InFlight,
} from '../../nodes/shared/purchase/inFlight';

/** A purchase under way that a test lets go on step by step. */
function start(place: string, request: string) {
	let finish: (lost?: Error) => void = () => undefined;
	let land: (unclear: boolean) => void = () => undefined;
	let flight: InFlight | undefined;
	const done = trackInFlight(place, request, async (its, itsLand) => {
		[flight, land] = [its, itsLand];
		await new Promise<void>(
			(resolve, reject) => (finish = (lost) => (lost ? reject(lost) : resolve())),
		);
	});
	return {
		flight: flight!,
		land: (unclear: boolean) => land(unclear),
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
		other.land(false);
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

	it('shares what is found with those that lost a purchase of the very same kind, and with nobody else', async () => {
		const [own, same, answered, pending, different] = [
			start('e', 'buy 1'),
			start('e', 'buy 1'),
			start('e', 'buy 1'),
			start('e', 'buy 1'),
			start('e', 'buy 2'),
		];
		for (const lost of [own, same, different]) lost.land(true);
		answered.land(false);
		expect(countLookingFor('e', own.flight)).toBe(2);
		await same.end();
		expect(countLookingFor('e', own.flight)).toBe(1);
		expect(countLookingFor('f', own.flight)).toBe(0);
		await Promise.all([own, answered, pending, different].map(async ({ end }) => await end()));
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
