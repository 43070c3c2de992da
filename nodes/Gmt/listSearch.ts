import type { components } from '../../contract/gmt';
import { label, listSearch, stockText } from '../shared/execution/listSearch';
import { getAll as getAccounts } from './operations/account';
import { inWords } from '../shared/errors';
import { isAmount } from '../shared/purchase/decimal';
import { gmt } from './service';
import { getAll as getPurchases } from './operations/purchase';
import { country } from './fields';
import { priceText } from './money';

/** Purchases that one look into the list shows. */
const PAGE = 50;

/** What the dropdowns of Get My TG offer. */
export const lists = {
	searchCountries: listSearch(gmt, 'countries', { own: country }, async ({ reader }) => {
		const countries = await reader.readList(getAccounts, { sort: 'popularity_desc' });
		const inStockFirst = countries.sort((a, b) => Number(b.available) - Number(a.available));
		return {
			choices: inStockFirst.map(
				({ country_code, display_name, price, available, available_count }) => ({
					name: label(
						inWords(display_name?.en, inWords(country_code)),
						shortPrice(price),
						stockText(available, available_count),
					),
					value: country_code,
					words: inWords(display_name?.ru, ''),
				}),
			),
		};
	}),

	searchPurchases: listSearch(
		gmt,
		'purchases',
		{},
		async ({ reader, search, skip }) => {
			const filter = search ? { phoneNumber: search } : {};
			const purchases = (await reader.readList(
				getPurchases,
				{ sort: 'date_desc', ...filter },
				skip + PAGE,
			)) as Array<components['schemas']['Purchase']>;
			const page = purchases.slice(skip);
			return {
				choices: page.map(({ id, display_name, price, status, phone_number }) => ({
					name: label(
						inWords(id),
						inWords(display_name?.en, ''),
						shortPrice(price),
						inWords(status, '').toLowerCase(),
						inWords(phone_number, ''),
					),
					value: id,
				})),
				more: page.length === PAGE ? skip + PAGE : undefined,
			};
		},
		// The service can only search for a part of the phone number; everything else is found among the newest.
		(typed) => /^\+?(\d+)$/.exec(typed)?.[1] ?? '',
	),
};

function shortPrice(price: components['schemas']['Money'] | null | undefined): string {
	const isDollars = price?.currency_code === 'USD' && isAmount(price.amount);
	return isDollars ? `$${price.amount}` : priceText(price);
}
