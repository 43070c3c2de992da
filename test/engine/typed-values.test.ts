import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { FiveSim } from '../../nodes/FiveSim/FiveSim.node';
import { Gmt } from '../../nodes/Gmt/Gmt.node';
import { continueOnFail, useSetup, type Outcome, type SandboxService } from '../support';
import { boughtSingle, publish, settledBulk } from '../support/callbacks';
import { firstOf } from '../support/many';

const setup = useSetup();
const nodes = { gmt: new Gmt().description, fiveSim: new FiveSim().description };

/** A field of the form of one operation. */
interface Typed {
	service: SandboxService;
	resource: string;
	operation: string;
	property: INodeProperties;
	/** Where it stands: at the top, or in a collection. */
	within?: string;
	/** The other fields of the operation that need a value. */
	required: INodeProperties[];
}

const shows = ({ displayOptions }: INodeProperties, key: string) =>
	(displayOptions?.show?.[key] ?? []) as string[];

/** Every field of every operation, as the form shows it. */
const fields: Typed[] = (['gmt', 'fiveSim'] as const).flatMap((service) => {
	const { properties } = nodes[service];
	const pairs = properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property) =>
			shows(property, 'resource').flatMap((resource) =>
				(property.options as Array<{ value: string }>).map(({ value }) => [resource, value]),
			),
		) as Array<[string, string]>;
	return pairs.flatMap(([resource, operation]) => {
		const own = properties.filter(
			(one) =>
				shows(one, 'resource').includes(resource) && shows(one, 'operation').includes(operation),
		);
		const at = { service, resource, operation, required: own.filter((one) => one.required) };
		return own.flatMap((property): Typed[] =>
			property.type === 'collection'
				? (property.options as INodeProperties[]).map((inner) => ({
						...at,
						property: inner,
						within: property.name,
					}))
				: [{ ...at, property }],
		);
	});
});

const ofType = (...types: string[]) =>
	fields
		.filter(({ property }) => types.includes(property.type))
		.map((field): [string, Typed] => [
			`${field.service} ${field.resource} ${field.operation}: ${field.property.displayName}`,
			field,
		]);

let ids: Record<string, unknown>;

beforeEach(async () => {
	const { gmt, fiveSim } = setup.sandbox;
	gmt.reset();
	fiveSim.reset();
	gmt.configure({ bulkReadyAfterSeconds: 0, codeAfterSeconds: 0, callbackDelaysSeconds: [] });
	fiveSim.configure({ rateLimit: null, smsAfterSeconds: null, orderLifetimeSeconds: 90_000 });
	await prepare();
});

/** What is there before each run: the same each time. */
async function prepare(): Promise<void> {
	const { gmt, fiveSim } = setup.sandbox;
	const bulk = await settledBulk(setup.sandbox);
	const single = await boughtSingle(setup.sandbox);
	const bought = await fetch(`${fiveSim.url}/v1/user/buy/activation/russia/any/telegram?reuse=1`, {
		headers: { authorization: `Bearer ${fiveSim.apiKey}` },
	});
	const { id, phone } = (await bought.json()) as { id: number; phone: string };
	fiveSim.deliverSms(id, { sender: 'Telegram', text: 'Code 01234', code: '01234' });
	ids = { bulk, single, order: id, number: phone.replace('+', ''), hash: gmt.hashOf(single) };
}

function valueOf({ resource, operation }: Typed, { name }: INodeProperties): unknown {
	const values: Record<string, unknown> = {
		purchaseId: resource === 'bulkPurchase' ? ids.bulk : ids.single,
		hash: ids.hash,
		orderId: ids.order,
		number: ids.number,
		countryCode: 'US',
		quantity: 1,
		country: 'russia',
		operator: 'any',
		product: operation === 'buyHostingNumber' ? '1day' : 'telegram',
		productName: 'telegram',
		sort: resource === 'account' ? 'price_asc' : 'date_desc',
		category: 'activation',
		lang: 'en',
		language: 'en',
		price: 12.5,
		amount: 1,
		receiver: '1',
		method: 'visa',
		fee: 'payeer',
		newLogin: 'nathan',
		newPassword: 'Secret-1234',
		type: 'success',
		url: `${setup.sandbox.gmt.url}/v1/service/time`,
	};
	return values[name];
}

