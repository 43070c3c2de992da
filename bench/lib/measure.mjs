import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('child.mjs', import.meta.url));
/** Minutes that a measuring process may take. */
const LONGEST = 12;

/**
 * Takes the samples of a row: its sides in turns, A B, B A, A B … Rows that measure memory, or what happens only once in a
 * process, get a fresh process for each sample, or one for each of its `passes`.
 * @returns samples of each side, in the order of the rounds
 */
export async function measure(row, file, { quick, rounds = row.rounds[quick ? 1 : 0] }) {
	const names = Object.keys(row.sides);
	if (!row.isolated) return await inProcess({ file, sides: names, rounds, quick });
	const samples = Object.fromEntries(names.map((side) => [side, []]));
	for (let round = 0; round < rounds; round++) {
		for (const side of inTurn(names, round)) {
			const parts = [];
			for (const pass of row.passes ?? ['only'])
				parts.push((await inProcess({ file, sides: [side], rounds: 1, quick, pass }))[side]);
			samples[side].push(
				...parts[0].map((_, index) => Object.assign({}, ...parts.map((part) => part[index]))),
			);
		}
	}
	return samples;
}

/** Whoever comes second finds the computer as the first one left it, so each comes first every other time. */
export function inTurn(sides, round) {
	return round % 2 === 0 ? sides : sides.toReversed();
}

async function inProcess(task) {
	const child = fork(ENTRY, [JSON.stringify(task)], {
		execArgv: ['--expose-gc'],
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST * 60_000);
	try {
		return await new Promise((resolve, reject) => {
			child.on('message', ({ samples, error }) =>
				error === undefined ? resolve(samples) : reject(new Error(error)),
			);
			child.on('exit', (code, signal) =>
				reject(new Error(`A measuring process ended with ${signal ?? code}`)),
			);
		});
	} finally {
		clearTimeout(timer);
		// It closes what it opened before it answers; a process that does not end by itself is not waited for.
		setTimeout(() => child.exitCode === null && child.kill(), 2_000).unref();
	}
}
