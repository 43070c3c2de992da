import type { IContextObject, IExecuteFunctions } from 'n8n-workflow';

/** What is known about the purchase for one item of one run of a node. */
export interface Entry {
	/** The request that was sent; another one for the same item is another purchase. */
	request: string;
	/** `unclear` from the moment before sending until an answer says what happened. */
	state: 'unclear' | 'bought';
	/** The numbers of like purchases that were there before sending, or undefined when they could not be read. */
	before?: number[];
	/** The provider's number of the purchase, once known. */
	id?: number;
	/** For people, once known: `15.00 USD`. */
	price?: string;
	/** The provider's reply, once known. */
	reply?: unknown;
	/** Whether it was found in the list afterwards. */
	recovered?: boolean;
}

/**
 * What this node has bought in this execution. n8n's Retry On Fail runs the whole node again, and so does retrying a
 * failed execution: the node's context is what survives both, so a purchase is found here and is not made again.
 */
export class Ledger {
	private readonly entries: Record<string, Entry>;

	private readonly run: number;

	constructor(caller: IExecuteFunctions) {
		const context: IContextObject = caller.getContext('node');
		this.entries = context.purchases ??= {};
		this.run = caller.getWorkflowDataProxy(0).$runIndex as number;
	}

	find(item: number, request: string): Entry | undefined {
		const entry = this.entries[this.key(item)];
		return entry?.request === request ? entry : undefined;
	}

	open(item: number, request: string, before: number[] | undefined): Entry {
		return (this.entries[this.key(item)] = { request, state: 'unclear', before });
	}

	/** Forgets a request that certainly bought nothing. */
	drop(item: number): void {
		delete this.entries[this.key(item)];
	}

	/** Whether a purchase is already the result of an item of this execution. */
	holds(id: number): boolean {
		return Object.values(this.entries).some((entry) => entry.id === id);
	}

	/** What this run has bought so far, by item. */
	bought(): Array<{ item: number; id?: number; price: string }> {
		return Object.entries(this.entries).flatMap(([key, { state, id, price }]) => {
			const [run, item] = key.split(':').map(Number);
			return run === this.run && state === 'bought' && item !== undefined ? [{ item, id, price: price ?? '' }] : [];
		});
	}

	/** Forgets this run, once all of its items came out: nothing will ask for them again. */
	close(): void {
		for (const key of Object.keys(this.entries)) if (key.startsWith(`${this.run}:`)) delete this.entries[key];
	}

	private key(item: number): string {
		return `${this.run}:${item}`;
	}
}