/** Runs the operation of a field with this value from the item in it; `none` leaves it out. */
async function run(field: Typed, value: unknown, more: INodeParameters = {}): Promise<Outcome> {
	const { service, resource, operation, property, within, required } = field;
	const from = (name: string, type: string) =>
		type === 'resourceLocator'
			? { __rl: true, mode: 'id', value: `={{ $json.${name} }}` }
			: `={{ $json.${name} }}`;
	const set = value === none ? {} : { [property.name]: from('tried', property.type) };
	const others = required.filter(({ name }) => name !== property.name || value === none);
	return await setup.runNode({
		service,
		parameters: {
			resource,
			operation,
			...Object.fromEntries(others.map(({ name, type }) => [name, from(name, type)])),
			...more,
			...(within ? { [within]: { ...(more[within] as object), ...set } } : set),
		} as INodeParameters,
		items: [
			{
				tried: value,
				...Object.fromEntries(others.map((one) => [one.name, valueOf(field, one)])),
			} as IDataObject,
		],
		node: continueOnFail,
	});
}

const none = Symbol('left out');

/** What a field needs around it in order to be read. */
function around({ property, resource, operation }: Typed): INodeParameters {
	const waits: INodeParameters = property.name === 'attachArchive' ? { waitForArchive: true } : {};
	const lists: INodeParameters =
		operation === 'getPrices' ? { options: { wholeList: property.name !== 'wholeList' } } : {};
	const filters: INodeParameters =
		resource === 'vendor' && operation === 'getPrices' ? { filters: { product: 'telegram' } } : {};
	return { ...waits, ...lists, ...filters };
}

const refusalOf = ({ json }: Outcome) => String(json[0]?.error ?? 'not refused');

