import { isObject } from '../isObject';
import { parseJson } from './body';

/** What services call a list that is not called as documented. */
const OTHER_NAMES =
	/^(data|items|list|rows|results?|records|entries|content|values|response|payload|orders|payments|purchases|messages|sms|prices|accounts|countries|transactions)$/i;
/** Lists within objects within objects. */
const DEEPEST = 3;

type Fields = Record<string, unknown>;

/**
 * A response with its list where the contract has it. Services wrap a list, give it another name, or number or name its
 * entries; read as no list, it would be an empty one, and what was bought would seem to be missing.
 * @param name what the contract calls the list; undefined where the response is the list itself
 * @returns undefined where there is no list
 */
export function withList(body: unknown, name: string | undefined): unknown {
	if (name === undefined) return body === null ? body : entriesIn(body, 'data', 0);
	// Nothing at all is no answer; `null` in place of a list within an answer is an empty one.
	if (!isObject(body) && isNothing(body)) return undefined;
	const fields = opened(isObject(body) ? body : { [name]: body }, name);
	const list = entriesIn(fields, name, 0);
	if (list === undefined) return undefined;
	fields[name] = list;
	return fields;
}

/** The fields of what a response is wrapped in, beside its own. */
function opened(body: Fields, name: string): Fields {
	if (name in body) return body;
	const inner = Object.values(body).find((value) => isObject(value) && name in value);
	return inner === undefined ? body : { ...body, ...(inner as Fields) };
}

function entriesIn(value: unknown, name: string, depth: number): object[] | undefined {
	if (Array.isArray(value)) {
		const entries = value.filter(
			(entry): entry is object => typeof entry === 'object' && entry !== null,
		);
		// One of texts is something else than an empty one.
		const isOther = entries.length === 0 && value.some((entry) => /\S/.test(String(entry ?? '')));
		return isOther ? undefined : entries;
	}
	if (typeof value === 'string' && /^\s*[[{]/.test(value))
		return entriesIn(parseJson(value), name, depth);
	if (!isObject(value) || depth > DEEPEST) return undefined;
	const named = Object.keys(value).find((key) => key.toLowerCase() === name.toLowerCase());
	if (named !== undefined && isNothing(value[named])) return [];
	const names = [
		...(named === undefined ? [] : [named]),
		...Object.keys(value).filter((key) => OTHER_NAMES.test(key)),
	];
	for (const key of names) {
		const found = entriesIn(value[key], name, depth + 1);
		if (found) return found;
	}
	return depth === 0 ? undefined : entriesOf(value);
}

/** An object in place of a list: one entry, or entries by numbers or names. */
function entriesOf(value: Fields): object[] | undefined {
	if ('id' in value || 'ID' in value) return [value];
	const parts = Object.values(value);
	return parts.length > 0 && parts.every((part) => isObject(part)) ? parts : undefined;
}

function isNothing(value: unknown): boolean {
	return (
		value === null ||
		value === false ||
		value === '' ||
		(isObject(value) && Object.keys(value).length === 0)
	);
}
