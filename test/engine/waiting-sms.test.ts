import type { IDataObject, INode } from 'n8n-workflow';

import { continueOnFail, useSetup, type Outcome } from '../support';
import { pause, until } from '../support/callbacks';
import { many } from '../support/many';

const setup = useSetup();

beforeEach(() => {
	setup.sandbox.fiveSim.reset();
	setup.sandbox.fiveSim.configure({ smsAfterSeconds: null, orderLifetimeSeconds: 90_000 });
});

afterEach(() => expect(setup.sandbox.fiveSim.violations).toEqual([]));

async function order(): Promise<number> {
	const { url, apiKey } = setup.sandbox.fiveSim;
	const response = await fetch(`${url}/v1/user/buy/activation/russia/any/telegram`, {
		headers: { authorization: `Bearer ${apiKey}` },
	});
	return ((await response.json()) as { id: number }).id;
}

const wait = async (
	ids: number[],
	options: INode['parameters'] = {},
	run = {},
	node = {},
): Promise<Outcome> =>
	await setup.runNode({
		service: 'fiveSim',
		parameters: { resource: 'order', operation: 'waitForSms', orderId: '={{ $json.id }}', options },
		items: ids.map((id): IDataObject => ({ id })),
		run,
		node,
	});

const deliver = (id: number, text: string, sender = 'Telegram') =>
	setup.sandbox.fiveSim.deliverSms(id, { sender, text, code: '' });
const paths = ({ requests }: Outcome) =>
	requests.map(({ path }) => path.replace(/\d+$/, '').replace('/v1/user/', ''));
const status = (id: number) => setup.sandbox.fiveSim.state.ordersById.get(id)?.status;

it('gives the message that is there already, with its code, in one request', async () => {
	const id = await order();
	deliver(id, 'Your code is 01234');
	const outcome = await wait([id]);
	expect(outcome.json).toEqual([
		expect.objectContaining({
			id,
			received: true,
			code: '01234',
			sms: [expect.objectContaining({ text: 'Your code is 01234' })],
		}),
	]);
	expect(paths(outcome)).toEqual(['check/']);
});

it('waits on for its orders although the list always holds one that cannot be read', async () => {
	const stranger = await order();
	const ids: number[] = [];
	while (ids.length < 6) ids.push(await order());
	setup.sandbox.fiveSim.faults.add({
		operationId: 'listOrders',
		kind: 'change',
		when: 'after',
		times: 'always',
		change: (response) => ({
			...response,
			json: JSON.parse(JSON.stringify(response.json).replace(`"id":${stranger},`, '')) as unknown,
		}),
	});
	const waiting = wait(ids);
	await until(() => setup.sandbox.fiveSim.requests.some(({ path }) => path.includes('orders')));
	for (const [n, id] of ids.entries()) deliver(id, `code 100${n}`);
	const out = await waiting;
	expect(out.error).toBeUndefined();
	expect(out.json.map((item) => [item.id, item.code])).toEqual(ids.map((id, n) => [id, `100${n}`]));
	setup.sandbox.fiveSim.faults.clear();
});

it('waits for several orders side by side, and brings them out in order', async () => {
	const ids = [await order(), await order(), await order()];
	const waiting = wait(ids);
	const isAsked = (id: number) =>
		setup.sandbox.fiveSim.requests.some(({ path }) => path === `/v1/user/check/${id}`);
	await until(() => ids.every(isAsked));
	for (const [n, id] of [...ids.entries()].reverse()) deliver(id, `code 100${n}`);
	const { json, items } = await waiting;
	expect(json.map((item) => [item.id, item.code])).toEqual(ids.map((id, n) => [id, `100${n}`]));
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
		{ item: 2 },
	]);
});

