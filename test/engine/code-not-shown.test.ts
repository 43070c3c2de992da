import { useSetup, workflowOf } from '../support';
import { boughtSingle, pause, post, publish, requestCode } from '../support/callbacks';

const setup = useSetup();
let id: number;

beforeEach(async () => {
	setup.sandbox.gmt.reset();
	setup.sandbox.gmt.configure({ codeOutcome: 'pending', codeAfterSeconds: 1_000_000 });
	id = await boughtSingle(setup.sandbox);
});

const purchase = () => setup.sandbox.gmt.state.purchasesById.get(id)!;
const verification = { code: '54321', password: 'pw', receivedAt: Date.now() };
/** The service says that the code is delivered, and does not show it yet. */
const deliver = () => (purchase().status = 'SUCCESS');
const show = () => (purchase().verification = verification);
const call = async (url: string) =>
	(await post(url, JSON.stringify({ purchase_id: id, status: 'SUCCESS' }))).status;

describe('a code that is delivered, and not shown yet,', () => {
	it.each([
		['is told once it is shown', true],
		['is told all the same when it is never shown', false],
	])('%s', async (_what, isShown) => {
		const { active, url } = await publish(
			setup.engine,
			{},
			{},
			{ id: isShown ? 'shown' : 'hidden' },
		);
		await requestCode(setup.sandbox, id);
		deliver();
		expect(await call(url)).toBe(503);
		expect(await call(url)).toBe(503);
		expect(active.executions).toEqual([]);
		if (isShown) show();
		await pause(180_000);
		expect(active.executions.map((run) => run.items('Trigger')[0]?.json)).toEqual([
			expect.objectContaining({
				event: 'codeReceived',
				purchase: expect.objectContaining({
					verification: isShown ? expect.objectContaining({ code: '54321' }) : null,
				}),
			}),
		]);
		await active.deactivate();
	});

	const requesting = (timeLimit: number) =>
		workflowOf({
			service: 'gmt',
			parameters: {
				resource: 'purchase',
				operation: 'requestCode',
				purchaseId: id,
				waitForCode: true,
				options: { timeLimit },
			},
		});

	it.each([true, false])('is no failure to a node that waits (called: %s)', async (isCalled) => {
		const run = await setup.engine.run(requesting(10));
		expect(run.status).toBe('waiting');
		deliver();
		const sent = setup.sandbox.gmt.requests.map(({ body }) => body as { callback_url?: string });
		const url = sent.map((body) => body?.callback_url).find((address) => address);
		if (isCalled) expect(await call(url!)).toBe(503);
		await pause(20_000);
		show();
		const final = await setup.engine.execution(run.executionId);
		expect([final.status, final.items('Node')[0]?.json]).toEqual([
			'success',
			expect.objectContaining({
				purchase: expect.objectContaining({
					verification: expect.objectContaining({ code: '54321' }),
				}),
			}),
		]);
	});

	it('nor to one that stays awake, up to its time limit', async () => {
		const running = setup.engine.run(requesting(0.5));
		await pause(2_000);
		deliver();
		const run = await running;
		expect([run.status, run.items('Node')[0]?.json]).toEqual([
			'success',
			expect.objectContaining({ waitTimedOut: true, advice: expect.stringContaining('Get') }),
		]);
	});
});
