import { toCents } from '../money';

/** A country of the catalogue. Money in cents. */
export interface Country {
	code: string;
	en: string;
	ru: string;
	/** Dial prefix of the invented phone numbers. */
	dial: string;
	price: number;
	stock: number;
	popularity: number;
	tags: string[];
}

/** Discount of the sandbox user in per cent. */
export const DISCOUNT_PERCENT = 3;

const ROWS: ReadonlyArray<
	[
		code: string,
		en: string,
		ru: string,
		dial: string,
		price: string,
		stock: number,
		popularity: number,
	]
> = [
	['US', 'United States', 'США', '1', '1.50', 120, 87],
	['GB', 'United Kingdom', 'Великобритания', '44', '2.70', 64, 42.5],
	['DE', 'Germany', 'Германия', '49', '3.20', 38, 31],
	['FR', 'France', 'Франция', '33', '3.05', 22, 25],
	['IN', 'India', 'Индия', '91', '0.62', 940, 96.5],
	['ID', 'Indonesia', 'Индонезия', '62', '0.70', 610, 78],
	['BR', 'Brazil', 'Бразилия', '55', '1.15', 205, 51],
	['KZ', 'Kazakhstan', 'Казахстан', '7', '1.85', 57, 48],
	['PL', 'Poland', 'Польша', '48', '2.10', 41, 22],
	['TR', 'Turkey', 'Турция', '90', '1.95', 73, 35],
	['VN', 'Vietnam', 'Вьетнам', '84', '0.88', 330, 44],
	['JP', 'Japan', 'Япония', '81', '6.40', 0, 9],
];

/** A fresh catalogue; Japan is sold out. */
export function seedCountries(): Map<string, Country> {
	return new Map(
		ROWS.map(([code, en, ru, dial, price, stock, popularity]) => {
			const tags = [
				...(popularity > 70 ? ['HIGH_DEMAND'] : []),
				...(toCents(price) > 250 ? ['HIGH_QUALITY'] : []),
			];
			return [code, { code, en, ru, dial, price: toCents(price), stock, popularity, tags }];
		}),
	);
}

/** Price before the discount, in cents. */
export function basePrice(country: Country): number {
	return Math.round((country.price * 100) / (100 - DISCOUNT_PERCENT));
}

/** Flag emoji of a country code. */
export function flag(code: string): string {
	return String.fromCodePoint(...[...code].map((letter) => 0x1f1e6 + letter.charCodeAt(0) - 65));
}
