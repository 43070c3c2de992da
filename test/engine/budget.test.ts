/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import type { INode } from 'n8n-workflow';
import { continueOnFail, retry, useSetup, type Job } from '../support';

const job = (service: Job['service'], parameters: object, options: object): Job => ({
	service,
	parameters: { ...parameters, options } as INode['parameters'],
});
const purchase = (options: object) =>
	job('gmt', { resource: 'purchase', operation: 'create', countryCode: 'IN' }, options);
const bulk = (quantity: number | string, options: object) =>
	job(
		'gmt',
		{ resource: 'bulkPurchase', operation: 'create', countryCode: 'IN', quantity },
		options,
	);
const number = (options: object, operator = 'any') =>
	job(
		'fiveSim',
		{
			resource: 'order',
			operation: 'buyActivationNumber',
			country: 'russia',
			operator,
			product: 'telegram',
		},
		options,
	);
const hosting = (options: object) =>
	job(
		'fiveSim',
		{
			resource: 'order',
			operation: 'buyHostingNumber',
			country: 'russia',
			operator: 'any',
			product: '1day',
		},
		options,
	);

const setup = useSetup();

beforeEach(() => {
	const { gmt, fiveSim } = setup.sandbox;
	gmt.faults.clear();
	fiveSim.faults.clear();
	gmt.setPrice('IN', '0.62');
	fiveSim.setPrice('russia', 'any', 'telegram', '12.50');
});

const bought = (operationId: string) => (request: { operationId?: string }) =>
	request.operationId === operationId;

