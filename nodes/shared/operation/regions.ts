import { nearest } from './nearest';

/** Languages in which people write the names of countries here. */
const LANGUAGES = ['en', 'ru'];

/** Names that people write, but the list of names does not have, without spaces. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
	america: 'US',
	czechrepublic: 'CZ',
	england: 'GB',
	greatbritain: 'GB',
	hongkong: 'HK',
	ivorycoast: 'CI',
	myanmar: 'MM',
	palestine: 'PS',
	russianfederation: 'RU',
	turkey: 'TR',
	uae: 'AE',
	uk: 'GB',
	unitedstatesofamerica: 'US',
	usa: 'US',
	америка: 'US',
	англия: 'GB',
	белоруссия: 'BY',
	гонконг: 'HK',
	молдавия: 'MD',
	оаэ: 'AE',
	российскаяфедерация: 'RU',
	сша: 'US',
	южнаякорея: 'KR',
	юар: 'ZA',
};

/** Codes by plain names. They take long to load, so only what needs them does it. */
let known: Map<string, string> | undefined;

/** The two letters of a country, from its English or Russian name; undefined where no country has that name. */
export function regionOf(name: string): string | undefined {
	const written = plain(name);
	return Object.hasOwn(OTHER_NAMES, written) ? OTHER_NAMES[written] : names().get(written);
}

/** The two letters of the countries whose names are nearest to a text. */
export function nearestRegions(text: string): string[] {
	const written = plain(text);
	if (written.length < 4 || written.length > 50) return [];
	const all = names();
	return [...new Set(nearest(written, [...all.keys()]).map((name) => all.get(name)!))];
}

/** The English name of a country, or its code where it has none. */
export function regionName(code: string): string {
	return new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) ?? code;
}

function names(): Map<string, string> {
	if (known) return known;
	known = new Map();
	const letters = Array.from({ length: 26 }, (_none, index) => String.fromCharCode(65 + index));
	for (const language of LANGUAGES) {
		const list = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
		for (const first of letters)
			for (const second of letters) {
				const name = plain(list.of(first + second) ?? '');
				// A code of former times has the name of today's country.
				if (name !== '') known.set(name, new Intl.Locale(`und-${first}${second}`).region!);
			}
	}
	for (const [name, code] of Object.entries(OTHER_NAMES)) known.set(plain(name), code);
	return known;
}

function plain(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase()
		.replace(/\b(and|the)\b|[\s.,&'’()-]/g, '');
}
