import type { INode } from 'n8n-workflow';

import type { ActiveWorkflow, Run, WorkflowFile } from '../../test-engine';
import { changesOf, initialCursor } from '../../nodes/FiveSim/trigger/diffOrders';
import { startSandbox, type Sandbox } from '../../sandbox';
import { credentialsOf, useSetup } from '../support';
import { many } from '../support/many';

/** Another site on the same software, where another account has other orders. */
let otherSite: Sandbox;
beforeAll(async () => void (otherSite = await startSandbox({ timeScale: 0.01 })));
afterAll(async () => await otherSite?.close());

const setup = useSetup({}, () => credentialsOf(otherSite, '-other'));
let active: ActiveWorkflow | undefined;

beforeEach(() => {
	setup.sandbox.fiveSim.reset();
	setup.sandbox.fiveSim.configure({
		smsAfterSeconds: null,
		orderLifetimeSeconds: 90_000,
		rateLimit: null,
	});
	setup.sandbox.fiveSim.setBalance('1000000.00');
	setup.sandbox.fiveSim.setStock('russia', 'any', 'telegram', 1000);
});

afterEach(async () => {
	await active?.deactivate().catch(() => undefined);
	active = undefined;
	expect(setup.sandbox.fiveSim.violations).toEqual([]);
});

let workflows = 0;
const workflow = (parameters: INode['parameters'] = {}, credential = 'fiveSim'): WorkflowFile => ({
	id: `polling-${++workflows}`,
	name: 'Polling',
	nodes: [
		{
			id: 'trigger',
			name: 'Trigger',
			type: 'n8n-nodes-gmt-5sim.fiveSimTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {
				events: ['newSms', 'orderStatusChanged'],
				pollTimes: { item: [{ mode: 'everyMinute' }] },
				...parameters,
			},
			credentials: { fiveSimApi: { id: credential, name: credential } },
		},
	],
	connections: {},
});

async function activate(
	parameters: INode['parameters'] = {},
	staticData = {},
	credential?: string,
): Promise<ActiveWorkflow> {
	active = await setup.engine.activate(workflow(parameters, credential), { staticData });
	return active;
}

/** Publishes the workflow anew, with what it remembers. */
async function reactivate(
	parameters: INode['parameters'] = {},
	credential?: string,
): Promise<Run[]> {
	const { staticData } = active!;
	await active!.deactivate();
	return (await activate(parameters, staticData, credential)).executions;
}

const ask = async (path: string, { url, apiKey } = setup.sandbox.fiveSim) => {
	return (await (
		await fetch(`${url}/v1/user/${path}`, { headers: { authorization: `Bearer ${apiKey}` } })
	).json()) as { id: number };
};
const buy = async (category = 'activation') =>
	(
		await ask(
			category === 'hosting'
				? 'buy/hosting/russia/any/3hours'
				: 'buy/activation/russia/any/telegram',
		)
	).id;
const deliver = (id: number, text: string) =>
	setup.sandbox.fiveSim.deliverSms(id, { sender: 'Telegram', text, code: '' });
const events = (run: Run | undefined) =>
	run
		? run
				.items('Trigger')
				.map(({ json }) => [
					json.event,
					(json.order as { id: number }).id,
					json.code ?? json.previousStatus,
				])
		: null;
const poll = async () => events(await active!.poll('Trigger'));

type Listed = { id: number; sms: Array<{ created_at: string }> };

/** Lets the next list of activation orders show them otherwise. */
async function listOtherwise(show: (order: Listed) => void): Promise<void> {
	const body = (await ask(
		'orders?category=activation&limit=100&offset=0&order=id&reverse=true',
	)) as unknown as { Data: Listed[] };
	body.Data.forEach(show);
	setup.sandbox.fiveSim.faults.add({
		operationId: 'listOrders',
		kind: 'status',
		status: 200,
		body,
	});
}

