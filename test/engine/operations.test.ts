import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { allPairs, type Pair } from '../support/contract';
import { fieldName } from '../../nodes/shared/http/request';
import { useSetup, type Job } from '../support';

/** For every parameter two values that the sandbox has something for. */
type Values = Record<string, [unknown, unknown]>;

const setup = useSetup({
	gmt: { refundAfterSeconds: 0, bulkReadyAfterSeconds: 0, codeAfterSeconds: 0 },
	fiveSim: { rateLimit: null, smsAfterSeconds: null, orderLifetimeSeconds: 90_000 },
});

const always: Values = {
	countryCode: ['US', 'GB'],
	quantity: [1, 2],
	sort: ['date_desc', 'date_asc'],
	language: ['en', 'uk'],
	newLogin: ['nathan', 'nathan2'],
	newPassword: ['Secret-1234', 'Secret-5678'],
	type: ['success', 'failed'],
	amount: [1, 2.5],
	category: ['activation', 'hosting'],
	lang: ['en', 'ru'],
	country: ['russia', 'usa'],
	operator: ['any', 'virtual4'],
	product: ['telegram', 'whatsapp'],
	productName: ['telegram', 'whatsapp'],
	price: [12.5, 3],
	receiver: ['1', '2'],
	method: ['visa', 'qiwi'],
	fee: ['payeer', 'unitpay'],
};
const optional: Record<string, unknown> = {
	callbackUrl: 'http://127.0.0.1:9/callback',
	countryCodes: 'US,GB',
	phoneNumber: '0',
	status: 'PENDING',
	order: 'id',
	reverse: true,
	forwarding: true,
	number: '79000000000',
	forwardingNumber: '79000000000',
	reuse: true,
	voice: true,
	ref: 'key',
	country: 'russia',
	operator: 'virtual4',
	product: 'telegram',
	sortBy: 'Price',
	sortDirection: 'DESC',
};
/** What bounds lists that would be too long otherwise. */
const bounds: Record<string, INodeParameters> = {
	'product getPrices': { options: { wholeList: true } },
	'vendor getPrices': { filters: { product: 'telegram' } },
};

/** What has to be there before an operation can work, and the values that lead to it. */
async function prepare({ service, resource, operation, documented }: Pair): Promise<Values> {
	const values: Values = { ...always };
	const id = documented.operationId;
	if (service === 'gmt') {
		const url = `${setup.sandbox.gmt.url}/v1/service/time`;
		if (id === 'listAccounts' || id === 'listAccountCountries')
			values.sort = ['price_asc', 'name_desc'];
		if (id === 'testWebhook') values.url = [url, `${url}?again`];
		if (resource === 'bulkPurchase')
			values.purchaseId = await twice(
				async () =>
					await buy(
						{
							service,
							parameters: { resource, operation: 'create', countryCode: 'US', quantity: 1 },
						},
						'bulk_purchase_id',
					),
			);
		if (resource === 'purchase' || resource === 'purchaseByHash') {
			values.purchaseId = await twice(
				async () =>
					await buy(
						{
							service,
							parameters: { resource: 'purchase', operation: 'create', countryCode: 'US' },
						},
						'id',
					),
			);
			values.hash = values.purchaseId.map((purchase) =>
				setup.sandbox.gmt.hashOf(Number(purchase)),
			) as [unknown, unknown];
		}
		return values;
	}
	if (id === 'listVendorOrders') values.category = ['activation', 'activation'];
	if (id === 'buyHosting') values.product = ['1day', '3hours'];
	const number = {
		resource: 'order',
		operation: 'buyActivationNumber',
		country: 'russia',
		operator: 'any',
		product: 'telegram',
		additionalFields: { reuse: true },
	};
	if ('orderId' in operation.params) {
		values.orderId = await twice(async () => await buy({ service, parameters: number }, 'id'));
		if (['finishOrder', 'checkOrder', 'listInbox'].includes(id))
			for (const order of values.orderId)
				setup.sandbox.fiveSim.deliverSms(Number(order), {
					sender: 'Telegram',
					text: 'Code 01234',
					code: '01234',
				});
	}
	if (id === 'reuseNumber') {
		values.product = ['telegram', 'telegram'];
		values.number = await twice(async () => {
			const { json } = await setup.runNode({ service, parameters: number });
			setup.sandbox.fiveSim.deliverSms(Number(json[0]!.id), {
				sender: 'Telegram',
				text: 'Code 01234',
				code: '01234',
			});
			return String(json[0]!.phone).replace('+', '');
		});
	}
	if (id === 'deletePriceLimit')
		for (const productName of always.productName!)
			await buy(
				{
					service,
					parameters: {
						resource: 'priceLimit',
						operation: 'upsert',
						productName: String(productName),
						price: 1,
					},
				},
				'success',
			);
	return values;
}

