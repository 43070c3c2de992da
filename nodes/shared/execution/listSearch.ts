import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import type { Service } from '../http/service';
import { dropOldest } from '../dropOldest';
import { comprehensible, toNodeError } from '../errors';
import { readerOf } from '../http/reader';
import type { Reader } from '../operation/operation';
import { openService } from '../http/client';

/** One entry of a dropdown. */
export interface ListItem extends Pick<INodeListSearchItems, 'name' | 'value'> {
	/** Further words that it is found by. */
	words?: string;
}

/** What a dropdown is asked for. */
export interface ListQuery {
	reader: Reader;
	/** The value of another field of the form. */
	chosen(parameter: string): string | undefined;
	/** What was typed into the search. */
	typed: string;
	/** Entries to skip, for lists that are longer than one request. */
	skip: number;
}

/** What a dropdown offers. `more` when further entries follow. */
export interface ListResult {
	choices: ListItem[];
	more?: number;
}

/** How long a list is shown again without asking for it: one visit of a form asks several times. */
const FRESH_MS = 10_000;
const MAX_KEPT = 50;

const cachedLists = new Map<string, { at: number; offer: Promise<ListResult> }>();

/**
 * The method behind a dropdown: what was typed narrows it, and a list that cannot be read says why.
 * @param name tells this dropdown from the others of the same service
 * @param dependsOn other fields of the form that the list follows
 */
export function listSearch(
	service: Service,
	name: string,
	dependsOn: string[],
	ask: (question: ListQuery) => Promise<ListResult>,
) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		try {
			const client = await openService(this, service);
			const chosen = (parameter: string) =>
				String(this.getCurrentNodeParameter(parameter, { extractValue: true }) ?? '') || undefined;
			const typed = filter?.trim().toLowerCase() ?? '';
			const skip = Number(paginationToken ?? 0);
			const question = [
				name,
				client.baseUrl,
				this.getNode().credentials?.[service.credential]?.id,
				typed,
				skip,
				...dependsOn.map(chosen),
			].join('\n');
			const { choices, more } = await remembered(
				question,
				async () => await ask({ reader: readerOf(client), chosen, typed, skip }),
			);
			const results = choices.filter((choice) =>
				`${choice.name} ${choice.value} ${choice.words ?? ''}`.toLowerCase().includes(typed),
			);
			return {
				results: results.map((choice) => ({ name: choice.name, value: choice.value })),
				...(more === undefined ? {} : { paginationToken: String(more) }),
			};
		} catch (thrown) {
			throw toNodeError(this.getNode(), comprehensible(thrown, service.name));
		}
	};
}

async function remembered(question: string, ask: () => Promise<ListResult>): Promise<ListResult> {
	const known = cachedLists.get(question);
	if (known && Date.now() - known.at < FRESH_MS) return await known.offer;
	const offer = ask();
	cachedLists.set(question, { at: Date.now(), offer });
	dropOldest(cachedLists, MAX_KEPT);
	// A failure is not remembered: the next look asks again.
	offer.catch(() => cachedLists.delete(question));
	return await offer;
}

/** Price and stock as they stand behind the name in a list. */
export function label(...parts: Array<string | undefined>): string {
	return parts.filter(Boolean).join(' · ');
}

/** Stock for people; some services only say whether there is any. */
export function stockText(available: boolean, count?: number | null): string {
	if (!available || count === 0) return 'out of stock';
	return typeof count === 'number' ? `${count} in stock` : 'in stock';
}
