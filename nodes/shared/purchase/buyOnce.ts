import { OperationFailure } from '../errors';
import { placeOf, receiptOf } from './candidates';
import type { EarlierUse } from './earlierUse';
import { trackInFlight } from './inFlight';
import type { Entry } from './ledger';
import type { Bought, Purchase } from './purchase';
import { hold } from './reconcile';
import { drop, find, resultOf, settle } from './settle';

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
			const bought = await find(purchase, earlier, flight);
			await purchase.found(earlier.id, bought.response);
			return bought;
		}
		// An agent can make calls at once: what this one may cost has to be noted before anything else is waited for.
		await purchase.cost.read();
		const entry = ledger.open(item, {
			request,
			account: purchase.accountMark,
			owner: purchase.owner,
			...purchase.cost.compare(),
		});
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
			const known = await takeEarlier(purchase, entry, intent.left);
			if (known) return known;
			// It was sent before what is known now, so nothing tells which purchase is its own.
			entry.failure = {
				message: 'An earlier execution broke off while it was buying this',
				at: Date.now(),
			};
			land();
			return await find(purchase, entry, flight);
		}
		Object.assign(entry, before);
		const reservation = await purchase.reserve?.().catch(async (thrown) => {
			intent.settle('nothing');
			return await dropped(thrown);
		});
		if (reservation?.earlier) {
			intent.settle('nothing');
			const known = await takeEarlier(purchase, entry, reservation.earlier);
			if (known) return known;
			drop(purchase);
			throw reservation.failure();
		}
		entry.sentAt = Date.now();
		const outcome = await purchase.send(ceiling);
		const bought = await settle(purchase, entry, flight, outcome, land).catch(async (thrown) => {
			purchase.looks.forget();
			const isOpen = ledger.find(item, request) !== undefined;
			intent.settle(isOpen ? 'uncertain' : 'nothing');
			if (!isOpen) await reservation?.giveBack();
			return await Promise.reject(thrown);
		});
		intent.settle('bought', entry.id, bought.response);
		await reservation?.bought(entry.id, bought.response);
		return bought;
	});
}

/** What an earlier execution bought in place of this one, where it can be found again. */
async function takeEarlier(
	purchase: Purchase,
	entry: Entry,
	earlier: EarlierUse,
): Promise<Bought | undefined> {
	const response = await earlier.find(purchase);
	if (!response) return undefined;
	const { id, label: price = 'an unknown price' } = receiptOf(purchase, response) ?? {};
	// This execution spends nothing on it.
	purchase.cost.giveBack();
	purchase.ledger.change(entry, {
		state: 'bought',
		amount: '0',
		id,
		price,
		response,
		alreadyBought: true,
	});
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
