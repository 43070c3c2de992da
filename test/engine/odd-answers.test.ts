/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import * as fc from 'fast-check';
import type { INode } from 'n8n-workflow';
import type { Operation } from '../../nodes/shared/operation/operation';
import { documentedBy, resourcesOf } from '../support/contract';
import type { Job } from '../support';
import { faultOf, NONSENSE, scenario, type Scenario } from '../support/odd';
import { arrived, startSandboxPool, type Slot, type SandboxPool } from '../support/sandboxPool';
import { many } from '../support/many';
import { valuesFor } from '../support/values';

// A busy machine takes as long as it takes.
jest.setTimeout(2 ** 31 - 1);

/** Answers that are drawn for each operation, and how many are played side by side: most of their time they wait. */
const FOR_EACH = Number(process.env.SCENARIOS ?? many(2, 5));
const AT_ONCE = 24;
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

const CODES = [
	'authentication',
	'cancelled',
	'conflict',
	'insufficientBalance',
	'invalidInput',
	'notFound',
	'outOfStock',
	'overBudget',
	'providerUnavailable',
	'rateLimited',
	'ratingTooLow',
	'refused',
	'uncertain',
	'unexpectedReply',
];
const all = (['gmt', 'fiveSim'] as const).flatMap((service) =>
	resourcesOf[service].flatMap(({ operations }) =>
		Object.values(operations).map((operation) => ({ service, operation })),
	),
);

const WARM_UP: Job = {
	service: 'gmt',
	parameters: { resource: 'service', operation: 'getServerTime' },
};

function parametersOf(operation: Operation, { limited }: Scenario): INode['parameters'] {
	const options = {
		...(operation.quote && limited && { maxPrice: 900, maxTotal: 900, maxPerDay: 900_000 }),
		...(operation.operation === 'waitForSms' && { timeLimit: 1, finishOnSuccess: limited }),
		...(operation.operation === 'getPrices' && { wholeList: true }),
	};
	return {
		resource: operation.resource,
		operation: operation.operation,
		...Object.fromEntries(Object.keys(operation.params).map((key) => [key, `={{ $json.${key} }}`])),
		...(operation.list && { returnAll: true }),
		...(operation.simplify && operation.sideEffect === 'none' && { simple: limited }),
		options,
	} as INode['parameters'];
}

/** What is wrong with what became of it. */
async function play(
	{ pair, drawn }: { pair: (typeof all)[number]; drawn: Scenario },
	slot: Slot,
): Promise<string[]> {
	const { service, operation } = pair;
	const { sandbox, runNode } = slot;
	const values = await valuesFor(pair, slot);
	const fault = sandbox[service].faults;
	const own = documentedBy(service).find(({ route }) => route === operation.route)!.operationId;
	const waits = operation.operation === 'waitForSms';
	const spec = faultOf({ ...drawn, ...(waits && { times: Math.min(drawn.times, 2) }) });
	fault.add({ ...spec, operationId: drawn.everywhere ? '*' : own });
	const mark = sandbox[service].charges().length;
	const outcome = await runNode({
		service,
		parameters: parametersOf(operation, drawn),
		items: [values],
	});
	await arrived(sandbox[service]);
	const charges = sandbox[service].charges().slice(mark);
	const { run, error, json } = outcome;
	const wrong: string[] = [];
	const told = JSON.stringify(
		[json, error ? [error.message, error.description] : null],
		(_key, value: unknown) => (Number.isNaN(value) ? 'NaN' : value),
	);
	const nonsense = NONSENSE.exec(told);
	if (nonsense)
		wrong.push(`says ${told.slice(Math.max(0, nonsense.index - 100), nonsense.index + 60)}`);
	if (error) {
		const { name } = run.error as unknown as { name: string };
		if (!['NodeApiError', 'NodeOperationError'].includes(name)) wrong.push(`throws a ${name}`);
		if (!CODES.includes(String(error.code)))
			wrong.push(`has the code ${String(error.code)}: ${error.message}`);
		if (!/\S/.test(error.description)) wrong.push(`does not say what to do: ${error.message}`);
	} else if (operation.sideEffect === 'none' && !drawn.everywhere && drawn.times === 50) {
		const { json: whole, text } = drawn.body ?? { json: {} };
		const isNone =
			drawn.body && (text !== undefined || typeof whole !== 'object' || whole === null);
		// Check Setup says what is wrong in its result.
		const takesAny =
			['priceLimit', 'sms'].includes(operation.resource) || operation.operation === 'checkSetup';
		if (isNone && !takesAny && drawn.status < 300)
			wrong.push(`takes ${JSON.stringify(drawn.body)} for an answer: ${told}`);
	}
	if (operation.sideEffect === 'money') {
		if (charges.length > 1) wrong.push(`charges ${charges.length} times`);
		const subject = charges[0]?.subject;
		const isTold =
			error?.code === 'uncertain' ||
			(!error && (operation.reconcile === 'impossible' || told.includes(String(subject))));
		if (subject !== undefined && !isTold) wrong.push(`does not tell of ${subject}: ${told}`);
	}
	return wrong;
}

let pool: SandboxPool;

beforeAll(async () => {
	pool = await startSandboxPool(
		AT_ONCE,
		{},
		{
			gmt: { refundAfterSeconds: 0, codeAfterSeconds: 0 },
			fiveSim: { rateLimit: null, smsAfterSeconds: null, orderLifetimeSeconds: 90_000 },
		},
	);
	// n8n's own nodes are loaded by the first run: once, not by each of them.
	await pool.each([0], async (_none, { runNode }) => await runNode(WARM_UP));
});

afterAll(async () => {
	await pool?.close();
});

it(`copes with odd answers in every operation, or says so (seed ${seed})`, async () => {
	const drawn = fc.sample(scenario, { seed, numRuns: FOR_EACH * all.length });
	const scenarios = drawn.map((one, index) => ({ pair: all[index % all.length]!, drawn: one }));
	const results = await pool.each(scenarios, play);
	const broken = results.flatMap((wrong, index) => {
		const { pair, drawn: its } = scenarios[index]!;
		const name = `${pair.service}: ${pair.operation.resource} ${pair.operation.operation}`;
		return wrong.length > 0 ? [{ wrong, name, ...its }] : [];
	});
	expect(broken).toEqual([]);
});