/** What a run did, without what differs from time to time. */
const traceOf = ({ json, items, requests, charges }: Outcome) => ({
	requests: requests.map(({ method, path, body }) =>
		JSON.stringify([method, path, body]).replace(
			/[0-9a-f]{8}-[0-9a-f-]{27}|webhook-waiting[^"]*/g,
			'…',
		),
	),
	fields: json.slice(0, 3).map((item) => Object.keys(item).sort()),
	count: json.length,
	files: items.filter(({ binary }) => binary).length,
	charges: charges.length,
});

describe('a switch that is text', () => {
	it.each(ofType('boolean'))('%s', async (_, field) => {
		const tried = async (value: unknown) => {
			setup.sandbox.gmt.reset();
			setup.sandbox.fiveSim.reset();
			await prepare();
			return traceOf(await run(field, value, around(field)));
		};
		const [on, off] = [await tried(true), await tried(false)];
		expect(await tried(' TRUE ')).toEqual(on);
		expect(await tried('0')).toEqual(off);
		const usual = field.property.default === true ? on : off;
		expect(await tried('')).toEqual(usual);
		expect(await tried(null)).toEqual(usual);
		for (const wrong of firstOf(1, ['perhaps', 2, [], {}])) {
			const refused = await run(field, wrong, around(field));
			expect(refusalOf(refused)).toContain(`'${field.property.displayName}'`);
			expect([refused.requests, refused.charges]).toEqual([[], []]);
		}
	});
});

describe('a number', () => {
	it.each(ofType('number'))('%s', async (_, field) => {
		const waits: INodeParameters =
			field.property.name === 'timeLimit'
				? { waitForArchive: true, waitForCode: true }
				: field.property.name === 'limit'
					? { returnAll: false }
					: {};
		const more = { ...around(field), ...waits };
		for (const wrong of firstOf(3, ['five', [], '-1', {}, true, '1,5', 'NaN'])) {
			const refused = await run(field, wrong, more);
			expect(refusalOf(refused)).toContain(`'${field.property.displayName}'`);
			expect([refused.requests, refused.charges]).toEqual([[], []]);
		}
		const { json } = await run(field, ' 1 ', more);
		expect(String(json[0]?.error)).not.toContain(`'${field.property.displayName}'`);
	});
});

describe('a text, list or table in place of one text', () => {
	it.each(ofType('string', 'resourceLocator', 'options'))('%s', async (_, field) => {
		const waits: INodeParameters =
			field.property.name === 'onFailure' ? { waitForArchive: true, waitForCode: true } : {};
		for (const wrong of firstOf(2, [['x', 'y'], { a: 1 }, [], {}, true])) {
			const isList = Array.isArray(wrong);
			const refused = await run(field, wrong, { ...around(field), ...waits });
			// Where several may be named a list is as good as a text.
			if (isList && !('error' in (refused.json[0] ?? {}))) continue;
			const text = `${refusalOf(refused)} ${String((refused.json[0]?.details as IDataObject | undefined)?.description)}`;
			expect(text).toContain(`'${field.property.displayName}'`);
			expect(text).not.toMatch(/is empty|\[object/);
			expect([refused.requests, refused.charges]).toEqual([[], []]);
		}
	});
});

describe('what a trigger is set to', () => {
	const options = { attachArchive: '={{ "false" }}', startOnTest: '={{ " TRUE " }}' };

	it('counts as what it says', async () => {
		const { active, deliver } = await publish(
			setup.engine,
			options,
			{},
			{
				id: 'typed',
				parameters: { events: '={{ "archiveReady, codeReceived" }}', options } as INodeParameters,
			},
		);
		expect((await deliver({ bulk_purchase_id: ids.bulk })).status).toBe(200);
		const [item] = (await active.nextExecution()).items('Trigger');
		expect([item?.json.event, item?.binary]).toEqual(['archiveReady', undefined]);
		expect((await deliver({ test: true, purchase_id: 12345 })).status).toBe(200);
		expect((await active.nextExecution()).items('Trigger')[0]?.json.test).toBe(true);
		await active.deactivate();
	});

	it.each([
		['Attach Archive', { options: { attachArchive: '={{ "perhaps" }}' } }],
		['Start on Test', { options: { startOnTest: '={{ [] }}' } }],
		['Trigger On', { events: '={{ "everything" }}' }],
	] as const)('is refused with the label: %s', async (label, parameters) => {
		await expect(
			publish(
				setup.engine,
				{},
				{},
				{
					id: label,
					parameters: { events: ['archiveReady'], options: {}, ...parameters } as INodeParameters,
				},
			),
		).rejects.toThrow(`'${label}'`);
	});

	it.each([
		['Trigger On', { events: '={{ "everything" }}' }],
		['Categories', { options: { categories: '={{ "hostings" }}' } }],
	] as const)('is refused with the label by 5sim Trigger: %s', async (label, parameters) => {
		const before = setup.sandbox.fiveSim.requests.length;
		await expect(
			setup.engine.activate({
				id: `sms ${label}`,
				name: 'SMS',
				nodes: [
					{
						id: 't',
						name: 'Trigger',
						type: 'n8n-nodes-gmt-5sim.fiveSimTrigger',
						typeVersion: 1,
						position: [0, 0],
						parameters: {
							events: ['newSms'],
							pollTimes: { item: [{ mode: 'everyMinute' }] },
							options: {},
							...parameters,
						} as INodeParameters,
						credentials: { fiveSimApi: { id: 'fiveSim', name: 'fiveSim' } },
					},
				],
				connections: {},
			}),
		).rejects.toThrow(`'${label}'`);
		expect(setup.sandbox.fiveSim.requests).toHaveLength(before);
	});
});

it('items that wait together are told when they are to wait differently', async () => {
	const { error, charges, requests } = await setup.runNode({
		service: 'gmt',
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: 'IN',
			quantity: 1,
			waitForArchive: true,
			options: { timeLimit: '={{ $json.minutes }}' },
		},
		items: [{ minutes: 30 }, { minutes: '60' }],
	});
	expect(error?.message).toContain("'Wait for Archive' and its options must be the same");
	expect([charges, requests]).toEqual([[], []]);
});
