import { OperationFailure } from '../errors';
import type { Outcome } from '../http/outcome';
import { fieldName } from '../http/request';
import { placeOf, receiptOf, wasMadeThen, type Purchase as Wanted } from './candidates';
import { isAmount } from './decimal';
import type { Cost } from './cost';
import { noteOwn } from './evidence';
import {
	claim,
	isClaimedMeanwhile,
	trackInFlight,
	type Candidate,
	type InFlight,
} from './inFlight';
import type { Intent } from './intents';
import type { EarlierUse } from './earlierUse';
import type { Reservation } from './keys';
import type { Differences, Entry, Overpaid } from './ledger';
import type { Looks } from './looks';
import { hold, reconcile } from './reconcile';
import { overpaidBy, type Limits } from './spendLimits';

/** A purchase about to be made. */
export interface Purchase extends Wanted {
	/** By which the account is known again in a retry, and nobody knows its key. */
	accountMark: string;
	limits: Limits;
	looks: Looks;
	cost: Cost;
	/** Writes down, where it outlives this process, that this is about to be sent. */
	intend(): Promise<Intent>;
	/** Takes note, at the same place, that what an earlier try left open is found. */
	found(id: number | undefined, response: object): Promise<void>;
	/**
	 * Reserves the name that the user gave to the purchase, for ever.
	 * @throws OperationFailure when it cannot be kept
	 */
	reserve?(): Promise<Reservation>;
	/** @param maxAmount the most that it may cost, where the user set a limit */
	send(maxAmount: string | undefined): Promise<Outcome>;
	/** Takes a purchase back and gives what is left of it. */
	compensate?(response: object): Promise<object>;
	/** Writes down what was charged: should the process be killed now, nothing else would tell. */
	log(text: string): void;
	/** Notes a purchase where the list of executions can be searched for it. */
	note(id: number, price: string): void;
}

/** What a purchase gave, and what is to be said about it. */
export interface Bought {
	response: object;
	/** Whether it was only found afterwards. */
	recovered: boolean;
	/** Whether another execution had bought it already. */
	alreadyBought?: boolean;
	overpaid?: Overpaid;
	differs?: Differences;
}

