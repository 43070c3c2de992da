import { ifKnown } from '../shared/errors';
import type { Quote } from '../shared/operation/money';
import type { Reader } from '../shared/operation/operation';
import { getAll as getProducts } from './operations/product/getAll';
import { getAll as getPriceLimits } from './operations/priceLimit';
import { getPrices } from './operations/product/getPrices';
import { compare, isAmount } from '../shared/purchase/decimal';
import { isSameName } from './order';
import { partsOf } from './tidy';

/** What is to be bought; `any` stands for every country or operator. */
interface Wish {
	country: string;
	operator: string;
	product: string;
}

/** What the cheapest number that fits and is in stock costs right now. */
export async function quoteOf(
	reader: Reader,
	{ country, operator, product }: Wish,
): Promise<Quote | undefined> {
	const tree = await reader.read(getPrices, country === 'any' ? { product } : { country, product });
	// Either the country or the product comes first in the tree.
	const offers = named(tree, country, product).flatMap(([, level]) =>
		named(level, country, product).flatMap(([, operators]) => partsOf(operators)),
	);
	const [cheapest] = offers
		.filter(([name, { count }]) => count > 0 && (operator === 'any' || name === operator))
		.map(([, { cost }]) => cost)
		// One of 0 is not told.
		.filter((cost) => isAmount(cost) && cost > 0)
		.sort((a, b) => a - b);
	return cheapest === undefined ? undefined : { price: cheapest, quantity: 1 };
}

/** The parts with one of the names, as what else is there has other prices; all of them where none has. */
function named<T>(
	level: Readonly<Record<string, T>> | null | undefined,
	...names: string[]
): Array<[string, T]> {
	const all = partsOf(level);
	const wanted = all.filter(([part]) => names.some((name) => isSameName(part, name)));
	return wanted.length > 0 ? wanted : all;
}

/**
 * What makes 5sim itself keep to Max Price: `maxPrice`, which it obeys with operator `any` only, and prefers to the price
 * limit stored in the account. So it never goes above that one.
 */
export async function ceilingOf(
	reader: Reader,
	{ operator, product }: Wish,
	maxPrice: string,
): Promise<Record<string, string>> {
	if (operator !== 'any') return {};
	// White-label sites may have no price limits.
	const limits = (await ifKnown(reader.read(getPriceLimits, {}))) ?? [];
	const [lowest] = limits
		.filter((limit) => isSameName(limit.product, product))
		.map(({ price }) => price)
		// One of 0 is none: 5sim refuses it as maxPrice.
		.filter((own) => isAmount(own) && compare(own, '0') > 0 && compare(own, maxPrice) < 0)
		.sort(compare);
	return { maxPrice: lowest === undefined ? maxPrice : String(lowest) };
}

/** What renting a number for a period costs right now. */
export async function hostingQuoteOf(
	reader: Reader,
	{ country, operator, product }: Wish,
): Promise<Quote | undefined> {
	const offer = (await reader.read(getProducts, { country, operator }))[product];
	return offer && isAmount(offer.Price) && offer.Qty > 0
		? { price: offer.Price, quantity: 1 }
		: undefined;
}
