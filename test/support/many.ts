/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */

/** How many of something a test takes: few in `npm test`, all in `.ci/run`, which sets `LONG`. */
export function many(few: number, all: number): number {
	return process.env.LONG ? all : few;
}

/** The first of some values in `npm test`, all of them in `.ci/run`. */
export function firstOf<Value>(few: number, all: readonly Value[]): readonly Value[] {
	return all.slice(0, many(few, all.length));
}
