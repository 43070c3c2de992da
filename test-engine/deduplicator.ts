import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

/** What n8n's Remove Duplicates remembers of earlier executions; n8n keeps it in its database. */
export class MemoryDeduplicator implements IDataDeduplicator {
	private readonly remembered = new Map<string, DeduplicationItemTypes[]>();

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		{ mode, maxEntries }: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const key = keyOf(scope, context);
		const known = this.remembered.get(key) ?? [];
		const latest = known[0];
		const value = (item: DeduplicationItemTypes) =>
			mode === 'latestDate' ? new Date(item).getTime() : Number(item);
		const isNew = (item: DeduplicationItemTypes) =>
			mode === 'entries'
				? !known.includes(item)
				: latest === undefined || value(item) > value(latest);
		const result = { new: items.filter(isNew), processed: items.filter((item) => !isNew(item)) };
		const all = [...known, ...result.new];
		// For keys and dates n8n keeps only the greatest value.
		const kept =
			mode === 'entries'
				? all.slice(-(maxEntries || all.length))
				: all.sort((a, b) => value(b) - value(a)).slice(0, 1);
		this.remembered.set(key, kept);
		return result;
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		const key = keyOf(scope, context);
		this.remembered.set(
			key,
			(this.remembered.get(key) ?? []).filter((item) => !items.includes(item)),
		);
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		this.remembered.delete(keyOf(scope, context));
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<number> {
		return this.remembered.get(keyOf(scope, context))?.length ?? 0;
	}
}

const keyOf = (scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData) =>
	scope === 'node' ? `${workflow.id}:${node?.id ?? ''}` : workflow.id;
