/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { useSetup } from '../support';
import {
	boughtSingle,
	pause,
	publish,
	requestCode,
	settledBulk,
	type PublishedTrigger,
} from '../support/callbacks';

const setup = useSetup();
let published: PublishedTrigger;
const MANY = 30;

beforeEach(() => {
	setup.sandbox.gmt.reset();
	setup.sandbox.gmt.setBalance('1000.00');
	setup.sandbox.gmt.configure({
		bulkReadyAfterSeconds: null,
		codeAfterSeconds: 0,
		callbackDelaysSeconds: [],
	});
});

afterEach(async () => {
	await published.active.deactivate();
	jest.restoreAllMocks();
	expect(setup.sandbox.gmt.violations).toEqual([]);
});

it('takes thirty events at once, each delivered three times, without asking for each of them', async () => {
	const { active, deliver } = (published = await publish(setup.engine, {}, {}, { id: 'many' }));
	const ids: number[] = [];
	while (ids.length < MANY) ids.push(await settledBulk(setup.sandbox));
	const before = setup.sandbox.gmt.requests.length;
	const answers = await Promise.all(
		[...ids, ...ids, ...ids].map(
			async (id) => await deliver({ event_id: 99, bulk_purchase_id: id }),
		),
	);
	// Of each three one starts the run, and the others are told to come again until it has.
	expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(MANY);
	const events = new Set<unknown>();
	for (let at = 0; at < MANY; at++)
		events.add((await active.nextExecution()).items('Trigger')[0]?.json.eventId);
	expect(events.size).toBe(MANY);
	expect(active.executions).toHaveLength(MANY);
	// The purchase and its archive; for a repeat that comes later, the purchase and the other number again.
	expect(setup.sandbox.gmt.requests.length - before).toBeLessThanOrEqual(6 * MANY);
}, 60_000);

/** Stands in for the calls that the process makes to itself. The services are not asked by `fetch`. */
function ownCalls(call: (real: () => Promise<Response>) => Promise<Response>) {
	const real = globalThis.fetch;
	return jest
		.spyOn(globalThis, 'fetch')
		.mockImplementation(async (url, init) =>
			new Headers(init?.headers).has('x-own-call')
				? await call(async () => await real(url, init))
				: await real(url, init),
		);
}

it('calls itself a few times for ninety events, so that none waits for the others', async () => {
	const { active, deliver } = (published = await publish(setup.engine, {}, {}, { id: 'few' }));
	const ids: number[] = [];
	while (ids.length < 3 * MANY) ids.push(await settledBulk(setup.sandbox));
	let calls = 0;
	ownCalls(async (real) => {
		calls++;
		await pause(200);
		return await real();
	});
	const answers = await Promise.all(
		ids.map(async (id) => await deliver({ event_id: 99, bulk_purchase_id: id })),
	);
	const late = answers.filter(({ status }) => status !== 200).length;
	const events = new Set<unknown>();
	for (let at = 0; at < 3 * MANY; at++)
		events.add((await active.nextExecution()).items('Trigger')[0]?.json.eventId);
	expect(events.size).toBe(3 * MANY);
	expect(active.executions).toHaveLength(3 * MANY);
	// Besides those for what was told to come again.
	expect(calls - 2 * late).toBeLessThan(MANY / 2);
}, 60_000);

it('answers in time where n8n does not come to what it is to remember, and starts nothing twice', async () => {
	const { active, deliver } = (published = await publish(setup.engine, {}, {}, { id: 'stuck' }));
	const id = await settledBulk(setup.sandbox);
	let calls = 0;
	ownCalls(async () => {
		calls++;
		return await new Promise<Response>(() => undefined);
	});
	const { status, ms } = await deliver({ event_id: 99, bulk_purchase_id: id });
	expect(status).toBe(200);
	expect(ms).toBeLessThan(5_000);
	expect((await active.nextExecution()).items('Trigger')[0]?.json.eventId).toBe(
		`archiveReady:${id}`,
	);
	expect((await deliver({ event_id: 99, bulk_purchase_id: id })).status).toBe(200);
	await pause(60_000);
	expect(active.executions).toHaveLength(1);
	// A call that hangs does not hold back the next one.
	const before = calls;
	const next = await settledBulk(setup.sandbox);
	expect((await deliver({ event_id: 99, bulk_purchase_id: next })).status).toBe(200);
	expect(calls).toBe(before + 1);
});

describe('a code that fails', () => {
	it('again at a second request is a second event, also within what is remembered; a repeat is none', async () => {
		const { active, deliver } = (published = await publish(setup.engine, {}, {}, { id: 'again' }));
		const id = await boughtSingle(setup.sandbox);
		const real = Date.now.bind(Date);
		let shift = 0;
		jest.spyOn(Date, 'now').mockImplementation(() => real() + shift * 1_000);
		const failed = async (seconds: number) => {
			shift = seconds;
			return (await deliver({ purchase_id: id, error: 'code not received' })).status;
		};
		expect(await failed(0)).toBe(200);
		const first = (await active.nextExecution()).items('Trigger')[0]?.json.eventId;
		// n8n remembers by a call to itself.
		await pause(200);
		expect(await failed(10)).toBe(200);
		expect(await failed(40)).toBe(200);
		await pause(100);
		expect(active.executions).toHaveLength(1);
		expect(await failed(115)).toBe(200);
		const second = (await active.nextExecution()).items('Trigger')[0]?.json.eventId;
		expect([first, second]).toEqual([
			`codeFailed:${id}`,
			expect.stringContaining(`codeFailed:${id}:`),
		]);
		await pause(200);
		for (const seconds of [125, 155]) expect(await failed(seconds)).toBe(200);
		expect(active.executions).toHaveLength(2);
		// The third request works.
		shift = 230;
		await requestCode(setup.sandbox, id);
		expect((await deliver({ purchase_id: id })).status).toBe(200);
		expect((await active.nextExecution()).items('Trigger')[0]?.json.eventId).toBe(
			`codeReceived:${id}`,
		);
	});
});

it('asks the API about every number, and takes the one that is news', async () => {
	const { active, deliver } = (published = await publish(setup.engine, {}, {}, { id: 'numbers' }));
	const known = await settledBulk(setup.sandbox);
	expect((await deliver({ bulk_purchase_id: known })).status).toBe(200);
	await active.nextExecution();
	await pause(200);
	const fresh = await settledBulk(setup.sandbox);
	expect((await deliver({ bulk_purchase_id: known, event: { id: fresh } })).status).toBe(200);
	expect((await active.nextExecution()).items('Trigger')[0]?.json.eventId).toBe(
		`archiveReady:${fresh}`,
	);
});