describe.each([120, many(500, 2_000)])('for %i orders', (count) => {
	it('looks at the list for all of them, and none waits for another one', async () => {
		const { fiveSim } = setup.sandbox;
		fiveSim.configure({ rateLimit: null });
		fiveSim.setBalance('1000000.00');
		fiveSim.setStock('russia', 'any', 'telegram', count);
		const ids: number[] = [];
		for (let n = 0; n < count; n++) ids.push(await order());
		const asked = (part: string) => fiveSim.requests.filter(({ path }) => path.includes(part));
		const before = asked('/orders').length;
		const waiting = wait(ids, { finishOnSuccess: true });
		const pages = Math.ceil(count / 100);
		await until(() => asked('/orders').length >= before + pages);
		const last = ids.at(-1)!;
		deliver(last, 'code 9999');
		await until(() => status(last) === 'FINISHED');
		expect(status(ids[0]!)).toBe('PENDING');
		for (const id of ids.slice(0, -1)) deliver(id, `code ${10_000 + (id % 10_000)}`);
		const outcome = await waiting;
		expect(outcome.error).toBeUndefined();
		expect(outcome.json.map(({ id, received }) => [id, received])).toEqual(
			ids.map((id) => [id, true]),
		);
		const looks = (asked('/orders').length - before) / pages;
		// The first look, the one that finds the last message and the one that finds the others, and what a slow computer adds.
		expect(looks).toBeLessThanOrEqual(6);
		expect(asked('/check/').length).toBeLessThanOrEqual(5 * looks);
		expect(asked('/finish/')).toHaveLength(count);
	}, 240_000);
});

it('finds the messages that a list leaves out, and tells an item about an order that does not exist', async () => {
	const ids: number[] = [];
	for (let n = 0; n < 6; n++) ids.push(await order());
	for (const id of ids) deliver(id, 'code 6161');
	for (const each of setup.sandbox.fiveSim.state.orders.activation.slice(0, 3))
		setup.sandbox.fiveSim.state.orders.activation =
			setup.sandbox.fiveSim.state.orders.activation.filter(({ id }) => id !== each.id);
	setup.sandbox.fiveSim.faults.add({
		operationId: 'listOrders',
		kind: 'status',
		status: 200,
		body: {
			Data: ids.slice(3).map((id) => ({
				id,
				phone: '+7',
				product: 'telegram',
				price: 1,
				status: 'RECEIVED',
				expires: new Date(Date.now() + 60_000).toISOString(),
				created_at: new Date().toISOString(),
				sms: [],
			})),
			ProductNames: [],
			Statuses: [],
			Total: 3,
		},
	});
	const { json } = await setup.runNode({
		service: 'fiveSim',
		parameters: { resource: 'order', operation: 'waitForSms', orderId: '={{ $json.id }}' },
		items: [...ids, setup.sandbox.fiveSim.foreignOrderId].map((id) => ({ id })),
		node: { onError: 'continueRegularOutput' },
	});
	expect(json.slice(0, 6).map(({ id, code }) => [id, code])).toEqual(ids.map((id) => [id, '6161']));
	expect(json[6]).toMatchObject({ error: expect.stringContaining('not') });
});

it('does not take the status alone for a message', async () => {
	setup.sandbox.fiveSim.configure({ initialStatus: 'RECEIVED' });
	const id = await order();
	const waiting = wait([id]);
	await pause(1000);
	deliver(id, 'code 4321');
	expect((await waiting).json[0]).toMatchObject({ received: true, code: '4321' });
});

it.each([
	[{ sender: 'whats' }, 'WhatsApp', 'code 2222'],
	[{ textContains: 'LOGIN' }, 'Other', 'Your login code: 3333'],
])('waits for the message that fits %p', async (options, sender, text) => {
	const id = await order();
	deliver(id, 'Welcome 1111', 'Telegram');
	const waiting = wait([id], options);
	await pause(500);
	deliver(id, text, sender);
	expect((await waiting).json[0]).toMatchObject({
		received: true,
		code: text.slice(-4),
		sms: [{ sender }],
	});
});

