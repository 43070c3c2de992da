import { plainName } from './bodyText';
import { aboutOf, parsed, readPayload } from './payload';

/** Fields that hold several payloads, each about a purchase of its own. */
const PAYLOADS = /^(events|notifications|callbacks|deliveries|messages|batch)$/;
/** Fields that hold several purchases, or their numbers. */
const PURCHASES =
	/^((data|payload|body|results?|objects?|resources?|items|records|entries|rows|list|updates)|(bulk)?(purchase|order|bulk)s?(id|number)?s?|ids)$/;
/** How many are taken apart. */
const MOST_PARTS = 100;
/** How deep a list is looked for. */
const DEEPEST_LIST = 4;

/** The payloads in one that holds several purchases, by what each is about; undefined where it does not. */
export function severalIn(payload: object): Map<string, object> | 'too many' | undefined {
	const found = listIn(payload);
	if (!found) return undefined;
	const { list, entries, isOfPayloads } = found;
	const parts = new Map<string, object>();
	const add = (part: object) => {
		const about = readPayload(part);
		if (about.ids.length > 0) parts.set(aboutOf(about), part);
	};
	entries.slice(0, MOST_PARTS).forEach(add);
	if (!isOfPayloads) {
		// What has a number of its own beside the list is one purchase, and these are what is in it.
		const [likeliest] = readPayload(payload).ids;
		if (![...parts.values()].some((part) => readPayload(part).ids[0] === likeliest))
			return undefined;
		// A less likely number beside it may be one all the same.
		add(
			JSON.parse(
				JSON.stringify(payload, (_key, value) => (value === list ? null : value)),
			) as object,
		);
	}
	if (entries.length > MOST_PARTS) return 'too many';
	return parts.size > 1 ? parts : undefined;
}

interface List {
	list: unknown;
	entries: object[];
	/** Whether nothing else can be meant than a payload for each. */
	isOfPayloads: boolean;
}

/** The outermost list. */
function listIn(payload: object): List | undefined {
	let level: Array<[name: string, value: unknown]> = [['', payload]];
	for (let depth = 0; depth < DEEPEST_LIST && level.length > 0; depth++) {
		const next: typeof level = [];
		for (const [key, value] of level) {
			const opened = parsed(value);
			const name = plainName(key);
			const isOfPayloads = PAYLOADS.test(name) || depth === 0;
			const entries = isOfPayloads || PURCHASES.test(name) ? entriesOf(key, opened) : undefined;
			if (entries) return { list: value, entries, isOfPayloads };
			if (typeof opened === 'object' && opened !== null && !Array.isArray(opened))
				next.push(...Object.entries(opened));
		}
		level = next;
	}
	return undefined;
}

/** The entries of a list, each as a payload: a bare number under the name of the list. */
function entriesOf(key: string, value: unknown): object[] | undefined {
	const isText = typeof value === 'string' && /^\s*\d+\s*(,\s*\d+\s*)+$/.test(value);
	const list: unknown = isText ? value.split(',') : value;
	if (typeof list !== 'object' || list === null || Object.keys(list).length < 2) return undefined;
	const isByNumber = !Array.isArray(list) && Object.keys(list).every((name) => /^\d+$/.test(name));
	if (!isByNumber && !Array.isArray(list)) return undefined;
	return Object.entries(list).flatMap(([number, entry]) => {
		const opened = parsed(entry);
		if (typeof opened === 'object' && opened !== null)
			return [isByNumber ? { id: number, ...opened } : opened];
		if (key !== '') return [{ [key]: entry as unknown }];
		return typeof entry === 'number' ? [{ id: entry }] : [];
	});
}
