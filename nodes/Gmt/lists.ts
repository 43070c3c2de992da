import type { components } from '../../contract/gmt';
import { listSearch, type Choice } from '../shared/lists';
import { getAll as getAccounts } from './account';
import { gmt } from './gmt';
import { getAll as getPurchases } from './purchase';
import { priceText } from './receipt';

/** What the dropdowns of Get My TG offer. */
export const lists = {
	searchCountries: listSearch(gmt, async (reader) => {
		const countries = await reader.readList(getAccounts, { sort: 'popularity_desc' });
		return (countries as Array<components['schemas']['AccountListItem']>).map(countryChoice);
	}),

	searchPurchases: listSearch(gmt, async (reader) => {
		const { items } = await reader.read(getPurchases, { sort: 'date_desc' });
		return items.map((purchase): Choice => ({
			name: [`${purchase.id}`, purchase.display_name.en, priceText(purchase.price), purchase.status, purchase.phone_number].filter(Boolean).join(' · '),
			value: purchase.id,
		}));
	}),
};

function countryChoice(country: components['schemas']['AccountListItem']): Choice {
	const stock = !country.available ? 'out of stock' : typeof country.available_count === 'number' ? `${country.available_count} in stock` : 'in stock';
	return {
		name: `${country.display_name.en} · ${priceText(country.price)} · ${stock}`,
		value: country.country_code,
		words: country.display_name.ru,
	};
}