it('finishes the order if asked, and does not lose the message when that does not work', async () => {
	const [one, two] = [await order(), await order()];
	for (const id of [one, two]) deliver(id, 'code 5555');
	expect((await wait([one], { finishOnSuccess: true })).json[0]).toMatchObject({
		received: true,
		code: '5555',
		status: 'FINISHED',
	});
	expect(status(one)).toBe('FINISHED');
	setup.sandbox.fiveSim.faults.add({
		operationId: 'finishOrder',
		kind: 'status',
		status: 500,
		times: 'always',
	});
	expect((await wait([two], { finishOnSuccess: true })).json[0]).toMatchObject({
		received: true,
		code: '5555',
		status: 'RECEIVED',
	});
});

it.each(['CANCELED', 'TIMEOUT', 'BANNED'] as const)(
	'ends at once when the order is %s',
	async (final) => {
		const id = await order();
		setup.sandbox.fiveSim.setOrderStatus(id, final);
		const outcome = await wait([id], { cancelOnTimeout: true });
		expect(outcome.json[0]).toMatchObject({
			received: false,
			code: null,
			sms: [],
			status: final,
		});
		expect(paths(outcome)).toEqual(['check/']);
	},
);

it('survives a service that is away for a while', async () => {
	const id = await order();
	setup.sandbox.fiveSim.faults.add({
		operationId: 'checkOrder',
		kind: 'status',
		status: 502,
		times: 5,
	});
	const waiting = wait([id]);
	await pause(300);
	deliver(id, 'code 7777');
	expect((await waiting).json[0]).toMatchObject({ code: '7777' });
}, 30_000);

it('says what is wrong with an order that it cannot wait for', async () => {
	expect((await wait([setup.sandbox.fiveSim.foreignOrderId])).error).toMatchObject({
		code: 'notFound',
	});
});

it('waits for an order that 5sim does not know yet', async () => {
	const id = await order();
	setup.sandbox.fiveSim.faults.add({
		operationId: 'checkOrder',
		kind: 'text',
		status: 404,
		body: 'order not found',
		times: 2,
	});
	deliver(id, 'code 4321');
	expect((await wait([id])).json[0]).toMatchObject({ received: true, code: '4321' });
});

it('finds an order that has moved to the history', async () => {
	const id = await order();
	deliver(id, 'code 4321');
	setup.sandbox.fiveSim.setOrderStatus(id, 'FINISHED');
	setup.sandbox.fiveSim.faults.add({
		operationId: 'checkOrder',
		kind: 'text',
		status: 404,
		body: 'order not found',
		times: 'always',
	});
	expect((await wait([id])).json[0]).toMatchObject({ received: true, code: '4321' });
	setup.sandbox.fiveSim.faults.clear();
});

it('gives no code of another order', async () => {
	const [asked, other] = [await order(), await order()];
	deliver(other, 'code 4321');
	const answers = (times: number | 'always') =>
		setup.sandbox.fiveSim.faults.add({
			operationId: 'checkOrder',
			kind: 'change',
			when: 'after',
			times,
			change: (response) => ({
				...response,
				json: { ...(response.json as object), id: other, sms: [{ text: 'code 4321' }] },
			}),
		});
	answers(2);
	const waiting = wait([asked]);
	await pause(3_000);
	deliver(asked, 'code 8765');
	expect((await waiting).json[0]).toMatchObject({ id: asked, code: '8765' });
	answers('always');
	for (const parameters of [
		{ resource: 'order', operation: 'get' },
		{ resource: 'order', operation: 'cancel' },
		{ resource: 'order', operation: 'waitForSms', options: { timeLimit: 1 } },
	]) {
		const { json, error } = await setup.runNode({
			service: 'fiveSim',
			parameters: { ...parameters, orderId: asked },
		});
		expect(JSON.stringify(json)).not.toContain('4321');
		if (parameters.operation !== 'cancel') expect(error?.code).toBe('unexpectedReply');
	}
	setup.sandbox.fiveSim.faults.clear();
});