it('an order that is listed without its number is given out once it is whole', async () => {
	await activate();
	const [first, second] = [await buy(), await buy()];
	deliver(first, 'Code: 1111');
	deliver(second, 'Code: 2222');
	await listOtherwise((order) => {
		if (order.id === first) delete (order as Partial<Listed>).id;
	});
	const failed = (await active!.poll('Trigger'))!;
	expect(failed.error?.message).toContain('without its number');
	expect(failed.items('Trigger')).toEqual([]);
	expect((await poll())?.filter(([event]) => event === 'newSms')).toEqual([
		['newSms', first, '1111'],
		['newSms', second, '2222'],
	]);
	expect(await poll()).toBeNull();
});

it('an order that never has its number holds back the others for three looks only', async () => {
	await activate({ events: ['newSms'] });
	const [first, second] = [await buy(), await buy()];
	deliver(second, 'Code: 2222');
	const odd = () =>
		listOtherwise((order) => {
			if (order.id === first) delete (order as Partial<Listed>).id;
		});
	for (let look = 0; look < 3; look++) {
		await odd();
		expect((await active!.poll('Trigger'))?.status).toBe('error');
	}
	await odd();
	expect(await poll()).toEqual([['newSms', second, '2222']]);
	deliver(first, 'Code: 1111');
	expect(await poll()).toEqual([['newSms', first, '1111']]);
	expect(await poll()).toBeNull();
});

it.each(['status', 'all but its number'])(
	'an order that is listed without %s is read by itself',
	async (what) => {
		await activate({ events: ['newSms'] });
		const [first, second] = [await buy(), await buy()];
		deliver(first, 'Code: 1111');
		deliver(second, 'Code: 2222');
		await listOtherwise((order) => {
			if (order.id !== first) return;
			for (const field of what === 'status' ? ['status'] : Object.keys(order))
				if (field !== 'id') delete (order as Record<string, unknown>)[field];
		});
		expect(await poll()).toEqual([
			['newSms', first, '1111'],
			['newSms', second, '2222'],
		]);
		expect(await poll()).toBeNull();
	},
);

it('sets the mark at first, then gives each message and each change once', async () => {
	const old = await buy();
	deliver(old, 'Code: 1111');
	await activate();
	expect(active!.executions).toEqual([]);
	expect(await poll()).toBeNull();
	deliver(old, 'Code: 2222');
	const fresh = await buy();
	const hosted = await buy('hosting');
	deliver(fresh, 'Code: 3333');
	deliver(hosted, 'Code: 4444');
	const run = await active!.poll('Trigger');
	expect(events(run)).toEqual([
		['newSms', old, '2222'],
		['newSms', fresh, '3333'],
		['orderStatusChanged', fresh, null],
		['newSms', hosted, '4444'],
		['orderStatusChanged', hosted, null],
	]);
	expect(run!.items('Trigger')[0]?.json).toMatchObject({
		eventId: expect.stringMatching(/^newSms:\d+:\w+\.\w+$/),
		price: expect.any(Number),
		order: { id: old, status: 'RECEIVED' },
		sms: [{ text: 'Code: 2222', sender: 'Telegram' }],
	});
	expect(await poll()).toBeNull();
	await ask(`finish/${fresh}`);
	expect(await poll()).toEqual([['orderStatusChanged', fresh, 'RECEIVED']]);
	expect(await poll()).toBeNull();
});

it('looks at all orders where no category is left in the list', async () => {
	await activate({ events: ['newSms'], options: { categories: [] } });
	const [id, hosted] = [await buy(), await buy('hosting')];
	deliver(id, '4444');
	deliver(hosted, '5555');
	expect(new Set(await poll())).toEqual(
		new Set([
			['newSms', id, '4444'],
			['newSms', hosted, '5555'],
		]),
	);
});

it('gives only what was chosen, and does not make up for the rest later', async () => {
	await activate({ events: ['newSms'], options: { categories: ['activation'] } });
	const id = await buy();
	const hosted = await buy('hosting');
	deliver(hosted, '5555');
	await ask(`cancel/${id}`);
	expect(await poll()).toBeNull();
	const other = await buy();
	deliver(other, '6666');
	expect(await poll()).toEqual([['newSms', other, '6666']]);
});

