import type { IExecuteFunctions } from 'n8n-workflow';
import { boughtAs, EarlierUse, forget, remember } from './earlierUse';
import { isTool } from './ledger';
import { inTurn, Records } from './records';

/** What is about to be bought. */
interface About {
	item: number;
	request: string;
	/** The user's own name of it. */
	key?: string;
	account: string;
	accountMark: string;
}

/** What is written down before one purchase is sent. */
export interface Intent {
	/** An earlier process, or execution, has written down the same and never that it is over. */
	left?: EarlierUse;
	/** Takes note of what came of it. Open until then. */
	settle(outcome: 'bought' | 'nothing' | 'uncertain', id?: number, response?: object): void;
}

/** Who of this process is buying the same right now. */
interface Buyers {
	executions: Array<string | undefined>;
	/** Whether the entry in the database was made for them, and did not stand there before. */
	isTheirs: boolean;
}

/** Entries that n8n keeps for a node. They are hashes, but are read and written together. */
const KEPT = 6_000;
/** How many days a purchase of a killed process stands in the way of retries. */
const DAYS_KEPT = 7;
const DAY_MS = 86_400_000;
/** How many hours, begun ones counted, a call that failed stands in the way of the same call. */
const HOURS_KEPT = 2;
const HOUR_MS = 3_600_000;

/** By node and entry. */
const buying = new Map<string, Buyers>();

/**
 * What one run of a node is about to buy, written down in n8n's own database: the node's context is only stored when the
 * node ends, so a killed process leaves nothing else behind. There are two entries for a purchase. One names the execution,
 * since n8n may run the very same one again. The other one names what is bought, and is looked at in a retry only.
 *
 * Callers that may repeat a call on their own - another workflow, an agent, an MCP client - start a new execution for it, or
 * give no sign of it. For them there is a third entry, with what the call came with. It is taken out when the run succeeds,
 * so the same call that fails and comes again gets what the first one bought, and the one that succeeded buys again.
 */
export class Intents {
	/** None where an MCP client calls: n8n answers it outside of any execution. */
	private readonly execution?: string;
	private readonly place: string;
	private readonly records: Records;
	private readonly isRetry: boolean;
	private readonly isCall: boolean;
	private readonly run: number;
	/** Entries to be taken out when the run ends. */
	private over: string[] = [];
	/** Of these, those that a failing run leaves to the same call when that comes again. */
	private ofCall: string[] = [];
	/** Numbers of what was bought. */
	private numbers: string[] = [];
	/** Those of them that are written down with the next purchase. */
	private pending: string[] = [];

	constructor(private readonly context: IExecuteFunctions) {
		this.execution = context.getExecutionId() || undefined;
		this.place = `${context.getWorkflow().id} ${context.getNode().id}`;
		this.records = new Records(context, 'node', KEPT);
		this.isCall = mayBeRepeated(context);
		this.isRetry = context.getMode() === 'retry';
		this.run = context.getWorkflowDataProxy(0).$runIndex as number;
	}

	/** Writes a purchase down, right before it is sent. Without n8n's helper, or where that fails, nothing changes. */
	async open(about: About): Promise<Intent> {
		const { item } = about;
		const own =
			this.execution === undefined ? [] : [`purchase ${this.execution} ${this.run} ${item}`];
		const like = days(this.isRetry ? DAYS_KEPT : 1, `${item} ${requestOf(about)}`);
		const calls = this.callsOf(about);
		return await inTurn(async (): Promise<Intent> => {
			const known = await this.write([...own, ...like, ...calls]);
			if (!known) return { settle: () => undefined };
			const isLeft = (key: string) => known.has(key) && !this.buys(key);
			const left = [...(this.isRetry ? like.filter(isLeft) : []), ...calls.filter(isLeft)];
			if (left.length > 0 || own.some((key) => known.has(key))) {
				// What stood there stays: the same may be tried again from the killed execution, or by the caller.
				this.over.push(...[...own, ...like, ...calls].filter((key) => !known.has(key)));
				return {
					left: new EarlierUse(this.place, left.length > 0 ? left : like, this.records),
					settle: () => undefined,
				};
			}
			for (const key of [...like, ...calls]) this.enter(key, !known.has(key));
			return {
				settle: (outcome, id, response) => {
					if (outcome !== 'uncertain') this.over.push(...own);
					const names = [like[0]!, ...calls.slice(0, 1)];
					if (outcome === 'bought') {
						if (id !== undefined)
							this.pending.push(...names.map((name) => boughtAs(name, about.accountMark, id)));
						if (response && calls[0]) remember(this.place, calls[0], { ...about, response });
					}
					for (const key of like) if (this.leave(key)) this.over.push(key);
					for (const key of calls)
						if (this.leave(key) && outcome !== 'uncertain')
							(outcome === 'bought' ? this.ofCall : this.over).push(key);
				},
			};
		});
	}

