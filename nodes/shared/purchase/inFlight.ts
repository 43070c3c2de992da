import { dropOldest } from '../dropOldest';

/** A purchase on its way, from before it is sent until its outcome is settled. */
export interface InFlight {
	/** The request in one line. */
	request: string;
	/** Resolves when the service answered, or the request is lost. */
	answered: Promise<void>;
	/** How many purchases had been claimed when it began. */
	claimsBefore: number;
	/** Whether its response was lost or unclear. */
	unclear: boolean;
}

/** Purchases under way in this process, by the place they are bought at. */
const inFlight = new Map<string, Set<InFlight>>();

/** Purchases that are the result of an item in this process, in the order of their claims: no other item may adopt them. */
const claimed = new Map<string, number>();
let claims = 0;
const CLAIMS_KEPT = 10_000;

/** Registers a purchase while `work` carries it out, so that others wait for it. */
export async function trackInFlight<T>(
	place: string,
	request: string,
	work: (flight: InFlight, land: (unclear: boolean) => void) => Promise<T>,
): Promise<T> {
	const others = inFlight.get(place) ?? new Set();
	inFlight.set(place, others);
	let landed: () => void = () => undefined;
	const flight: InFlight = {
		request,
		answered: new Promise((resolve) => (landed = resolve)),
		claimsBefore: claims,
		unclear: false,
	};
	others.add(flight);
	try {
		return await work(flight, (unclear) => {
			flight.unclear = unclear;
			landed();
		});
	} finally {
		landed();
		others.delete(flight);
		if (others.size === 0) inFlight.delete(place);
	}
}

/** Waits until every other purchase in flight has its response: what is new in the list may be theirs. */
export async function othersAnswered(place: string, own: InFlight): Promise<void> {
	await Promise.all(
		[...(inFlight.get(place) ?? [])].map(
			async (flight) => flight === own || (await flight.answered),
		),
	);
}

/** Identical purchases with unknown outcome, this one included: at most so many list entries may be adopted. */
export function countLookingFor(place: string, { request }: InFlight): number {
	return [...(inFlight.get(place) ?? [])].filter(
		(flight) => flight.unclear && flight.request === request,
	).length;
}

/** Marks a purchase as the result of an item. */
export function claim(place: string, id: number): void {
	claimed.set(`${place} ${id}`, (claims += 1));
	dropOldest(claimed, CLAIMS_KEPT);
}

/** Whether a purchase is the result of an item already. */
export function isClaimed(place: string, id: number): boolean {
	return claimed.has(`${place} ${id}`);
}

/** Whether a purchase became the result of another item while this one was under way. */
export function isClaimedMeanwhile(place: string, id: number, { claimsBefore }: InFlight): boolean {
	return (claimed.get(`${place} ${id}`) ?? 0) > claimsBefore;
}
