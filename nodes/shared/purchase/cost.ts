import { OperationFailure } from '../errors';
import type { Purchase } from './candidates';
import { checkDay, type DayShare } from './dayLimit';
import { isAmount } from './decimal';
import type { Entry } from './ledger';
import { checkBudget, type Limits } from './spendLimits';

/** What one purchase may cost, and what it takes from the limits. */
export class Cost {
	private share?: DayShare;

	constructor(
		private readonly purchase: Pick<
			Purchase,
			'operation' | 'input' | 'reader' | 'clock' | 'account' | 'ledger'
		>,
		private readonly limits: Limits,
	) {}

	/**
	 * Compares the price of now with the limits that the user set.
	 * @throws OperationFailure when it is too much, or not known
	 */
	async check(): Promise<Pick<Entry, 'amount' | 'currency' | 'maxAmount'>> {
		const { operation, reader, input, ledger } = this.purchase;
		const { maxPrice, maxTotal, maxPerDay } = this.limits;
		if (!operation.quote || (maxPrice ?? maxTotal ?? maxPerDay) === undefined) return {};
		const quote = await operation.quote(reader, input);
		if (!quote || !isAmount(quote.price))
			throw new OperationFailure({
				code: 'outOfStock',
				message: 'There is no price for this now, so it cannot be compared with your limits',
				description: 'Nothing was bought. Choose something else, or try again later.',
			});
		if (maxPerDay === undefined) return checkBudget(quote, this.limits, ledger.spent());
		// What the day allows is not taken by what the other limits forbid, and is read before they are compared.
		checkBudget(quote, this.limits, ledger.spent());
		const { price, currency, quantity } = quote;
		const { amount } = checkBudget(quote, {}, { amount: '0' });
		this.share = await checkDay({ ...this.purchase, maxPerDay }, { amount, currency });
		try {
			return checkBudget({ price, currency, quantity }, this.limits, ledger.spent());
		} catch (thrown) {
			this.giveBack();
			throw thrown;
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
