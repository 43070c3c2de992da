import type { IContextObject, IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../errors';
import { sum } from './decimal';

/** A price above the allowed one, met only after the purchase. */
export interface Overpaid {
	/** What was charged, for people. */
	price: string;
	/** The limits that were set. */
	maxPrice?: string;
	maxTotal?: string;
	/** Whether the purchase was taken back for it, where that was asked for. */
	cancelled?: boolean;
	/** Why it was not, where that is known. */
	reason?: string;
}

/** What was bought in place of what was asked for, by parameter. */
export type Differences = Record<string, Record<'asked' | 'got', string | number>>;

/** What is known about the purchase for one item of one run of a node. Kept with the execution, so it is plain JSON. */
export interface Entry {
	/** The request that was sent. */
	request: string;
	/** `unclear` from the moment before sending until an answer says what happened. */
	state: 'unclear' | 'bought';
	/** The highest number of a purchase in the list before sending, 0 without any; undefined when they could not be read. */
	newest?: number;
	/** What else could tell afterwards that money was spent, as it was before sending. */
	snapshot?: Record<string, string>;
	/** What it costs, or may have cost. */
	amount?: string;
	/** What it may cost by all limits together. */
	maxAmount?: string;
	/** What went wrong when it was sent, and when that was. */
	failure?: Pick<Failure, 'message' | 'httpCode'> & { at: number };
	/** The service's number of the purchase, once known. */
	id?: number;
	/** For people, once known: `15.00 USD`. */
	price?: string;
	/** The service's response, once known. */
	response?: unknown;
	/** Whether it was found in the list afterwards. */
	recovered?: boolean;
	overpaid?: Overpaid;
	differs?: Differences;
}

/**
 * What this node has bought in this execution. n8n's Retry On Fail runs the whole node again, and so does retrying a
 * failed execution: the node's context is what survives both, so a purchase is found here and is not made again.
 *
 * As the tool of an agent the node has a run for each call, and for each try of Retry On Fail too. So there what all runs
 * have spent counts together, and what one of them left unclear is looked for by the next that is to buy the same.
 */
export class Ledger {
	private readonly stored: IContextObject;

	private readonly entries: Record<string, Entry>;

	private readonly run: number;

	private readonly isTool: boolean;

	constructor(context: IExecuteFunctions) {
		this.stored = context.getContext('node');
		this.entries = this.stored.purchases ??= {};
		this.run = context.getWorkflowDataProxy(0).$runIndex as number;
		this.isTool = isTool(context);
	}

	/** What this item has bought, or may have bought, in an earlier try; of a tool also what another call left unclear. */
	find(item: number, request: string): Entry | undefined {
		const key = this.key(item);
		if (this.isTool && !this.entries[key]) {
			// One without a failure is still under way: several calls can be.
			const [left, entry] =
				Object.entries(this.entries).find(
					([, { state, failure, request: sent }]) =>
						state === 'unclear' && failure && sent === request,
				) ?? [];
			if (left && entry) {
				delete this.entries[left];
				this.entries[key] = entry;
			}
		}
		return this.entries[key];
	}

	/** Notes a purchase before it is sent. */
	open(item: number, entry: Omit<Entry, 'state'>): Entry {
		// n8n may still repeat this run after it succeeded, but never an earlier one: a loop would fill the execution's data.
		for (const key of Object.keys(this.entries))
			if (!this.isTool && runAndItem(key)[0] < this.run) {
				const { amount = '0' } = this.entries[key]!;
				this.stored.spentBefore = sum([
					(this.stored.spentBefore as string | undefined) ?? '0',
					amount,
				]);
				delete this.entries[key];
			}
		return (this.entries[this.key(item)] = { ...entry, state: 'unclear' });
	}

	/** Forgets a request that certainly bought nothing. */
	drop(item: number): void {
		delete this.entries[this.key(item)];
	}

	/** Whether a purchase is already the result of an item of this execution. */
	holds(id: number): boolean {
		return Object.values(this.entries).some((entry) => entry.id === id);
	}

	/** What this execution has spent or may have spent with this node, in all its runs. */
	spent(): string[] {
		const amounts = Object.values(this.entries).flatMap(({ amount }) => amount ?? []);
		// Of the runs whose entries are forgotten only the sum is kept.
		const before = this.stored.spentBefore as string | undefined;
		return before === undefined ? amounts : [before, ...amounts];
	}

	/** What this run has bought so far, by item. */
	bought(): Array<{ item: number; id?: number; price: string }> {
		return this.own().flatMap(([item, { state, id, price = '', overpaid }]) =>
			state === 'bought'
				? [{ item, id, price: overpaid?.cancelled ? `${price}, cancelled` : price }]
				: [],
		);
	}

	private own(): Array<[item: number, entry: Entry]> {
		return Object.entries(this.entries).flatMap(([key, entry]) => {
			const [run, item] = runAndItem(key);
			return run === this.run || this.isTool ? [[item, entry] as [number, Entry]] : [];
		});
	}

	private key(item: number): string {
		return `${this.run}:${item}`;
	}
}

/** Whether the node is the tool of an agent: n8n gives tools a type of their own. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

function runAndItem(key: string): [number, number] {
	const [run = 0, item = 0] = key.split(':').map(Number);
	return [run, item];
}
