/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */

/** How many of something a test takes: few in `npm test`, all in `.ci/run`, which sets `LONG`. */
export function many(few: number, all: number): number {
	return process.env.LONG ? all : few;
}
