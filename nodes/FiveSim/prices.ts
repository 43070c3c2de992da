import type { Quote, Reader } from '../shared/operation/operation';
import { getAll as getProducts } from './operations/product/getAll';
import { getPrices } from './operations/product/getPrices';

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
	// The request names the product, and the country unless any will do. So all offers count, whichever level comes first in the tree.
	const offers = Object.values(tree).flatMap((level) =>
		Object.values(level ?? {}).flatMap((operators) => Object.entries(operators ?? {})),
	);
	const [cheapest] = offers
		.filter(([name, offer]) => offer?.count > 0 && (operator === 'any' || name === operator))
		.flatMap(([, { cost }]) => (typeof cost === 'number' ? cost : []))
		.sort((a, b) => a - b);
	return cheapest === undefined ? undefined : { price: cheapest, quantity: 1 };
}

/** What renting a number for a period costs right now. */
export async function hostingQuoteOf(
	reader: Reader,
	{ country, operator, product }: Wish,
): Promise<Quote | undefined> {
	const offer = (await reader.read(getProducts, { country, operator }))[product];
	return offer && offer.Qty > 0 && typeof offer.Price === 'number'
		? { price: offer.Price, quantity: 1 }
		: undefined;
}
