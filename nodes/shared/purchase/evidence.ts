import type { Trace } from '../operation/money';
import { compare, isAmount, minus, sum } from './decimal';
import { keepNewest } from '../dropOldest';

/** What executions of this process bought with an account: their traces are not those of a lost purchase. */
export interface Own {
	/** By currency. */
	spent: Record<string, string>;
	/** How many purchases of the kind that is asked about. */
	bought: number;
}

const spent = new Map<string, Record<string, string>>();
const bought = new Map<string, number>();
const KEPT = 10_000;

/**
 * Notes a purchase that was certainly made.
 * @param place the account and what is bought there
 */
export function noteOwn(account: string, place: string, amount = '0', currency = ''): void {
	const before = spent.get(account) ?? {};
	const now = { ...before, [currency]: sum([before[currency] ?? '0', amount]) };
	keepNewest(spent, account, now, KEPT);
	keepNewest(bought, place, (bought.get(place) ?? 0) + 1, KEPT);
}

/** What this process has bought with the account until now. */
export function ownOf(account: string, place: string): Own {
	return { spent: spent.get(account) ?? {}, bought: bought.get(place) ?? 0 };
}

/** What this process bought with the account after `before`. */
export function ownSince(account: string, place: string, before: Own | undefined): Own {
	const now = ownOf(account, place);
	// Another process, before a restart of n8n, counted for itself.
	if (!before || now.bought < before.bought) return { spent: {}, bought: 0 };
	const since = Object.entries(now.spent).map(([currency, amount]) => {
		const earlier = before.spent[currency] ?? '0';
		return [currency, compare(amount, earlier) > 0 ? minus(amount, earlier) : '0'];
	});
	return {
		spent: Object.fromEntries(since) as Own['spent'],
		bought: now.bought - before.bought,
	};
}

/** A trace for people. */
export function shownTrace(trace: Trace): string {
	return typeof trace === 'string' ? trace : [trace.amount, trace.currency ?? []].flat().join(' ');
}

/**
 * What changed, apart from what this process did itself.
 * @param own what this process bought in between
 */
export function changesOf(
	before: Record<string, Trace>,
	now: Record<string, Trace>,
	own: Own,
): string[] {
	return Object.keys(now).flatMap((name) => {
		const [old, current] = [before[name] ?? 'unknown', now[name]!];
		if (shownTrace(old) === shownTrace(current)) return [];
		const change = `${name} was ${shownTrace(old)} before and is ${shownTrace(current)} now`;
		if (typeof old === 'string' || typeof current === 'string')
			// Which of several purchases left it cannot be told.
			return own.bought > 0 ? [] : [change];
		if (!isAmount(old.amount) || !isAmount(current.amount)) return [change];
		// Two currencies have nothing to do with each other.
		if (old.currency !== current.currency) return [change];
		const others = own.spent[current.currency ?? ''] ?? '0';
		const expected = minus(old.amount, others);
		if (isAmount(expected) && compare(current.amount, expected) >= 0) return [];
		return [
			compare(others, '0') === 0
				? change
				: `${change}, of which this n8n spent ${others} on other purchases`,
		];
	});
}
