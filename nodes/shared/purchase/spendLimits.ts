import { compare, minus, sum, times } from './decimal';
import { OperationFailure } from '../errors';
import type { Quote } from '../operation/operation';
import type { Entry, Overpaid } from './ledger';

/** What may be spent. */
export interface Limits {
	/** For one. */
	maxPrice?: string;
	/** For all items and runs of the node in one execution. */
	maxTotal?: string;
	/** Whether a purchase that came out too expensive is taken back. */
	cancelIfOverpaid?: boolean;
}

/**
 * Compares a price with what may be spent.
 * @param spent what this execution has spent, or may have spent, before
 * @throws OperationFailure with code `overBudget`
 */
export function checkBudget(
	{ price, currency, quantity }: Quote,
	{ maxPrice, maxTotal }: Limits,
	spent: readonly string[],
): Pick<Entry, 'amount' | 'maxAmount'> {
	const amount = times(price, quantity);
	const named = (money: string | number) =>
		currency === undefined ? money : `${money} ${currency}`;
	if (maxPrice !== undefined && compare(price, maxPrice) > 0) {
		throw overBudget(
			`One costs ${named(price)} now, more than the ${maxPrice} that 'Max Price' allows`,
			"Raise 'Max Price', or try again when it is cheaper.",
		);
	}
	const total = sum([...spent, amount]);
	if (maxTotal !== undefined && compare(total, maxTotal) > 0) {
		throw overBudget(
			`With ${named(amount)} for this item this execution would spend ${named(total)}, more than the ${maxTotal} that 'Max Total' allows`,
			"Raise 'Max Total', or give the node fewer items.",
		);
	}
	const most = [
		...(maxPrice === undefined ? [] : [times(maxPrice, quantity)]),
		...(maxTotal === undefined ? [] : [minus(maxTotal, sum(spent))]),
	];
	return { amount, maxAmount: most.sort(compare)[0] };
}

/** Whether a purchase cost more than allowed after all: its price may rise between the look at it and the purchase. */
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

function overBudget(message: string, advice: string): OperationFailure {
	return new OperationFailure({
		code: 'overBudget',
		message,
		description: `Nothing was bought for this item. ${advice}`,
	});
}