it('gives what came while n8n was down, and nothing twice', async () => {
	await activate();
	const [open, done] = [await buy(), await buy()];
	deliver(open, '1001');
	await poll();
	const { staticData } = active!;
	await active!.deactivate();
	deliver(open, '1002');
	deliver(done, '1003');
	await ask(`finish/${done}`);
	await activate({}, staticData);
	expect(events(active!.executions[0])).toEqual([
		['newSms', open, '1002'],
		['newSms', done, '1003'],
		['orderStatusChanged', done, 'PENDING'],
	]);
	expect(await poll()).toBeNull();
});

describe('loses nothing when', () => {
	let [early, second]: number[] = [];
	beforeEach(async () => {
		await activate({ events: ['newSms'] });
		[early, second] = [await buy(), await buy()];
		await poll();
		// The list does not show them any more, so that they are read by themselves.
		const { orders } = setup.sandbox.fiveSim.state;
		orders.activation = orders.activation.filter(({ id }) => id !== early && id !== second);
		await poll();
		deliver(early, '7001');
		deliver(second, '7002');
	});

	it.each([
		[
			'the list cannot be read',
			{ operationId: 'listOrders', kind: 'status', status: 400, body: 'no' },
		],
		[
			'no order can be read',
			{ operationId: 'checkOrder', kind: 'status', status: 400, body: 'no', times: 2 },
		],
	] as const)('%s', async (_what, fault) => {
		setup.sandbox.fiveSim.faults.add(fault);
		expect((await active!.poll('Trigger'))?.status).toBe('error');
		expect(await poll()).toEqual([
			['newSms', early, '7001'],
			['newSms', second, '7002'],
		]);
		expect(await poll()).toBeNull();
	});

	it('one order cannot be read, and gives what the others have', async () => {
		for (let n = 0; n < 2; n++) {
			setup.sandbox.fiveSim.faults.add({
				operationId: 'checkOrder',
				kind: 'text',
				status: 400,
				body: 'order expired',
			});
			expect(await poll()).toEqual(n === 0 ? [['newSms', second, '7002']] : null);
		}
		expect(await poll()).toEqual([['newSms', early, '7001']]);
		expect(await poll()).toBeNull();
	});
});

it('takes up any number of new orders', () => {
	const order = {
		phone: '',
		product: '',
		price: 1,
		status: 'FINISHED',
		expires: '',
		created_at: '',
		sms: [],
	} as const;
	const orders = Array.from({ length: 200_000 }, (_none, index) => ({
		...order,
		sms: [],
		id: index + 1,
	}));
	expect(changesOf({ upTo: 0, open: {} }, orders).state.upTo).toBe(200_000);
	expect(initialCursor(orders).upTo).toBe(200_000);
});

it('does not find the same twice when a look begins while a slow one is still running', async () => {
	await activate({ events: ['newSms'] });
	const id = await buy();
	deliver(id, '7101');
	setup.sandbox.fiveSim.faults.add({ operationId: 'listOrders', kind: 'delay', delayMs: 300 });
	const found = await Promise.all([poll(), poll()]);
	expect(found.filter((events) => events !== null)).toEqual([[['newSms', id, '7101']]]);
	expect(await poll()).toBeNull();
});