/** Parameters that say what is bought. */
const GOODS = ['country', 'countryCode', 'operator', 'product', 'quantity'];

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
		const entry = ledger.open(item, {
			request,
			account: purchase.accountMark,
			owner: purchase.owner,
			...(await purchase.cost.check()),
		});
		const dropped = (thrown: unknown) => {
			drop(purchase);
			return Promise.reject(thrown as Error);
		};
		const before = await purchase.looks.before(purchase, flight).catch(dropped);
		const intent = await purchase.intend();
		if (intent.left) {
			const known = await takeEarlier(purchase, entry, intent.left);
			if (known) return known;
			// It was sent before what is known now, so nothing tells which purchase is its own.
			entry.failure = {
				message: 'An earlier execution broke off while it bought this',
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
		const outcome = await purchase.send(entry.maxAmount);
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

/** Certainly nothing was bought. */
function drop({ ledger, item, cost }: Purchase): void {
	ledger.drop(item);
	cost.giveBack();
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

/** Finds out what came of a purchase that was sent. */
async function settle(
	purchase: Purchase,
	entry: Entry,
	flight: InFlight,
	outcome: Outcome,
	land: () => void,
): Promise<Bought> {
	if (outcome.kind === 'ok') {
		const receipt = receiptOf(purchase, outcome.response);
		// A cache on the way can answer a purchase with the answer to an earlier one.
		const isNew = receipt && !isKnown(purchase, entry, flight, receipt);
		if (isNew) {
			land();
			purchase.looks.answered(purchase, entry, receipt);
			const response = outcome.response as object;
			purchase.ledger.change(entry, { differs: differences(purchase, response) });
			return await record(purchase, entry, { response, receipt }, false);
		}
		entry.failure = {
			message: receipt
				? `The answer names ${receipt.id}, which was bought before`
				: 'The answer contains no purchase',
			httpCode: '200',
			at: Date.now(),
		};
	} else if (outcome.kind === 'unknown') {
		const { message, httpCode } = outcome.failure;
		entry.failure = { message, httpCode, at: Date.now() };
	} else {
		land();
		drop(purchase);
		throw new OperationFailure(outcome.failure);
	}
	purchase.looks.forget();
	hold(purchase, entry);
	land();
	return await find(purchase, entry, flight);
}

/** Whether the number in an answer is that of an earlier purchase, or of another item. */
function isKnown(
	purchase: Purchase,
	entry: Entry,
	flight: InFlight,
	{ id, createdAt }: Candidate['receipt'],
): boolean {
	return (
		id !== undefined &&
		((entry.newest !== undefined && id <= entry.newest) ||
			purchase.ledger.holds(id) ||
			isClaimedMeanwhile(placeOf(purchase), id, flight) ||
			// What others bought since the list was read is not in it, but it is dated before this was sent.
			(entry.fresh === false &&
				entry.newest !== undefined &&
				wasMadeThen(purchase, entry, createdAt) === false))
	);
}

/** What was asked for and is said to be something else in the answer. */
function differences({ operation, input }: Purchase, response: object): Differences | undefined {
	const answered = response as Record<string, unknown>;
	const found: Differences = {};
	for (const [key, parameter] of Object.entries(operation.params)) {
		const asked: unknown = input[key];
		const got = answered[fieldName(key, parameter)];
		if (!GOODS.includes(key) || asked === 'any' || !isScalar(asked) || !isScalar(got)) continue;
		if (String(asked).toLowerCase() !== String(got).toLowerCase()) found[key] = { asked, got };
	}
	return Object.keys(found).length > 0 ? found : undefined;
}

function isScalar(value: unknown): value is string | number {
	return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** Looks for a purchase whose request got no clear answer, and notes it. */
async function find(purchase: Purchase, entry: Entry, flight: InFlight): Promise<Bought> {
	return await record(purchase, entry, await reconcile(purchase, entry, flight), true);
}

/** Notes what an item bought, and takes it back if it was too expensive and the user wants that. */
async function record(
	purchase: Purchase,
	entry: Entry,
	{ response, receipt: { id, label: price, amount, currency } }: Candidate,
	recovered: boolean,
): Promise<Bought> {
	const { ledger, account, item, operation } = purchase;
	const place = placeOf(purchase);
	// What was charged in another currency cannot be compared with what was asked for.
	const isComparable =
		isAmount(amount) &&
		(entry.currency === undefined || (currency ?? entry.currency) === entry.currency);
	ledger.change(entry, {
		state: 'bought',
		id,
		price,
		response,
		recovered,
		...(isComparable && { amount, currency }),
	});
	delete entry.snapshot;
	delete entry.own;
	if (id !== undefined) {
		claim(place, id);
		purchase.note(id, price);
	}
	purchase.cost.bought(id);
	noteOwn(account, place, isAmount(amount) ? amount : undefined, currency);
	purchase.log(
		`${operation.action}: ${id === undefined ? '' : `${id} for `}${price} [item ${item}]`,
	);
	const overpaid = overpaidBy(entry, purchase.limits);
	if (overpaid) ledger.change(entry, { overpaid });
	// One that was only found may be somebody else's: it is not cancelled.
	if (overpaid && purchase.compensate && !recovered) {
		const left = await purchase.compensate(response).catch(() => undefined);
		overpaid.cancelled = left !== undefined;
		if (left) ledger.change(entry, { response: left, amount: '0' });
	}
	return resultOf(entry);
}

function resultOf({
	response,
	recovered = false,
	alreadyBought,
	overpaid,
	differs,
}: Entry): Bought {
	return { response: response as object, recovered, alreadyBought, overpaid, differs };
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
			'Nothing was sent now, and nothing was taken for it. Look into the list of purchases of the first account, or choose its credential and retry.',
	});
}
