import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import type { Service } from '../http/service';
import { dropOldest } from '../dropOldest';
import { comprehensible, inWords, isMissing, OperationFailure, toNodeError } from '../errors';
import { readerOf } from '../http/reader';
import type { Reader } from '../operation/operation';
import type { Parameter } from '../operation/parameters';
import { openService } from '../http/client';

/** One entry of a dropdown. */
export interface ListItem extends Pick<INodeListSearchItems, 'name' | 'value'> {
	/** Further words that the search finds it by. */
	words?: string;
}

/** What a dropdown is asked for. */
export interface ListQuery {
	reader: Reader;
	/** The value of another field of the form, as it is sent; undefined where it has none yet, or one that only the run will give. */
	chosen(parameter: string): string | undefined;
	/** The part of what was typed that the service itself can search for. */
	search: string;
	/** Entries to skip, for lists that are longer than one request. */
	skip: number;
}

/** What a dropdown offers. `more` when further entries follow. */
export interface ListResult {
	choices: ListItem[];
	more?: number;
}

/** How long a list is reused (ms): a form asks for it at every few letters. */
const FRESH_MS = 15_000;
const MAX_KEPT = 50;

const cachedLists = new Map<string, { at: number; offer: Promise<ListResult> }>();

/**
 * The method behind a dropdown. What was typed filters it; a list that cannot be read shows why.
 * @param name of this dropdown, unique within the service
 * @param fields `own`, the field that the list is for: what is typed may be another way to write one of its values; and other fields of the form that the list depends on
 * @param searchOf the part of what was typed that the service can search for; nothing where the whole list comes anyway
 */
export function listSearch(
	service: Service,
	name: string,
	{ own, ...others }: Record<string, Parameter<string>>,
	ask: (question: ListQuery) => Promise<ListResult>,
	searchOf: (typed: string) => string = () => '',
) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		try {
			const client = await openService(this, service);
			const chosen = (name: string) =>
				understood(others[name], this.getCurrentNodeParameter(name, { extractValue: true }));
			const typed = filter?.trim().toLowerCase() ?? '';
			const search = searchOf(typed);
			const skip = Number(paginationToken ?? 0);
			const question = [
				name,
				client.baseUrl,
				this.getNode().credentials?.[service.credential]?.id,
				client.key,
				search,
				skip,
				...Object.keys(others).map(chosen),
			].join('\n');
			const { choices, more } = await remembered(
				question,
				async () => await ask({ reader: readerOf(client), chosen, search, skip }),
			);
			const meant = understood(own, typed);
			const results = choices.filter(
				(choice) =>
					inWords(choice.value, '') !== '' &&
					(choice.value === meant ||
						`${choice.name} ${choice.value} ${choice.words ?? ''}`.toLowerCase().includes(typed)),
			);
			return {
				results: results.map((choice) => ({ name: choice.name, value: choice.value })),
				...(more === undefined ? {} : { paginationToken: String(more) }),
			};
		} catch (thrown) {
			const failure = isMissing(thrown) ? notListed(thrown, service) : thrown;
			throw toNodeError(this.getNode(), comprehensible(failure, service.name));
		}
	};
}

/** A list that is not there: that of something that does not exist, or the address is that of something else. */
function notListed({ failure }: OperationFailure, { usualUrl }: Service): OperationFailure {
	return new OperationFailure({
		...failure,
		description: `Check the other fields of the form, and 'Base URL' in the credential: usually it is ${usualUrl}.`,
	});
}

function understood(field: Parameter<string> | undefined, entered: unknown): string | undefined {
	try {
		return field?.parse(entered);
	} catch {
		return undefined;
	}
}

async function remembered(question: string, ask: () => Promise<ListResult>): Promise<ListResult> {
	const known = cachedLists.get(question);
	if (known && Date.now() - known.at < FRESH_MS) return await known.offer;
	const offer = ask();
	cachedLists.set(question, { at: Date.now(), offer });
	dropOldest(cachedLists, MAX_KEPT);
	// Neither a failure nor an empty list is cached: the next request tries again.
	offer.then(
		({ choices }) => choices.length === 0 && cachedLists.delete(question),
		() => cachedLists.delete(question),
	);
	return await offer;
}

/** The name in a list, followed by price, stock and the like. */
export function label(...parts: Array<string | undefined>): string {
	return parts.filter(Boolean).join(' · ');
}

/** Stock in words. Some services say only whether there is any. */
export function stockText(available: boolean, count?: number | null): string {
	if (!available || count === 0) return 'out of stock';
	return typeof count === 'number' ? `${count} in stock` : 'in stock';
}