describe('Max Price', () => {
	it.each([
		['GMT purchase', purchase({ maxPrice: '0.61' }), 'createPurchase'],
		['GMT bulk', bulk(10, { maxPrice: '0.6199999999' }), 'createBulkPurchase'],
		['5sim number', number({ maxPrice: '12.49' }), 'buyActivation'],
		['5sim number of one operator', number({ maxPrice: '12' }, 'mts'), 'buyActivation'],
		['5sim hosting', hosting({ maxPrice: 79.99 }), 'buyHosting'],
	])('%s: nothing is sent above it', async (name, tooDear, operationId) => {
		const { error, charges, requests } = await setup.runNode({ ...tooDear, node: retry });
		expect(error).toMatchObject({
			code: 'overBudget',
			message: expect.stringMatching(
				new RegExp(
					`^The current price \\([\\d.]+${name.startsWith('GMT') ? ' USD' : ''}\\) is above your Max Price `,
				),
			),
			description: expect.stringContaining('Nothing was bought'),
		});
		expect(charges).toHaveLength(0);
		expect(requests.some(bought(operationId))).toBe(false);
	});

	it.each([
		['GMT purchase', purchase({ maxPrice: '0.62' })],
		['GMT bulk', bulk(10, { maxPrice: '0.620' })],
		['5sim number', number({ maxPrice: 12.5 })],
		['5sim hosting', hosting({ maxPrice: '80' })],
	])('%s: the very price is allowed', async (_name, allowed) => {
		const { error, charges } = await setup.runNode(allowed);
		expect(error).toBeUndefined();
		expect(charges).toHaveLength(1);
	});

	it('goes to 5sim too where 5sim obeys it, but not above the limit of the account', async () => {
		const { state } = setup.sandbox.fiveSim;
		const sent = async (operator: string) => {
			const job = number({ maxPrice: '13.5' });
			const { requests } = await setup.runNode({
				...job,
				parameters: { ...job.parameters, operator: { mode: 'id', value: operator } },
			});
			return requests.find(bought('buyActivation'))!.query.maxPrice;
		};
		expect(await sent('any')).toBe('13.5');
		expect(await sent('beeline')).toBeUndefined();
		state.priceLimits.set('telegram', { id: 1, price: 13, createdAt: 0 });
		expect(await sent('any')).toBe('13');
		state.priceLimits.set('telegram', { id: 1, price: 14, createdAt: 0 });
		expect(await sent('any')).toBe('13.5');
		state.priceLimits.clear();
		state.priceLimits.set('Telegram', { id: 1, price: 13, createdAt: 0 });
		expect(await sent('any')).toBe('13');
		state.priceLimits.clear();
	});

	it('is reported in the item when the price rose in between', async () => {
		const { gmt } = setup.sandbox;
		// The price is read before the list of purchases.
		const rise = setInterval(
			() => gmt.requests.at(-1)?.operationId === 'listPurchases' && gmt.setPrice('IN', '0.70'),
			1,
		);
		gmt.configure({ latencyMs: 50 });
		const { json, charges } = await setup.runNode(purchase({ maxPrice: '0.65' }));
		clearInterval(rise);
		gmt.configure({ latencyMs: 0 });
		expect(charges).toHaveLength(1);
		expect(json).toEqual([
			expect.objectContaining({ overpaid: { price: '0.70 USD', maxPrice: '0.65' } }),
		]);
	});

	/** 5sim takes no notice of the highest price that it is given, and charges 14 for the next number. */
	const overcharge = () => {
		const { state, money } = setup.sandbox.fiveSim;
		return jest.spyOn(money, 'book').mockImplementationOnce((kind, _cents, details) => {
			state.orders.activation.find(({ id }) => id === details.subject)!.price = 1400;
			return Object.getPrototypeOf(money).book.call(money, kind, 1400, details);
		});
	};

	afterEach(() => jest.restoreAllMocks());

	it.each([
		[
			{ cancelIfOverpaid: true },
			{ status: 'CANCELED', overpaid: { price: '14', maxPrice: '13', cancelled: true } },
		],
		[{}, { status: 'PENDING', overpaid: { price: '14', maxPrice: '13' } }],
	])('is undone at 5sim when the options are %j', async (options, expected) => {
		const { money } = setup.sandbox.fiveSim;
		const before = money.balance();
		overcharge();
		const { json } = await setup.runNode(number({ maxPrice: '13', ...options }));
		expect(json).toEqual([expect.objectContaining(expected)]);
		expect(money.balance() === before).toBe('cancelIfOverpaid' in options);
	});

	it('keeps what could not be undone, and says so', async () => {
		overcharge();
		setup.sandbox.fiveSim.faults.add({
			operationId: 'cancelOrder',
			kind: 'text',
			status: 400,
			body: 'order has sms',
		});
		const { json, charges } = await setup.runNode(
			number({ maxPrice: '13', cancelIfOverpaid: true }),
		);
		expect(json).toEqual([
			expect.objectContaining({
				id: charges[0]!.subject,
				status: 'PENDING',
				overpaid: {
					price: '14',
					maxPrice: '13',
					cancelled: false,
					reason: 'The order has already received an SMS',
				},
			}),
		]);
	});

	it('is reported as cancelled when a later item fails', async () => {
		overcharge();
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'text',
			status: 400,
			body: 'no free phones',
			skip: 1,
		});
		const { error, charges } = await setup.runNode({
			...number({ maxPrice: '13', cancelIfOverpaid: true }),
			items: [{}, {}],
		});
		expect(error).toMatchObject({
			code: 'outOfStock',
			description: expect.stringContaining(
				`Already bought in this run: ${charges[0]!.subject} for 14, cancelled [item 0]`,
			),
		});
	});

	it('does not count what was undone into Max Total', async () => {
		overcharge();
		const { error, charges } = await setup.runNode({
			...number({ maxPrice: '13', maxTotal: '13', cancelIfOverpaid: true }),
			items: [{}, {}],
		});
		expect(error).toBeUndefined();
		expect(charges).toHaveLength(2);
	});
});

