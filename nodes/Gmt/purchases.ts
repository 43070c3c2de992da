import type { components } from '../../contract/gmt';
import type { Quote, Reader, Receipt } from '../shared/operation/operation';
import { get as getAccount } from './operations/account/get';
import { get as getProfile } from './operations/profile/get';
import { getAll as getPurchases } from './operations/purchase/getAll';
import { countryName } from './fields';

/** Whether nothing more is to be expected of a purchase. Get My TG may add statuses: one that is not known says nothing. */
export function hasFailed({ status }: { status: string }): boolean {
	return ['ERROR', 'EXPIRED', 'REFUND'].includes(status);
}

/** What a purchase is known by, or undefined where the response names none. */
export function receiptOf(
	id: unknown,
	price: components['schemas']['Money'] | undefined,
): Receipt | undefined {
	return typeof id === 'number' && Number.isSafeInteger(id) && id > 0
		? { id, label: priceText(price), amount: price?.amount }
		: undefined;
}

/** An amount for people: `15.00 USD`. */
export function priceText(money: components['schemas']['Money'] | undefined): string {
	return money ? `${money.amount} ${money.currency_code}` : 'an unknown price';
}

/** What accounts of a country cost right now. */
export async function quoteOf(
	reader: Reader,
	countryCode: string,
	quantity: number,
): Promise<Quote> {
	const { price } = await reader.read(getAccount, { countryCode });
	return { price: price.amount, currency: price.currency_code, quantity };
}

/** What a bulk purchase leaves behind, apart from its own number: a smaller balance, and its accounts in the list. */
export async function tracesOf(
	reader: Reader,
	countryCode: string,
): Promise<Record<string, string>> {
	const [{ balance }, newest] = await Promise.all([
		reader.read(getProfile, {}),
		reader.read(getPurchases, { sort: 'date_desc' }),
	]);
	const part = newest.items.find(
		(purchase) => purchase.country_code === countryCode && purchase.purchase_type === 'BULK',
	);
	return {
		'the balance': priceText(balance),
		[`the newest bulk account of ${countryName(countryCode)}`]: part ? `no. ${part.id}` : 'none',
	};
}
