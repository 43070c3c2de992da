import type { INode } from 'n8n-workflow';

import type { Run } from '../../test-engine';
import type { Executions } from '../../test-engine/executions';
import { useSetup } from '../support';
import {
	boughtSingle,
	pause,
	publish,
	requestCode,
	settledBulk,
	until,
	type PublishedTrigger,
} from '../support/callbacks';

const setup = useSetup();

beforeEach(() => {
	setup.sandbox.gmt.reset();
	setup.sandbox.gmt.configure({ bulkReadyAfterSeconds: null, callbackDelaysSeconds: [] });
});

afterEach(() => {
	jest.restoreAllMocks();
	expect(setup.sandbox.gmt.violations).toEqual([]);
});

const refuses = (status: number) =>
	setup.sandbox.gmt.faults.add({ kind: 'status', status, body: { error: 'No' }, times: 'always' });
const charges = () => setup.sandbox.gmt.charges().length;

/** What must not run without an event: it spends money. */
const BUY: Partial<INode> = {
	type: 'n8n-nodes-gmt-5sim.gmt',
	parameters: { resource: 'bulkPurchase', operation: 'create', countryCode: 'US', quantity: 1 },
};

async function thenBuying(id: string, activation = {}): Promise<PublishedTrigger> {
	return await publish(setup.engine, {}, activation, { id }, BUY);
}

/** Retries a failed execution as n8n does: its stack goes on where it stopped. */
async function retried({ executionId }: Run): Promise<Run> {
	const { executions } = setup.engine as unknown as { executions: Executions };
	const { runData: data, workflow } = executions.get(executionId)!;
	const { lastNodeExecuted, runData } = data.resultData;
	delete data.resultData.error;
	const runs = runData[lastNodeExecuted!] ?? [];
	if (runs.at(-1)?.error) runs.pop();
	return await executions.start({ workflow, mode: 'retry', data }).ended;
}

it('shows once that the key was revoked, runs nothing, and starts the workflow when the key works', async () => {
	const { active, deliver } = await thenBuying('revoked');
	const id = await settledBulk(setup.sandbox);
	const before = charges();
	const refused = refuses(401);
	for (let n = 0; n < 2; n++) expect((await deliver({ bulk_purchase_id: id })).status).toBe(503);
	expect(active.executions).toEqual([]);
	const shown = await active.nextExecution(20_000);
	expect([shown.status, shown.nodesRun()]).toEqual(['error', ['Trigger']]);
	expect(shown.error).toMatchObject({
		name: 'NodeApiError',
		message: expect.stringContaining(`News about purchase ${id} cannot be confirmed`),
		description: expect.stringContaining('Nothing is lost'),
		context: { code: 'authentication' },
	});
	const again = await retried(shown);
	expect([again.status, again.nodesRun(), charges()]).toEqual(['error', ['Trigger'], before]);
	expect((await deliver({ bulk_purchase_id: id })).status).toBe(503);
	const asked = setup.sandbox.gmt.requests.length;
	await until(() => setup.sandbox.gmt.requests.length > asked, 20_000);
	expect(active.executions).toHaveLength(1);
	refused.remove();
	const started = await active.nextExecution(30_000);
	expect([started.status, started.items('Trigger')[0]?.json.eventId, charges()]).toEqual([
		'success',
		`archiveReady:${id}`,
		before + 1,
	]);
	await active.deactivate();
}, 80_000);

it('shows that the service is down after a quarter of an hour, also over a restart, once', async () => {
	const one = await thenBuying('down');
	const id = await settledBulk(setup.sandbox);
	const down = refuses(503);
	expect((await one.deliver({ bulk_purchase_id: id })).status).toBe(503);
	const asked = setup.sandbox.gmt.requests.length;
	await until(() => setup.sandbox.gmt.requests.length > asked, 20_000);
	await pause(200);
	expect(one.active.executions).toEqual([]);
	await one.active.deactivate();

	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + 16 * 60_000);
	const two = await thenBuying('down', { staticData: one.active.staticData });
	const shown = await two.active.nextExecution(20_000);
	expect([shown.nodesRun(), shown.error?.message]).toEqual([
		['Trigger'],
		expect.stringContaining(`News about purchase ${id} cannot be confirmed`),
	]);
	const then = setup.sandbox.gmt.requests.length;
	await until(() => setup.sandbox.gmt.requests.length > then, 20_000);
	await two.active.deactivate();
	const three = await thenBuying('down', { staticData: two.active.staticData });
	const later = setup.sandbox.gmt.requests.length;
	await until(() => setup.sandbox.gmt.requests.length > later, 20_000);
	expect([two.active.executions.length, three.active.executions]).toEqual([1, []]);
	down.remove();
	expect((await three.active.nextExecution(30_000)).items('Trigger')[0]?.json.eventId).toBe(
		`archiveReady:${id}`,
	);
	await three.active.deactivate();
}, 120_000);

it('shows that what happened while n8n was down cannot be looked up, then finds it', async () => {
	setup.sandbox.gmt.configure({ codeAfterSeconds: 0 });
	const before = await thenBuying('missed');
	const first = await boughtSingle(setup.sandbox);
	await requestCode(setup.sandbox, first);
	await before.deliver({ purchase_id: first });
	await before.active.nextExecution();
	await before.deliver({ purchase_id: first });
	const { staticData } = before.active;
	await before.active.deactivate();
	const missed = await boughtSingle(setup.sandbox);
	await requestCode(setup.sandbox, missed);
	const refused = refuses(401);
	const bought = charges();
	const after = await thenBuying('missed', { staticData });
	const shown = await after.active.nextExecution(20_000);
	expect([shown.nodesRun(), shown.error?.message, charges()]).toEqual([
		['Trigger'],
		expect.stringContaining('News about single purchases cannot be confirmed'),
		bought,
	]);
	refused.remove();
	expect((await after.active.nextExecution(20_000)).items('Trigger')[0]?.json.eventId).toBe(
		`codeReceived:${missed}`,
	);
	await after.active.deactivate();
}, 60_000);

it('shows at once to who listens in the editor', async () => {
	const listening = await publish(setup.engine, {}, { test: true }, { id: 'manual' }, BUY);
	const id = await settledBulk(setup.sandbox);
	const refused = refuses(401);
	expect((await listening.deliver({ bulk_purchase_id: id })).status).toBe(503);
	const shown = await listening.active.nextExecution();
	expect([shown.status, shown.nodesRun()]).toEqual(['error', ['Trigger']]);
	refused.remove();
});

it('does not let anybody outside show something', async () => {
	const { active, deliver } = await thenBuying('forged');
	const notConfirmed = { code: 'refused', message: 'forged', description: '' };
	expect((await deliver({ notConfirmed })).status).toBe(400);
	expect(
		(await deliver({ notConfirmed }, { 'content-type': 'application/json', 'x-own-call': '1' }))
			.status,
	).toBe(400);
	expect(active.executions).toEqual([]);
	await active.deactivate();
});
