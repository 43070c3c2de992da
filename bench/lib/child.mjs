// One measuring process: opens a row and takes samples of the sides it is told, one after the other, again and again.
import { inTurn } from './measure.mjs';

const { file, sides, rounds, quick, pass } = JSON.parse(process.argv[2]);

try {
	const { row } = await import(file);
	const opened = await row.open({ quick, pass });
	const samples = Object.fromEntries(sides.map((side) => [side, []]));
	try {
		// The first time of everything is for the compiler and the connections.
		if (!row.isolated && !row.isWarm) for (const side of sides) await opened.sides[side]();
		for (let round = 0; round < rounds; round++) {
			for (const side of inTurn(sides, round)) {
				globalThis.gc();
				samples[side].push(...[await opened.sides[side]()].flat());
			}
		}
	} finally {
		await opened.close?.();
	}
	process.send({ samples });
} catch (error) {
	process.send({ error: error.stack ?? String(error) });
}
process.disconnect();