describe('Max Total', () => {
	it('counts all items of a run, exactly', async () => {
		setup.sandbox.gmt.setPrice('IN', '0.10');
		const { json, charges } = await setup.runNode({
			...purchase({ maxTotal: '0.30' }),
			items: Array(5).fill({}),
			node: continueOnFail,
		});
		expect(charges).toHaveLength(3);
		expect(json.map(({ details }) => (details as { code?: string } | undefined)?.code)).toEqual([
			undefined,
			undefined,
			undefined,
			'overBudget',
			'overBudget',
		]);
	});

	it('without Continue On Fail reports what was bought before', async () => {
		const { error, charges } = await setup.runNode({
			...purchase({ maxTotal: '1.24' }),
			items: [{}, {}, {}],
			node: retry,
		});
		expect(charges).toHaveLength(2);
		expect(error).toMatchObject({
			code: 'overBudget',
			message: expect.stringContaining('[item 2]'),
		});
		for (const { subject } of charges) expect(error!.description).toContain(String(subject));
	});

	it('counts what may have been bought', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createBulkPurchase',
			kind: 'reset',
			when: 'after',
		});
		const { charges, json } = await setup.runNode({
			...bulk(10, { maxTotal: '15' }),
			items: [{}, {}, {}],
			node: continueOnFail,
		});
		expect(json.map(({ details }) => (details as { code?: string } | undefined)?.code)).toEqual([
			'uncertain',
			undefined,
			'overBudget',
		]);
		expect(charges).toHaveLength(2);
	});

	it('refuses a bulk purchase as a whole', async () => {
		const { error, charges } = await setup.runNode(bulk(100, { maxTotal: '61.99' }));
		expect(charges).toHaveLength(0);
		expect(error).toMatchObject({
			code: 'overBudget',
			message: expect.stringMatching(/62\.00 USD, above your Max Total \(61\.99\)/),
		});
	});
});

describe('the price, with Max Total for many items', () => {
	const looks = (requests: Array<{ operationId?: string }>) =>
		requests.filter(bought('getAccount')).length;
	const buy = async (maxTotal: string, more = {}, count = 5) =>
		await setup.runNode({ ...purchase({ maxTotal, ...more }), items: Array(count).fill({}) });

	it('is read twice while there is room for ten more, and for each then', async () => {
		const { charges, requests } = await buy('100');
		expect([charges.length, looks(requests)]).toEqual([5, 2]);
		// 0.62 for each: at the fifth less than 6.20 are left.
		const near = await buy('8.06');
		expect([near.charges.length, looks(near.requests)]).toEqual([5, 3]);
	});

	it('is read for each with another limit, since a single one may be too dear', async () => {
		const { charges, requests } = await buy('100', { maxPrice: '1' });
		expect([charges.length, looks(requests)]).toEqual([5, 5]);
	});

	it('is read again when something else was charged, or something else is bought', async () => {
		const { gmt } = setup.sandbox;
		const rise = setInterval(() => gmt.charges().length > before && gmt.setPrice('IN', '9.00'), 1);
		const before = gmt.charges().length;
		gmt.configure({ latencyMs: 20 });
		const { charges, error } = await buy('40', {}, 10);
		clearInterval(rise);
		gmt.configure({ latencyMs: 0 });
		expect(error).toMatchObject({ code: 'overBudget' });
		// 0.62, and four for 9.00.
		expect(charges).toHaveLength(5);
	});
});

