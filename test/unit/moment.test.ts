import { momentOf } from '../../nodes/shared/moment';

const MOMENT = Date.UTC(2026, 10, 26, 17, 5, 9);

it.each([
	['2026-11-26T17:05:09Z', 0],
	['2026-11-26T17:05:09.123456789Z', 123],
	['2026-11-26T20:05:09+03:00', 0],
	// Services mean UTC, wherever n8n runs.
	['2026-11-26T17:05:09', 0],
	['2026-11-26 17:05:09', 0],
	['2026-11-26 17:05:09.25', 250],
	[' 2026-11-26 17:05:09 ', 0],
	[MOMENT / 1000, 0],
	[String(MOMENT / 1000), 0],
	[MOMENT, 0],
])('%j is a moment', (told, more) => {
	expect(momentOf(told)).toBe(MOMENT + more);
});

it.each([
	undefined,
	null,
	'',
	0,
	'0',
	'0001-01-01T00:00:00Z',
	'1970-01-01',
	'yesterday',
	{},
	-1,
	'-',
])('%j is none', (told) => {
	expect(momentOf(told)).toBeUndefined();
});