describe('an answer to a change that shows none', () => {
	const unchanged = (operationId: string, when: 'before' | 'after', times: number | 'always') =>
		setup.sandbox.fiveSim.faults.add({
			operationId,
			kind: 'change',
			when,
			times,
			change: (response) => ({
				...response,
				status: 200,
				json: {
					id: [...setup.sandbox.fiveSim.state.ordersById.keys()].at(-1)!,
					phone: '+79990000001',
					product: 'telegram',
					country: 'russia',
					operator: 'mts',
					price: 10,
					status: 'PENDING',
					expires: new Date(Date.now() + 600_000).toISOString(),
					created_at: new Date().toISOString(),
					sms: [],
				},
			}),
		});
	const change = async (operation: string, orderId: number) =>
		await setup.runNode({
			service: 'fiveSim',
			parameters: { resource: 'order', operation, orderId },
		});

	it.each([
		['cancel', 'cancelOrder', 'CANCELED'],
		['ban', 'banOrder', 'BANNED'],
	])('(%s) leads to a look at the order', async (operation, operationId, final) => {
		const id = await order();
		unchanged(operationId, 'after', 1);
		expect((await change(operation, id)).json[0]).toMatchObject({ id, status: final });
	});

	it('is no cancellation', async () => {
		const id = await order();
		unchanged('cancelOrder', 'before', 1);
		const { json, error } = await change('cancel', id);
		expect(json).toEqual([]);
		expect(error).toMatchObject({ code: 'conflict', description: expect.stringMatching(/again/) });
		expect(status(id)).toBe('PENDING');
	});

	it('is tried again by Cancel on Timeout, and told in the end', async () => {
		const id = await order();
		setup.sandbox.fiveSim.state.ordersById.get(id)!.expiresAt = Date.now() - 60_000;
		unchanged('cancelOrder', 'before', 2);
		expect((await wait([id], { cancelOnTimeout: true })).json[0]).toMatchObject({
			status: 'CANCELED',
		});
		const other = await order();
		setup.sandbox.fiveSim.state.ordersById.get(other)!.expiresAt = Date.now() - 60_000;
		unchanged('cancelOrder', 'before', 'always');
		const { json } = await wait([other], { cancelOnTimeout: true });
		expect(json[0]).toMatchObject({ status: 'PENDING', notCancelled: expect.any(String) });
		setup.sandbox.fiveSim.faults.clear();
	});

	it('is no price that came back', async () => {
		const { fiveSim } = setup.sandbox;
		fiveSim.setPrice('russia', 'any', 'telegram', '10');
		fiveSim.faults.add({
			operationId: 'getPrices',
			kind: 'change',
			times: 'always',
			change: (response) => ({
				...response,
				json: { russia: { telegram: { mts: { cost: 1, count: 5 } } } },
			}),
		});
		unchanged('cancelOrder', 'before', 'always');
		const { json } = await setup.runNode({
			service: 'fiveSim',
			parameters: {
				resource: 'order',
				operation: 'buyActivationNumber',
				country: 'russia',
				operator: 'mts',
				product: 'telegram',
				options: { maxPrice: '2', cancelIfOverpaid: true },
			},
		});
		fiveSim.faults.clear();
		expect(json[0]).toMatchObject({
			status: 'PENDING',
			overpaid: { cancelled: false, reason: expect.any(String) },
		});
	});
});

it.each(['order not found', 'order expired', 'Nothing to do'])(
	'finishes an order that is finished already (%s)',
	async (body) => {
		const id = await order();
		deliver(id, 'code 5555');
		setup.sandbox.fiveSim.setOrderStatus(id, 'FINISHED');
		setup.sandbox.fiveSim.faults.add({
			operationId: 'finishOrder',
			kind: 'text',
			status: 400,
			body,
		});
		const { json, error } = await setup.runNode({
			service: 'fiveSim',
			parameters: { resource: 'order', operation: 'finish', orderId: id },
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id, status: 'FINISHED' });
	},
);

it('stops at once with the execution, and leaves the order as it is', async () => {
	const id = await order();
	const abort = new AbortController();
	void pause(700).then(() => abort.abort());
	const began = Date.now();
	const { run } = await wait([id], { cancelOnTimeout: true }, { signal: abort.signal });
	expect(run.status).toBe('canceled');
	// Its time limit is a minute at least.
	expect(Date.now() - began).toBeLessThan(30_000);
	await pause(100);
	expect(status(id)).toBe('PENDING');
});

