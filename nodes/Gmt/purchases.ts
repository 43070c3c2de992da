import type { components } from '../../contract/gmt';
import { inWords } from '../shared/errors';
import type { Charge, Quote, Receipt, Trace } from '../shared/operation/money';
import type { Reader } from '../shared/operation/operation';
import { newestUntil } from '../shared/purchase/newestUntil';
import { get as getAccount } from './operations/account/get';
import { get as getProfile } from './operations/profile/get';
import { getAll as getPurchases } from './operations/purchase/getAll';
import { countryName } from './fields';
import { currencyOf, priceText } from './money';

type Purchase = components['schemas']['Purchase'];

/** Whether nothing more is to be expected of a purchase. Get My TG may add statuses: one that is not known says nothing. */
export function hasFailed({ status }: { status: string }): boolean {
	return ['ERROR', 'EXPIRED', 'REFUND'].includes(status);
}

/** Whether the code of a purchase is there: one that waits for it may have a verification that is empty. */
export function hasCode({ verification }: Pick<Purchase, 'verification'>): boolean {
	return Boolean(verification?.code);
}

/** What a purchase is known by, or undefined where the response names none. */
export function receiptOf(
	id: unknown,
	price: components['schemas']['Money'] | null | undefined,
	createdAt?: string,
): Receipt | undefined {
	return typeof id === 'number' && Number.isSafeInteger(id) && id > 0
		? {
				id,
				label: priceText(price),
				amount: price?.amount,
				currency: currencyOf(price),
				createdAt,
			}
		: undefined;
}

/** What accounts of a country cost right now. */
export async function quoteOf(
	reader: Reader,
	countryCode: string,
	quantity: number,
): Promise<Quote | undefined> {
	const { price, country_code: answered } = await reader.read(getAccount, { countryCode });
	// A price of another country, as a cache may answer, is none of this one.
	const isOther = typeof answered === 'string' && answered.toUpperCase() !== countryCode;
	return price?.amount === undefined || isOther
		? undefined
		: { price: price.amount, currency: currencyOf(price), quantity };
}

/** What a bulk purchase leaves behind, apart from its own number: a smaller balance, and its accounts in the list. */
export async function tracesOf(
	reader: Reader,
	countryCode: string,
): Promise<Record<string, Trace>> {
	const [{ balance }, newest] = await Promise.all([
		reader.read(getProfile, {}),
		reader.read(getPurchases, { sort: 'date_desc' }),
	]);
	const part = newest.items.find(
		(purchase) => purchase.country_code === countryCode && purchase.purchase_type === 'BULK',
	);
	return {
		'the balance':
			balance && inWords(balance.amount, '') !== ''
				? { amount: balance.amount, currency: currencyOf(balance) }
				: priceText(balance),
		[`the newest bulk account of ${countryName(countryCode)}`]: part
			? `no. ${inWords(part.id)}`
			: 'none',
	};
}

/** What the account was charged since a moment. Get My TG lists the accounts of a bulk purchase one by one, without its number. */
export async function chargesSince(reader: Reader, since: number): Promise<Charge[]> {
	const newest = await newestUntil(
		since,
		async (limit) =>
			(await reader.readList(getPurchases, { sort: 'date_desc' }, limit)) as Purchase[],
	);
	return newest.map(({ id, price, status, purchase_type: type, created_at: at }) => {
		const money = price as Purchase['price'] | null | undefined;
		return {
			id: type === 'BULK' ? undefined : id,
			amount: status === 'REFUND' || status === 'ERROR' ? 0 : money?.amount,
			currency: currencyOf(money),
			at,
		};
	});
}
