import { inWords, OperationFailure } from '../errors';
import type { ServiceClock } from '../http/serviceClock';
import type { Charge } from '../operation/money';
import type { Operation, Reader } from '../operation/operation';
import { momentOf } from '../moment';
import { keepNewest } from '../dropOldest';
import { compare, isAmount, sum } from './decimal';
import type { Entry } from './ledger';
import { assertSameCurrency, named, overBudget } from './spendLimits';

/** An amount that counts into the day from the moment it was allowed, until the service's records show it. */
export interface DayShare {
	amount: string;
	/** Where the service names one. */
	currency?: string;
	/** The item that it is for. */
	owner: string;
	at: number;
	/** Whether the service lists it under a number of its own. */
	isListed: boolean;
	/** The number, once known. */
	id?: number;
	/** When it was given up to find out whether it was made. */
	unclearSince?: number;
	/** Takes it back: nothing was bought. */
	giveBack(): void;
}

/** What an account has spent in the last 24 hours. */
interface Day {
	readAt: number;
	/** By the service's own records, of what has a number there, and of what has none. */
	numbered: string;
	unnumbered: string;
	ids: ReadonlySet<number>;
	currency?: string;
}

/** What a limit for a day is compared with. */
export interface DayQuestion {
	operation: Operation;
	reader: Reader;
	clock: ServiceClock;
	account: string;
	/** The item that buys. */
	owner: string;
	maxPerDay: string;
}

const DAY_MS = 86_400_000;
/** Milliseconds for which the records count as read: what others buy is seen after that at the latest. */
const READ_FOR_MS = 30_000;
/** A workflow may buy for many customers, each with an account of his own. */
const ACCOUNTS_KEPT = 10_000;

/** Of executions of this process, by account. */
const shares = new Map<string, Set<DayShare>>();

/**
 * Compares what the account has spent in the last 24 hours with the limit, and adds what is about to be bought. All
 * executions of this process count at once; what others buy counts when a run begins, and at most half a minute later.
 * @throws OperationFailure with code `overBudget`, or when the records cannot be read
 */
export async function checkDay(
	records: DayRecords,
	question: DayQuestion,
	{ amount = '0', currency }: Pick<Entry, 'amount' | 'currency'>,
): Promise<DayShare> {
	const { account, owner, maxPerDay, operation } = question;
	const day = await records.read(question);
	// From here nothing is awaited: two at once would both find room for themselves.
	const own = shares.get(account) ?? new Set<DayShare>();
	keepNewest(shares, account, own, ACCOUNTS_KEPT);
	for (const share of own) if (isOver(share, day)) own.delete(share);
	const before = spentIn(day, own);
	assertSameCurrency('Max Per Day', currency, { amount: before, currency: day.currency });
	for (const share of own) assertSameCurrency('Max Per Day', currency, share);
	const total = sum([before, amount]);
	if (compare(total, maxPerDay) > 0)
		throw overBudget(
			`This item (${named(amount, currency)}) would bring the account to ${named(total, currency)} in 24 hours, above your Max Per Day (${maxPerDay})`,
			"Raise 'Max Per Day', or try again later.",
		);
	const isListed = typeof operation.reconcile === 'function';
	const share: DayShare = {
		amount,
		currency,
		owner,
		at: Date.now(),
		isListed,
		giveBack: () => void own.delete(share),
	};
	own.add(share);
	return share;
}

/** What an item has been allowed to spend, in this try or an earlier one. */
export function shareOf(account: string, owner: string): DayShare | undefined {
	return [...(shares.get(account) ?? [])].find((share) => share.owner === owner);
}

/**
 * Whether a share need not be kept: it is too old, or all records that are still in use show it. Those show too what is
 * unclear, if it was made.
 */
function isOver({ at, id, isListed, unclearSince }: DayShare, { ids, readAt }: Day): boolean {
	const age = Date.now() - at;
	if (age > DAY_MS) return true;
	if (id !== undefined) return ids.has(id) && age > 2 * READ_FOR_MS;
	return isListed && unclearSince !== undefined && readAt - unclearSince > 2 * READ_FOR_MS;
}

/** Of what has no number in the records nobody knows whose it is: the larger sum counts. */
function spentIn({ numbered, unnumbered, ids }: Day, own: Iterable<DayShare>): string {
	const extra: string[] = [];
	const unlisted: string[] = [];
	for (const { amount, isListed, id } of own) {
		if (!isListed) unlisted.push(amount);
		else if (id === undefined || !ids.has(id)) extra.push(amount);
	}
	const others = sum(unlisted);
	return sum([numbered, ...extra, compare(others, unnumbered) > 0 ? others : unnumbered]);
}

/** The service's records for one run of a node, which reads them again when they are too old. */
export class DayRecords {
	private last?: Day;

	/** Throws when they cannot be read. */
	async read(question: DayQuestion): Promise<Day> {
		if (!this.last || Date.now() - this.last.readAt > READ_FOR_MS) this.last = await read(question);
		return this.last;
	}
}

async function read({
	operation,
	reader,
	clock,
}: Pick<DayQuestion, 'operation' | 'reader' | 'clock'>): Promise<Day> {
	const readAt = Date.now();
	const since = (clock.spanOf(readAt)?.from ?? readAt) - DAY_MS;
	const charges = (await operation.charges!(reader, since)).filter(
		({ at }) => (momentOf(at) ?? Infinity) >= since,
	);
	const currencies = new Set(
		// What came back is nothing in any currency.
		charges.flatMap(({ amount, currency }) => (amount === 0 ? [] : (currency ?? []))),
	);
	const unknown = charges.find(({ amount }) => !isAmount(amount));
	if (unknown || currencies.size > 1)
		throw new OperationFailure({
			code: 'unexpectedReply',
			message: unknown
				? `The price of purchase ${inWords(unknown.id, '')} is not known, so 'Max Per Day' cannot be enforced`
				: `The account bought in different currencies (${[...currencies].join(', ')}), so 'Max Per Day' cannot be enforced`,
			description: "Nothing was bought. Remove 'Max Per Day', or try again in 24 hours.",
		});
	const total = (some: Charge[]) => sum(some.map(({ amount }) => String(amount)));
	return {
		readAt,
		numbered: total(charges.filter(({ id }) => id !== undefined)),
		unnumbered: total(charges.filter(({ id }) => id === undefined)),
		ids: new Set(charges.flatMap(({ id }) => id ?? [])),
		currency: [...currencies][0],
	};
}
