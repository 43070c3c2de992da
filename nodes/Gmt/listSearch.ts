import type { components } from '../../contract/gmt';
import { label, listSearch, stockText } from '../shared/execution/listSearch';
import { getAll as getAccounts } from './operations/account';
import { gmt } from './service';
import { getAll as getPurchases } from './operations/purchase';
import { priceText } from './purchases';

/** Purchases that one look into the list shows. */
const PAGE = 50;

/** What the dropdowns of Get My TG offer. */
export const lists = {
	searchCountries: listSearch(gmt, 'countries', [], async ({ reader }) => {
		const countries = await reader.readList(getAccounts, { sort: 'popularity_desc' });
		const inStockFirst = countries.sort((a, b) => Number(b.available) - Number(a.available));
		return {
			choices: inStockFirst.map(
				({ country_code, display_name, price, available, available_count }) => ({
					name: label(display_name.en, shortPrice(price), stockText(available, available_count)),
					value: country_code,
					words: display_name.ru,
				}),
			),
		};
	}),

	searchPurchases: listSearch(gmt, 'purchases', [], async ({ reader, typed, skip }) => {
		const number = typed.replace(/^\+/, '');
		// The service can search by part of a phone number only. Any other text is searched for in the newest purchases.
		const filter = /^\d+$/.test(number) ? { phoneNumber: number } : {};
		const purchases = await reader.readList(
			getPurchases,
			{ sort: 'date_desc', ...filter },
			skip + PAGE,
		);
		const page = purchases.slice(skip);
		return {
			choices: page.map(({ id, display_name, price, status, phone_number }) => ({
				name: label(
					String(id),
					display_name.en,
					shortPrice(price),
					status.toLowerCase(),
					phone_number ?? undefined,
				),
				value: id,
			})),
			more: page.length === PAGE ? skip + PAGE : undefined,
		};
	}),
};

function shortPrice(price: components['schemas']['Money']): string {
	return price.currency_code === 'USD' ? `$${price.amount}` : priceText(price);
}
