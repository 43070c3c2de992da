/** What is about to be bought. */
export interface About {
	item: number;
	request: string;
	/** The user's own name of it. */
	key?: string;
	account: string;
	accountMark: string;
}

/** The entries of a purchase: with its execution, as what is bought, and as part of a call. */
export type Names = Record<'own' | 'like' | 'calls', string[]>;

/** How many days a retry is stopped by a purchase that a killed process left open. */
const DAYS_KEPT = 7;
const DAY_MS = 86_400_000;
/** How many clock hours, the current one included, a failed call stops the same call from buying again. */
const HOURS_KEPT = 2;
const HOUR_MS = 3_600_000;

/** What is bought, by the current day; for a retry also by each day before it. */
export function byDay(about: About, isRetry: boolean): string[] {
	const today = Math.floor(Date.now() / DAY_MS);
	return Array.from(
		{ length: isRetry ? DAYS_KEPT : 1 },
		(_none, ago) => `purchase on day ${today - ago} ${about.item} ${requestOf(about)}`,
	);
}

/** A call that may come again, by the current hour and each one before it. */
export function inCall(about: About, nth: number, came: string): string[] {
	const hour = Math.floor(Date.now() / HOUR_MS);
	return Array.from(
		{ length: HOURS_KEPT },
		(_none, ago) => `call in hour ${hour - ago} ${nth} ${requestOf(about)} ${came}`,
	);
}

/** Two keys are two purchases, whatever else is the same. */
function requestOf({ request, key }: About): string {
	return key === undefined ? request : `${request} with key ${JSON.stringify(key)}`;
}
