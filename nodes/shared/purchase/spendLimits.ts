import { compare, minus, sum, times } from './decimal';
import { OperationFailure } from '../errors';
import type { Quote } from '../operation/money';
import type { Entry, Overpaid, Spent } from './ledger';

/** The spending limits of the user, as decimal strings. */
export interface Limits {
	/** Per account or number. */
	maxPrice?: string;
	/** For all items and runs of the node in one execution. */
	maxTotal?: string;
	/** For everything that the account buys in 24 hours. */
	maxPerDay?: string;
	/** Whether to cancel a purchase that turned out too expensive. */
	cancelIfOverpaid?: boolean;
}

/**
 * Checks a price against the limits.
 * @param spent what this execution has spent, or may have spent, so far
 * @throws OperationFailure with code `overBudget`
 */
export function checkBudget(
	{ price, currency, quantity }: Quote,
	{ maxPrice, maxTotal }: Limits,
	spent: Spent,
): Pick<Entry, 'amount' | 'currency' | 'maxAmount'> {
	const amount = times(price, quantity);
	if (maxPrice !== undefined && compare(price, maxPrice) > 0) {
		throw overBudget(
			`The current price (${named(price, currency)}) is above your Max Price (${maxPrice})`,
			"Raise 'Max Price', or try again when it is cheaper.",
		);
	}
	if (maxTotal !== undefined) {
		assertSameCurrency('Max Total', currency, spent);
		const total = sum([spent.amount, amount]);
		if (compare(total, maxTotal) > 0)
			throw overBudget(
				`This item (${named(amount, currency)}) would bring this execution to ${named(total, currency)}, above your Max Total (${maxTotal})`,
				"Raise 'Max Total', or give the node fewer items.",
			);
	}
	const most = [
		...(maxPrice === undefined ? [] : [times(maxPrice, quantity)]),
		...(maxTotal === undefined ? [] : [minus(maxTotal, spent.amount)]),
	];
	return { amount, currency, maxAmount: most.sort(compare)[0] };
}

/**
 * Amounts of different currencies are never added.
 * @throws OperationFailure with code `overBudget`
 */
export function assertSameCurrency(
	limit: string,
	currency: string | undefined,
	spent: Spent,
): void {
	if (currency === undefined || spent.currency === undefined || currency === spent.currency) return;
	if (compare(spent.amount, '0') === 0) return;
	throw overBudget(
		`This costs ${currency}, and ${named(spent.amount, spent.currency)} were spent before: amounts in different currencies cannot be added up for '${limit}'`,
		`Buy in one currency, or remove '${limit}'.`,
	);
}

/** An amount for people. */
export function named(money: string | number, currency: string | undefined): string {
	return currency === undefined ? String(money) : `${money} ${currency}`;
}

/** Whether a purchase cost more than the limits allow: the price may rise between the check and the purchase. */
export function overpaidBy(
	{ amount, maxAmount, price = '' }: Entry,
	{ maxPrice, maxTotal }: Limits,
): Overpaid | undefined {
	if (amount === undefined || maxAmount === undefined || (maxPrice ?? maxTotal) === undefined)
		return undefined;
	if (compare(amount, maxAmount) <= 0) return undefined;
	return {
		price,
		...(maxPrice !== undefined && { maxPrice }),
		...(maxTotal !== undefined && { maxTotal }),
	};
}

/** The failure of a purchase that a limit forbids. */
export function overBudget(message: string, advice: string): OperationFailure {
	return new OperationFailure({
		code: 'overBudget',
		message,
		description: `Nothing was bought for this item. ${advice}`,
	});
}
