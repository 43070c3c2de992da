import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { Api } from './api';
import { toNodeError } from './errors';
import { readerOf, type Reader } from './perform';
import { connect } from './send';

/** One entry of a dropdown, with what it may be found by. */
export interface Choice extends INodeListSearchItems {
	/** Further words that the search finds it by. */
	words?: string;
}

/** Reads what a dropdown offers. */
export type Load = (reader: Reader, editor: ILoadOptionsFunctions, filter: string | undefined) => Promise<Choice[]>;

/** The method behind a dropdown: what was typed narrows it, and a list that cannot be read says why. */
export function listSearch(api: Api, load: Load) {
	return async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		try {
			const choices = await load(readerOf(await connect(this, api)), this, filter);
			const typed = filter?.trim().toLowerCase() ?? '';
			const results = choices.filter(({ name, value, words }) => `${name} ${value} ${words ?? ''}`.toLowerCase().includes(typed));
			return { results: results.map(({ name, value }) => ({ name, value })) };
		} catch (thrown) {
			throw toNodeError(this.getNode(), thrown, 0);
		}
	};
}
