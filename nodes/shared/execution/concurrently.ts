import { sleep } from 'n8n-workflow';

/** Runs `work` for every entry, `atOnce` at a time. The first failure stops what has not begun; what runs is awaited. */
export async function forEachConcurrently<T>(
	entries: readonly T[],
	atOnce: number,
	work: (entry: T) => Promise<void>,
): Promise<void> {
	const queue = entries.values();
	const failures: unknown[] = [];
	const worker = async (number: number) => {
		// Workers that start in the same moment stay in step: all wait for the network, then all for the processor.
		if (number > 0 && atOnce < Infinity) await sleep(number);
		for (const entry of queue) {
			if (failures.length > 0) return;
			await work(entry).catch((failure) => void failures.push(failure));
		}
	};
	await Promise.all(
		Array.from(
			{ length: Math.min(atOnce, entries.length) },
			async (_none, number) => await worker(number),
		),
	);
	if (failures.length > 0) throw failures[0];
}
