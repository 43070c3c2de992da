import type { IExecuteFunctions } from 'n8n-workflow';
import { boughtAs, EarlierUse, forget, remember } from './earlierUse';
import { byDay, inCall, type About, type Names } from './intentNames';
import { isTool } from './ledger';
import { inTurn, Records } from './records';

/** What is written down before one purchase is sent. */
export interface Intent {
	/** Set if an earlier process or execution noted the same purchase, and never noted how it ended. */
	left?: EarlierUse;
	/** Notes how the purchase ended. Until then it counts as open. */
	settle(outcome: 'bought' | 'nothing' | 'uncertain', id?: number, response?: object): void;
}

/** The executions of this process that are buying the same thing right now. */
interface Buyers {
	executions: Array<string | undefined>;
	/** Whether they created the entry in the database; false if it was there before. */
	isTheirs: boolean;
}

/** Entries that n8n keeps for a node. Each is a hash, but n8n reads and writes all of them at once. */
const KEPT = 6_000;

/** Key: node and entry. */
const buying = new Map<string, Buyers>();

/**
 * Notes in n8n's database what one run of a node is about to buy. n8n stores the node's context only when the node ends, so
 * after a killed process these notes are all that is left. Each purchase has two entries. One names the execution, because
 * n8n may run that same execution again. The other names what is bought; only a retry reads it.
 *
 * Callers that may repeat a call by themselves (another workflow, an agent, an MCP client) start a new execution for it, or
 * do not say that it is a repeat. For them there is a third entry, with the input of the call. It is removed when the run
 * succeeds. So if a call fails and comes again, it gets what the first one bought; if it succeeded, the same call buys again.
 */
export class Intents {
	/** None where an MCP client calls: n8n answers it outside of any execution. */
	private readonly execution?: string;
	private readonly place: string;
	private readonly records: Records;
	private readonly isRetry: boolean;
	private readonly isCall: boolean;
	private readonly run: number;
	/** Entries to remove when the run ends. */
	private over: string[] = [];
	/** Entries to remove only if the run succeeds: if it fails, the same call finds them when it comes again. */
	private ofCall: string[] = [];
	/** Numbers of what was bought. */
	private numbers: string[] = [];
	/** Whether this execution has not bought for an item before. Then it has for none that comes later. */
	private isFirst = false;
	/** By item, see {@link nthOf}. */
	private nth?: number[];
	/** Numbers that are not stored yet; the next purchase stores them with its own entries. */
	private pending: string[] = [];

	constructor(private readonly context: IExecuteFunctions) {
		this.execution = context.getExecutionId() || undefined;
		this.place = `${context.getWorkflow().id} ${context.getNode().id}`;
		this.records = new Records(context, 'node', KEPT);
		this.isCall = mayBeRepeated(context);
		this.isRetry = context.getMode() === 'retry';
		this.run = context.getWorkflowDataProxy(0).$runIndex as number;
	}

	/** Notes a purchase right before it is sent. If n8n has no helper for that, or it fails, the purchase goes on without a note. */
	async open(about: About): Promise<Intent> {
		const names = this.namesOf(about);
		const { own, like, calls } = names;
		return await inTurn(async (): Promise<Intent> => {
			const known = await this.write([...own, ...like, ...calls]);
			if (!known) return { settle: () => undefined };
			const left = this.leftIn(known, names);
			if (left) {
				// Keep the older entries: the killed execution or the caller may try the same purchase again.
				this.over.push(...[...own, ...like, ...calls].filter((key) => !known.has(key)));
				return { left, settle: () => undefined };
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

	/** What an earlier process or execution noted of the same purchase and never noted the end of. Nothing is noted by asking. */
	async left(about: About): Promise<EarlierUse | undefined> {
		const names = this.namesOf(about);
		const { own, like, calls } = names;
		const known = this.records.exist
			? await this.records
					.among([...(this.isFirst ? [] : own), ...(this.isRetry ? like : []), ...calls])
					.catch((thrown) => {
						this.warn(thrown);
						return new Set();
					})
			: new Set();
		return this.leftIn(known, names);
	}

	/** Notes that the outcome of a purchase that an earlier try left open is now known. */
	found(about: About): void {
		this.ofCall.push(...this.callsOf(about));
	}

	/**
	 * Removes the entries of everything that is settled, in one go. If the process is killed before, they tell what was bought.
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

	/** The entries of a purchase. */
	private namesOf(about: About): Names {
		const { execution, run } = this;
		const { item } = about;
		return {
			own: execution === undefined ? [] : [`purchase ${execution} ${run} ${item}`],
			like: byDay(about, this.isRetry),
			calls: this.callsOf(about),
		};
	}

	private leftIn(known: Set<unknown>, { own, like, calls }: Names): EarlierUse | undefined {
		this.isFirst ||= !own.some((key) => known.has(key));
		const isLeft = (key: string) => known.has(key) && !this.buys(key);
		const left = [...(this.isRetry ? like.filter(isLeft) : []), ...calls.filter(isLeft)];
		return left.length > 0 || own.some((key) => known.has(key))
			? new EarlierUse(this.place, left.length > 0 ? left : like, this.records, true)
			: undefined;
	}

	/** The entries of a call that may come again: one for the current hour, and one for each hour before it. */
	private callsOf(about: About): string[] {
		if (!this.isCall) return [];
		const came = this.cameAs(about.item);
		return inCall(about, this.nthOf(about.item), came);
	}

	private cameAs(item: number): string {
		return JSON.stringify(this.context.getInputData()[item]?.json ?? {});
	}

	/** How many items before have the very same input: whoever calls again may give its rows in another order. */
	private nthOf(item: number): number {
		if (!this.nth) {
			const counts = new Map<string, number>();
			this.nth = this.context.getInputData().map((_item, index) => {
				const came = this.cameAs(index);
				const before = counts.get(came) ?? 0;
				counts.set(came, before + 1);
				return before;
			});
		}
		return this.nth[item] ?? 0;
	}

	/** @returns the entries that were there already, or undefined if none can be stored */
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

	/** Whether another call in this same execution is buying the same thing. */
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
