import type { IExecuteFunctions } from 'n8n-workflow';
import type { KnownPrice } from './cost';
import { DayRecords } from './dayLimit';
import { Intents } from './intents';
import { Ledger } from './ledger';
import { Looks } from './looks';
import { SearchData } from './searchData';

/** How often a node has run outside of an execution, for an MCP client. */
let outside = 0;

/** What the purchases of one run of a node share. */
export class PurchaseRun {
	readonly ledger: Ledger;
	readonly intents: Intents;
	readonly looks = new Looks();
	readonly dayRecords = new DayRecords();
	readonly price: KnownPrice = {};
	readonly searchData: SearchData;
	/** Names an item in this process: execution, node and run. */
	private readonly place: string;

	constructor(context: IExecuteFunctions) {
		this.ledger = new Ledger(context);
		this.intents = new Intents(context);
		this.searchData = new SearchData(context);
		const execution = context.getExecutionId() || `call ${(outside += 1)}`;
		this.place = `${execution} ${context.getNode().id} ${this.ledger.run}`;
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
