import type { INode } from 'n8n-workflow';

import type { ActiveWorkflow, Run, WorkflowFile } from '../../test-engine';
import { StoredCredentials } from '../../test-engine/credentials';
import { useSetup } from '../support';
import { askElsewhere } from '../support/elsewhere';

const setup = useSetup();
let active: ActiveWorkflow;
let id: number;

beforeEach(async () => {
	const { fiveSim } = setup.sandbox;
	fiveSim.reset();
	fiveSim.configure({ smsAfterSeconds: null, orderLifetimeSeconds: 90_000, rateLimit: null });
	active = await setup.engine.activate(workflow());
	({ id } = await askElsewhere<{ id: number }>(
		`${fiveSim.url}/v1/user/buy/activation/russia/any/telegram`,
		{ headers: { Authorization: `Bearer ${fiveSim.apiKey}` } },
	));
	deliver('first');
	expect(await poll()).toEqual(['newSms first', 'orderStatusChanged RECEIVED']);
});
afterEach(async () => await active.deactivate());

let workflows = 0;
const workflow = (nodes: Record<string, string> = { trigger: 'Trigger' }): WorkflowFile => ({
	id: `again-${++workflows}`,
	name: 'Polling',
	nodes: Object.entries(nodes).map(
		([node, name]): INode => ({
			id: node,
			name,
			type: 'n8n-nodes-gmt-5sim.fiveSimTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {
				events: ['newSms', 'orderStatusChanged'],
				pollTimes: { item: [{ mode: 'everyMinute' }] },
			},
			credentials: { fiveSimApi: { id: 'fiveSim', name: 'fiveSim' } },
		}),
	),
	connections: {},
});

const order = () => setup.sandbox.fiveSim.state.ordersById.get(id)!;
const deliver = (text: string) =>
	setup.sandbox.fiveSim.deliverSms(id, { sender: 'Telegram', text, code: '' });
const eventsOf = (run: Run | undefined, name: string) =>
	run?.items(name).map(({ json }) => {
		const [message] = (json.sms ?? []) as Array<{ text: string }>;
		return `${String(json.event)} ${message?.text ?? (json.order as { status: string }).status}`;
	});
const poll = async (name = 'Trigger') => eventsOf(await active.poll(name), name);

it.each(['TIMEOUT', 'CANCELED', 'FINISHED', 'BANNED'] as const)(
	'an order that is %s for a moment gives none of its messages twice',
	async (status) => {
		order().status = status;
		expect(await poll()).toEqual([`orderStatusChanged ${status}`]);
		order().status = 'RECEIVED';
		deliver('second');
		expect(await poll()).toEqual(['newSms second', 'orderStatusChanged RECEIVED']);
	},
);

it.each([1, 2, 5])('nor one that 5sim does not show for %i looks', async (looks) => {
	const { state } = setup.sandbox.fiveSim;
	const gone = order();
	const { activation } = state.orders;
	state.ordersById.delete(id);
	state.orders.activation = activation.filter((one) => one.id !== id);
	for (let look = 0; look < looks; look++) expect(await poll()).toBeUndefined();
	state.ordersById.set(id, gone);
	state.orders.activation = activation;
	deliver('second');
	expect(await poll()).toEqual(['newSms second']);
});

it('two triggers that swap their names keep what each remembers', async () => {
	await active.deactivate();
	active = await setup.engine.activate(workflow({ one: 'One', two: 'Two' }));
	deliver('second');
	expect(await poll('One')).toEqual(['newSms second']);
	const { staticData } = active;
	await active.deactivate();
	active = await setup.engine.activate(workflow({ one: 'Two', two: 'One' }), { staticData });
	expect(active.executions.map((run) => eventsOf(run, 'One'))).toEqual([['newSms second']]);
	expect(await poll('Two')).toBeUndefined();
});

describe('another key in the same credential', () => {
	let reading: jest.SpyInstance;
	let before: string;
	beforeEach(() => {
		const { fiveSim } = setup.sandbox;
		before = fiveSim.apiKey;
		reading = jest
			.spyOn(StoredCredentials.prototype, 'getDecrypted')
			.mockImplementation(async () =>
				Promise.resolve({ apiKey: fiveSim.apiKey, baseUrl: fiveSim.url }),
			);
	});
	afterEach(() => {
		reading.mockRestore();
		setup.sandbox.fiveSim.configure({ apiKey: before });
	});
	const buy = async () =>
		(
			await askElsewhere<{ id: number }>(
				`${setup.sandbox.fiveSim.url}/v1/user/buy/activation/russia/any/telegram`,
				{ headers: { Authorization: `Bearer ${setup.sandbox.fiveSim.apiKey}` } },
			)
		).id;
	/** From now on the profile is that of another account. */
	const becomeAnother = () =>
		setup.sandbox.fiveSim.faults.add({
			operationId: 'getProfile',
			kind: 'change',
			when: 'after',
			times: 'always',
			change: (response) => ({ ...response, json: { ...(response.json as object), id: 2 } }),
		});

	it('gives all that has come where it is a renewed one of this account', async () => {
		setup.sandbox.fiveSim.configure({ apiKey: `${before}-2` });
		deliver('second');
		expect(await poll()).toEqual(['newSms second']);
		const { requests } = setup.sandbox.fiveSim;
		expect(requests.filter(({ operationId }) => operationId === 'getProfile')).toHaveLength(2);
	});

	it.each(['higher', 'lower'])(
		'sets the mark anew where it is that of another, with %s numbers',
		async (numbers) => {
			if (numbers === 'higher') {
				id = await buy();
			} else {
				for (let count = 0; count < 3; count++) await buy();
				await poll();
				setup.sandbox.fiveSim.reset();
				setup.sandbox.fiveSim.configure({ smsAfterSeconds: null, rateLimit: null });
				id = await buy();
			}
			setup.sandbox.fiveSim.configure({ apiKey: `${before}-2` });
			becomeAnother();
			deliver('old');
			expect(await poll()).toBeUndefined();
			deliver('new');
			expect(await poll()).toEqual(['newSms new']);
			const bought = await buy();
			setup.sandbox.fiveSim.deliverSms(bought, { sender: 'Telegram', text: 'newer', code: '' });
			expect(await poll()).toContain('newSms newer');
		},
	);

	it('leaves all as it is while 5sim does not tell whose it is', async () => {
		setup.sandbox.fiveSim.configure({ apiKey: `${before}-2` });
		deliver('second');
		setup.sandbox.fiveSim.faults.add({
			operationId: 'getProfile',
			kind: 'status',
			status: 500,
			times: 6,
		});
		expect((await active.poll('Trigger'))?.status).toBe('error');
		setup.sandbox.fiveSim.faults.clear();
		expect(await poll()).toEqual(['newSms second']);
	});
});
