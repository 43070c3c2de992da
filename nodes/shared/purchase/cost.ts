import { comprehensible, OperationFailure } from '../errors';
import type { Quote } from '../operation/operation';
import type { Purchase } from './candidates';
import { checkDay, type DayRecords, type DayShare } from './dayLimit';
import { isAmount, times } from './decimal';
import type { Entry } from './ledger';
import { checkBudget, type Limits } from './spendLimits';

/** What one purchase may cost, and what it takes from the limits. */
export class Cost {
	private quote?: Quote;
	private share?: DayShare;

	constructor(
		private readonly purchase: Pick<
			Purchase,
			'operation' | 'input' | 'reader' | 'clock' | 'account' | 'ledger'
		>,
		private readonly limits: Limits,
		private readonly dayRecords: DayRecords,
	) {}

	/**
	 * Reads the price of now, where the user set a limit, and takes its part of the day.
	 * @throws OperationFailure when it is too much, or not known
	 */
	async read(): Promise<void> {
		const { operation, reader, input } = this.purchase;
		const { maxPrice, maxTotal, maxPerDay } = this.limits;
		if (!operation.quote || (maxPrice ?? maxTotal ?? maxPerDay) === undefined) return;
		const quote = await operation
			.quote(reader, input)
			.catch((thrown) => Promise.reject(comprehensible(thrown, 'The service')));
		if (!quote || !isAmount(quote.price))
			throw new OperationFailure({
				code: 'outOfStock',
				message: 'There is no price for this now, so it cannot be compared with your limits',
				description: 'Nothing was bought. Choose something else, or try again later.',
			});
		this.quote = quote;
		// What the other limits forbid takes nothing from the day.
		this.compare();
		if (maxPerDay !== undefined)
			this.share = await checkDay(
				this.dayRecords,
				{ ...this.purchase, maxPerDay },
				{ amount: times(quote.price, quote.quantity), currency: quote.currency },
			);
	}

	/**
	 * Compares the price with what may be spent at this very moment: other calls of a tool may have spent since it was read.
	 * @throws OperationFailure with code `overBudget`
	 */
	compare(): Pick<Entry, 'amount' | 'currency' | 'maxAmount'> {
		if (!this.quote) return {};
		let isWithin = false;
		try {
			const compared = checkBudget(this.quote, this.limits, this.purchase.ledger.spent());
			isWithin = true;
			return compared;
		} finally {
			if (!isWithin) this.giveBack();
		}
	}

	/** Nothing was bought. */
	giveBack(): void {
		this.share?.giveBack();
	}

	/** It was bought: its number is in the service's records from now on. */
	bought(id: number | undefined): void {
		if (this.share && id !== undefined) this.share.id = id;
	}
}
