import { startSandbox, type Sandbox } from '../../sandbox';
import { startEngine, type Engine } from '../../test-engine';
import { packageFolder } from '../../test-engine/paths';
import { credentialsOf } from '../support';
import { publish, settledBulk } from '../support/callbacks';
import { copyPackage, removeCopies } from '../support/workers';

const OTHER = 'n8n-nodes-trigger-2';
let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ timeScale: 0.01 });
	engine = await startEngine({
		credentials: credentialsOf(sandbox),
		packages: [packageFolder(), copyPackage(OTHER)],
	});
});

afterAll(async () => {
	await engine?.close();
	await sandbox?.close();
	removeCopies();
});

/** What must not run twice: it spends money. */
const behind = {
	type: 'n8n-nodes-gmt-5sim.gmt',
	parameters: { resource: 'bulkPurchase', operation: 'create', countryCode: 'US', quantity: 1 },
};

/** n8n stores after each poll what the workflow held when it was published. */
const polling = {
	type: 'n8n-nodes-gmt-5sim.fiveSimTrigger',
	parameters: { events: ['newSms'], pollTimes: { item: [{ mode: 'everyMinute' }] } },
	credentials: { fiveSimApi: { id: 'fiveSim', name: 'fiveSim' } },
};

it.each([false, true])(
	'a process that knows nothing of an event starts nothing behind it once more (Always Output Data: %s)',
	async (alwaysOutputData) => {
		sandbox.gmt.configure({ bulkReadyAfterSeconds: null, callbackDelaysSeconds: [] });
		const own = { id: `set-back ${alwaysOutputData}`, alwaysOutputData };
		const first = await publish(engine, {}, {}, own, behind, polling);
		const id = await settledBulk(sandbox);
		await first.deliver({ bulk_purchase_id: id });
		const run = await first.active.nextExecution();
		expect(run.nodesRun()).toEqual(['Trigger', 'Behind']);
		const charges = sandbox.gmt.charges().length;
		await first.active.poll('Beside');
		const { staticData } = first.active;
		expect(JSON.stringify(staticData)).not.toContain('delivered');
		await first.active.deactivate();
		// As after a restart, with the static data that the poll has set back.
		const other = { ...own, type: `${OTHER}.gmtTrigger` };
		const second = await publish(engine, {}, { staticData }, other, behind, polling);
		expect((await second.deliver({ bulk_purchase_id: id })).status).toBe(200);
		const again = await second.active.nextExecution();
		expect([again.status, again.nodesRun(), again.items('Trigger')]).toEqual([
			alwaysOutputData ? 'error' : 'success',
			['Trigger'],
			[],
		]);
		expect(sandbox.gmt.charges()).toHaveLength(charges);
		// What is news is none of it.
		await second.deliver({ bulk_purchase_id: await settledBulk(sandbox) });
		expect((await second.active.nextExecution()).nodesRun()).toEqual(['Trigger', 'Behind']);
		await second.active.deactivate();
	},
);
