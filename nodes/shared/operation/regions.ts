import { nearest } from './nearest';

/** Languages in which people write the names of countries here: those in which the services write to them. */
const LANGUAGES = ['en', 'ru', 'uk', 'es', 'zh'];

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
	рф: 'RU',
	российскаяфедерация: 'RU',
	сша: 'US',
	южнаякорея: 'KR',
	юар: 'ZA',
};

/** From the letters of which flags consist to those of codes. */
const FLAG_LETTERS = 0x1f1e6 - 0x41;

/** Codes by plain names. They take long to load, so only what needs them does it. */
let known: Map<string, string> | undefined;

/** The two letters of a country, from its name in one of these languages or its flag; undefined where no country has that name. */
export function regionOf(name: string): string | undefined {
	if (/^\p{RI}{2}$/u.test(name))
		return [...name]
			.map((letter) => String.fromCharCode(letter.codePointAt(0)! - FLAG_LETTERS))
			.join('');
	const written = plain(name);
	return Object.hasOwn(OTHER_NAMES, written) ? OTHER_NAMES[written] : names().get(written);
}

/** The two letters of the countries whose names are nearest to a text. */
export function nearestRegions(text: string): string[] {
	const written = plain(text);
	if (written.length < 4 || written.length > 50) return [];
	const all = names();
	const near = nearest(written, [...all.keys()]);
	// Some share a name: Korea, Congo.
	const alike = near.length > 0 ? near : [...all.keys()].filter((name) => name.includes(written));
	return [...new Set(alike.map((name) => all.get(name)!))].slice(0, 3);
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
	// In Spanish one of two, in other languages either.
	known.delete('congo');
	return known;
}

function plain(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase()
		.replace(/\b(and|the)\b|[\s.,&'’()-]/g, '');
}
