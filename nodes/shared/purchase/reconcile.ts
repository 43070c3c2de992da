import { OperationFailure, type Failure } from '../errors';
import { pause } from '../http/rateLimiter';
import { couldBe, freeOnes, newCandidates, placeOf, type Purchase } from './candidates';
import { changesOf, ownSince, shownTrace } from './evidence';
import {
	claim,
	countLookingFor,
	isClaimed,
	release,
	reserve,
	type Candidate,
	type InFlight,
} from './inFlight';
import type { Entry } from './ledger';

/** Milliseconds before each look for a purchase: the service may book it, or show it, later than the connection broke. */
const RECONCILE_DELAYS_MS = [0, 1_000, 2_000, 4_000];
/** How many purchases a message names where it is not known which of them are new. */
const MAX_IDS_IN_ERROR = 5;

/** Keeps from others what a purchase may own, until it is known what became of it. */
export function hold(purchase: Purchase, entry: Entry, looking = true): void {
	// Nothing else of the execution is kept by that.
	const { operation, input, clock, request } = purchase;
	reserve(placeOf(purchase), ownerOf(purchase, entry), {
		request,
		looking,
		couldBe: (candidate) => couldBe({ operation, input, clock }, entry, candidate),
	});
}

/**
 * Looks for a purchase whose request got no clear answer, and claims it.
 * @throws OperationFailure with code `uncertain` when it cannot be told
 */
export async function reconcile(
	purchase: Purchase,
	entry: Entry,
	flight: InFlight,
): Promise<Candidate> {
	const found = await search(purchase, entry, flight).catch(async (thrown) => {
		// Nobody comes back to look for that of a cancelled execution.
		if (purchase.signal?.aborted) release(placeOf(purchase), ownerOf(purchase, entry));
		else hold(purchase, entry, false);
		return await Promise.reject(thrown as Error);
	});
	release(placeOf(purchase), ownerOf(purchase, entry));
	return found;
}

async function search(purchase: Purchase, entry: Entry, flight: InFlight): Promise<Candidate> {
	const uncertain = (advice: string) => uncertainFailure(purchase, entry, advice);
	if (purchase.operation.reconcile === 'impossible')
		throw uncertain(await adviceFrom(purchase, entry));

	let found: Candidate[] | undefined;
	let all: Candidate[] = [];
	let isWhole = true;
	const place = placeOf(purchase);
	const comparable = purchase.recover && entry.newest !== undefined;
	for (const wait of comparable ? RECONCILE_DELAYS_MS : [0]) {
		await pause(wait, purchase.signal);
		const listed = await newCandidates(purchase, entry, flight).catch(() => undefined);
		// From here to the claim nothing is awaited: others that waited for the same answer would take the same purchase.
		all = listed?.all ?? all;
		isWhole = listed?.isWhole ?? isWhole;
		found = (listed?.found ?? found)?.filter(({ receipt: { id } }) => !isClaimed(place, id!));
		if (found === undefined || purchase.signal?.aborted) break;
		const free = freeOnes(purchase, entry, ownerOf(purchase, entry), { found, all });
		const [oldest] = free;
		// Where several of the very same kind are looked for, each may take one.
		if (comparable && oldest && free.length <= countLookingFor(place, purchase.request)) {
			claim(place, oldest.receipt.id!);
			return oldest;
		}
		if (oldest) break;
	}
	throw uncertain(adviceAbout(found, comparable, isWhole));
}

/** A retry of the execution looks for the same purchase. */
function ownerOf({ owner }: Purchase, entry: Entry): string {
	return entry.owner ?? owner;
}

function adviceAbout(
	found: Candidate[] | undefined,
	comparable: boolean,
	isWhole: boolean,
): string {
	if (found === undefined)
		return 'The list of purchases could not be read: look there before buying again.';
	const ids = found
		.slice(-MAX_IDS_IN_ERROR * (comparable ? 4 : 1))
		.map(({ receipt }) => receipt.id)
		.join(', ');
	if (!comparable)
		return `No purchase was matched to this one. ${ids ? `The newest of this kind: ${ids}. ` : ''}Look into the list of purchases before buying again.`;
	if (!ids && !isWhole)
		return 'The account has bought too much since to look through all of it: search the list of purchases before buying again.';
	return ids
		? `New purchases that could be this one: ${ids}. Look at them before buying again.`
		: 'No new purchase of this kind is in the list yet. Look there again before buying: it may appear late.';
}

function uncertainFailure(purchase: Purchase, entry: Entry, advice: string): OperationFailure {
	const { message, httpCode } = entry.failure ?? {
		message: 'An earlier try broke off',
		httpCode: undefined,
	};
	const failure: Failure = {
		code: 'uncertain',
		message: `${message}, so this may have been charged`,
		description: `It is not sent again. ${advice}`,
		httpCode,
	};
	// Nobody looks at the error of an execution that was cancelled.
	if (purchase.signal?.aborted)
		purchase.warn(`${failure.message} [item ${purchase.item}]. ${failure.description}`);
	return new OperationFailure(failure);
}

/** What changed since, where there is no list to look into. */
async function adviceFrom(purchase: Purchase, entry: Entry): Promise<string> {
	const { operation, reader, input, signal } = purchase;
	const { snapshot } = entry;
	const check =
		'There is no list in which it could be looked up: compare the balance, or ask the support, before doing it again.';
	if (!operation.snapshot || !snapshot) return check;
	for (const wait of RECONCILE_DELAYS_MS) {
		await pause(wait, signal);
		const now = await operation.snapshot(reader, input).catch(() => undefined);
		if (!now) return check;
		const changes = changesOf(
			snapshot,
			now,
			ownSince(purchase.account, placeOf(purchase), entry.own),
		);
		if (changes.length > 0)
			return `It probably happened: ${changes.join('; ')}. Check this before doing it again.`;
		if (signal?.aborted) break;
	}
	const known = Object.entries(snapshot).map(([name, trace]) => `${name} ${shownTrace(trace)}`);
	return `Nothing has changed since (${known.join('; ')}), but a change may show later. ${check}`;
}
