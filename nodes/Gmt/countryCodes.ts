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
	uk: 'GB',
	unitedstatesofamerica: 'US',
	usa: 'US',
};

/** The two letters of a country, from its code or its English name. What is neither stays as it is, in capitals. */
export function countryCodeOf(entered: string): string {
	const trimmed = entered.trim();
	const name = plain(trimmed);
	if (Object.hasOwn(OTHER_NAMES, name)) return OTHER_NAMES[name]!;
	if (/^[a-z]{2}$/i.test(trimmed) || !/^[a-z]{4,50}$/.test(name)) return trimmed.toUpperCase();
	// The names take long to load, so only what needs them does it.
	const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
	const letters = Array.from({ length: 26 }, (_none, index) => String.fromCharCode(65 + index));
	// A code of former times has the name of today's country.
	for (const first of letters)
		for (const second of letters)
			if (plain(names.of(first + second) ?? '') === name)
				return new Intl.Locale(`und-${first}${second}`).region!;
	return trimmed.toUpperCase();
}

function plain(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase()
		.replace(/\b(and|the)\b|[\s.,&'’()-]/g, '');
}
