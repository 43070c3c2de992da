/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import * as fc from 'fast-check';
import type { IDataObject, INode } from 'n8n-workflow';
import type { FaultSpec } from '../../sandbox';
import type { Operation } from '../../nodes/shared/operation/operation';
import { documentedBy, resourcesOf } from '../support/contract';
import type { Job, SandboxService } from '../support';
import { askElsewhere } from '../support/elsewhere';
import { rentedBefore } from '../support/deals';
import { arrived, startFleet, type Berth, type Fleet } from '../support/fleet';
import { many } from '../support/many';

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
/** What a reader must never meet: JavaScript's own words for what is not there. */
const NONSENSE =
	/undefined|\[object |\bNaN\b|Invalid Date|Cannot (read|destructure|convert)|is not (a function|iterable|an object|a valid)|TypeError|RangeError|SyntaxError|Unexpected token/;

const all = (['gmt', 'fiveSim'] as const).flatMap((service) =>
	resourcesOf[service].flatMap(({ operations }) =>
		Object.values(operations).map((operation) => ({ service, operation })),
	),
);

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

interface Scenario {
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

const scenario: fc.Arbitrary<Scenario> = fc
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

const WARM_UP: Job = {
	service: 'gmt',
	parameters: { resource: 'service', operation: 'getServerTime' },
};

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

function faultOf({ changes, body, status, happened, headers, times }: Scenario): FaultSpec {
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

/** Values with which every operation works. */
async function valuesFor(
	{ service, operation }: { service: SandboxService; operation: Operation },
	{ sandbox: { gmt, fiveSim }, sandbox }: Berth,
): Promise<IDataObject> {
	const ask = async (path: string, body?: object) =>
		await askElsewhere<Record<string, unknown>>(
			`${sandbox[service].url}${path}`,
			service === 'gmt'
				? {
						method: 'POST',
						headers: { 'x-api-key': gmt.apiKey, 'content-type': 'application/json' },
						body: JSON.stringify(body),
					}
				: { headers: { Authorization: `Bearer ${fiveSim.apiKey}` } },
		);
	fiveSim.state.priceLimits.clear();
	const values: IDataObject = {
		countryCode: 'US',
		quantity: 2,
		sort: operation.resource === 'account' ? 'price_asc' : 'date_desc',
		language: 'uk',
		newLogin: 'nathan',
		newPassword: 'Secret-1234',
		type: 'success',
		url: `${gmt.url}/v1/service/time`,
		amount: 1,
		category: 'activation',
		lang: 'en',
		country: 'russia',
		operator: 'any',
		product: operation.operation === 'buyHostingNumber' ? '1day' : 'telegram',
		productName: 'telegram',
		price: 12.5,
		receiver: '1',
		method: 'visa',
		fee: 'payeer',
	};
	if (operation.resource === 'bulkPurchase' && 'purchaseId' in operation.params) {
		const { bulk_purchase_id: id } = await ask('/v1/purchases/bulk', {
			country_code: 'US',
			quantity: 1,
		});
		gmt.setBulkStatus(Number(id), 'SUCCESS');
		values.purchaseId = Number(id);
	} else if ('purchaseId' in operation.params || 'hash' in operation.params) {
		const { id } = await ask('/v1/purchases/', { country_code: 'US' });
		values.purchaseId = Number(id);
		values.hash = gmt.hashOf(Number(id));
	}
	if ('orderId' in operation.params) {
		const { id } = await ask('/v1/user/buy/activation/russia/any/telegram');
		values.orderId = Number(id);
		if (!['cancel', 'ban'].includes(operation.operation))
			fiveSim.deliverSms(Number(id), { sender: 'Telegram', text: 'Code 01234' });
	}
	if (operation.operation === 'buyAgain')
		values.number = (await rentedBefore(sandbox)).replace('+', '');
	if (operation.operation === 'deleteLimit' || operation.operation === 'delete')
		await askElsewhere(`${fiveSim.url}/v1/user/max-prices`, {
			method: 'POST',
			headers: { Authorization: `Bearer ${fiveSim.apiKey}`, 'content-type': 'application/json' },
			body: JSON.stringify({ product_name: 'telegram', price: 1 }),
		});
	return values;
}

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
	berth: Berth,
): Promise<string[]> {
	const { service, operation } = pair;
	const { sandbox, go } = berth;
	const values = await valuesFor(pair, berth);
	const fault = sandbox[service].faults;
	const own = documentedBy(service).find(({ route }) => route === operation.route)!.operationId;
	const waits = operation.operation === 'waitForSms';
	const spec = faultOf({ ...drawn, ...(waits && { times: Math.min(drawn.times, 2) }) });
	fault.add({ ...spec, operationId: drawn.everywhere ? '*' : own });
	const mark = sandbox[service].charges().length;
	const outcome = await go({
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
		const takesAny = ['priceLimit', 'sms'].includes(operation.resource);
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

let fleet: Fleet;

beforeAll(async () => {
	fleet = await startFleet(
		AT_ONCE,
		{},
		{
			gmt: { refundAfterSeconds: 0, codeAfterSeconds: 0 },
			fiveSim: { rateLimit: null, smsAfterSeconds: null, orderLifetimeSeconds: 90_000 },
		},
	);
	// n8n's own nodes are loaded by the first run: once, not by each of them.
	await fleet.each([0], async (_none, { go }) => await go(WARM_UP));
});

afterAll(async () => {
	await fleet?.close();
});

it(`copes with odd answers in every operation, or says so (seed ${seed})`, async () => {
	const drawn = fc.sample(scenario, { seed, numRuns: FOR_EACH * all.length });
	const scenarios = drawn.map((one, index) => ({ pair: all[index % all.length]!, drawn: one }));
	const results = await fleet.each(scenarios, play);
	const broken = results.flatMap((wrong, index) => {
		const { pair, drawn: its } = scenarios[index]!;
		const name = `${pair.service}: ${pair.operation.resource} ${pair.operation.operation}`;
		return wrong.length > 0 ? [{ wrong, name, ...its }] : [];
	});
	expect(broken).toEqual([]);
});
