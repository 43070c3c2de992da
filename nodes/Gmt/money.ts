import type { components } from '../../contract/gmt';
import { inWords } from '../shared/errors';
import { numberFrom } from '../shared/operation/parameters';

type Purchase = components['schemas']['Purchase'];
type Bulk = components['schemas']['BulkPurchase'];

/** An amount as Get My TG answers it, which may lack anything. */
type Money = Partial<components['schemas']['Money']> | null | undefined;

/** The currency of an amount, written in one way; undefined where it is not told. */
export function currencyOf(money: Money): string | undefined {
	return inWords(money?.currency_code, '').trim().toUpperCase() || undefined;
}

/** An amount for people: `15.00 USD`. */
export function priceText(money: Money): string {
	const amount = inWords(money?.amount, '');
	return amount === ''
		? 'an unknown price'
		: `${amount} ${inWords(money?.currency_code, '')}`.trim();
}

/** An amount under the names that it has in the output of both services; without what is not told. */
export function priceOf(money: Money): { price?: number; currency?: string } {
	const price = numberFrom(money?.amount);
	const currency = currencyOf(money);
	return { ...(price !== undefined && { price }), ...(currency !== undefined && { currency }) };
}

/** A bulk purchase as the node returns it: what it cost in all is also there as a number. */
export function withPrice(purchase: Bulk): Bulk {
	return { ...purchase, ...priceOf(purchase.total_price) };
}

/** What a purchase of either kind cost in all and, of a bulk purchase, how many accounts it is. */
export function costOf(
	purchase: Pick<Bulk, 'bulk_purchase_id' | 'quantity' | 'total_price'> | Pick<Purchase, 'price'>,
): {
	price?: number;
	currency?: string;
	quantity?: number;
} {
	return 'bulk_purchase_id' in purchase
		? { ...priceOf(purchase.total_price), quantity: purchase.quantity }
		: priceOf(purchase.price);
}
