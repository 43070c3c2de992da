import type { IExecuteFunctions } from 'n8n-workflow';
import { OperationFailure } from '../errors';
import { orCancelled, pause } from '../http/rateLimiter';
import type { Purchase } from './candidates';
import { boughtAs, EarlierUse, remember } from './earlierUse';
import { inTurn, Records } from './records';

/** What is known of a key of the user. */
export interface KeyUse {
	/** Who used it before. Then nothing may be sent. */
	earlier?: EarlierUse;
	/** What to say when the earlier purchase cannot be found again. */
	failure(): OperationFailure;
}

/** A key, reserved for one purchase unless it was used before. */
export interface Reservation extends KeyUse {
	/** Gives it back: nothing was bought. */
	giveBack(): Promise<void>;
	/** Ties it to what was bought. */
	bought(id: number | undefined, response: object): Promise<void>;
}

/** Entries that n8n keeps for the keys of a workflow, as many as Remove Duplicates keeps by default: five for each purchase. */
const KEPT = 10_000;
/** Milliseconds after which a key is looked at once more: whoever had read the entries before has written them by then. */
const LOOK_AGAIN_MS = 50;
/** How often, as others may write over it every time. */
const LOOKS = 6;

/**
 * Reserves a key for one purchase of this workflow. Whoever sets one relies on it, so where it cannot be kept nothing may be sent.
 * @throws OperationFailure when it cannot be kept
 */
export async function reserveKey(
	context: IExecuteFunctions,
	key: string,
	purchase: Pick<Purchase, 'request' | 'account'> & { accountMark: string },
): Promise<Reservation> {
	const entries = entriesOf(context, key, purchase);
	const { records, name, same, done, place } = entries;
	if (!records.exist)
		throw new OperationFailure({
			code: 'refused',
			message: `This n8n cannot keep 'Idempotency Key'`,
			description:
				"Nothing was sent, because this could be bought twice. Update n8n, or remove 'Idempotency Key'.",
		});
	const warn = (thrown: unknown) =>
		context.logger.warn(
			`n8n could not keep what was bought with 'Idempotency Key': ${String((thrown as Error | undefined)?.message)}`,
		);
	const mark = `${name} by ${Math.random()}`;
	const known = await enter(records, name, same, mark).catch((thrown: Error) => {
		throw new OperationFailure({
			code: 'refused',
			message: `n8n could not keep 'Idempotency Key'`,
			description: `Nothing was sent, because this could be bought twice. n8n said: ${String(thrown.message)}`,
		});
	});
	return {
		...(await useOf(key, entries, known)),
		giveBack: async () =>
			await inTurn(async () => await records.remove([name, same, mark])).catch(warn),
		bought: async (id, response) => {
			const { request, account, accountMark } = purchase;
			remember(place, name, { request, account, response });
			const texts = id === undefined ? [done] : [done, boughtAs(name, accountMark, id)];
			await inTurn(async () => await records.add(texts)).catch(warn);
		},
	};
}

/** Purchases of this process that are under way, by workflow and key. */
const underWay = new Map<string, Promise<unknown>>();

/** Lets purchases with the same key wait for each other, so that the later ones get what the first one buys. */
export async function oneByOne<T>(
	context: IExecuteFunctions,
	key: string,
	signal: AbortSignal | undefined,
	buy: () => Promise<T>,
): Promise<T> {
	const name = `${context.getWorkflow().id ?? ''} ${key}`;
	const before = underWay.get(name) ?? Promise.resolve();
	const mine = orCancelled(before, signal).then(buy);
	// Whoever is cancelled does not wait to the end, but those after it do.
	const all = Promise.allSettled([before, mine]);
	underWay.set(name, all);
	void all.then(() => {
		if (underWay.get(name) === all) underWay.delete(name);
	});
	return await mine;
}

/** Whether a key was used before, where nothing is to be bought now. */
export async function lookUpKey(
	context: IExecuteFunctions,
	key: string,
	purchase: Pick<Purchase, 'request'>,
): Promise<KeyUse> {
	const entries = entriesOf(context, key, purchase);
	const { records, name, same } = entries;
	const known = records.exist && (await records.among([name, same]).catch(() => undefined));
	return await useOf(key, entries, known || new Set());
}

/** The entries of a key, and where they are. */
function entriesOf(
	context: IExecuteFunctions,
	key: string,
	{ request }: Pick<Purchase, 'request'>,
) {
	// In quotes: a key may hold the words that follow here.
	const name = `purchase with key ${JSON.stringify(key)}`;
	return {
		// Remove Duplicates keeps its values in the same place.
		records: new Records(context, 'workflow', KEPT),
		place: context.getWorkflow().id ?? '',
		name,
		same: `${name} for ${request}`,
		done: `${name} is done`,
	};
}

async function useOf(
	key: string,
	{ records, name, same, done, place }: ReturnType<typeof entriesOf>,
	known: Set<unknown>,
): Promise<KeyUse> {
	const isUsed = known.has(name);
	const isSame = known.has(same);
	const earlier = isUsed ? new EarlierUse(place, isSame ? [name] : [], records) : undefined;
	const isDone = !isSame || (await records.among([done]).catch(() => new Set([done]))).has(done);
	return { earlier, failure: () => usedBefore(key, isSame, isDone, earlier?.newest ?? []) };
}

/**
 * Writes a key down. n8n reads all entries and writes them back without a lock, so of two processes at once one writes over
 * what the other has written. Each adds a mark of its own, and the key is its own only if the mark is still there a moment later.
 * @returns which of the two texts another one had written before
 */
async function enter(
	records: Records,
	name: string,
	same: string,
	mark: string,
): Promise<Set<unknown>> {
	let failure = new Error('other processes wrote over it');
	for (let looks = 0; looks < LOOKS; looks++) {
		const found = await inTurn(async () => {
			const texts = [name, same, mark];
			// Whoever only asks pushes out none, not even the very key.
			const known = await records.add(texts, texts.length);
			// Whoever asks with a key that is taken leaves no trace.
			if (known.has(name) && !known.has(mark))
				await records.remove([mark, ...(known.has(same) ? [] : [same])]);
			return known;
		}).catch((thrown: Error) => {
			// It may have been written all the same: given up now, nobody could use it any more.
			failure = thrown;
			return new Set();
		});
		if (found.has(mark)) return new Set();
		if (found.has(name)) return found;
		await pause(LOOK_AGAIN_MS, undefined);
	}
	throw failure;
}

function usedBefore(
	key: string,
	isSame: boolean,
	isDone: boolean,
	newest: number[],
): OperationFailure {
	const message = `'Idempotency Key' was already used: ${key}`;
	const advice = 'Use another key for another purchase.';
	if (!isSame)
		return new OperationFailure({
			code: 'conflict',
			message,
			description: `Nothing was sent: it belongs to a purchase with other values; see the execution that used it first. ${advice}`,
		});
	const list =
		newest.length > 0 ? ` The newest purchases of the account: ${newest.join(', ')}.` : '';
	return isDone
		? new OperationFailure({
				code: 'conflict',
				message,
				description: `Nothing was sent: a purchase was already made with it; see the execution that used it first. It could not be found in the list again.${list} ${advice}`,
			})
		: new OperationFailure({
				code: 'uncertain',
				message: `${message}, so this may have been charged`,
				description: `Nothing was sent now. An earlier execution is buying this, or never found out whether it did: look at it.${list} ${advice}`,
			});
}
