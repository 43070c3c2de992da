import { toNumber } from '../money';
import type { Handler } from '../types';
import { json } from '../httpResponse';
import type { Offer } from './seed';
import { refuse, type FiveSimWorld } from './world';

const NOTICES: Record<string, string> = {
	en: 'This is the sandbox: nothing here costs money.',
	ru: 'Это песочница: здесь ничего не стоит денег.',
};

const PERIODS = [1, 3, 24, 72, 168, 720];

function priceView({ price, stock, rate }: Offer, hasPeriods: boolean) {
	const periods = PERIODS.map((hours) => [`rate${hours}`, Math.round((rate ?? 0) * 100) / 100]);
	return {
		cost: toNumber(price),
		count: stock,
		...(rate === undefined ? {} : { rate: Math.round(rate * 100) / 100 }),
		...(hasPeriods && Object.fromEntries(periods)),
	};
}

/** Countries, products, prices and the notice; no token needed. */
export function catalogueHandlers(world: FiveSimWorld): Record<string, Handler> {
	const hasCountry = (name: unknown) => name === 'any' || world.state.countries.has(String(name));
	return {
		getCountries: () => {
			const entries = [...world.state.countries.values()].map(
				({ name, iso, dial, en, ru, operators }) => {
					const categories = operators.map((operator) => [operator, { activation: 1, hosting: 1 }]);
					return [
						name,
						{
							iso: { [iso]: 1 },
							prefix: { [`+${dial}`]: 1 },
							text_en: en,
							text_ru: ru,
							...Object.fromEntries(categories),
						},
					];
				},
			);
			return json(Object.fromEntries(entries));
		},
		getProducts: ({ path }) => {
			const { country, operator } = path;
			if (!hasCountry(country)) return refuse(world, 'bad country');
			const offers = world.state.offers.filter(
				(offer) =>
					(country === 'any' || offer.country.name === country) &&
					(operator === 'any' || offer.operator === operator),
			);
			if (offers.length === 0) return refuse(world, 'bad operator');
			const products: Record<string, { Category: string; Qty: number; Price: number }> = {};
			for (const { product, category, stock, price } of offers) {
				const known = products[product];
				const cheapest = Math.min(known?.Price ?? Infinity, toNumber(price));
				products[product] = { Category: category, Qty: (known?.Qty ?? 0) + stock, Price: cheapest };
			}
			return json(products);
		},
		getPrices: ({ query }) => {
			const { country, product } = query;
			if (country !== undefined && !world.state.countries.has(String(country)))
				return refuse(world, 'bad country');
			const offers = world.state.offers.filter(
				(offer) =>
					(country === undefined || offer.country.name === country) &&
					(product === undefined || offer.product === product),
			);
			if (offers.length === 0) return refuse(world, 'no product');
			const isByProduct = country === undefined && product !== undefined;
			const tree: Record<string, Record<string, Record<string, unknown>>> = {};
			for (const offer of offers) {
				const [outer, inner] = isByProduct
					? [offer.product, offer.country.name]
					: [offer.country.name, offer.product];
				((tree[outer] ??= {})[inner] ??= {})[offer.operator] = priceView(
					offer,
					world.options.hasPeriodRates,
				);
			}
			return json(tree);
		},
		getNotification: ({ path }) => {
			const text = NOTICES[String(path.lang)];
			return text === undefined ? refuse(world, 'record not found') : json({ text });
		},
	};
}