describe('when the time is over', () => {
	// An order that ends by itself is over for 5sim's clock; a minute is the shortest limit.
	const overdue = async () => {
		const id = await order();
		setup.sandbox.fiveSim.state.ordersById.get(id)!.expiresAt = Date.now() - 60_000;
		return id;
	};

	it('brings the order out as it is', async () => {
		const id = await overdue();
		expect((await wait([id])).json[0]).toMatchObject({ id, received: false, status: 'PENDING' });
		expect(status(id)).toBe('PENDING');
	});

	it('cancels it if asked, so that its price comes back', async () => {
		const id = await overdue();
		expect((await wait([id], { cancelOnTimeout: true })).json[0]).toMatchObject({
			id,
			received: false,
			status: 'CANCELED',
		});
		expect(setup.sandbox.fiveSim.ledger.map(({ kind }) => kind)).toEqual(['charge', 'refund']);
	});

	it.each([
		['reset', 'after'],
		['status', 'after'],
		['timeout', 'after'],
	] as const)('cancels once, and looks when the answer is lost (%s)', async (kind, when) => {
		setup.sandbox.fiveSim.faults.add({ operationId: 'cancelOrder', kind, when, times: 'always' });
		const id = await overdue();
		const outcome = await wait([id], { cancelOnTimeout: true, timeout: 3 });
		expect(outcome.json[0]).toMatchObject({ status: 'CANCELED' });
		expect(paths(outcome).filter((path) => path === 'cancel/')).toHaveLength(1);
	});

	const refuseToCancel = (status: number, body: string, times: number | 'always') =>
		setup.sandbox.fiveSim.faults.add({
			operationId: 'cancelOrder',
			kind: 'text',
			status,
			body,
			times,
		});

	it.each([
		[400, 'you need to wait time'],
		[400, 'Подождите 2 минуты'],
		[429, 'try again in 75 seconds'],
		[400, 'EARLY_CANCEL_DENIED'],
		[409, '{"error":{"message":"An order can be cancelled after 2 minutes"}}'],
		[400, '{"message":"Espere 90 s"}'],
		[400, '请稍后再试'],
		[200, 'too soon'],
		[400, 'computer says no'],
	])('waits until 5sim allows to cancel, however it says so (%i %s)', async (code, words) => {
		refuseToCancel(code, words, 4);
		const id = await overdue();
		const outcome = await wait([id], { cancelOnTimeout: true });
		expect(outcome.json[0]).toMatchObject({ status: 'CANCELED', received: false });
		expect(setup.sandbox.fiveSim.ledger.map(({ kind }) => kind)).toEqual(['charge', 'refund']);
	});

	it('says why an order is not cancelled, and does not ask again for an old one', async () => {
		refuseToCancel(400, 'computer says no', 'always');
		const id = await overdue();
		setup.sandbox.fiveSim.state.ordersById.get(id)!.createdAt = Date.now() - 600_000;
		const outcome = await wait([id], { cancelOnTimeout: true });
		expect(outcome.json[0]).toMatchObject({
			status: 'PENDING',
			notCancelled: '5sim answered: computer says no',
		});
		expect(paths(outcome).filter((path) => path === 'cancel/')).toHaveLength(1);
	});

	it('gives the message that came at the last moment', async () => {
		const id = await overdue();
		const { fiveSim } = setup.sandbox;
		fiveSim.faults.add({
			operationId: 'cancelOrder',
			kind: 'text',
			status: 400,
			body: 'order has sms',
		});
		const waiting = wait([id], { cancelOnTimeout: true });
		const { requests } = fiveSim;
		while (!requests.some(({ path }) => path.includes('/cancel/'))) await pause(1);
		deliver(id, 'code 8888');
		expect((await waiting).json[0]).toMatchObject({ received: true, code: '8888' });
	});
});

