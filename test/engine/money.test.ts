import type { FaultSpec } from '../../sandbox';
import { continueOnFail, retry, traceOf, type Outcome } from '../support';
import { purchaseCases, rentedBefore, TOO_LATE, type PurchaseCase } from '../support/purchaseCases';
import { startSandboxPool, type Slot, type SandboxPool } from '../support/sandboxPool';

jest.setTimeout(280_000);

/** Answers that leave open whether something was bought. */
const unclear: Array<Omit<FaultSpec, 'when' | 'operationId'>> = [
	{ kind: 'reset' },
	{ kind: 'timeout' },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 502 },
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 504 },
	{ kind: 'html' },
	{ kind: 'truncate' },
	{ kind: 'truncateClean' },
	{ kind: 'empty' },
	{ kind: 'text' },
	{ kind: 'garbage' },
	{ kind: 'duplicateHeader' },
	{ kind: 'drip', delayMs: TOO_LATE },
];

/** Every try looks for the purchase for some seconds: two of them have to do here. */
const twice = { ...retry, maxTries: 2 };

/** What a payout answers is not published: these cannot be told from a good response. */
const fineForPayout = ['text', 'empty', 'truncateClean', 'truncate'];

/** The keys of the sandbox, which nothing that is kept of an execution may hold. */
const keys = /sandbox-gmt-key|sandbox-5sim-token/;

let pool: SandboxPool;

beforeAll(async () => {
	pool = await startSandboxPool(96);
});

afterAll(async () => {
	await pool?.close();
});

async function run(
	{ sandbox, runNode }: Slot,
	purchaseCase: PurchaseCase,
	fault: FaultSpec | undefined,
	settings: { items?: number; node?: object } = {},
): Promise<Outcome> {
	const items = await Promise.all(
		Array.from({ length: settings.items ?? 1 }, async () => ({
			number: purchaseCase.operationId === 'reuseNumber' ? await rentedBefore(sandbox) : '',
		})),
	);
	if (fault)
		sandbox[purchaseCase.service].faults.add({ operationId: purchaseCase.operationId, ...fault });
	return await runNode({
		service: purchaseCase.service,
		parameters: purchaseCase.parameters,
		items,
		node: settings.node,
	});
}

const sent = ({ requests }: Outcome, { operationId }: PurchaseCase) =>
	requests.filter((request) => request.operationId === operationId).length;

describe('one fault, with Retry On Fail', () => {
	const scenarios = purchaseCases.flatMap((purchaseCase) =>
		unclear
			.filter(
				({ kind }) => purchaseCase.operationId !== 'createPayout' || !fineForPayout.includes(kind),
			)
			.flatMap((fault) =>
				(['before', 'after'] as const).map((when) => ({ purchaseCase, fault: { ...fault, when } })),
			)
			// A drip is late, but its effect has always happened.
			.filter(({ fault }) => fault.kind !== 'drip' || fault.when === 'after'),
	);
	let outcomes: Outcome[];

	beforeAll(async () => {
		outcomes = await pool.each(
			scenarios,
			async ({ purchaseCase, fault }, slot) =>
				await run(slot, purchaseCase, fault, { node: twice }),
		);
	});

	it.each(
		scenarios.map(({ purchaseCase, fault }, index) => ({
			name: purchaseCase.name,
			how: `${fault.kind} ${fault.status ?? ''} ${fault.when}`,
			purchaseCase,
			fault,
			index,
		})),
	)(
		'$name, $how the effect: sent once, and told what became of it',
		({ purchaseCase, fault, index }) => {
			const outcome = outcomes[index]!;
			expect(sent(outcome, purchaseCase)).toBe(1);
			expect(traceOf(outcome)).not.toMatch(keys);
			expect(outcome.charges).toHaveLength(fault.when === 'after' ? 1 : 0);
			if (fault.when === 'after' && purchaseCase.listed) {
				expect(outcome.error).toBeUndefined();
				expect(outcome.json).toEqual([
					expect.objectContaining({ id: outcome.charges[0]!.subject, recovered: true }),
				]);
			} else {
				expect(outcome.error).toMatchObject({
					code: 'uncertain',
					message: expect.stringMatching(/so this may have been charged \[item 0\]$/),
				});
				expect(outcome.error!.message).not.toMatch(/earlier try/);
				if (!purchaseCase.listed)
					expect(outcome.error!.description).toMatch(
						fault.when === 'after'
							? /It probably happened: .* was .* before and is .* now/
							: /Nothing has changed since/,
					);
			}
		},
	);
});

describe('several items and all settings', () => {
	const scenarios = purchaseCases.flatMap((purchaseCase) =>
		[1, 2, 5].flatMap((items) =>
			[true, false].flatMap((retries) =>
				[true, false].flatMap((continues) =>
					(['before', 'after'] as const).map((when) => ({
						purchaseCase,
						items,
						retries,
						continues,
						fault: { kind: 'reset', when, skip: Math.floor(items / 2) } as FaultSpec,
					})),
				),
			),
		),
	);
	let outcomes: Outcome[];

	beforeAll(async () => {
		outcomes = await pool.each(
			scenarios,
			async ({ purchaseCase, items, retries, continues, fault }, slot) =>
				await run(slot, purchaseCase, fault, {
					items,
					node: { ...(retries && twice), ...(continues && continueOnFail) },
				}),
		);
	});

	it.each(
		scenarios.map((scenario, index) => ({
			...scenario,
			name: scenario.purchaseCase.name,
			how: `${scenario.items} items, reset ${scenario.fault.when}${scenario.retries ? ', Retry On Fail' : ''}${scenario.continues ? ', Continue On Fail' : ''}`,
			index,
		})),
	)(
		'$name, $how: no item charged twice, every charge told',
		({ purchaseCase, items, continues, fault, index }) => {
			const outcome = outcomes[index]!;
			const broken = fault.skip!;
			expect(sent(outcome, purchaseCase)).toBeLessThanOrEqual(items);
			expect(traceOf(outcome)).not.toMatch(keys);
			expect(outcome.charges.length).toBeLessThanOrEqual(items);
			const found = fault.when === 'after' && purchaseCase.listed;
			if (found || continues) {
				expect(outcome.error).toBeUndefined();
				expect(outcome.items).toHaveLength(items);
				expect(
					outcome.items.map(({ pairedItem }) => (pairedItem as { item: number }).item),
				).toEqual([...Array(items).keys()]);
				expect(outcome.charges).toHaveLength(fault.when === 'after' ? items : items - 1);
			} else {
				expect(outcome.error).toMatchObject({
					code: 'uncertain',
					message: expect.stringContaining(`[item ${broken}]`),
				});
			}
			const told = JSON.stringify([outcome.json, outcome.error]);
			// An unclear bulk purchase has no number that could be told.
			const unnamed = fault.when === 'after' && !purchaseCase.listed ? [broken] : [];
			if (purchaseCase.numbered)
				for (const [item, { subject }] of outcome.charges.entries())
					if (!unnamed.includes(item)) expect(told).toContain(String(subject));
			if (!found && continues)
				expect(outcome.json[broken]).toMatchObject({
					error: expect.any(String),
					details: { code: 'uncertain' },
				});
		},
	);
});
