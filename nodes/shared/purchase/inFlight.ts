import { keepNewest } from '../dropOldest';
import type { Receipt } from '../operation/money';

/** A listed purchase that may be a lost one. */
export interface Candidate {
	response: object;
	receipt: Receipt;
}

/** A purchase on its way, from before it is sent until its outcome is settled. */
export interface InFlight {
	/** The request in one line. */
	request: string;
	/** Resolves when the service answered, or the request is lost. */
	answered: Promise<void>;
	/** How many purchases had been claimed when it began. */
	claimsBefore: number;
}

/** A purchase of which nobody knows yet whether it was made. */
export interface Unsettled {
	request: string;
	/** Whether it is being looked for right now. */
	looking: boolean;
	/** Whether a listed purchase may be this one. */
	couldBe(candidate: Candidate): boolean;
}

/** Purchases under way in this process, by the place they are bought at. */
const inFlight = new Map<string, Set<InFlight>>();

/** By place and by whom they are for. They stay reserved after their own search: what they may own must not go to another one. */
const unsettled = new Map<string, Map<string, Unsettled>>();
const UNSETTLED_KEPT = 1_000;

/** Purchases that executions of this process have as their result, so that no other one takes them for its own, in the order of their claims. */
const claimed = new Map<string, { order: number; createdAt?: string }>();
let claims = 0;
const CLAIMS_KEPT = 10_000;

/** Lets the others know of a purchase while `work` carries it out, which calls `land` as soon as it has an answer or is lost. */
export async function trackInFlight<T>(
	place: string,
	request: string,
	work: (flight: InFlight, land: () => void) => Promise<T>,
): Promise<T> {
	const others = inFlight.get(place) ?? new Set();
	inFlight.set(place, others);
	let landed: () => void = () => undefined;
	const flight: InFlight = {
		request,
		answered: new Promise((resolve) => (landed = resolve)),
		claimsBefore: claims,
	};
	others.add(flight);
	try {
		return await work(flight, landed);
	} finally {
		landed();
		others.delete(flight);
		if (others.size === 0) inFlight.delete(place);
	}
}

/** Waits until every other purchase under way has its answer: what is new in the list may be theirs. */
export async function othersAnswered(place: string, own: InFlight): Promise<void> {
	await Promise.all(
		[...(inFlight.get(place) ?? [])].map(
			async (flight) => flight === own || (await flight.answered),
		),
	);
}

/** Keeps what a purchase may own from the others. */
export function reserve(place: string, owner: string, purchase: Unsettled): void {
	const others = unsettled.get(place) ?? new Map<string, Unsettled>();
	unsettled.set(place, others);
	keepNewest(others, owner, purchase, UNSETTLED_KEPT);
}

/** Ends that: it is known what became of the purchase. */
export function release(place: string, owner: string): void {
	unsettled.get(place)?.delete(owner);
}

/** How many purchases of the very same kind are being looked for, the own one included. */
export function countLookingFor(place: string, wanted: string): number {
	return [...(unsettled.get(place)?.values() ?? [])].filter(
		({ looking, request }) => looking && request === wanted,
	).length;
}

/**
 * Whether a listed purchase may belong to somebody else: those that look for the very same at once share what is there.
 * @param others what else is listed and may be theirs in its place
 */
export function mayBeOthers(
	place: string,
	owner: string,
	wanted: string,
	candidate: Candidate,
	others: readonly Candidate[],
): boolean {
	const left = new Set(others);
	for (const [other, { looking, request, couldBe }] of unsettled.get(place) ?? []) {
		if (other === owner || (looking && request === wanted) || !couldBe(candidate)) continue;
		const instead = [...left].find(couldBe);
		if (!instead) return true;
		left.delete(instead);
	}
	return false;
}

/**
 * Marks a purchase as the result of an item.
 * @param createdAt its date, as the service writes it
 */
export function claim(place: string, id: number, createdAt?: string): void {
	keepNewest(claimed, `${place} ${id}`, { order: (claims += 1), createdAt }, CLAIMS_KEPT);
}

/** Whether a purchase is the result of an item already. */
export function isClaimed(place: string, id: number): boolean {
	return claimed.has(`${place} ${id}`);
}

/** Whether a purchase became the result of another item while this one was under way. */
export function isClaimedMeanwhile(place: string, id: number, { claimsBefore }: InFlight): boolean {
	return (claimed.get(`${place} ${id}`)?.order ?? 0) > claimsBefore;
}

/**
 * Whether an answer is the repeated one to a purchase that is the result of an item already: number and date are the same.
 * @param undated what to say where one of them has no date
 */
export function isRepeated(place: string, { id, createdAt }: Receipt, undated: boolean): boolean {
	const earlier = claimed.get(`${place} ${id}`);
	if (!earlier) return false;
	return earlier.createdAt && createdAt ? earlier.createdAt === createdAt : undated;
}

/** How many purchases have been claimed until now. */
export function claimsUntilNow(): number {
	return claims;
}