describe('a price that rises between the check and the purchase', () => {
	/** The list of purchases is read between the two. */
	const rising = async (service: Job['service'], list: string, rise: () => void, rising: Job) => {
		const { requests } = setup.sandbox[service];
		const since = requests.length;
		const watch = setInterval(
			() => requests.slice(since).at(-1)?.operationId === list && rise(),
			1,
		);
		setup.sandbox[service].configure({ latencyMs: 50 });
		const outcome = await setup.runNode(rising);
		clearInterval(watch);
		setup.sandbox[service].configure({ latencyMs: 0 });
		return outcome;
	};

	it("never makes 'Max Total' the limit of 5sim for one number", async () => {
		const rise = () => setup.sandbox.fiveSim.setPrice('russia', 'any', 'telegram', '30');
		const { json, charges, requests } = await rising(
			'fiveSim',
			'listOrders',
			rise,
			number({ maxTotal: '20' }),
		);
		expect(charges).toHaveLength(1);
		expect(json).toEqual([expect.objectContaining({ overpaid: { price: '30', maxTotal: '20' } })]);
		expect(requests.find(bought('buyActivation'))!.query).not.toHaveProperty('maxPrice');
	});

	it("is told in the item where it goes beyond 'Max Total'", async () => {
		const { json, charges } = await rising(
			'gmt',
			'listPurchases',
			() => setup.sandbox.gmt.setPrice('IN', '0.70'),
			purchase({ maxTotal: '0.65' }),
		);
		expect(charges).toHaveLength(1);
		expect(json).toEqual([
			expect.objectContaining({ overpaid: { price: '0.70 USD', maxTotal: '0.65' } }),
		]);
	});

	it('leaves the limit for one number as it is for each further item', async () => {
		const { requests } = await setup.runNode({
			...number({ maxPrice: '20', maxTotal: '40.00' }),
			items: [{}, {}, {}],
		});
		expect(requests.filter(bought('buyActivation')).map(({ query }) => query.maxPrice)).toEqual([
			'20',
			'20',
			'20',
		]);
	});
});

it.each(['={{ $json.nothing }}', '={{ "" }}', '={{ null }}'])(
	'a limit that the expression %s leaves empty is not taken for none',
	async (limit) => {
		for (const job of [purchase({ maxPrice: limit }), number({ maxTotal: limit })]) {
			const { error, requests } = await setup.runNode(job);
			expect(error).toMatchObject({
				code: 'invalidInput',
				message: expect.stringMatching(/^'Max (Price|Total)' must be an amount/),
				description: expect.stringContaining('Nothing was sent'),
			});
			expect(requests).toHaveLength(0);
		}
	},
);

it.each(['false', 0])("'Cancel If Overpaid' is off when an expression gives %j", async (value) => {
	const { fiveSim } = setup.sandbox;
	jest.spyOn(fiveSim.money, 'book').mockImplementationOnce((kind, _cents, details) => {
		fiveSim.state.orders.activation.find(({ id }) => id === details.subject)!.price = 1400;
		return Object.getPrototypeOf(fiveSim.money).book.call(fiveSim.money, kind, 1400, details);
	});
	const { json } = await setup.runNode(
		number({ maxPrice: '13', cancelIfOverpaid: `={{ ${JSON.stringify(value)} }}` }),
	);
	jest.restoreAllMocks();
	expect(json).toEqual([
		expect.objectContaining({ status: 'PENDING', overpaid: { price: '14', maxPrice: '13' } }),
	]);
});

it('buys nothing when the price cannot be read', async () => {
	setup.sandbox.gmt.faults.add({
		operationId: 'getAccount',
		kind: 'status',
		status: 404,
		body: { message: 'No such country' },
	});
	const unread = await setup.runNode(purchase({ maxPrice: '5' }));
	expect(unread.error).toMatchObject({ code: 'notFound' });
	expect(unread.charges).toHaveLength(0);
	setup.sandbox.fiveSim.setStock('russia', 'any', 'whatsapp', 0);
	const soldOut = await setup.runNode(
		job(
			'fiveSim',
			{
				resource: 'order',
				operation: 'buyActivationNumber',
				country: 'russia',
				operator: 'any',
				product: 'whatsapp',
			},
			{ maxPrice: '50' },
		),
	);
	expect(soldOut.error).toMatchObject({ code: 'outOfStock' });
	expect(soldOut.charges).toHaveLength(0);
});

it.each(['1,5', 'abc', '-1', '1e3', true])(
	'a limit of %j is refused before anything is sent',
	async (maxPrice) => {
		const { error, requests } = await setup.runNode(purchase({ maxPrice }));
		expect(error).toMatchObject({
			code: 'invalidInput',
			message: "'Max Price' must be an amount such as '0.75' [item 0]",
		});
		expect(requests).toHaveLength(0);
	},
);
