/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- runs on the developer's machine, is not published */
// Plays the same purchases against the same broken service with this package, with n8n's HTTP Request node and with a
// client that retries as the official SDK does, and counts what the service charged. Writes the table into docs/money.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

import { repositoryRoot } from '../test-engine/paths';
import type { FaultSpec } from '../sandbox';
import { workflowOf } from './support';
import { purchaseCases, TIME_LIMIT, TOO_LATE, type PurchaseCase } from './support/purchaseCases';
import { startSandboxPool, type Slot } from './support/sandboxPool';
import { playWhoElse } from './whoElse';

/** What one client made of one purchase. */
interface Outcome {
	charges: number;
	duplicates: number;
	/** Charges that the client's result neither names nor says to be possible. */
	unreported: number;
	/** Purchases that came out although the first answer was lost. */
	recovered: number;
	/** Results that look like a purchase and are none. */
	invented: number;
}

interface Scenario {
	name: string;
	fault: Omit<FaultSpec, 'operationId'>;
	/** Whether the first answer is lost after the service has charged. */
	lost: boolean;
}

type Client = (
	purchaseCase: PurchaseCase,
	slot: Slot,
) => Promise<{ ids: number[]; words: string; results: number }>;

const gateway = (status: number, when: 'before' | 'after'): Scenario => ({
	name: `${status} from a gateway, ${when} the purchase`,
	fault: { kind: 'status', status, when },
	lost: when === 'after',
});
const scenarios: Scenario[] = [
	{ name: 'no fault', fault: { kind: 'delay', delayMs: 0 }, lost: false },
	...(['before', 'after'] as const).flatMap((when): Scenario[] => [
		{
			name: `connection reset, ${when} the purchase`,
			fault: { kind: 'reset', when },
			lost: when === 'after',
		},
		{
			name: `no answer in time, ${when} the purchase`,
			fault: { kind: 'timeout', when },
			lost: when === 'after',
		},
		...[500, 502, 503, 504].map((status) => gateway(status, when)),
	]),
	{
		name: 'connection reset, after the purchase, three times in a row',
		fault: { kind: 'reset', when: 'after', times: 3 },
		lost: true,
	},
	{
		name: '502 from a gateway, after the purchase, three times in a row',
		fault: { kind: 'status', status: 502, when: 'after', times: 3 },
		lost: true,
	},
	{ name: 'half an answer', fault: { kind: 'truncate', when: 'after' }, lost: true },
	{
		name: 'half an answer with a fitting length',
		fault: { kind: 'truncateClean', when: 'after' },
		lost: true,
	},
	{ name: 'an empty 200', fault: { kind: 'empty', when: 'after' }, lost: true },
	{ name: 'a web page with 200', fault: { kind: 'html', when: 'after' }, lost: true },
	{
		name: 'the answer too slowly',
		fault: { kind: 'drip', delayMs: TOO_LATE, when: 'after' },
		lost: true,
	},
	{ name: 'bytes that are no HTTP', fault: { kind: 'garbage', when: 'after' }, lost: true },
	{
		name: '429 with Retry-After',
		fault: { kind: 'status', status: 429, headers: { 'Retry-After': '1' }, when: 'before' },
		lost: false,
	},
	{
		name: '"no free phones" with 200',
		fault: { kind: 'text', body: 'no free phones', times: 'always', when: 'before' },
		lost: false,
	},
];
const bought = purchaseCases.filter(({ operationId }) =>
	['createPurchase', 'createBulkPurchase', 'buyActivation'].includes(operationId),
);

const retries: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

const ours: Client = async (purchaseCase, { runNode }) => {
	const { json, error } = await runNode({
		service: purchaseCase.service,
		parameters: purchaseCase.parameters,
		node: retries,
	});
	return {
		ids: json.flatMap(idsIn),
		words: JSON.stringify([json, error ?? '']),
		results: json.length,
	};
};

const httpRequest: Client = async (purchaseCase, { engine, sandbox, slot }) => {
	const { method, url, body } = requestOf(purchaseCase, sandbox);
	const job = workflowOf({
		service: purchaseCase.service,
		credential: `${purchaseCase.service}-${slot}`,
		parameters: {},
		node: retries,
	});
	Object.assign(job.nodes[1]!, {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method,
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: `${purchaseCase.service}Api`,
			...(body && { sendBody: true, specifyBody: 'json', jsonBody: body }),
			options: { timeout: TIME_LIMIT * 1000 },
		},
	});
	const run = await engine.run(job);
	const json = run.items('Node').map((item) => item.json);
	return {
		ids: json.flatMap(idsIn),
		words: JSON.stringify([
			json,
			run.error?.message,
			run.error && 'description' in run.error ? run.error.description : '',
		]),
		results: json.length,
	};
};

/** Repeats as the official SDK of Get My TG does by default: twice, on lost connections and on 408, 409, 429 and 5xx. */
const sdkStyle: Client = async (purchaseCase, { sandbox }) => {
	const { method, url, body } = requestOf(purchaseCase, sandbox);
	const { apiKey } = sandbox[purchaseCase.service];
	for (let left = 2; ; left--) {
		try {
			const response = await fetch(url, {
				method,
				body,
				headers: {
					'x-api-key': apiKey,
					Authorization: `Bearer ${apiKey}`,
					...(body && { 'Content-Type': 'application/json' }),
				},
				signal: AbortSignal.timeout(TIME_LIMIT * 1000),
			});
			const again =
				response.status === 408 ||
				response.status === 409 ||
				response.status === 429 ||
				response.status >= 500;
			if (again && left > 0) continue;
			if (!response.ok) return { ids: [], words: String(response.status), results: 0 };
			const text = await response.text();
			const parsed: unknown = /json/.test(response.headers.get('content-type') ?? '')
				? JSON.parse(text)
				: text;
			return { ids: idsIn(parsed), words: text, results: 1 };
		} catch (thrown) {
			if (left === 0) return { ids: [], words: String(thrown), results: 0 };
		}
	}
};

