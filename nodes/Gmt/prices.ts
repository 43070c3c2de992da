import type { Quote } from '../shared/guard';
import type { Reader } from '../shared/perform';
import { get as getAccount } from './account/get';
import { get as getProfile } from './profile/get';
import { getAll as getPurchases } from './purchase/getAll';
import { countryName } from './params';
import { priceText } from './receipt';

/** What accounts of a country cost right now. */
export async function quoteOf(reader: Reader, countryCode: string, quantity: number): Promise<Quote> {
	const { price } = await reader.read(getAccount, { countryCode });
	return { price: price.amount, currency: price.currency_code, quantity };
}

/** What a bulk purchase leaves behind, apart from its own number: a smaller balance, and its accounts in the list. */
export async function tracesOf(reader: Reader, countryCode: string): Promise<Record<string, string>> {
	const [{ balance }, newest] = await Promise.all([reader.read(getProfile, {}), reader.read(getPurchases, { sort: 'date_desc' })]);
	const part = newest.items.find((purchase) => purchase.country_code === countryCode && purchase.purchase_type === 'BULK');
	return { 'the balance': priceText(balance), [`the newest bulk account of ${countryName(countryCode)}`]: part ? `no. ${part.id}` : 'none' };
}
