import type { components } from '../../contract/gmt';

/** An amount for people: `15.00 USD`. */
export function priceText(money: components['schemas']['Money'] | undefined): string {
	return money ? `${money.amount} ${money.currency_code}` : 'an unknown price';
}

/** A purchase's number as the ledger keeps it, or undefined where the reply names none. */
export function purchaseNumber(id: unknown): number | undefined {
	return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}
