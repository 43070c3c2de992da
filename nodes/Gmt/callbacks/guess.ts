/** A field with its name in small letters, how deep it stands, and below what. */
export interface Field {
	name: string;
	value: unknown;
	depth: number;
	parents: string;
}

/** Numbers in fields that hold what a purchase has, never which one it is. */
export const NEVER_IDS =
	/^(quantity|price|amount|total|attempt|maxattempts|status|code|timestamp|time|version|epochms|retryafter|count|phone(number)?)$/;
/** What holds digits and is no number of anything: dates, times, identifiers, addresses and versions. */
const NO_NUMBERS =
	/\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?|\d\d?:\d\d(?::\d\d)?|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\d+(?:\.\d+)+|\+\d[\d ()-]{6,}/gi;
/** A number by itself. Longer ones are times and phone numbers. */
const NUMBER = /(?<![\p{L}\d.+]|(?<!\p{L})-)(\d{1,9})(?![\p{L}\d])/gu;
/** What its name tells to be something else. */
const OTHERWISE =
	/(at|time|date|expires|timestamp|price|amount|total|balance|count|quantity|phone|code|attempts?|version|port|ttl|retries|progress|percent|size|bytes|length|status|country|iso|signature|hash|nonce)$/;

/** Numbers of which nothing tells that they are those of a purchase, outermost first: the API decides. */
export function guessedIn(fields: readonly Field[], most: number): number[] {
	const numbers = fields.flatMap(({ name, value }) => {
		if (NEVER_IDS.test(name) || OTHERWISE.test(name)) return [];
		if (typeof value === 'number')
			return Number.isSafeInteger(value) && value > 0 && value < 1e9 ? [value] : [];
		if (typeof value !== 'string' || /^\s*[[{]/.test(value)) return [];
		const text = value.slice(0, 5_000).replace(NO_NUMBERS, ' ');
		return [...text.matchAll(NUMBER)].map(([, digits]) => Number(digits)).filter((id) => id > 0);
	});
	return [...new Set(numbers)].slice(0, most);
}