it('looks at what there is time for, and at the rest in the next looks', async () => {
	const id = await buy();
	// So many newer orders that a look at the list does not show the old one.
	for (let n = 0; n < 110; n++) await ask(`cancel/${await buy()}`);
	await activate({ events: ['newSms'] });
	const { staticData } = active!;
	await active!.deactivate();
	deliver(id, '7901');
	// The list takes all the time that there is.
	setup.sandbox.fiveSim.configure({ latencyMs: 100 });
	const once = workflow({ events: ['newSms'] });
	const { requests } = setup.sandbox.fiveSim;
	const before = requests.length;
	active = await setup.engine.activate(once, { staticData, pollBudgetMs: 100 });
	const asked = requests.slice(before).map(({ operationId }) => operationId);
	expect(new Set(asked)).toEqual(new Set(['listOrders']));
	setup.sandbox.fiveSim.configure({ latencyMs: 0 });
	const saved = active.staticData;
	await active.deactivate();
	active = await setup.engine.activate({ ...once, id: `${once.id}-later` }, { staticData: saved });
	const found = active.executions.flatMap((run) => events(run)!).concat((await poll()) ?? []);
	expect(found).toEqual([['newSms', id, '7901']]);
	expect(await poll()).toBeNull();
}, 60_000);

it('reads a new order whose status the list leaves out, also when there is no time for others', async () => {
	await activate({ events: ['newSms'] });
	const file = workflow({ events: ['newSms'] });
	const { staticData } = active!;
	await active!.deactivate();
	const id = await buy();
	deliver(id, '7902');
	await listOtherwise((order) => {
		if (order.id === id) delete (order as Partial<Record<string, unknown>>).status;
	});
	// The list takes all the time that there is.
	setup.sandbox.fiveSim.configure({ latencyMs: 100 });
	active = await setup.engine.activate(file, { staticData, pollBudgetMs: 100 });
	setup.sandbox.fiveSim.configure({ latencyMs: 0 });
	const found = active.executions.flatMap((run) => events(run)!).concat((await poll()) ?? []);
	expect(found).toEqual([['newSms', id, '7902']]);
}, 60_000);

it('goes by what n8n stored with the execution where that is behind, as with durable poll cursors', async () => {
	await activate({ events: ['newSms'] });
	const behind = active!.staticData['node:Trigger'] as object;
	const id = await buy();
	deliver(id, '8001');
	expect(await poll()).toEqual([['newSms', id, '8001']]);
	// n8n could not store that execution, and so neither the cursor; the workflow's static data it had stored before.
	const staticData = { ...active!.staticData, 'node:Trigger': behind };
	await active!.deactivate();
	await activate({ events: ['newSms'] }, staticData);
	const found = active!.executions.flatMap((run) => events(run)!).concat((await poll()) ?? []);
	expect(found).toEqual([['newSms', id, '8001']]);
});

it('remembers over two renamings', async () => {
	const named = async (name: string, staticData: object) => {
		const file = workflow({ events: ['newSms'] });
		file.nodes[0]!.name = name;
		active = await setup.engine.activate(file, { staticData: staticData as never });
	};
	await named('Trigger', {});
	const id = await buy();
	for (const [name, code] of [
		['Other', '8101'],
		['Trigger', '8102'],
	] as const) {
		const { staticData } = active!;
		await active!.deactivate();
		deliver(id, code);
		await named(name, staticData);
		const runs = [...active!.executions, await active!.poll(name)];
		const codes = runs.flatMap((run) => run?.items(name).map(({ json }) => json.code) ?? []);
		expect(codes).toEqual([code]);
	}
});

it('takes the very same message twice for two, and a late one for new', async () => {
	await activate({ events: ['newSms'] });
	const id = await buy();
	const { sms } = setup.sandbox.fiveSim.state.ordersById.get(id)!;
	deliver(id, '8001');
	sms.push({ ...sms[0]! });
	expect(await poll()).toEqual([
		['newSms', id, '8001'],
		['newSms', id, '8001'],
	]);
	sms.unshift({ ...sms[0]!, text: 'Code: 8000', receivedAt: sms[0]!.receivedAt - 60_000 });
	expect(await poll()).toEqual([['newSms', id, '8000']]);
	expect(await poll()).toBeNull();
});

it('takes a message for the same one where lists give its time with fewer digits', async () => {
	await activate({ events: ['newSms'] });
	const id = await buy();
	deliver(id, '8101');
	await listOtherwise(({ sms }) =>
		sms.forEach((message) => (message.created_at = message.created_at.replace(/\d{3}Z$/, 'Z'))),
	);
	expect(await poll()).toEqual([['newSms', id, '8101']]);
	expect(await poll()).toBeNull();
});

