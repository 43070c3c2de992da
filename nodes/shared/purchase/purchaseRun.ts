import type { IExecuteFunctions } from 'n8n-workflow';
import type { KnownPrice } from './cost';
import { DayRecords } from './dayLimit';
import { Intents } from './intents';
import { Ledger } from './ledger';
import { Looks } from './looks';
import { SearchData } from './searchData';

/** How often a node has run outside of an execution, for an MCP client. */
let outside = 0;

/** What those purchases of a run share that are made with the same account. */
interface AccountRun {
	looks: Looks;
	dayRecords: DayRecords;
	price: KnownPrice;
}

/** What the purchases of one run of a node share. */
export class PurchaseRun {
	readonly ledger: Ledger;
	readonly intents: Intents;
	readonly searchData: SearchData;
	/** Names an item in this process: execution, node and run. */
	private readonly place: string;
	private readonly accounts = new Map<string, AccountRun>();

	constructor(context: IExecuteFunctions) {
		this.ledger = new Ledger(context);
		this.intents = new Intents(context);
		this.searchData = new SearchData(context);
		const execution = context.getExecutionId() || `call ${(outside += 1)}`;
		this.place = `${execution} ${context.getNode().id} ${this.ledger.run}`;
	}

	/** What is known of an account: the items of a run may have one each. */
	of(account: string): AccountRun {
		const known = this.accounts.get(account) ?? {
			looks: new Looks(),
			dayRecords: new DayRecords(),
			price: {},
		};
		this.accounts.set(account, known);
		return known;
	}

	/** The item, as no other execution of this process names one. */
	ownerOf(item: number): string {
		return `${this.place} ${item}`;
	}
}

/** By which an account is known again in an execution's data, where its key must not stand: 32 bits of FNV-1a. */
export function accountMark(account: string): string {
	let hash = 0x811c9dc5;
	for (let index = 0; index < account.length; index++)
		hash = Math.imul(hash ^ account.charCodeAt(index), 0x01000193);
	return (hash >>> 0).toString(16);
}
