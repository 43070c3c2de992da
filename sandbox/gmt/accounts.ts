import { toDecimal } from '../money';
import type { ApiRequest, Handler } from '../types';
import { json } from '../httpResponse';
import { paginate } from './paging';
import { basePrice, DISCOUNT_PERCENT, flag, type Country } from './seed';
import { money, notFound, type GmtWorld } from './world';

const ORDERS: Record<string, (a: Country, b: Country) => number> = {
	price: (a, b) => a.price - b.price,
	name: (a, b) => a.en.localeCompare(b.en),
	popularity: (a, b) => a.popularity - b.popularity,
};

function common(country: Country) {
	return {
		country_code: country.code,
		display_name: { ru: country.ru, en: country.en },
		emoji: flag(country.code),
		available: country.stock > 0,
		available_count: country.stock,
		tags: country.tags,
	};
}

function listItem(country: Country, price: number) {
	return {
		...common(country),
		price: money(price),
		base_price: money(basePrice(country)),
		popularity_index: country.popularity,
	};
}

/** Catalogue of countries. */
export function accountHandlers(world: GmtWorld): Record<string, Handler> {
	const list = ({ query }: ApiRequest, price: (country: Country) => number) => {
		const [field = '', direction] = String(query.sort).split('_');
		const wanted =
			query.country_codes === undefined ? undefined : String(query.country_codes).split(',');
		const compare = ORDERS[field] ?? (() => 0);
		const countries = [...world.state.countries.values()]
			.filter(({ code }) => wanted?.includes(code) ?? true)
			.sort((a, b) => (direction === 'desc' ? compare(b, a) : compare(a, b)));
		return json(
			paginate(countries, query, world.options.liePagination, (country) =>
				listItem(country, price(country)),
			),
		);
	};
	return {
		listAccounts: (request) => list(request, ({ price }) => price),
		listAccountCountries: (request) => list(request, basePrice),
		getAccount: ({ path }) => {
			const country = world.state.countries.get(String(path.country_code));
			if (!country) return notFound();
			const discount = { base_price: toDecimal(basePrice(country)), percent: DISCOUNT_PERCENT };
			return json({ ...common(country), price: money(country.price), discount });
		},
	};
}
