import { label, listSearch, stockText, type ListItem } from '../shared/execution/listSearch';
import { inWords } from '../shared/errors';
import type { Reader } from '../shared/operation/operation';
import { getAll as getCountries } from './operations/country';
import { operatorsOf } from './operations/country/getAll';
import { country, operator, product } from './fields';
import { isAmount } from '../shared/purchase/decimal';
import { fiveSim } from './service';
import { partsOf } from './tidy';
import { getAll as getOrders } from './operations/order';
import { getAll as getProducts, getPrices } from './operations/product';

/** Orders that one look into the list shows. */
const PAGE = 50;
const any: ListItem = { name: 'Any', value: 'any' };

/** The best offer among some: what one costs at least, and how many there are in all. */
interface Best {
	price: number;
	count: number;
}

/** What the dropdowns of 5sim offer. Prices stand in the lists as soon as the form says which product they are for. */
export const lists = {
	searchCountries: listSearch(
		fiveSim,
		'countries',
		{ own: country, product },
		async ({ reader, chosen }) => {
			const [countries, best] = await Promise.all([
				reader.read(getCountries, {}),
				bestBy('country', reader, undefined, chosen('product')),
			]);
			const choices = partsOf(countries).map(([value, { text_en, text_ru }]) => ({
				name: inWords(text_en, value),
				value,
				words: inWords(text_ru, ''),
			}));
			return { choices: [any, ...priced(choices, best)] };
		},
	),

	searchOperators: listSearch(
		fiveSim,
		'operators',
		{ own: operator, country, product },
		async ({ reader, chosen }) => {
			const where = chosen('country');
			if (where === undefined || where === any.value) return { choices: [any] };
			const [countries, best] = await Promise.all([
				reader.read(getCountries, {}),
				bestBy('operator', reader, where, chosen('product')),
			]);
			const data = countries[where];
			return {
				choices: [
					any,
					...priced(
						(data ? operatorsOf(data) : []).map((name) => ({ name, value: name })),
						best,
					),
				],
			};
		},
	),

	searchProducts: listSearch(
		fiveSim,
		'products',
		{ own: product, country, operator },
		async ({ reader, chosen }) => {
			const products = await reader.read(getProducts, {
				country: chosen('country') ?? 'any',
				operator: chosen('operator') ?? 'any',
			});
			const best = new Map(
				partsOf(products).map(([name, { Price, Qty }]) => [name, bestOf(Price, Qty)]),
			);
			return {
				choices: priced(
					[...best.keys()].sort().map((name) => ({ name, value: name })),
					best,
					true,
				),
			};
		},
	),

	searchOrders: listSearch(fiveSim, 'orders', {}, async ({ reader, skip }) => {
		const orders = await reader.readList(
			getOrders,
			{ category: 'activation', order: 'id', reverse: 'true' },
			skip + PAGE,
		);
		const page = orders.slice(skip);
		return {
			choices: page.map(({ id, product, country, status, phone }) => ({
				name: label(
					...[id, product, country, inWords(status, '').toLowerCase(), phone].map((part) =>
						inWords(part, ''),
					),
				),
				value: id,
			})),
			more: page.length === PAGE ? skip + PAGE : undefined,
		};
	}),
};

async function bestBy(
	level: 'country' | 'operator',
	reader: Reader,
	country: string | undefined,
	product: string | undefined,
): Promise<Map<string, Best> | undefined> {
	if (product === undefined) return undefined;
	const tree = await reader.read(
		getPrices,
		country === undefined ? { product } : { country, product },
	);
	const best = new Map<string, Best>();
	for (const [, branches] of partsOf(tree)) {
		for (const [name, offers] of partsOf(branches)) {
			for (const [operator, offer] of partsOf(offers)) {
				const { price: cost, count } = bestOf(offer.cost, offer.count);
				const key = level === 'operator' ? operator : name;
				const known = best.get(key);
				// The price of an offer that is out of stock does not count while another one is in stock.
				const price =
					known && (count === 0 || (known.count > 0 && known.price < cost)) ? known.price : cost;
				best.set(key, { price, count: (known?.count ?? 0) + count });
			}
		}
	}
	return best;
}

/** An offer, whatever the fields hold: one without a price is the last choice. */
function bestOf(price: unknown, count: unknown): Best {
	return {
		price: isAmount(price) ? Number(price) : Infinity,
		count: typeof count === 'number' && count > 0 ? count : 0,
	};
}

/** Puts price and stock behind the names, and what can be bought before what cannot; the cheapest first, unless names matter more. */
function priced(
	choices: ListItem[],
	best: Map<string, Best> | undefined,
	byName = false,
): ListItem[] {
	const offer = ({ value }: ListItem) => best?.get(String(value)) ?? { price: Infinity, count: 0 };
	return choices
		.sort((a, b) => a.name.localeCompare(b.name))
		.sort(
			(a, b) =>
				Number(offer(b).count > 0) - Number(offer(a).count > 0) ||
				(byName || best === undefined ? 0 : offer(a).price - offer(b).price),
		)
		.map((choice) => ({
			...choice,
			name: label(choice.name, ...offerText(best?.get(String(choice.value)))),
		}));
}

function offerText(offer: Best | undefined): string[] {
	if (!offer) return [];
	const stock = stockText(offer.count > 0, offer.count);
	return offer.price === Infinity ? [stock] : [`price ${offer.price}`, stock];
}
