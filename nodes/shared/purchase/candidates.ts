import { orCancelled } from '../http/rateLimiter';
import type { ServiceClock } from '../http/serviceClock';
import { momentOf } from '../moment';
import type { Receipt } from '../operation/money';
import type { Input, Operation, Reader } from '../operation/operation';
import { compare, isAmount } from './decimal';
import { isClaimed, mayBeOthers, othersAnswered, type Candidate, type InFlight } from './inFlight';
import type { Entry, Ledger } from './ledger';

/** What has to be known of a purchase in order to find it again. */
export interface Purchase {
	operation: Operation;
	input: Input;
	item: number;
	/** What is bought, in one line, by which a repeated try is recognised. */
	request: string;
	/** The account it is bought with: its address and key. */
	account: string;
	/** By which the account is known again in a retry, and nobody knows its key. */
	accountMark: string;
	/** Whether a purchase found afterwards may be taken for this one. */
	recover: boolean;
	reader: Reader;
	clock: ServiceClock;
	ledger: Ledger;
	/** The item of the execution that it is for. */
	owner: string;
	/** Cancels the execution. */
	signal?: AbortSignal;
	warn(text: string): void;
}

/** What tells whether a listed purchase may be one that was lost. */
type Wanted = Pick<Purchase, 'operation' | 'input' | 'clock'>;

/** Milliseconds after a failure in which the service may still book what was sent. The looks for it take as long. */
const BOOKED_LATE_MS = 8_000;
/** Milliseconds of that in which others leave it alone: who is sent after the last look need not. */
const RESERVED_MS = 5_000;
/** Dates may be cut to the second. */
const SECOND_MS = 1_000;
/** Milliseconds after a failure in which a purchase without a date may be taken for the lost one. */
const UNDATED_MS = 60_000;
/** How many of the newest purchases are read, step by step, until one is met that is not new. */
const DEPTHS = [200, 1_000];
/** No service gives shorter pages: what is shorter is the whole list. */
const SHORTEST_PAGE = 10;

/** The account, and what is bought there: each kind of thing has its own numbers. */
export function placeOf({ account, operation }: Pick<Purchase, 'account' | 'operation'>): string {
	return `${account} ${operation.resource}`;
}

/** The newest purchases of the account, as the operation lists them. */
export async function listed(purchase: Purchase, limit?: number): Promise<Candidate[]> {
	return (await read(purchase, limit)).all;
}

/** The same, with the number of entries: some may be no purchase that can be read. */
async function read(
	{ operation, reader, input }: Purchase,
	limit?: number,
): Promise<{ all: Candidate[]; count: number }> {
	if (typeof operation.reconcile !== 'function') return { all: [], count: 0 };
	const responses: object[] = await operation.reconcile(reader, input, limit);
	const all = responses.flatMap((response) => {
		const receipt = operation.receipt?.(response);
		return receipt ? [{ response, receipt }] : [];
	});
	return { all, count: responses.length };
}

/**
 * What is new in the list and may be this purchase, oldest first, whether or not it may be taken for it; and the list, with
 * whether all that is new was read.
 */
export async function newCandidates(
	purchase: Purchase,
	entry: Entry,
	flight: InFlight,
): Promise<{ found: Candidate[]; all: Candidate[]; isWhole: boolean }> {
	const { newest = 0 } = entry;
	let all = await listed(purchase);
	let isWhole = entry.newest === undefined || reachesBack(all, newest);
	for (const depth of DEPTHS) {
		if (isWhole) break;
		const more = await read(purchase, depth);
		all = more.all;
		isWhole = more.count < depth || reachesBack(all, newest);
	}
	// Where nothing may be taken, nobody's answer changes anything.
	if (entry.newest !== undefined)
		await orCancelled(othersAnswered(placeOf(purchase), flight), purchase.signal);
	const found = all
		.filter(
			(one) =>
				one.receipt.id !== undefined &&
				one.receipt.id > newest &&
				!purchase.ledger.holds(one.receipt.id, purchase.accountMark) &&
				isAskedFor(purchase, one),
		)
		.sort((a, b) => a.receipt.id! - b.receipt.id!);
	return { found, all, isWhole };
}

/** Whether the list begins with the newest one and shows one that was there before. */
function reachesBack(all: readonly Candidate[], newest: number): boolean {
	if (all.length < SHORTEST_PAGE) return true;
	return isNewestFirst(all) && all.some(({ receipt: { id } }) => id !== undefined && id <= newest);
}

