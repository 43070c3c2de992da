import * as fc from 'fast-check';
import type { FaultSpec } from '../../sandbox';

/** What a reader must never meet: JavaScript's own words for what is not there. */
export const NONSENSE =
	/undefined|\[object |\bNaN\b|Invalid Date|Cannot (read|destructure|convert)|is not (a function|iterable|an object|a valid)|TypeError|RangeError|SyntaxError|Unexpected token/;

const PAGE =
	'<!DOCTYPE html><html><body><h1>503 Service Temporarily Unavailable</h1></body></html>';

/** Values of every kind. */
const odd = fc.constantFrom<unknown>(
	null,
	'',
	'text',
	'12.3456',
	'0',
	0,
	-1,
	7.5,
	1e21,
	true,
	false,
	[],
	{},
	[null],
	[1],
	[{}],
	['text'],
	[[]],
	{ id: 1 },
	{ en: null },
);
/** Whole bodies that are no answer of these services. */
const bodies = fc.constantFrom<{ json?: unknown; text?: string }>(
	{ json: null },
	{ json: [] },
	{ json: {} },
	{ json: '' },
	{ json: 'text' },
	{ json: 0 },
	{ json: 42.5 },
	{ json: true },
	{ json: false },
	{ json: [null] },
	{ json: [[]] },
	{ json: { message: ['one', { two: null }] } },
	{ json: { data: null } },
	{ text: '' },
	{ text: 'text' },
	{ text: '\u0000\uFFFD' },
	{ text: PAGE },
	{ text: '{"id":' },
	{ text: '[' },
);
const headers = fc.constantFrom<Record<string, string>>(
	{},
	{ 'Retry-After': '0' },
	{ 'Retry-After': 'soon' },
	{ 'Content-Type': 'text/html' },
	{ Date: 'yesterday' },
	{ Date: 'Thu, 01 Jan 1970 00:00:00 GMT' },
);

type Change = 'remove' | { put: unknown };

/** An odd answer, as it is drawn. */
export interface Scenario {
	/** Which values of the answer are changed, by where they stand among all of them, from 0 to 1. */
	changes: Array<{ where: number; change: Change }>;
	/** Another body instead. */
	body?: { json?: unknown; text?: string };
	status: number;
	/** Whether the operation has happened although the answer is odd. */
	happened: boolean;
	headers: Record<string, string>;
	/** Whether the answers to all requests are changed, not only to the operation's own. */
	everywhere: boolean;
	times: number;
	/** For operations with such an option. */
	limited: boolean;
}

/** Draws odd answers. */
export const scenario: fc.Arbitrary<Scenario> = fc
	.record({
		changes: fc.array(
			fc.record({
				where: fc.nat({ max: 999_999 }).map((part) => part / 1_000_000),
				change: fc.oneof(
					fc.constant<Change>('remove'),
					odd.map((put): Change => ({ put })),
					odd.map((put): Change => ({ put })),
				),
			}),
			{ minLength: 1, maxLength: 4 },
		),
		body: fc.option(bodies, { nil: undefined, freq: 3 }),
		status: fc.oneof(
			{ weight: 4, arbitrary: fc.constant(200) },
			{
				weight: 1,
				arbitrary: fc.constantFrom(201, 202, 203, 302, 400, 402, 403, 404, 409, 422, 500, 503),
			},
		),
		happened: fc.boolean(),
		headers,
		everywhere: fc.boolean(),
		times: fc.constantFrom(1, 2, 50),
		limited: fc.boolean(),
	})
	.map((drawn) => ({
		...drawn,
		// An error status without a redirect says that nothing happened.
		happened: drawn.status >= 400 && drawn.status < 500 ? false : drawn.happened,
	}));

/** Every place in a value, as the object or list that holds it and its name there. */
function placesIn(value: unknown): Array<[holder: Record<string, unknown>, name: string]> {
	if (typeof value !== 'object' || value === null) return [];
	const holder = value as Record<string, unknown>;
	return Object.keys(holder).flatMap((name) => [
		[holder, name] as [Record<string, unknown>, string],
		...placesIn(holder[name]),
	]);
}

function spoilt(json: unknown, changes: Scenario['changes']): unknown {
	const copy = structuredClone(json);
	for (const { where, change } of changes) {
		const places = placesIn(copy);
		const [holder, name] = places[Math.floor(where * places.length)] ?? [];
		if (!holder || name === undefined) break;
		if (change !== 'remove') holder[name] = structuredClone(change.put);
		else if (Array.isArray(holder)) holder.splice(Number(name), 1);
		else delete holder[name];
	}
	return copy;
}

/** The fault that makes a service give the odd answer. */
export function faultOf({ changes, body, status, happened, headers, times }: Scenario): FaultSpec {
	return {
		kind: 'change',
		when: happened || body === undefined ? 'after' : 'before',
		times,
		change: (response) => ({
			...(body ?? (response.stream ? { text: 'PK' } : response)),
			...(body === undefined && 'json' in response && { json: spoilt(response.json, changes) }),
			status: body === undefined ? response.status : status,
			headers: { ...headers, ...(status === 302 && { Location: '/elsewhere' }) },
		}),
	};
}