it('does not take a message for new that a list left out for a while', async () => {
	await activate({ events: ['newSms'] });
	const id = await buy();
	deliver(id, '8201');
	deliver(id, '8202');
	expect(await poll()).toHaveLength(2);
	await listOtherwise(({ sms }) => void sms.shift());
	expect(await poll()).toBeNull();
	expect(await poll()).toBeNull();
});

it('finds a message whose time is missing', async () => {
	await activate({ events: ['newSms'] });
	const id = await buy();
	await poll();
	deliver(id, '8301');
	const untimed = (order: Listed) =>
		order.sms.forEach((message) => (message.created_at = '0001-01-01T00:00:00Z'));
	await listOtherwise(untimed);
	expect(await poll()).toEqual([['newSms', id, '8301']]);
	await listOtherwise(untimed);
	expect(await poll()).toBeNull();
});

it('follows an order that appears in the list only after a newer one', async () => {
	await activate({ events: ['newSms'] });
	const [late, newer] = [await buy(), await buy()];
	const { orders } = setup.sandbox.fiveSim.state;
	const all = orders.activation;
	orders.activation = all.filter(({ id }) => id !== late);
	expect(await poll()).toBeNull();
	orders.activation = all;
	expect(await poll()).toBeNull();
	deliver(late, '8401');
	deliver(newer, '8402');
	expect(await poll()).toEqual([
		['newSms', late, '8401'],
		['newSms', newer, '8402'],
	]);
	expect(await poll()).toBeNull();
});

it('follows every open order from the first look on, also behind one that was cancelled', async () => {
	const [first, second] = [await buy(), await buy()];
	for (let n = 0; n < 99; n++) await buy();
	await ask(`cancel/${second}`);
	await activate({ events: ['newSms'] });
	deliver(first, '8501');
	expect(await poll()).toEqual([['newSms', first, '8501']]);
});

it('does not make up for a category that was not chosen for a while', async () => {
	await activate({ events: ['newSms'] });
	const hosted = await buy('hosting');
	await reactivate({ events: ['newSms'], options: { categories: ['activation'] } });
	deliver(hosted, '8601');
	expect(await poll()).toBeNull();
	expect(await reactivate({ events: ['newSms'] })).toEqual([]);
	expect(await poll()).toBeNull();
	deliver(hosted, '8602');
	expect(await poll()).toEqual([['newSms', hosted, '8602']]);
});

it('begins anew with the orders of another account', async () => {
	await activate({ events: ['newSms'] });
	for (let n = 0; n < 3; n++) await buy();
	await poll();
	otherSite.fiveSim.configure({ smsAfterSeconds: null, orderLifetimeSeconds: 90_000 });
	const others = [];
	for (let n = 0; n < 2; n++)
		others.push((await ask('buy/activation/russia/any/telegram', otherSite.fiveSim)).id);
	otherSite.fiveSim.deliverSms(others[0]!, { sender: 'Telegram', text: 'Code: 8701', code: '' });
	expect(await reactivate({ events: ['newSms'] }, 'fiveSim-other')).toEqual([]);
	otherSite.fiveSim.deliverSms(others[1]!, { sender: 'Telegram', text: 'Code: 8702', code: '' });
	expect(await poll()).toEqual([['newSms', others[1], '8702']]);
});

