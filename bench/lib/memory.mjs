import { readFileSync, writeFileSync } from 'node:fs';
import { GCProfiler, setFlagsFromString } from 'node:v8';

const MB = 1024 * 1024;
const LOOK_EVERY = 5;

/** Megabytes on the heap and beside it once everything unused is gone. */
export function taken() {
	for (let times = 0; times < 3; times++) globalThis.gc();
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / MB;
}

/**
 * Watches how much the process's memory grows, from here to its largest moment. Linux keeps that moment itself; elsewhere
 * it is looked at now and then, which misses what lasts shorter.
 * @returns ends the watch and gives the megabytes
 */
export function watchGrowth() {
	globalThis.gc();
	const isCounted = resetPeak();
	const before = process.memoryUsage.rss();
	let peak = before;
	const look = () =>
		void (peak = Math.max(peak, isCounted ? countedPeak() : process.memoryUsage.rss()));
	const timer = isCounted ? undefined : setInterval(look, LOOK_EVERY);
	return () => {
		clearInterval(timer);
		look();
		return (peak - before) / MB;
	};
}

/**
 * Watches how much is held at the largest moment, with everything unused collected again and again: what a process needs at
 * least, however much it takes where there is plenty. It makes the work slow.
 * @returns ends the watch and gives the megabytes
 */
export function watchHeld() {
	setFlagsFromString('--gc-global');
	const before = taken();
	const profiler = new GCProfiler();
	profiler.start();
	return () => {
		const { statistics } = profiler.stop();
		setFlagsFromString('--no-gc-global');
		const held = statistics.map(
			({ afterGC: { heapStatistics } }) =>
				heapStatistics.usedHeapSize + heapStatistics.externalMemory,
		);
		return Math.max(...held) / MB - before;
	};
}

function resetPeak() {
	try {
		writeFileSync('/proc/self/clear_refs', '5');
		return countedPeak() > 0;
	} catch {
		return false;
	}
}

function countedPeak() {
	return (
		Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024
	);
}
