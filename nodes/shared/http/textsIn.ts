/** Fields in which an error says what is wrong. */
const NAMES =
	/^(err(or)?s?|messages?|msg|details?|description|(err(or)?|status)_?(description|message|text|msg|code|name)|reason|title|text|code|result|response|status|data|info|exception|problem|fieldViolations|violations|non_field_errors)$/i;
/** Fields with an error for each value that was sent, by its name. */
const BY_VALUE = /^(errors?|details?|fields|violations|messages?)$/i;
/** What says no more than the status does. */
const GENERIC =
	/^(error|err|fail(ed|ure)?|bad[ _]request|not[ _]found|forbidden|unauthorized|payment[ _]required|conflict|unprocessable[ _]entity|internal[ _](server[ _])?error|validation[ _](error|failed)|true|false|null)$/i;
const DEEPEST = 4;

/**
 * All that an error response says, in its order: a bare text, or those in the fields, lists and objects of a JSON body. With
 * the names of the values that they are about, where they come that way: `country is incorrect`.
 */
export function textsIn(body: unknown): string[] {
	const texts = [...new Set(read(body, 0, false))];
	const telling = texts.filter((text) => !GENERIC.test(text));
	return telling.length > 0 ? telling : texts;
}

function read(value: unknown, depth: number, isByValue: boolean): string[] {
	if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
	if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
	if (Array.isArray(value)) return value.flatMap((part) => read(part, depth + 1, isByValue));
	const { field, ...fields } = value as Record<string, unknown>;
	if (isThing(fields)) return [];
	const texts = Object.entries(fields).flatMap(([name, part]) => {
		if (NAMES.test(name)) return read(part, depth + 1, BY_VALUE.test(name));
		return isByValue ? read(part, depth + 1, false).map((text) => `${name} ${text}`) : [];
	});
	return typeof field === 'string' ? texts.map((text) => `${field} ${text}`) : texts;
}

/** Whether it is something with a number of its own: what is said in it is no error. */
function isThing({ id, phone, phone_number: number }: Record<string, unknown>): boolean {
	return [id, phone, number].some((part) => /^\+?\d+$/.test(String(part)));
}