async function twice(make: () => Promise<unknown>): Promise<[unknown, unknown]> {
	return [await make(), await make()];
}

async function buy(job: Job, field: string): Promise<unknown> {
	const { json, error } = await setup.runNode(job);
	expect(error).toBeUndefined();
	return json[0]![field];
}

/** A node whose parameters come from the item, as they do in most workflows. */
function jobOf({ service, resource, operation }: Pair, values: Values): Job {
	const keys = Object.keys(operation.params);
	const isLocator = (key: string) => operation.params[key]!.property.type === 'resourceLocator';
	const parameters = Object.fromEntries(
		keys.map((key) => [
			key,
			isLocator(key)
				? { __rl: true, mode: 'id', value: `={{ $json.${key} }}` }
				: `={{ $json.${key} }}`,
		]),
	) as INodeParameters;
	return {
		service,
		parameters: {
			resource,
			operation: operation.operation,
			...parameters,
			...bounds[`${resource} ${operation.operation}`],
		},
		items: [0, 1].map(
			(item) => Object.fromEntries(keys.map((key) => [key, values[key]![item]])) as IDataObject,
		),
	};
}

/** A request without what cannot be known beforehand. */
function routeRequests(requests: Array<{ operationId: string | undefined }>, { documented }: Pair) {
	return requests.filter(
		({ operationId }) => operationId === documented.operationId,
	) as typeof setup.sandbox.gmt.requests;
}

