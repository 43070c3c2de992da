import { nearestRegions, regionName, regionOf } from '../shared/operation/regions';

/** What 5sim calls a country where that is not its usual English name, by that name without spaces and by its two letters. */
const OWN_NAMES: Readonly<Record<string, string>> = {
	america: 'usa',
	bosniaherzegovina: 'bih',
	bosnia: 'bih',
	caboverde: 'capeverde',
	czechrepublic: 'czech',
	czechia: 'czech',
	dominicanrepublic: 'dominicana',
	greatbritain: 'england',
	hongkongsarchina: 'hongkong',
	ivorycoast: 'ivorycoast',
	cotedivoire: 'ivorycoast',
	macaosarchina: 'macau',
	macao: 'macau',
	northmacedonia: 'northmacedonia',
	papuanewguinea: 'papuanewguinea',
	russianfederation: 'russia',
	saintkittsnevis: 'saintkittsandnevis',
	saintvincentgrenadines: 'saintvincentandgrenadines',
	stkittsnevis: 'saintkittsandnevis',
	stlucia: 'saintlucia',
	stvincentgrenadines: 'saintvincentandgrenadines',
	trinidadtobago: 'trinidad',
	turkiye: 'turkey',
	uk: 'england',
	unitedkingdom: 'england',
	unitedstates: 'usa',
	unitedstatesofamerica: 'usa',
	us: 'usa',
};

/** The name that 5sim gives to a country, from what people write: `India`, `united kingdom`, `GB`, `Россия`, a flag. Others stay as they are. */
export function countryNameOf(entered: string): string {
	// A control character is no typing mistake: it is left for the check to refuse.
	if (/\p{Cc}/u.test(entered)) return entered;
	const code = /^[a-z]{2}$/i.test(entered) ? entered.toUpperCase() : codeOfOtherScript(entered);
	const written = code === undefined ? entered : regionName(code);
	const plain = written
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase();
	if (!/^[a-z\s.,&'’()-]+$/.test(plain)) return plain;
	// 5sim writes its names in one word; what may be anything else is left to its check.
	// What stands in brackets is another name, or the code: `Myanmar (Burma)`.
	const joined = plain.replace(/\([^)]*\)|\b(and|the)\b|[\s.,&'’()-]/g, '');
	return OWN_NAMES[joined] ?? (/\s|&/.test(plain) || written !== entered ? joined : plain);
}

/** The names that a text was probably meant to be. */
export function nearestCountries(entered: string): string[] {
	return nearestRegions(entered).map((code) => `'${countryNameOf(code)}'`);
}

function codeOfOtherScript(entered: string): string | undefined {
	return /^[^a-z]{2,60}$/iu.test(entered) && /[\p{L}\p{RI}]/u.test(entered)
		? regionOf(entered)
		: undefined;
}
