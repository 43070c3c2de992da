import { nearestRegions, regionName, regionOf } from '../shared/operation/regions';

/** The two letters of a country, from its code or its English or Russian name. What is neither stays as it is, in capitals. */
export function countryCodeOf(entered: string): string {
	const trimmed = entered.trim();
	if (trimmed.toLowerCase() === 'uk') return 'GB';
	const isName = /^[\p{L}\s.,&'’()-]{3,60}$/u.test(trimmed);
	return (isName ? regionOf(trimmed) : undefined) ?? trimmed.toUpperCase();
}

/** The codes that a text was probably meant to be, with their names. */
export function nearestCountries(entered: string): string[] {
	return nearestRegions(entered).map((code) => `'${code}' (${regionName(code)})`);
}