	/** Takes note that what an earlier try left open is known now. */
	found(about: About): void {
		this.ofCall.push(...this.callsOf(about));
	}

	/**
	 * Takes out what is settled, all at once: until then a killed process leaves what was bought as well.
	 * @param failed whether nothing comes out of the run, so that a caller may repeat it
	 */
	async close(failed: boolean): Promise<void> {
		const isLeft = failed && this.isCall;
		if (!isLeft) for (const name of this.ofCall) forget(this.place, name);
		const keys = [...this.over, ...(isLeft ? [] : [...this.ofCall, ...this.numbers])];
		const pending = isLeft ? this.pending : [];
		[this.over, this.ofCall, this.numbers, this.pending] = [[], [], [], []];
		if (keys.length + pending.length === 0) return;
		await inTurn(async () => {
			if (pending.length > 0) await this.records.add(pending);
			await this.records.remove(keys.filter((key) => !buying.has(this.at(key))));
		}).catch((thrown) => this.warn(thrown));
	}

	/** The names of a call that may come again, for this hour and the ones before. */
	private callsOf(about: About): string[] {
		if (!this.isCall) return [];
		const came = JSON.stringify(this.context.getInputData()[about.item]?.json ?? {});
		const hour = Math.floor(Date.now() / HOUR_MS);
		return Array.from(
			{ length: HOURS_KEPT },
			(_none, ago) => `call in hour ${hour - ago} ${about.item} ${requestOf(about)} ${came}`,
		);
	}

	/** @returns which of the entries were there already, or undefined when they cannot be written down */
	private async write(keys: string[]): Promise<Set<unknown> | undefined> {
		if (!this.records.exist) return undefined;
		try {
			const { pending } = this;
			const known = await this.records.add([...keys, ...pending]);
			this.numbers.push(...pending);
			this.pending = this.pending.slice(pending.length);
			return known;
		} catch (thrown) {
			this.warn(thrown);
			return undefined;
		}
	}

	/** Whether another call of this very execution is buying the same. */
	private buys(key: string): boolean {
		return buying.get(this.at(key))?.executions.includes(this.execution) ?? false;
	}

	private enter(key: string, isTheirs: boolean): void {
		const buyers = buying.get(this.at(key)) ?? { executions: [], isTheirs };
		buyers.executions.push(this.execution);
		buying.set(this.at(key), buyers);
	}

	/** @returns whether nobody needs the entry any more */
	private leave(key: string): boolean {
		const buyers = buying.get(this.at(key))!;
		buyers.executions.splice(buyers.executions.indexOf(this.execution), 1);
		if (buyers.executions.length > 0) return false;
		buying.delete(this.at(key));
		return buyers.isTheirs;
	}

	private at(key: string): string {
		return `${this.place} ${key}`;
	}

	private warn(thrown: unknown): void {
		this.context.logger.warn(
			`n8n could not keep what node "${this.context.getNode().name}" is buying, so only this process knows: ${String((thrown as Error | undefined)?.message)}`,
		);
	}
}

/** Whether whoever started this may do so again by itself: another workflow, an agent or an MCP client. */
export function mayBeRepeated(context: IExecuteFunctions): boolean {
	return isTool(context) || context.getMode() === 'integrated';
}

/** Two keys are two purchases, whatever else is the same. */
function requestOf({ request, key }: About): string {
	return key === undefined ? request : `${request} with key ${key}`;
}

function days(count: number, what: string): string[] {
	const today = Math.floor(Date.now() / DAY_MS);
	return Array.from({ length: count }, (_none, ago) => `purchase on day ${today - ago} ${what}`);
}