function isNewestFirst(all: readonly Candidate[]): boolean {
	const ids = all.flatMap(({ receipt }) => receipt.id ?? []);
	return ids.every((id, index) => index === 0 || id <= ids[index - 1]!);
}

/** The highest number in the list, 0 without any; undefined when it cannot be told from the newest purchases. */
export async function newestListed(purchase: Purchase): Promise<number | undefined> {
	let all = await listed(purchase);
	if (all.length >= SHORTEST_PAGE && !isNewestFirst(all)) {
		// In any other order the highest can be on a later page.
		const [depth] = DEPTHS as [number];
		const more = await read(purchase, depth);
		if (more.count >= depth) return undefined;
		all = more.all;
	}
	return Math.max(0, ...all.map(({ receipt }) => receipt.id ?? 0));
}

function isAskedFor({ operation, input }: Wanted, { response }: Candidate): boolean {
	try {
		return operation.matches?.(input, response) ?? true;
	} catch {
		// Fields of an unexpected kind do not prove that it is something else.
		return true;
	}
}

/** When a purchase can have been booked, by the service's clock. */
function spanOf({ clock }: Wanted, entry: Entry): Entry['span'] {
	if (entry.sentAt === undefined) return undefined;
	const span = clock.spanOf(entry.sentAt, entry.failure?.at ?? Date.now());
	return span && { from: span.from - SECOND_MS, to: span.to };
}

/** Whether something was made between sending and shortly after the failure; undefined when it cannot be told. */
export function wasMadeThen(
	purchase: Wanted,
	entry: Entry,
	createdAt: string | undefined,
	bookedWithin = BOOKED_LATE_MS,
): boolean | undefined {
	const at = momentOf(createdAt);
	const span = entry.span ?? spanOf(purchase, entry);
	// What is known of the clock at the failure is kept for a retry of the execution.
	if (entry.failure) entry.span = span;
	if (at === undefined || !span) return undefined;
	return at >= span.from && at <= span.to + bookedWithin;
}

/** Whether a listed purchase may be what was lost, as far as its number, its date and its price tell. */
function fits(purchase: Purchase, entry: Entry, candidate: Candidate): boolean {
	const { id, amount, createdAt } = candidate.receipt;
	if (id === undefined || entry.newest === undefined || id <= entry.newest) return false;
	// The service was told the limit, so it did not sell at a higher price.
	const { sentLimit } = entry;
	if (sentLimit !== undefined && isAmount(amount) && compare(amount!, sentLimit) > 0) return false;
	return (
		wasMadeThen(purchase, entry, createdAt) ??
		(entry.fresh === true && Date.now() - (entry.failure?.at ?? 0) < UNDATED_MS)
	);
}

/** Which of the listed purchases may be taken for this one: they fit, and nobody else may own them. */
export function freeOnes(
	purchase: Purchase,
	entry: Entry,
	owner: string,
	{ found, all }: { found: Candidate[]; all: Candidate[] },
): Candidate[] {
	const place = placeOf(purchase);
	const fitting = found.filter((one) => fits(purchase, entry, one));
	const ids = new Set(fitting.map(({ receipt }) => receipt.id));
	const others = all.filter(
		({ receipt: { id } }) => id !== undefined && !ids.has(id) && !isClaimed(place, id),
	);
	return fitting.filter((one) => !mayBeOthers(place, owner, purchase.request, one, others));
}

/** Whether a purchase whose outcome is unknown may own what is listed. */
export function couldBe(purchase: Wanted, entry: Entry, candidate: Candidate): boolean {
	if (!isAskedFor(purchase, candidate)) return false;
	const { id, createdAt } = candidate.receipt;
	return (
		wasMadeThen(purchase, entry, createdAt, RESERVED_MS) ??
		// Without a date it is left alone as long as it may still be booked.
		(entry.newest !== undefined &&
			id !== undefined &&
			id > entry.newest &&
			Date.now() - (entry.failure?.at ?? 0) < BOOKED_LATE_MS)
	);
}

/** What the response to a purchase, or a list, is known by. */
export function receiptOf({ operation }: Purchase, response: unknown): Receipt | undefined {
	try {
		return operation.receipt?.(response);
	} catch {
		// Fields of an unexpected kind: whatever it is, it names no purchase.
		return undefined;
	}
}