describe('a second message on the same number', () => {
	const twice = async (id: number, options: INode['parameters'] = {}) => {
		const first = (await wait([id])).json[0]!;
		const next = setup.runNode({
			service: 'fiveSim',
			parameters: {
				resource: 'order',
				operation: 'waitForSms',
				orderId: '={{ $json.id }}',
				options: { smsAfter: '={{ $json.sms }}', ...options },
			},
			items: [first as IDataObject],
		});
		return { first, next: async () => await next };
	};
	const charged = () => setup.sandbox.fiveSim.money.entries.filter(({ kind }) => kind === 'charge');

	it('is waited for, and the first is not given again', async () => {
		const id = await order();
		deliver(id, 'code 1111');
		const { first, next } = await twice(id, { finishOnSuccess: true });
		expect(first).toMatchObject({ code: '1111' });
		await until(() => setup.sandbox.fiveSim.requests.length >= 3);
		deliver(id, 'code 2222');
		expect((await next()).json[0]).toMatchObject({
			received: true,
			code: '2222',
			status: 'FINISHED',
			sms: [{ text: 'code 2222' }],
		});
		expect(charged()).toHaveLength(1);
	});

	it('is given with what it says when it has no code', async () => {
		const id = await order();
		deliver(id, 'code 1111');
		const { next } = await twice(id);
		deliver(id, 'Welcome!');
		expect((await next()).json[0]).toMatchObject({
			received: true,
			code: null,
			sms: [{ text: 'Welcome!' }],
		});
	});

	it('counts by its place in the list where all have the same time, or none', async () => {
		for (const receivedAt of [1_900_000_000_000, 0]) {
			const id = await order();
			const stored = () => setup.sandbox.fiveSim.state.ordersById.get(id)!.sms;
			deliver(id, 'code 1111');
			stored()[0]!.receivedAt = receivedAt;
			const { next } = await twice(id);
			deliver(id, 'code 2222');
			stored()[1]!.receivedAt = receivedAt;
			expect((await next()).json[0]).toMatchObject({ code: '2222' });
		}
	});

	it('says what can be entered when it is something else', async () => {
		const id = await order();
		const outcome = await wait([id], { smsAfter: 'yesterday' }, {}, continueOnFail);
		expect(JSON.stringify(outcome.json)).toContain('Newer Than');
		expect(outcome.requests).toEqual([]);
	});
});

it('prefers the message with the code to a greeting after it, and reads it by the pattern', async () => {
	const id = await order();
	deliver(id, 'code 4821, key AB-12');
	deliver(id, 'Welcome!');
	expect((await wait([id])).json[0]).toMatchObject({ code: '4821' });
	expect((await wait([id], { codePattern: 'key (\\S+)' })).json[0]).toMatchObject({
		code: 'AB-12',
	});
	const refused = await wait([id], { codePattern: '(a+)+' }, {}, continueOnFail);
	expect(JSON.stringify(refused.json)).toContain('Code Pattern');
	expect(refused.requests).toEqual([]);
});

it.each([
	[{ resource: 'order', operation: 'get' }],
	[{ resource: 'order', operation: 'getAll', category: 'activation' }],
	[{ resource: 'sms', operation: 'getAll' }],
])('reads by the pattern in %p too', async (parameters) => {
	const id = await order();
	deliver(id, 'code 4821, key AB-12');
	const { json } = await setup.runNode({
		service: 'fiveSim',
		parameters: { ...parameters, orderId: id, options: { codePattern: 'key (\\S+)' } },
	});
	expect(json[0]).toMatchObject({ code: 'AB-12' });
});

it('an SMS has one shape in whatever comes out: a list', async () => {
	const id = await order();
	deliver(id, 'Your code is 4321');
	const [waited] = (await wait([id])).json;
	const { json } = await setup.runNode({
		service: 'fiveSim',
		parameters: { resource: 'order', operation: 'get', orderId: id },
	});
	expect(waited!.sms).toEqual(json[0]!.sms);
	expect(waited!.sms).toHaveLength(1);
});