const past = many(10_000, 100_000);
it(`keeps little and asks little with ${past} past orders`, async () => {
	setup.sandbox.fiveSim.seedOrders(past);
	const requests = async (work: () => Promise<unknown>) => {
		const before = setup.sandbox.fiveSim.requests.length;
		await work();
		return setup.sandbox.fiveSim.requests.length - before;
	};
	// Once, it looks for orders that live for 15 days, and reads two pages more than it needs, since it asks for some at once.
	// And whose key it is.
	expect(await requests(async () => await activate())).toBe(24);
	expect(await requests(poll)).toBe(2);
	const ids: number[] = [];
	for (let n = 0; n < 250; n++) ids.push(await buy());
	for (const id of ids.slice(0, 150)) deliver(id, String(10_000 + (id % 1000)));
	let found: unknown[] | null = [];
	expect(await requests(async () => (found = await poll()))).toBeLessThan(10);
	expect(found).toHaveLength(300);
	for (const id of ids.slice(0, 150)) await ask(`finish/${id}`);
	for (const id of ids.slice(150)) await ask(`cancel/${id}`);
	expect(await poll()).toHaveLength(250);
	expect(await requests(poll)).toBe(2);
	// Of orders that are over, only the newest few that had messages.
	expect(JSON.stringify(active!.staticData).length).toBeLessThan(4_000);
}, 120_000);

describe.each([300, many(700, 2_000)])('with %i open orders', (count) => {
	const open = async () => {
		setup.sandbox.fiveSim.setStock('russia', 'any', 'telegram', count);
		const ids: number[] = [];
		for (let n = 0; n < count; n++) ids.push(await buy());
		return ids;
	};
	const countRequests = async <T>(work: () => Promise<T>) => {
		const { requests } = setup.sandbox.fiveSim;
		const before = requests.length;
		const result = await work();
		const singly = requests.slice(before).filter(({ path }) => path.includes('/check/'));
		return { result, asked: requests.length - before, singly: singly.length };
	};
	// Of the orders, and one of the hosting orders.
	const pages = Math.ceil(count / 100) + 1;

	it.each([['PENDING'], ['RECEIVED']] as const)(
		'asks for the pages of the list only, and misses none (%s until the SMS comes)',
		async (initialStatus) => {
			setup.sandbox.fiveSim.configure({ initialStatus });
			const ids = await open();
			expect((await countRequests(activate)).asked).toBeLessThanOrEqual(pages + 5);
			const quiet = await countRequests(poll);
			expect(quiet.result).toBeNull();
			expect(quiet.asked).toBeLessThanOrEqual(pages + 5);
			for (const id of ids) deliver(id, `code ${10_000 + (id % 10_000)}`);
			const { result, asked } = await countRequests(poll);
			const found = result!.filter(([event]) => event === 'newSms');
			expect(found.map(([, id]) => id)).toEqual(ids);
			expect(asked).toBeLessThanOrEqual(pages + 5);
			expect((await countRequests(poll)).result).toBeNull();
		},
		180_000,
	);

	it('asks for the few that are old without reading the history behind newer ones', async () => {
		const ids = await open();
		await activate({ events: ['newSms'] });
		for (const id of ids.slice(2)) await ask(`cancel/${id}`);
		await poll();
		for (const id of ids.slice(0, 2)) deliver(id, '7701');
		const { result, asked, singly } = await countRequests(poll);
		expect(result).toEqual(ids.slice(0, 2).map((id) => ['newSms', id, '7701']));
		expect(singly).toBe(count === 300 ? 0 : 2);
		expect(asked).toBeLessThanOrEqual(6);
	}, 180_000);
});

it('finds messages that the list never shows', async () => {
	await activate({ events: ['newSms'] });
	const ids: number[] = [];
	for (let n = 0; n < 20; n++) ids.push(await buy());
	await poll();
	for (const id of ids) deliver(id, '7801');
	await listOtherwise((order) => void (order.sms = []));
	expect(await poll()).toEqual(ids.map((id) => ['newSms', id, '7801']));
	const [last] = [await buy()];
	deliver(last, '7802');
	await ask(`finish/${last}`);
	await listOtherwise((order) => void (order.sms = []));
	expect(await poll()).toEqual([['newSms', last, '7802']]);
	expect(await poll()).toBeNull();
});

