import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('child.mjs', import.meta.url));
/** Minutes that a measuring process may take. */
const LONGEST = 6;

/**
 * Takes the samples of a row: its sides in turns, A B A B … Rows that measure memory, or what happens only once in a
 * process, get a fresh process for each sample.
 * @returns samples of each side, in the order of the rounds
 */
export async function measure(row, file, { quick, rounds = row.rounds[quick ? 1 : 0] }) {
	const names = Object.keys(row.sides);
	if (!row.isolated) return await inProcess({ file, sides: names, rounds, quick });
	const samples = Object.fromEntries(names.map((side) => [side, []]));
	for (let round = 0; round < rounds; round++) {
		for (const side of names) {
			const taken = await inProcess({ file, sides: [side], rounds: 1, quick });
			samples[side].push(...taken[side]);
		}
	}
	return samples;
}

async function inProcess(task) {
	const child = fork(ENTRY, [JSON.stringify(task)], { execArgv: ['--expose-gc', ...(task.execArgv ?? [])], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
	const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST * 60_000);
	try {
		return await new Promise((resolve, reject) => {
			child.on('message', ({ samples, error }) => (error === undefined ? resolve(samples) : reject(new Error(error))));
			child.on('exit', (code, signal) => reject(new Error(`A measuring process ended with ${signal ?? code}`)));
		});
	} finally {
		clearTimeout(timer);
		// It closes what it opened before it answers; a process that does not end by itself is not waited for.
		setTimeout(() => child.exitCode === null && child.kill(), 2_000).unref();
	}
}
