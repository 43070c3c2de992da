import { nearestRegions, regionName, regionOf } from '../shared/operation/regions';

/** The two letters of a country, from its code, its name or its flag. What is none of them stays as it is, in capitals. */
export function countryCodeOf(entered: string): string {
	const trimmed = entered.trim();
	if (trimmed.toLowerCase() === 'uk') return 'GB';
	const isName = /^[\p{L}\p{RI}\s.,&'’()-]{2,60}$/u.test(trimmed) && !/^[a-z]{2}$/i.test(trimmed);
	return (isName ? regionOf(trimmed) : undefined) ?? trimmed.toUpperCase();
}

/** The codes that a text was probably meant to be, with their names. */
export function nearestCountries(entered: string): string[] {
	return nearestRegions(entered).map((code) => `'${code}' (${regionName(code)})`);
}