it('says so when there are more open orders than it can follow, and gives nothing of them twice', () => {
	const orders = Array.from({ length: 10_050 }, (_none, index) => ({
		phone: '',
		product: '',
		price: 1,
		status: 'PENDING' as const,
		expires: '',
		created_at: '',
		sms: [],
		id: index + 1,
	}));
	const state = initialCursor(orders);
	expect(state.floor).toBe(50);
	expect(Object.keys(state.open)).toHaveLength(10_000);
	const received = orders.map((order) => ({ ...order, status: 'RECEIVED' as const }));
	const { changes, state: next } = changesOf(state, received);
	expect(changes).toHaveLength(10_000);
	expect(next.floor).toBe(50);
});

it('remembers little of an order with very many messages', async () => {
	await activate({ events: ['newSms'] });
	const id = await buy('hosting');
	const { sms } = setup.sandbox.fiveSim.state.ordersById.get(id)!;
	deliver(id, 'first');
	for (let n = 1; n < 2000; n++)
		sms.push({
			...sms[0]!,
			id: n,
			text: `message ${n}`,
			receivedAt: sms[0]!.receivedAt + n * 1000,
		});
	expect(await poll()).toHaveLength(2000);
	expect(await poll()).toBeNull();
	sms.push({ ...sms[0]!, id: 3000, text: 'one more', receivedAt: sms[0]!.receivedAt + 3_000_000 });
	expect(await poll()).toHaveLength(1);
	expect(JSON.stringify(active!.staticData).length).toBeLessThan(20_000);
});

it('forgets an order that 5sim does not show any more', async () => {
	await activate();
	const id = await buy();
	await poll();
	const { state } = setup.sandbox.fiveSim;
	state.ordersById.delete(id);
	state.orders.activation = state.orders.activation.filter((order) => order.id !== id);
	// One of several servers may lag behind.
	for (let look = 0; look < 3; look++) expect(await poll()).toBeNull();
	expect(JSON.stringify(active!.staticData)).not.toContain(String(id) + '":');
});

it('is not published with a key that 5sim refuses', async () => {
	setup.sandbox.fiveSim.configure({ apiKey: 'another' });
	await expect(setup.engine.activate(workflow())).rejects.toThrow('5sim did not accept the key');
});

describe('run by hand in the editor', () => {
	it('gives a recent sample and leaves the mark alone', async () => {
		await activate();
		const id = await buy();
		deliver(id, '9001');
		for (let n = 0; n < 2; n++) {
			const run = await setup.engine.run(workflow());
			expect(events(run)).toEqual([['newSms', id, '9001']]);
		}
		expect(await poll()).toHaveLength(2);
	});

	it('gives a sample of a changed status', async () => {
		const id = await buy();
		expect(events(await setup.engine.run(workflow({ events: ['orderStatusChanged'] })))).toEqual([
			['orderStatusChanged', id, 'PENDING'],
		]);
	});

	it('gives nothing where nothing has ever happened', async () => {
		expect((await setup.engine.run(workflow())).items('Trigger')).toEqual([]);
	});
});

it('follows an order that lives for days, switched on after it', async () => {
	const { fiveSim } = setup.sandbox;
	fiveSim.seedOrders(500);
	const long = fiveSim.state.orders.activation[0]!;
	long.expiresAt = Date.now() + 15 * 86_400_000;
	long.sms = [];
	fiveSim.setOrderStatus(long.id, 'PENDING');
	await activate({ events: ['newSms'] });
	expect(await poll()).toBeNull();
	deliver(long.id, 'Your code: 48213');
	expect(await poll()).toEqual([['newSms', long.id, '48213']]);
});

it('gives the code that the pattern finds, and null where it finds none', async () => {
	await activate({ events: ['newSms'], options: { codePattern: 'key (\\S+)' } });
	const id = await buy();
	deliver(id, 'Your code 48213, key AB-12');
	expect(await poll()).toEqual([['newSms', id, 'AB-12']]);
	deliver(id, 'Your code 48213');
	const run = await active!.poll('Trigger');
	expect(run!.items('Trigger').map(({ json }) => json.code)).toEqual([null]);
});