const clients: Array<[name: string, client: Client]> = [
	['this package', ours],
	['HTTP Request node', httpRequest],
	['client that retries twice', sdkStyle],
];

function requestOf({ service, operationId, parameters }: PurchaseCase, sandbox: Slot['sandbox']) {
	const { url } = sandbox[service];
	if (operationId === 'buyActivation')
		return { method: 'GET', url: `${url}/v1/user/buy/activation/russia/any/telegram` };
	const quantity = operationId === 'createBulkPurchase' ? { quantity: parameters.quantity } : {};
	return {
		method: 'POST',
		url: `${url}/v1/purchases/${'quantity' in quantity ? 'bulk' : ''}`,
		body: JSON.stringify({ country_code: 'US', ...quantity }),
	};
}

function idsIn(response: unknown): number[] {
	const { id, bulk_purchase_id: bulk } = (
		typeof response === 'object' && response !== null ? response : {}
	) as { id?: unknown; bulk_purchase_id?: unknown };
	return [id, bulk].filter((found) => typeof found === 'number');
}

async function play(
	{ fault, lost }: Scenario,
	purchaseCase: PurchaseCase,
	client: Client,
	slot: Slot,
): Promise<Outcome> {
	const service = slot.sandbox[purchaseCase.service];
	service.faults.add({ operationId: purchaseCase.operationId, ...fault });
	const mark = service.charges().length;
	const { ids, words, results } = await client(purchaseCase, slot);
	const charges = service
		.charges()
		.slice(mark)
		.map(({ subject }) => subject);
	const possible = words.includes('may have been charged') ? 1 : 0;
	const silent = charges.filter((id) => !ids.includes(id) && !words.includes(String(id))).length;
	return {
		charges: charges.length,
		duplicates: Math.max(0, charges.length - 1),
		unreported: Math.max(0, silent - possible),
		recovered: lost && ids.includes(charges[0] ?? 0) ? 1 : 0,
		invented: results > ids.length ? results - ids.length : 0,
	};
}

function add(outcomes: Outcome[]): Outcome {
	const sum = (field: keyof Outcome) =>
		outcomes.reduce((total, outcome) => total + outcome[field], 0);
	return {
		charges: sum('charges'),
		duplicates: sum('duplicates'),
		unreported: sum('unreported'),
		recovered: sum('recovered'),
		invented: sum('invented'),
	};
}

function table(rows: Array<[name: string, outcomes: Outcome[]]>): string {
	const cell = ({ charges, duplicates, unreported, recovered, invented }: Outcome) =>
		`${charges} / ${duplicates} / ${unreported} / ${recovered}${invented ? ` (${invented} invented)` : ''}`;
	const total: [string, Outcome[]] = [
		'**all**',
		clients.map((_client, index) => add(rows.map(([, outcomes]) => outcomes[index]!))),
	];
	return [
		`| What happens to the first request | ${clients.map(([name]) => name).join(' | ')} |`,
		`| --- |${' --- |'.repeat(clients.length)}`,
		...[...rows, total].map(
			([name, outcomes]) => `| ${name} | ${outcomes.map(cell).join(' | ')} |`,
		),
	].join('\n');
}

async function main(): Promise<void> {
	// The waiting in it takes no time, as in the tests.
	const { Time } = (await import(join(repositoryRoot(), 'test/support/time.cjs'))) as {
		Time: new () => { start(): void; stop(): void };
	};
	const time = new Time();
	time.start();
	const plays = scenarios.flatMap((scenario) =>
		clients.flatMap(([, client]) =>
			bought.map((purchaseCase) => ({ scenario, client, purchaseCase })),
		),
	);
	console.log(
		`Playing ${scenarios.length} scenarios × ${bought.map(({ name }) => name).join(', ')} × ${clients.length} clients …`,
	);
	const pool = await startSandboxPool(10);
	const outcomes = await pool.each(
		plays,
		async ({ scenario, purchaseCase, client }, slot) =>
			await play(scenario, purchaseCase, client, slot),
	);
	await pool.close();
	const rows = scenarios.map((scenario): [string, Outcome[]] => [
		scenario.name,
		clients.map(([, client]) =>
			add(
				outcomes.filter(
					(_outcome, index) =>
						plays[index]!.scenario === scenario && plays[index]!.client === client,
				),
			),
		),
	]);
	const text = table(rows);
	console.log(
		`\ncharges / duplicates / unreported / recovered, of ${bought.length} purchases in each row\n\n${text}\n`,
	);
	write('faults', text);
	console.log('Playing who tries again × who else buys …');
	const { table: whoElse, isKept } = await playWhoElse();
	console.log(`\ncharges / duplicates / unreported / taken from others\n\n${whoElse}\n`);
	write('whoElse', whoElse);
	const [own] = clients.map((_client, index) => add(rows.map(([, row]) => row[index]!)));
	if (own!.duplicates + own!.unreported > 0 || !isKept) process.exitCode = 1;
	time.stop();
}

/** Writes a table into its place in docs/money.md. */
function write(place: string, text: string): void {
	const file = join(repositoryRoot(), 'docs', 'money.md');
	if (!existsSync(file)) return;
	const old = readFileSync(file, 'utf8');
	const marked = new RegExp(`(<!-- ${place}:start -->\\n)[\\s\\S]*?(\\n<!-- ${place}:end -->)`);
	writeFileSync(
		file,
		old.replace(marked, (_all, start: string, end: string) => `${start}\n${text}\n${end}`),
	);
	console.log('The table is in docs/money.md.');
}

void main();
