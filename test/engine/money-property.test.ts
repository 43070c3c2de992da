/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import * as fc from 'fast-check';
import type { FaultKind } from '../../sandbox';
import { goOn, retry, traceOf, type Outcome } from '../support';
import { deals, rentedBefore, TOO_LATE, type Deal } from '../support/deals';
import { arrived, startFleet, type Berth, type Fleet } from '../support/fleet';

jest.setTimeout(400_000);

/** Scenarios that are drawn (`.ci/run` draws 1,000), and how many of them run side by side: most of their time they wait. */
const RUNS = Number(process.env.SCENARIOS ?? 200);
const AT_ONCE = 50;
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

interface Scenario {
	deal: Deal;
	items: number;
	/** Executions of the same workflow at the same time. */
	executions: 1 | 2;
	retries: boolean;
	continues: boolean;
	faults: Array<{
		kind: FaultKind | 'refused';
		when: 'before' | 'after';
		status: number;
		skip: number;
		times: number;
	}>;
}

const fault = fc.record({
	kind: fc.constantFrom<FaultKind | 'refused'>(
		'reset',
		'timeout',
		'status',
		'truncate',
		'truncateClean',
		'empty',
		'text',
		'html',
		'drip',
		'duplicateHeader',
		'garbage',
		'refused',
	),
	when: fc.constantFrom('before' as const, 'after' as const),
	status: fc.constantFrom(500, 502, 503, 504, 408),
	skip: fc.nat({ max: 3 }),
	times: fc.integer({ min: 1, max: 3 }),
});

const scenario: fc.Arbitrary<Scenario> = fc.record({
	deal: fc.constantFrom(...deals),
	items: fc.oneof(
		{ weight: 30, arbitrary: fc.integer({ min: 1, max: 5 }) },
		{ weight: 1, arbitrary: fc.constant(50) },
	),
	executions: fc.constantFrom(1 as const, 1 as const, 1 as const, 2 as const),
	retries: fc.boolean(),
	continues: fc.boolean(),
	faults: fc.array(fault, { minLength: 0, maxLength: 2 }),
});

/** What the run tells: the numbers in its items and its error. */
function told(outcomes: Outcome[]): string {
	return JSON.stringify(outcomes.map(({ json, error }) => [json, error]));
}

/** How many items ended with "may have been charged", or were charged by a response without a number. */
function unclear({ json, error }: Outcome): number {
	return (
		json.filter(({ details }) => (details as { code?: string } | undefined)?.code === 'uncertain')
			.length + (error?.code === 'uncertain' ? 1 : 0)
	);
}

/** What went wrong in a scenario, and how many charges could only be told without their number although there is a list of purchases. */
interface Result {
	wrong: string[];
	unfound: number;
}

async function play(
	{ deal, items, executions, retries, continues, faults }: Scenario,
	{ sandbox, go }: Berth,
): Promise<Result> {
	const service = sandbox[deal.service];
	const input = async () =>
		await Promise.all(
			Array.from({ length: items }, async () => ({
				number: deal.operationId === 'reuseNumber' ? await rentedBefore(sandbox) : '',
			})),
		);
	const jobs = await Promise.all(Array.from({ length: executions }, input));
	for (const { kind, ...spec } of faults) {
		const refused = kind === 'refused';
		service.faults.add({
			operationId: deal.operationId,
			kind: refused ? 'status' : kind,
			...spec,
			...(refused && { status: 429, when: 'before' as const, headers: { 'Retry-After': '0' } }),
			...(kind === 'status' || refused ? {} : { status: undefined }),
			...(kind === 'drip' && { delayMs: TOO_LATE }),
		});
	}
	const mark = service.charges().length;
	const outcomes = await Promise.all(
		jobs.map(
			async (job) =>
				await go({
					service: deal.service,
					parameters: deal.parameters,
					items: job,
					node: { ...(retries && { ...retry, maxTries: 2 }), ...(continues && goOn) },
				}),
		),
	);
	await arrived(service);
	const charges = service.charges().slice(mark);
	const wrong: string[] = [];
	if (charges.length > items * executions)
		wrong.push(`${charges.length} charges for ${items * executions} items`);
	const words = told(outcomes);
	const silent = charges.filter(({ subject }) => !words.includes(String(subject)));
	// What has no list, no number at all, or a list that could not be read, can only be told as "may have been charged"; each such telling stands for one charge.
	const good = outcomes.flatMap(({ json }) =>
		json.filter(({ error }) => error === undefined),
	).length;
	const named = deal.numbered
		? outcomes.reduce((sum, outcome) => sum + unclear(outcome), 0)
		: outcomes.reduce((sum, outcome) => sum + unclear(outcome), good) +
			(words.match(/Already bought in this run: [^"]*/g) ?? []).join().split('[item ').length;
	if (silent.length > named)
		wrong.push(
			`charges that nobody was told of: ${silent.map(({ subject }) => subject).join(', ')}`,
		);
	const ids = outcomes.flatMap(({ json }) =>
		json.flatMap((item) => (item.id ?? item.bulk_purchase_id ?? []) as number),
	);
	if (new Set(ids).size !== ids.length) wrong.push('two items have the same purchase');
	if (outcomes.some((outcome) => traceOf(outcome).includes(service.apiKey)))
		wrong.push('the key stands in the execution');
	return { wrong, unfound: deal.listed ? silent.length : 0 };
}

let fleet: Fleet;

beforeAll(async () => {
	fleet = await startFleet(AT_ONCE);
});

afterAll(async () => {
	await fleet?.close();
});

it(`charges each item at most once, and tells every charge, in ${RUNS} drawn scenarios (seed ${seed})`, async () => {
	// The scenarios are drawn by fast-check and played side by side: one after the other they would wait for hours.
	const scenarios = fc.sample(scenario, { seed, numRuns: RUNS });
	const results = await fleet.each(scenarios, play);
	const broken = results.flatMap(({ wrong }, index) =>
		wrong.length > 0 ? [{ wrong, ...scenarios[index], deal: scenarios[index]!.deal.name }] : [],
	);
	const unfound = results.filter((result) => result.unfound > 0).length;
	// eslint-disable-next-line no-console -- the figures of a run
	console.log(
		`${RUNS} scenarios, seed ${seed}: ${broken.length} broken; in ${unfound} a charge was told without its number`,
	);
	expect(broken).toEqual([]);
	// Lists are read within seconds here. A computer that is too busy for that leaves a few unread; more would mean that nothing is looked for.
	expect(unfound).toBeLessThan(RUNS / 5);
});
