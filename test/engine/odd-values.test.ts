/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import * as fc from 'fast-check';
import type { IDataObject, INode } from 'n8n-workflow';
import { collectionName, type Operation } from '../../nodes/shared/operation/operation';
import { continueOnFail } from '../support';
import { documentedBy, resourcesOf } from '../support/contract';
import { arrived, startSandboxPool, type Slot, type SandboxPool } from '../support/sandboxPool';
import { many } from '../support/many';
import { valuesFor } from '../support/values';

// A busy machine takes as long as it takes.
jest.setTimeout(2 ** 31 - 1);

/** Values that are drawn for each parameter of each operation. */
const FOR_EACH = Number(process.env.SCENARIOS ?? many(2, 5));
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** JavaScript's own words for what is not there. */
const NONSENSE =
	/undefined (is|has)|\[object |Invalid Date|Cannot (read|destructure|convert)|is not (a function|iterable)|TypeError|RangeError|SyntaxError|Unexpected token/;

const value = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.constantFrom<unknown>(
			'',
			' ',
			'..',
			'.',
			'../user/profile',
			'%2e%2e',
			'%00',
			'a/b',
			'a?b=c',
			'a#b',
			'a\\b',
			'\u0000',
			'\r\nX-Injected: yes',
			'\ud800',
			'\u200b',
			'\ufeffUS',
			'__proto__',
			'constructor',
			'toString',
			'null',
			'undefined',
			'NaN',
			'-1',
			'0',
			'1.5',
			'1,5',
			'1e3',
			'0x10',
			'99999999999999999999',
			'१२',
			'United States',
			'us',
			"'; DROP TABLE orders; --",
			'<script>alert(1)</script>',
			'x'.repeat(5_000),
			'😀',
		),
	},
	{
		weight: 2,
		arbitrary: fc.constantFrom<unknown>(
			0,
			-1,
			-0,
			1.5,
			1e9,
			1e21,
			2 ** 53,
			null,
			undefined,
			true,
			false,
			[],
			{},
			[[]],
			['US'],
			[1],
			{ id: 1 },
			{ value: 'US', mode: 'id' },
			{ __rl: true },
			{ toString: 'no function' },
		),
	},
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
	{ weight: 1, arbitrary: fc.jsonValue() },
);

interface Field {
	service: 'gmt' | 'fiveSim';
	operation: Operation;
	name: string;
	/** Where it stands: undefined for a parameter of its own, else the collection. */
	within?: string;
}

const fields = (['gmt', 'fiveSim'] as const).flatMap((service) =>
	resourcesOf[service].flatMap(({ operations }) =>
		Object.values(operations).flatMap((operation): Field[] => [
			...Object.keys(operation.params).map((name) => ({ service, operation, name })),
			...Object.keys(operation.optional ?? {}).map((name) => ({
				service,
				operation,
				name,
				within: collectionName(operation),
			})),
			...[
				'timeout',
				...Object.keys(operation.options ?? {}),
				...(operation.quote ? ['maxPrice', 'maxTotal', 'maxPerDay', 'idempotencyKey'] : []),
			].map((name) => ({ service, operation, name, within: 'options' })),
		]),
	),
);

function parametersOf({ operation, name, within }: Field): INode['parameters'] {
	const { params, resource, list, operation: what } = operation;
	const odd = { [name]: '={{ $json.odd }}' };
	return {
		resource,
		operation: what,
		...Object.fromEntries(Object.keys(params).map((key) => [key, `={{ $json.${key} }}`])),
		...(list && { returnAll: true }),
		options: {
			...(what === 'waitForSms' && { timeLimit: 1 }),
			...(what === 'getPrices' && { wholeList: true }),
			...(within === 'options' && odd),
		},
		...(within && within !== 'options' && { [within]: odd }),
	} as INode['parameters'];
}

/** What is wrong with what became of it. */
async function play(
	{ field, values }: { field: Field; values: unknown[] },
	slot: Slot,
): Promise<string[]> {
	const { service, operation, name, within } = field;
	const sandbox = slot.sandbox[service];
	const good = await valuesFor(field, slot);
	const own = documentedBy(service)
		.filter(
			({ route }) =>
				route === operation.route ||
				(operation.operation === 'checkSetup' && route === 'POST /v1/webhooks/test'),
		)
		.map(({ operationId }) => operationId);
	const mark = { charges: sandbox.charges().length, requests: sandbox.requests.length };
	const { json, error, run } = await slot.runNode({
		service,
		parameters: parametersOf(field),
		items: values.map((odd) => ({ ...good, [within ? 'odd' : name]: odd }) as IDataObject),
		node: continueOnFail,
	});
	await arrived(sandbox);
	const wrong: string[] = [];
	const requests = sandbox.requests.slice(mark.requests);
	// The service's own test of a webhook calls the address that it was given, here the service itself.
	const stray = requests.filter(
		({ operationId, method, path }) =>
			path !== '/v1/service/time' &&
			(operationId === undefined || (method !== 'GET' && !own.includes(operationId))),
	);
	for (const { method, path } of stray) wrong.push(`asks for ${method} ${path}`);
	for (const { headers } of requests) if ('x-injected' in headers) wrong.push('sends a header');
	const charges = sandbox.charges().slice(mark.charges);
	const told = JSON.stringify(json);
	if (charges.length > values.length) wrong.push(`charges ${charges.length} times`);
	for (const { subject } of charges)
		if (operation.reconcile !== 'impossible' && !told.includes(String(subject)))
			wrong.push(`does not tell of ${subject}`);
	const texts = [
		...json.flatMap((item) => (typeof item.error === 'string' ? [item.error] : [])),
		...(error ? [error.message, error.description] : []),
	];
	for (const text of texts) if (NONSENSE.test(text)) wrong.push(`says ${text}`);
	if (
		error &&
		!['NodeApiError', 'NodeOperationError'].includes(
			String((run.error as unknown as { name: string }).name),
		)
	)
		wrong.push(`throws ${error.message}`);
	return wrong;
}

let pool: SandboxPool;

beforeAll(async () => {
	pool = await startSandboxPool(
		16,
		{},
		{
			gmt: { refundAfterSeconds: 0, codeAfterSeconds: 0, bulkReadyAfterSeconds: 0 },
			fiveSim: { rateLimit: null, smsAfterSeconds: 0, orderLifetimeSeconds: 90_000 },
		},
	);
});

afterAll(async () => {
	await pool?.close();
});

it(`sends nothing but its own request, whatever stands in a field (seed ${seed})`, async () => {
	const drawn = fc.sample(value, { seed, numRuns: FOR_EACH * fields.length });
	const scenarios = fields.map((field, index) => ({
		field,
		values: drawn.slice(index * FOR_EACH, (index + 1) * FOR_EACH),
	}));
	const results = await pool.each(scenarios, play);
	const broken = results.flatMap((wrong, index) => {
		const { service, operation, name } = scenarios[index]!.field;
		return wrong.map(
			(one) => `${service} ${operation.resource} ${operation.operation} ${name}: ${one}`,
		);
	});
	expect(broken).toEqual([]);
});
