import { OperationFailure } from '../errors';
import { placeOf, receiptOf } from './candidates';
import type { EarlierUse } from './earlierUse';
import { claim, trackInFlight, type InFlight } from './inFlight';
import type { Entry } from './ledger';
import type { Bought, Purchase } from './purchase';
import { hold } from './reconcile';
import { differences, drop, find, isComparable, resultOf, settle } from './settle';

/**
 * Buys at most once, however often it is called for the same item of an execution.
 * @throws OperationFailure with code `uncertain` when the purchase may have been made and cannot be found
 */
export async function buyOnce(purchase: Purchase): Promise<Bought> {
	const { ledger, item, request } = purchase;
	const earlier = ledger.find(item, request);
	if (earlier && earlier.request !== request) throw anotherRequest(earlier);
	if (earlier?.state === 'bought') return resultOf(earlier);
	if (earlier?.account !== undefined && earlier.account !== purchase.accountMark)
		throw anotherAccount();

	return await trackInFlight(placeOf(purchase), request, async (flight, land) => {
		if (earlier) {
			hold(purchase, earlier);
			land();
			await purchase.cost.count(earlier);
			const bought = await find(purchase, earlier, flight);
			await purchase.found(earlier.id, bought.response);
			return bought;
		}
		// An agent can make calls at once: what this one may cost has to be noted before anything else is waited for.
		const opened = await purchase.cost
			.read()
			.then(() => ({
				entry: ledger.open(item, { ...ownOf(purchase), ...purchase.cost.compare() }),
			}))
			.catch((refusal: unknown) => ({ refusal }));
		if (!('entry' in opened)) return await takeInstead(purchase, opened.refusal, flight, land);
		const { entry } = opened;
		const dropped = (thrown: unknown) => {
			drop(purchase);
			return Promise.reject(thrown as Error);
		};
		const [before, ceiling] = await Promise.all([
			purchase.looks.before(purchase, flight),
			// Without it the service sells by the account's own limits, and what is overpaid is reported.
			purchase.ceiling().catch(() => undefined),
		]).catch(dropped);
		if (ceiling) [entry.sentLimit] = Object.values(ceiling);
		const intent = await purchase.intend();
		if (intent.left) {
			return await takeLeft(purchase, entry, intent.left, flight, land);
		}
		Object.assign(entry, before);
		const reservation = await purchase.reserve?.().catch(async (thrown) => {
			intent.settle('nothing');
			return await dropped(thrown);
		});
		if (reservation?.earlier) {
			intent.settle('nothing');
			const known = await takeEarlier(purchase, entry, reservation.earlier, '0');
			if (known) return known;
			drop(purchase);
			throw reservation.failure();
		}
		entry.sentAt = Date.now();
		const outcome = await purchase.send(ceiling);
		const bought = await settle(purchase, entry, flight, outcome, land, reservation?.bought).catch(
			async (thrown) => {
				purchase.looks.forget();
				const isOpen = ledger.find(item, request) !== undefined;
				intent.settle(isOpen ? 'uncertain' : 'nothing');
				if (isOpen) purchase.cost.unclear();
				else await reservation?.giveBack();
				return await Promise.reject(thrown);
			},
		);
		intent.settle('bought', entry.id, bought.response);
		await reservation?.bought(entry.id, bought.response);
		return bought;
	});
}

function ownOf({ request, accountMark: account, owner }: Purchase): Omit<Entry, 'state'> {
	return { request, account, owner };
}

/**
 * What an earlier execution bought, where nothing may be bought now: a limit forbids it, or there is no price. It costs
 * nothing any more, and may be just what has filled the limit.
 * @throws the refusal, unless it was bought before or may have been
 */
async function takeInstead(
	purchase: Purchase,
	refusal: unknown,
	flight: InFlight,
	land: () => void,
): Promise<Bought> {
	const entry = purchase.ledger.open(purchase.item, ownOf(purchase));
	const left = await purchase.left();
	if (left) return await takeLeft(purchase, entry, left, flight, land);
	const key = await purchase.used?.();
	const known = key?.earlier && (await takeEarlier(purchase, entry, key.earlier, '0'));
	if (known) return known;
	drop(purchase);
	if (key?.earlier) throw key.failure();
	return await Promise.reject(refusal as Error);
}

/** What an earlier process or execution was buying and never noted the end of. */
async function takeLeft(
	purchase: Purchase,
	entry: Entry,
	left: EarlierUse,
	flight: InFlight,
	land: () => void,
): Promise<Bought> {
	const known = await takeEarlier(purchase, entry, left);
	if (known) return known;
	// It was sent before what is known now, so nothing tells which purchase is its own.
	entry.failure = {
		message: 'An earlier execution broke off while it was buying this',
		at: Date.now(),
	};
	land();
	return await find(purchase, entry, flight);
}

/**
 * What an earlier execution bought in place of this one, where it can be found again.
 * @param amount what this execution spends on it. Nothing where a key names a purchase of any time; by default the price,
 * as what is bought for a retry or a repeated call is one purchase with what came before
 */
async function takeEarlier(
	purchase: Purchase,
	entry: Entry,
	earlier: EarlierUse,
	amount?: string,
): Promise<Bought | undefined> {
	const response = await earlier.find(purchase);
	if (!response) return undefined;
	const receipt = receiptOf(purchase, response);
	const { id, label: price = 'an unknown price' } = receipt ?? {};
	// The day is counted by the service's own records.
	purchase.cost.giveBack();
	purchase.ledger.change(entry, {
		...(receipt &&
			isComparable(entry, receipt) && { amount: receipt.amount, currency: receipt.currency }),
		...(amount !== undefined && { amount }),
		state: 'bought',
		id,
		price,
		response,
		alreadyBought: true,
		differs: receipt && differences(purchase, entry, { response, receipt }),
	});
	if (id !== undefined) {
		claim(placeOf(purchase), id, receipt?.createdAt);
		// n8n keeps nothing of that kind of a killed execution.
		if (amount === undefined) purchase.note(id, price);
	}
	return resultOf(entry);
}

/** An expression can give another value in every try; one item buys once nevertheless. */
function anotherRequest({ state, id, price }: Entry): OperationFailure {
	const earlier =
		state === 'bought'
			? `This item has already bought ${id === undefined ? '' : `${id} `}for ${price} in this execution, with other values`
			: 'This item may have been bought in an earlier try, with other values';
	return new OperationFailure({
		code: state === 'bought' ? 'conflict' : 'uncertain',
		message: earlier,
		description:
			'Nothing was sent now. Start a new execution to buy something else, and avoid expressions that change with every try.',
	});
}

/** The lists of two accounts have nothing to do with each other. */
function anotherAccount(): OperationFailure {
	return new OperationFailure({
		code: 'uncertain',
		message: 'This item may have been bought in an earlier try, with another credential',
		description:
			'Nothing was sent now, and no purchase was matched to it. Look into the list of purchases of the first account, or choose its credential and retry.',
	});
}
