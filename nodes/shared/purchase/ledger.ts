import type { IContextObject, IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../errors';
import { compare, minus, sum } from './decimal';
import type { Own } from './evidence';
import { notesOf } from '../operation/notes';
import type { Span } from '../http/serviceClock';
import type { Trace } from '../operation/money';

/** A purchase that turned out more expensive than the limits allow. */
export interface Overpaid {
	/** What was charged, for people. */
	price: string;
	/** The limits that were set. */
	maxPrice?: string;
	maxTotal?: string;
	/** Whether the purchase was cancelled because of it, if the user wanted that. */
	cancelled?: boolean;
	/** Why it could not be cancelled, if known. */
	reason?: string;
}

/** Where the purchase differs from what was asked for, by parameter. */
export type Differences = Record<string, Record<'asked' | 'got', string | number>>;

/** What is known about the purchase for one item of one run of a node. Kept with the execution, so it is plain JSON. */
export interface Entry {
	/** The request that was sent. */
	request: string;
	/** Identifies the account that it was sent for. */
	account?: string;
	/** The item, in the execution that sent it. */
	owner?: string;
	/** `unclear` from the moment before sending until an answer says what happened. */
	state: 'unclear' | 'bought';
	/** The highest number of a purchase in the list before sending, 0 without any; undefined when they could not be read. */
	newest?: number;
	/** Whether the list was read for this very purchase, and not for an earlier one of the run. */
	fresh?: boolean;
	/** Values from before sending; if they have changed afterwards, money was spent. */
	snapshot?: Record<string, Trace>;
	/** What this process had bought before sending. */
	own?: Own;
	/** What it costs, or may have cost. */
	amount?: string;
	currency?: string;
	/** The most that all limits together allow it to cost. */
	maxAmount?: string;
	/** The price limit that was sent along, if the service takes one. */
	sentLimit?: string;
	/** When it was sent. */
	sentAt?: number;
	/** What went wrong when it was sent, and when that was. */
	failure?: Pick<Failure, 'message' | 'httpCode'> & { at: number };
	/** The time span in which the service can have booked it, by the service's clock. */
	span?: Span;
	/** The service's number of the purchase, once known. */
	id?: number;
	/** For people, once known: `15.00 USD`. */
	price?: string;
	/** The service's response, once known. */
	response?: unknown;
	/** Whether it was found in the list afterwards. */
	recovered?: boolean;
	/** Whether another execution had bought it already. */
	alreadyBought?: boolean;
	overpaid?: Overpaid;
	differs?: Differences;
}

/** What an execution has spent, or may have spent. */
export interface Spent {
	amount: string;
	/** Currency of the amount, if the service names one. */
	currency?: string;
}

/**
 * What this node has bought in this execution. n8n's Retry On Fail runs the whole node again, and so does retrying a
 * failed execution: the node's context is what survives both, so a purchase is found here and is not made again.
 *
 * When the node is the tool of an agent, each call and each try of Retry On Fail is a run of its own. So the spending of all
 * runs is added up, and a purchase that one run left unclear is looked up by the next run that wants to buy the same.
 */
export class Ledger {
	private readonly stored: IContextObject;

	private readonly entries: Record<string, Entry>;

	/** Index of the node's run in this execution. */
	readonly run: number;

	private readonly isTool: boolean;

	/** The numbers of what the entries bought, with the account: another service may give the same ones. */
	private readonly ids: Set<string>;

	constructor(context: IExecuteFunctions) {
		this.stored = notesOf(context);
		this.entries = this.stored.purchases ??= {};
		this.run = context.getWorkflowDataProxy(0).$runIndex as number;
		this.isTool = isTool(context);
		// n8n may still repeat this run, but never an earlier one: a loop would fill the execution's data.
		if (!this.isTool)
			for (const key of Object.keys(this.entries))
				if (runAndItem(key)[0] < this.run) delete this.entries[key];
		this.ids = new Set(
			Object.values(this.entries).flatMap(({ id, account }) =>
				id === undefined ? [] : numberOf(id, account),
			),
		);
	}

	/** What this item bought, or may have bought, in an earlier try. For a tool also what another call left unclear. */
	find(item: number, request: string): Entry | undefined {
		const key = this.key(item);
		if (this.isTool && !this.entries[key]) {
			// An entry without a failure belongs to a call that is still running; several can run at once.
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
		this.add(entry.amount, entry.currency);
		return (this.entries[this.key(item)] = { ...entry, state: 'unclear' });
	}

	/** Notes the outcome of a purchase. */
	change(entry: Entry, more: Partial<Entry>): void {
		if (more.amount !== undefined && more.amount !== entry.amount) {
			this.take(entry.amount);
			this.add(more.amount, more.currency ?? entry.currency);
		}
		Object.assign(entry, more);
		if (entry.id !== undefined) this.ids.add(numberOf(entry.id, entry.account));
	}

	/** Forgets a request that certainly bought nothing. */
	drop(item: number): void {
		this.take(this.entries[this.key(item)]?.amount);
		delete this.entries[this.key(item)];
	}

	/** Whether a purchase is already the result of an item of this execution. */
	holds(id: number, account: string): boolean {
		return this.ids.has(numberOf(id, account));
	}

	/** What this execution has spent or may have spent with this node, in all its runs. */
	spent(): Spent {
		return (this.stored.spent as Spent | undefined) ?? { amount: '0' };
	}

	/** What this run has bought so far, by item. */
	bought(): Array<{ item: number; id?: number; price: string }> {
		return this.own().flatMap(([item, { state, id, price = '', overpaid }]) =>
			state === 'bought'
				? [{ item, id, price: overpaid?.cancelled ? `${price}, cancelled` : price }]
				: [],
		);
	}

	/** Forgets what this run bought, once all of it has left the node and no retry can come. What was spent still counts. */
	close(): void {
		for (const [key, entry] of Object.entries(this.entries)) {
			if (entry.state !== 'bought') continue;
			if (runAndItem(key)[0] !== this.run) continue;
			// Keep the entry: the error of a later call names what earlier calls bought.
			if (this.isTool) delete entry.response;
			else delete this.entries[key];
		}
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

	private add(amount = '0', currency?: string): void {
		const spent = this.spent();
		this.stored.spent = {
			amount: sum([spent.amount, amount]),
			// What came to nothing has no currency.
			currency: (compare(spent.amount, '0') > 0 ? spent.currency : undefined) ?? currency,
		} satisfies Spent;
	}

	private take(amount = '0'): void {
		const spent = this.spent();
		const left = compare(spent.amount, amount) < 0 ? '0' : minus(spent.amount, amount);
		this.stored.spent = { ...spent, amount: left } satisfies Spent;
	}
}

/** Whether the node is the tool of an agent: n8n gives tools a type of their own. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

function numberOf(id: number, account = ''): string {
	return `${account} ${id}`;
}

function runAndItem(key: string): [number, number] {
	const [run = 0, item = 0] = key.split(':').map(Number);
	return [run, item];
}