describe.each(
	allPairs().map(
		(pair) => [`${pair.service}: ${pair.resource} ${pair.operation.operation}`, pair] as const,
	),
)('%s', (_, pair) => {
	const { service, operation, documented } = pair;
	const [method, template] = operation.route.split(' ') as [string, string];

	it('sends the documented request for each item and gives linked results', async () => {
		const values = await prepare(pair);
		const job = jobOf(pair, values);
		const { requests, items, error, run } = await setup.runNode(job);

		expect(error).toBeUndefined();
		expect(run.status).toBe('success');
		const sent = routeRequests(requests, pair);
		expect(sent).toHaveLength(2);
		for (const { method: used, headers } of sent) {
			expect(used).toBe(method);
			const key = service === 'gmt' ? headers['x-api-key'] : headers.authorization;
			const { apiKey } = setup.sandbox[service];
			expect(key).toBe(
				documented.open ? undefined : service === 'gmt' ? apiKey : `Bearer ${apiKey}`,
			);
		}
		// Reads run side by side, so the order in which they arrive is not the order of the items.
		const expected = [0, 1].map((item) =>
			wire(pair, template, method, (key) => values[key]![item]),
		);
		const seen = sent.map(({ path, body }) => ({
			path: path.split('?')[0],
			query: queryOf(path),
			body,
		}));
		for (const request of expected)
			expect(seen).toContainEqual({
				...request,
				query: expect.objectContaining(request.query) as object,
			});

		for (const item of [0, 1])
			expect(
				items.some(({ pairedItem }) => JSON.stringify(pairedItem) === JSON.stringify({ item })),
			).toBe(true);
		for (const { json } of items) expect(Object.keys(json).length).toBeGreaterThan(0);
		expect(setup.sandbox[service].violations).toEqual([]);
	});

	if (operation.optional) {
		it('sends every optional field under its documented name', async () => {
			const values = await prepare(pair);
			const job = jobOf(pair, values);
			const given = Object.fromEntries(
				Object.keys(operation.optional!).map((key) => [key, optional[key]]),
			) as INodeParameters;
			const collection = operation.sideEffect === 'none' ? 'filters' : 'additionalFields';
			const { requests, error } = await setup.runNode({
				...job,
				items: job.items!.slice(0, 1),
				parameters: { ...job.parameters, [collection]: given },
			});

			expect(error).toBeUndefined();
			const [sent] = routeRequests(requests, pair);
			const names = Object.entries(operation.optional!).map(([key, parameter]) =>
				fieldName(key, parameter),
			);
			expect(Object.keys(method === 'GET' ? queryOf(sent!.path) : (sent!.body as object))).toEqual(
				expect.arrayContaining(names),
			);
			expect(setup.sandbox[service].violations).toEqual([]);
		});
	}

	if (
		operation.sideEffect === 'none' &&
		!operation.run &&
		!['getHealth', 'getServerTime'].includes(operation.operation)
	) {
		it("gives the service's own response when nothing is simplified", async () => {
			const values = await prepare(pair);
			const job = jobOf(pair, values);
			const { requests, json } = await setup.runNode({
				...job,
				items: job.items!.slice(0, 1),
				parameters: {
					...job.parameters,
					simple: false,
					options: { ...(job.parameters.options as INodeParameters), raw: true },
					returnAll: true,
				},
			});

			const response = (await (
				await fetch(setup.sandbox[service].url + routeRequests(requests, pair)[0]!.path, {
					headers: keyOf(pair),
				})
			).json()) as { items?: object[]; Data?: object[] };
			const expected =
				operation.list === 'paged'
					? (response.items ?? response.Data)
					: Array.isArray(response)
						? response
						: [response];
			expect(json).toEqual(expected ?? []);
		});
	}

	for (const [key, parameter] of Object.entries({ ...operation.params, ...operation.optional })) {
		it(`refuses what '${key}' cannot be, before anything is sent`, async () => {
			const values = await prepare(pair);
			const isOptional = !(key in operation.params);
			const bad: unknown[] = [
				'x'.repeat(10_000),
				'a\nb',
				{ a: 1 },
				[],
				...(isOptional ? [] : [null, '']),
			];
			const job = jobOf(pair, values);
			const collection = operation.sideEffect === 'none' ? 'filters' : 'additionalFields';
			const { json, requests } = await setup.runNode({
				...job,
				items: bad.map((value) => ({ ...job.items![0], [key]: value }) as IDataObject),
				parameters: isOptional
					? { ...job.parameters, [collection]: { [key]: `={{ $json.${key} }}` } }
					: job.parameters,
				node: { onError: 'continueRegularOutput' },
			});

			expect(requests).toEqual([]);
			expect(json).toHaveLength(bad.length);
			for (const [item, { error, details }] of json.entries()) {
				expect(error).toMatch(`'${parameter.property.displayName}' `);
				expect(error).toMatch(`[item ${item}]`);
				expect(details).toMatchObject({ code: 'invalidInput' });
			}
		});
	}
});

function wire(
	{ operation }: Pair,
	template: string,
	method: string,
	value: (key: string) => unknown,
) {
	let path = template;
	const rest: Record<string, unknown> = {};
	for (const [key, parameter] of Object.entries(operation.params)) {
		const field = fieldName(key, parameter);
		if (path.includes(`{${field}}`))
			path = path.replace(`{${field}}`, encodeURIComponent(String(value(key))));
		else rest[field] = operation.operation === 'createPayout' ? String(value(key)) : value(key);
	}
	const hasBody = method !== 'GET' && (Object.keys(rest).length > 0 || /request-code/.test(path));
	const query =
		method === 'GET'
			? Object.fromEntries(Object.entries(rest).map(([field, entry]) => [field, String(entry)]))
			: {};
	return { path, query, body: hasBody ? rest : undefined };
}

function queryOf(path: string): Record<string, string> {
	return Object.fromEntries(new URL(path, 'http://localhost').searchParams);
}

function keyOf({ service }: Pair): Record<string, string> {
	const { apiKey } = setup.sandbox[service];
	return service === 'gmt' ? { 'x-api-key': apiKey } : { Authorization: `Bearer ${apiKey}` };
}
