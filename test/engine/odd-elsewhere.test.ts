/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { WorkflowFile } from '../../test-engine';
import type { SandboxService } from '../support';
import { askElsewhere } from '../support/elsewhere';
import { arrived, startSandboxPool, type Slot, type SandboxPool } from '../support/sandboxPool';
import { many } from '../support/many';
import { faultOf, NONSENSE, scenario, type Scenario } from '../support/odd';

// A busy machine takes as long as it takes.
jest.setTimeout(2 ** 31 - 1);

const FOR_EACH = Number(process.env.SCENARIOS ?? many(8, 30));
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** What asks a service without an action node: the dropdowns of a form, the test of a credential, the triggers. */
const ASKING: ReadonlyArray<readonly [service: SandboxService, what: string]> = [
	['gmt', 'searchCountries'],
	['gmt', 'searchPurchases'],
	['fiveSim', 'searchCountries'],
	['fiveSim', 'searchOperators'],
	['fiveSim', 'searchProducts'],
	['fiveSim', 'searchOrders'],
	['gmt', 'credential'],
	['fiveSim', 'credential'],
	['gmt', 'trigger'],
	['fiveSim', 'trigger'],
];

/** What n8n itself says of every credential test that is answered with an empty list. */
const EMPTY_LIST = "Cannot read properties of undefined (reading 'json')";

let pool: SandboxPool;

beforeAll(async () => {
	// A dropdown remembers what it has read for a while, so each scenario has services of its own.
	pool = await startSandboxPool(
		FOR_EACH * ASKING.length,
		{},
		{ fiveSim: { rateLimit: null, smsAfterSeconds: null, orderLifetimeSeconds: 90_000 } },
	);
});
afterAll(async () => await pool?.close());

const workflowOf = (service: SandboxService, slot: number): WorkflowFile => ({
	id: `odd-${service}-${slot}`,
	name: 'Odd',
	nodes: [
		{
			id: `trigger-${service}-${slot}`,
			name: 'Trigger',
			type: `n8n-nodes-gmt-5sim.${service}Trigger`,
			typeVersion: 1,
			position: [0, 0],
			webhookId: `odd-${slot}`,
			parameters:
				service === 'gmt'
					? { events: ['archiveReady', 'archiveFailed', 'codeReceived', 'codeFailed'] }
					: {
							events: ['newSms', 'orderStatusChanged'],
							pollTimes: { item: [{ mode: 'everyMinute' }] },
						},
			credentials: {
				[`${service}Api`]: { id: `${service}-${slot}`, name: `${service}-${slot}` },
			},
		},
	],
	connections: {},
});

async function bought({ sandbox: { gmt, fiveSim } }: Slot, service: SandboxService) {
	const answer = await askElsewhere<{ id: number }>(
		service === 'gmt'
			? `${gmt.url}/v1/purchases/`
			: `${fiveSim.url}/v1/user/buy/activation/russia/any/telegram`,
		service === 'gmt'
			? {
					method: 'POST',
					headers: { 'x-api-key': gmt.apiKey, 'content-type': 'application/json' },
					body: JSON.stringify({ country_code: 'US' }),
				}
			: { headers: { Authorization: `Bearer ${fiveSim.apiKey}` } },
	);
	return answer.id;
}

/** What came out, as a text of all that a reader would see of it. */
async function look(service: SandboxService, what: string, slot: Slot): Promise<unknown> {
	const { engine, sandbox } = slot;
	const credential = `${service}-${slot.slot}`;
	if (what === 'credential')
		return await engine.testCredential(`${service}Api`, {
			apiKey: sandbox[service].apiKey,
			baseUrl: sandbox[service].url,
		});
	return await engine.searchList({
		type: `n8n-nodes-gmt-5sim.${service}`,
		method: what,
		parameters:
			service === 'gmt'
				? { resource: 'purchase', operation: 'get' }
				: {
						resource: 'order',
						operation: 'buyActivationNumber',
						country: { __rl: true, mode: 'list', value: 'russia' },
						product: { __rl: true, mode: 'list', value: 'telegram' },
					},
		credentials: { [`${service}Api`]: { id: credential, name: credential } },
	});
}

/** A trigger that meets odd answers, and then right ones: it starts for what has happened, and once. */
async function follow(service: SandboxService, slot: Slot, spoil: () => void) {
	const { engine, sandbox } = slot;
	const id = await bought(slot, service);
	const active = await engine.activate(workflowOf(service, slot.slot), { staticData: {} });
	const told: unknown[] = [];
	const failed = (error: unknown) => void told.push(saidBy(error));
	try {
		if (service === 'fiveSim') {
			sandbox.fiveSim.deliverSms(id, { sender: 'Telegram', text: 'Code 01234' });
			spoil();
			await active.poll('Trigger').catch(failed);
			sandbox.fiveSim.faults.clear();
			await active.poll('Trigger').catch(failed);
		} else {
			spoil();
			const call = async () =>
				await askElsewhere(active.webhookUrl('Trigger'), {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ purchase_id: id, status: 'ERROR', error: 'no code' }),
				}).catch(() => undefined);
			await call();
			sandbox.gmt.faults.clear();
			await call();
		}
	} finally {
		await active.deactivate().catch(() => undefined);
	}
	const items = active.executions.flatMap((run) => run.items('Trigger').map(({ json }) => json));
	const ids = items.map(({ eventId }) => eventId).filter((one) => one !== undefined);
	if (new Set(ids).size < ids.length) told.push(`twice: ${JSON.stringify(ids)}`);
	return { told, items };
}

function saidBy(error: unknown): IDataObject {
	const { name, message, description } = error as Error & { description?: string };
	return { name, message, description };
}

async function play(
	{ service, what, drawn }: { service: SandboxService; what: string; drawn: Scenario },
	slot: Slot,
): Promise<string[]> {
	const { sandbox } = slot;
	if (what === 'searchOrders' || what === 'searchPurchases') await bought(slot, service);
	const spoil = () =>
		void sandbox[service].faults.add({ ...faultOf(drawn), operationId: '*', times: drawn.times });
	if (what !== 'trigger') spoil();
	const wrong: string[] = [];
	const result = await (
		what === 'trigger' ? follow(service, slot, spoil) : look(service, what, slot)
	).catch((error: unknown) => {
		const said = saidBy(error);
		if (!['NodeApiError', 'NodeOperationError'].includes(String(said.name)))
			wrong.push(`throws a ${String(said.name)}`);
		return said;
	});
	await arrived(sandbox[service]);
	const told = result === EMPTY_LIST ? '' : (JSON.stringify(result) ?? '');
	const nonsense = NONSENSE.exec(told) ?? /twice: |"name":"[^"]*\b(null|true|false)\b/.exec(told);
	if (nonsense)
		wrong.push(`says ${told.slice(Math.max(0, nonsense.index - 100), nonsense.index + 80)}`);
	if (sandbox[service].charges().length > 1) wrong.push('charges');
	return wrong;
}

it(`copes with odd answers wherever a service is asked, or says so (seed ${seed})`, async () => {
	const drawn = fc.sample(scenario, { seed, numRuns: FOR_EACH * ASKING.length });
	const scenarios = drawn.map((one, index) => {
		const [service, what] = ASKING[index % ASKING.length]!;
		return { service, what, drawn: one };
	});
	const results = await pool.each(scenarios, play);
	const broken = results.flatMap((wrong, index) =>
		wrong.length > 0 ? [{ wrong, ...scenarios[index]! }] : [],
	);
	expect(broken).toEqual([]);
});
