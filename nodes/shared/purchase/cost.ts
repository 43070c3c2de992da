import { comprehensible, OperationFailure } from '../errors';
import type { Quote } from '../operation/money';
import type { Purchase } from './candidates';
import { checkDay, shareOf, type DayRecords, type DayShare } from './dayLimit';
import { compare, isAmount, sum, times } from './decimal';
import type { Entry } from './ledger';
import { checkBudget, type Limits } from './spendLimits';

/** The last price that a run has read, while purchases are charged just that, and how often it was the same. */
export interface KnownPrice {
	last?: { request: string; readAt: number; quote: Quote; times: number };
}

/** A price that was the same so often need not be read for each purchase … */
const STEADY = 2;
/** … while Max Total has room for so many more at that price. */
const ROOM = 10;
/** Milliseconds for which it may stand for later purchases. */
const SHARED_FOR_MS = 60_000;

/** What one purchase may cost, and what it takes from the limits. */
export class Cost {
	private quote?: Quote;
	private share?: DayShare;

	constructor(
		private readonly purchase: Pick<
			Purchase,
			'operation' | 'input' | 'request' | 'reader' | 'clock' | 'account' | 'owner' | 'ledger'
		>,
		private readonly limits: Limits,
		private readonly dayRecords: DayRecords,
		private readonly price: KnownPrice,
	) {}

	/**
	 * Reads the price of now, where the user set a limit, and takes its part of the day.
	 * @throws OperationFailure when it is too much, or not known
	 */
	async read(): Promise<void> {
		const { operation, reader, input } = this.purchase;
		const { maxPrice, maxTotal, maxPerDay } = this.limits;
		if (!operation.quote || (maxPrice ?? maxTotal ?? maxPerDay) === undefined) return;
		const quote =
			this.knownQuote() ??
			(await operation
				.quote(reader, input)
				.catch((thrown) => Promise.reject(comprehensible(thrown, 'The service'))));
		// A price of 0 is one that is not told.
		if (!quote || !isAmount(quote.price) || compare(quote.price, '0') === 0)
			throw new OperationFailure({
				code: 'outOfStock',
				message: 'There is no price for this now, so it cannot be compared with your limits',
				description: 'Nothing was bought. Choose something else, or try again later.',
			});
		this.quote = quote;
		this.remember(quote);
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

	/** Lets what an earlier try may have spent count, where only now there is a limit. */
	async count(earlier: Entry): Promise<void> {
		const { operation, reader, input, ledger } = this.purchase;
		if (earlier.amount !== undefined || this.limits.maxTotal === undefined) return;
		const quote = await operation.quote?.(reader, input).catch(() => undefined);
		if (quote && isAmount(quote.price))
			ledger.change(earlier, {
				amount: times(quote.price, quote.quantity),
				currency: quote.currency,
			});
	}

	/** Nothing was bought. */
	giveBack(): void {
		this.share?.giveBack();
	}

	/** Nobody knows whether it was bought. */
	unclear(): void {
		if (this.share) this.share.unclearSince = Date.now();
	}

	/**
	 * It was bought: its number is in the service's records from now on.
	 * @param owner the item, in the try that sent it
	 */
	bought(id: number | undefined, amount: string | undefined, owner = this.purchase.owner): void {
		const share = this.share ?? shareOf(this.purchase.account, owner);
		if (share && id !== undefined) share.id = id;
		const { quote, price } = this;
		const asRead = quote && times(quote.price, quote.quantity);
		if (asRead === undefined || !isAmount(amount) || compare(amount ?? '', asRead) !== 0)
			price.last = undefined;
	}

	private remember(quote: Quote): void {
		const { last } = this.price;
		if (last?.quote === quote) return;
		const { request } = this.purchase;
		const isSame =
			last?.request === request &&
			last.quote.price === quote.price &&
			last.quote.currency === quote.currency;
		const seen = isSame ? last.times + 1 : 1;
		this.price.last = { request, readAt: Date.now(), quote, times: seen };
	}

	/** The price that an earlier purchase of the run has read, where only Max Total is set and far away. */
	private knownQuote(): Quote | undefined {
		const { request, ledger } = this.purchase;
		const { maxPrice, maxTotal, maxPerDay } = this.limits;
		const { last } = this.price;
		if (maxTotal === undefined || (maxPrice ?? maxPerDay) !== undefined) return undefined;
		if (last?.request !== request || last.times < STEADY) return undefined;
		if (Date.now() - last.readAt > SHARED_FOR_MS) return undefined;
		const more = times(last.quote.price, last.quote.quantity * ROOM);
		return compare(sum([ledger.spent().amount, more]), maxTotal) <= 0 ? last.quote : undefined;
	}
}
