import type { IExecuteFunctions } from 'n8n-workflow';
import { OperationFailure } from '../errors';
import { isTool } from './ledger';

/** What is written down before one purchase is sent. */
export interface Intent {
	/** An earlier process, or execution, has written down the same and never what came of it. */
	left: boolean;
	/** Takes note of what came of it. Open until then. */
	settle(outcome: 'bought' | 'nothing' | 'uncertain'): void;
}

/** Who of this process is buying the same right now. */
interface Buyers {
	executions: string[];
	/** Whether the entry in the database was made for them, and did not stand there before. */
	isTheirs: boolean;
}

/** Entries that n8n keeps for a node. They are hashes, but are read and written together. */
const KEPT = 2_000;
/** How many days a purchase of a killed process stands in the way of retries. */
const DAYS_KEPT = 7;
const DAY_MS = 86_400_000;

/** By node and entry. */
const buying = new Map<string, Buyers>();
/** n8n reads the entries and writes them back: of two at once one would be lost. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * What one run of a node is about to buy, written down in n8n's own database: the node's context is only stored when the
 * node ends, so a killed process leaves nothing else behind. There are two entries for a purchase. One names the execution,
 * since n8n may run the very same one again. The other one names what is bought, and is looked at only where the
 * execution that left it can have been another one: in a retry, and in a call of a tool.
 */
export class Intents {
	private readonly execution: string;
	private readonly place: string;
	private readonly looksBack: boolean;
	private readonly isTool: boolean;
	private readonly run: number;
	private over: string[] = [];

	constructor(private readonly context: IExecuteFunctions) {
		this.execution = context.getExecutionId();
		this.place = `${context.getWorkflow().id} ${context.getNode().id}`;
		this.isTool = isTool(context);
		this.looksBack = this.isTool || context.getMode() === 'retry';
		this.run = context.getWorkflowDataProxy(0).$runIndex as number;
	}

	/** Writes a purchase down, right before it is sent. Without n8n's helper, or where that fails, nothing changes. */
	async open(item: number, request: string): Promise<Intent> {
		const own = `purchase ${this.execution} ${this.run} ${item}`;
		const today = Math.floor(Date.now() / DAY_MS);
		const like = Array.from(
			{ length: this.looksBack ? DAYS_KEPT : 1 },
			(_none, ago) => `purchase on day ${today - ago} ${item} ${request}`,
		);
		return await inTurn(async (): Promise<Intent> => {
			const known = await this.record([own, ...like]);
			if (!known) return { left: false, settle: () => undefined };
			const left =
				known.has(own) || (this.looksBack && like.some((key) => known.has(key) && !this.buys(key)));
			if (left) {
				// An agent is told once, and then decides. A retry may be started from the killed execution again.
				this.over.push(...[own, ...like].filter((key) => this.isTool || !known.has(key)));
				return { left, settle: () => undefined };
			}
			for (const key of like) this.enter(key, !known.has(key));
			return {
				left,
				settle: (outcome) => {
					if (outcome === 'nothing') this.over.push(own);
					// Told to an agent, it may be forgotten by the next execution.
					const isOver = outcome !== 'uncertain' || !this.isTool;
					for (const key of like) if (this.leave(key) && isOver) this.over.push(key);
				},
			};
		});
	}

	/**
	 * Reserves a key of the user for one purchase of this workflow. Whoever sets one relies on it, so where it cannot be kept nothing may be sent.
	 * @returns what gives it back
	 * @throws OperationFailure when it was used before, or cannot be kept
	 */
	async reserve(key: string): Promise<() => Promise<void>> {
		// Remove Duplicates keeps its values in the same place.
		const entry = `purchase with key ${key}`;
		const { helpers } = this.context;
		const isNew = await inTurn(async () => {
			const kept = await helpers.checkProcessedAndRecord([entry], 'workflow', { mode: 'entries' });
			return kept.new.length > 0;
		}).catch((thrown: Error) => {
			throw new OperationFailure({
				code: 'refused',
				message: `n8n could not keep 'Idempotency Key'`,
				description: `Nothing was sent, since this could be bought twice. n8n said: ${String(thrown.message)}`,
			});
		});
		if (!isNew)
			throw new OperationFailure({
				code: 'conflict',
				message: `'Idempotency Key' was already used: ${key}`,
				description:
					'Nothing was sent. What was bought with it, or may have been, is in the execution that used it first. Use another key for another purchase.',
			});
		return async () =>
			await inTurn(
				async () => await helpers.removeProcessed([entry], 'workflow', { mode: 'entries' }),
			).catch((thrown) => this.warn(thrown));
	}

	/** Takes out what is settled, all at once: until then a killed process leaves what was bought as well. */
	async close(): Promise<void> {
		const keys = this.over;
		this.over = [];
		if (keys.length === 0) return;
		await inTurn(async () => {
			const unused = keys.filter((key) => !buying.has(this.at(key)));
			await this.context.helpers
				.removeProcessed(unused, 'node', { mode: 'entries', maxEntries: KEPT })
				.catch((thrown) => this.warn(thrown));
		});
	}

	/** @returns which of the entries were there already, or undefined when they cannot be written down */
	private async record(keys: string[]): Promise<Set<unknown> | undefined> {
		const { checkProcessedAndRecord } = this.context.helpers;
		if (typeof checkProcessedAndRecord !== 'function') return undefined;
		try {
			const options = { mode: 'entries', maxEntries: KEPT } as const;
			return new Set((await checkProcessedAndRecord(keys, 'node', options)).processed);
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

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	const before = turn;
	const mine = before.then(work);
	turn = mine.catch(() => undefined);
	return await mine;
}
