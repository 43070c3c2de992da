import type { DeduplicationScope, IExecuteFunctions } from 'n8n-workflow';

/** n8n reads the entries and writes them back: of two at once one would be lost. */
let turn: Promise<unknown> = Promise.resolve();

/** Runs one after the other what touches n8n's entries. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	const before = turn;
	const mine = before.then(work);
	turn = mine.catch(() => undefined);
	return await mine;
}

/**
 * Texts that n8n keeps in its database, as hashes, beyond the execution: the store behind Remove Duplicates. It tells
 * whether a text is in it, and nothing else. All texts of a node, or a workflow, are read and written together.
 */
export class Records {
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly scope: DeduplicationScope,
		/** Texts that are kept; beyond it the oldest are forgotten. */
		private readonly maxEntries: number,
	) {}

	/** Whether this n8n has the store. */
	get exist(): boolean {
		return typeof this.context.helpers.checkProcessedAndRecord === 'function';
	}

	/**
	 * Writes texts down.
	 * @param more how many more than usual may be kept for now
	 * @returns which of them were there already
	 */
	async add(texts: string[], more = 0): Promise<Set<unknown>> {
		const { helpers } = this.context;
		const options = { mode: 'entries', maxEntries: this.maxEntries + more } as const;
		return new Set((await helpers.checkProcessedAndRecord(texts, this.scope, options)).processed);
	}

	/** Takes texts out. */
	async remove(texts: string[]): Promise<void> {
		if (texts.length === 0) return;
		const options = { mode: 'entries', maxEntries: this.maxEntries } as const;
		await this.context.helpers.removeProcessed(texts, this.scope, options);
	}

	/** Which of the texts are there. n8n cannot look without writing, so what was not there is taken out again. */
	async among(texts: string[]): Promise<Set<unknown>> {
		if (texts.length === 0) return new Set();
		return await inTurn(async () => {
			// What is only looked for pushes nothing out.
			const known = await this.add(texts, texts.length);
			await this.remove(texts.filter((text) => !known.has(text)));
			return known;
		});
	}
}
