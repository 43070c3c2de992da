import type { components } from '../../contract/gmt';
import type { Receipt } from '../shared/operation';

/** What a purchase is known by, or undefined where the reply names none. */
export function receiptOf(id: unknown, price: components['schemas']['Money'] | undefined): Receipt | undefined {
	return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? { id, price: priceText(price), amount: price?.amount } : undefined;
}

/** An amount for people: `15.00 USD`. */
export function priceText(money: components['schemas']['Money'] | undefined): string {
	return money ? `${money.amount} ${money.currency_code}` : 'an unknown price';
}
