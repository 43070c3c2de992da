import { OperationFailure } from '../errors';
import type { Receipt } from '../operation/money';
import type { Outcome } from '../http/outcome';
import { fieldName } from '../http/request';
import { placeOf, receiptOf, wasMadeThen } from './candidates';
import { compare, isAmount } from './decimal';
import { noteOwn } from './evidence';
import { claim, isClaimedMeanwhile, isRepeated, type Candidate, type InFlight } from './inFlight';
import type { Differences, Entry } from './ledger';
import type { Bought, Purchase } from './purchase';
import { hold, reconcile } from './reconcile';
import { overpaidBy } from './spendLimits';

/** Parameters that say what is bought. */
const GOODS = ['country', 'countryCode', 'operator', 'product', 'quantity', 'number'];
/** Fields of an answer that repeat them, where they have other names. */
const ANSWERED_AS: Record<string, string> = { number: 'phone' };

/** Certainly nothing was bought. */
export function drop({ ledger, item, cost }: Purchase): void {
	ledger.drop(item);
	cost.giveBack();
}

/**
 * Finds out what came of a purchase that was sent.
 * @param booked is told of it before anything else takes time
 */
export async function settle(
	purchase: Purchase,
	entry: Entry,
	flight: InFlight,
	outcome: Outcome,
	land: () => void,
	booked?: (id: number | undefined, response: object) => Promise<void>,
): Promise<Bought> {
	if (outcome.kind === 'ok') {
		const receipt = receiptOf(purchase, outcome.response);
		// A cache on the way can answer a purchase with the answer to an earlier one.
		const isNew = receipt && !isKnown(purchase, entry, flight, receipt);
		if (isNew) {
			land();
			purchase.looks.answered(purchase, entry, receipt);
			return await record(
				purchase,
				entry,
				{ response: outcome.response as object, receipt },
				false,
				booked,
			);
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
	receipt: Candidate['receipt'],
): boolean {
	const { id, createdAt } = receipt;
	return (
		id !== undefined &&
		((entry.newest !== undefined && id <= entry.newest) ||
			purchase.ledger.holds(id, purchase.accountMark) ||
			isClaimedMeanwhile(placeOf(purchase), id, flight) ||
			isRepeated(placeOf(purchase), receipt, entry.newest === undefined) ||
			// What others bought since the list was read is not in it, but it is dated before this was sent.
			(entry.fresh === false &&
				entry.newest !== undefined &&
				wasMadeThen(purchase, entry, createdAt) === false))
	);
}

/** What was asked for and is something else in what was bought, its currency included. */
export function differences(
	{ operation, input }: Purchase,
	{ currency: asked }: Entry,
	{ response, receipt: { currency: got } }: Candidate,
): Differences | undefined {
	const answered = response as Record<string, unknown>;
	const found: Differences = {};
	if (asked !== undefined && got !== undefined && asked !== got) found.currency = { asked, got };
	for (const [key, parameter] of Object.entries(operation.params)) {
		const asked: unknown = input[key];
		const got = answered[ANSWERED_AS[key] ?? fieldName(key, parameter)];
		if (!GOODS.includes(key) || asked === 'any' || !isScalar(asked) || !isScalar(got)) continue;
		if (plain(asked) !== plain(got)) found[key] = { asked, got };
	}
	return Object.keys(found).length > 0 ? found : undefined;
}

/** Without what is only another way to write the same. */
function plain(value: string | number): string {
	const text = String(value).trim().toLowerCase();
	return /^\+?[\d\s().-]+$/.test(text) ? text.replace(/\D/g, '') : text;
}

function isScalar(value: unknown): value is string | number {
	return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** Looks for a purchase whose request got no clear answer, and notes it. */
export async function find(purchase: Purchase, entry: Entry, flight: InFlight): Promise<Bought> {
	return await record(purchase, entry, await reconcile(purchase, entry, flight), true);
}

/** Notes what an item bought, and takes it back if it was too expensive and the user wants that. */
async function record(
	purchase: Purchase,
	entry: Entry,
	candidate: Candidate,
	recovered: boolean,
	booked?: (id: number | undefined, response: object) => Promise<void>,
): Promise<Bought> {
	const {
		response,
		receipt: { id, label: price, amount, currency, createdAt },
	} = candidate;
	const { ledger, account, item, operation } = purchase;
	const place = placeOf(purchase);
	ledger.change(entry, {
		state: 'bought',
		id,
		price,
		response,
		recovered,
		differs: differences(purchase, entry, candidate),
		...(isComparable(entry, candidate.receipt) && { amount, currency }),
	});
	delete entry.snapshot;
	delete entry.own;
	if (id !== undefined) {
		claim(place, id, createdAt);
		purchase.note(id, price);
	}
	purchase.cost.bought(id, amount, entry.owner);
	noteOwn(account, place, isAmount(amount) ? amount : undefined, currency);
	purchase.log(
		`${operation.action}: ${id === undefined ? '' : `${id} for `}${price} [item ${item}]`,
	);
	const overpaid = overpaidBy(entry, purchase.limits);
	if (overpaid) ledger.change(entry, { overpaid });
	// One that was only found may be somebody else's: it is not cancelled.
	if (overpaid && purchase.compensate && !recovered) {
		// The service may allow it after minutes only, in which the process may be killed.
		await booked?.(id, response);
		const left = await purchase.compensate(response).catch((thrown: unknown) => {
			if (thrown instanceof OperationFailure) overpaid.reason = thrown.message;
		});
		overpaid.cancelled = left !== undefined;
		if (left) ledger.change(entry, { response: left, amount: '0' });
	}
	return resultOf(entry);
}

/** Whether what was charged can be compared with what was asked for: another currency cannot. */
export function isComparable({ currency: asked }: Entry, { amount, currency }: Receipt): boolean {
	// A price of 0 is one that is not told.
	return (
		isAmount(amount) &&
		compare(amount!, '0') > 0 &&
		(asked === undefined || (currency ?? asked) === asked)
	);
}

/** What an entry gives as a result. */
export function resultOf({
	response,
	recovered = false,
	alreadyBought,
	overpaid,
	differs,
}: Entry): Bought {
	return { response: response as object, recovered, alreadyBought, overpaid, differs };
}
