/** Kinds of orders. */
export type Category = 'activation' | 'hosting';

/** A country with its operators. */
export interface Country {
	name: string;
	iso: string;
	dial: string;
	en: string;
	ru: string;
	operators: string[];
}

/** What one operator sells of one product in one country. Price in cents. */
export interface Offer {
	country: Country;
	operator: string;
	product: string;
	category: Category;
	price: number;
	stock: number;
	/** Delivery rate in per cent; missing when there were too few orders. */
	rate: number | undefined;
}

/** How long hosting products last, in service seconds. */
export const HOSTING_SECONDS: Record<string, number> = {
	'3hours': 3 * 3600,
	'1day': 24 * 3600,
	'10days': 10 * 86_400,
	'1month': 30 * 86_400,
};

const COUNTRIES: Country[] = [
	{
		name: 'russia',
		iso: 'ru',
		dial: '7',
		en: 'Russia',
		ru: 'Россия',
		operators: ['beeline', 'mts', 'virtual4'],
	},
	{
		name: 'usa',
		iso: 'us',
		dial: '1',
		en: 'USA',
		ru: 'США',
		operators: ['virtual4', 'virtual8', 'virtual12'],
	},
	{
		name: 'england',
		iso: 'gb',
		dial: '44',
		en: 'England',
		ru: 'Англия',
		operators: ['ee', 'virtual4', 'virtual21'],
	},
	{
		name: 'germany',
		iso: 'de',
		dial: '49',
		en: 'Germany',
		ru: 'Германия',
		operators: ['virtual4', 'virtual18'],
	},
	{
		name: 'india',
		iso: 'in',
		dial: '91',
		en: 'India',
		ru: 'Индия',
		operators: ['airtel', 'virtual21', 'virtual23'],
	},
	{
		name: 'kazakhstan',
		iso: 'kz',
		dial: '77',
		en: 'Kazakhstan',
		ru: 'Казахстан',
		operators: ['activ', 'virtual4'],
	},
];

/** Products with the price at the first operator, in cents. */
const PRODUCTS: Array<[name: string, category: Category, cents: number]> = [
	['telegram', 'activation', 1250],
	['whatsapp', 'activation', 1900],
	['google', 'activation', 825],
	['facebook', 'activation', 400],
	['amazon', 'activation', 650],
	['vkontakte', 'activation', 2100],
	['3hours', 'hosting', 3000],
	['1day', 'hosting', 8000],
];

/** Further hosting products, which the live service has beside the documented ones. */
const FURTHER_PRODUCTS: typeof PRODUCTS = [
	['10days', 'hosting', 22000],
	['1month', 'hosting', 50000],
];

/** Operator whose orders live long. */
export const LONG_OPERATOR = 'virtual7';
export const LONG_ORDER_SECONDS = 15 * 86_400;

function withLong(country: Country, hasLongOrders: boolean): Country {
	return hasLongOrders && country.name === 'russia'
		? { ...country, operators: [...country.operators, LONG_OPERATOR] }
		: country;
}

/** The countries of the sandbox. */
export function seedCountries(hasLongOrders: boolean): Map<string, Country> {
	return new Map(COUNTRIES.map((country) => [country.name, withLong(country, hasLongOrders)]));
}

/** Fresh prices and stock. The last operator of Germany is sold out. */
export function seedOffers(
	countries: Iterable<Country>,
	{ hasFinePrices, hasFurtherHosting }: { hasFinePrices: boolean; hasFurtherHosting: boolean },
): Offer[] {
	const products = hasFurtherHosting ? [...PRODUCTS, ...FURTHER_PRODUCTS] : PRODUCTS;
	return [...countries].flatMap((country, row) =>
		country.operators.flatMap((operator, column) =>
			products.map(([product, category, cents], index) => ({
				country,
				operator,
				product,
				category,
				price: cents + row * 25 + column * 50 + (hasFinePrices ? 0.41 : 0),
				stock:
					country.name === 'germany' && operator === 'virtual18'
						? 0
						: 40 + ((row * 37 + column * 53 + index * 29) % 900),
				rate: index % 4 === 3 ? undefined : 99.99 - index * 7.5,
			})),
		),
	);
}
