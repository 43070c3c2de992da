import { sleep, type INode } from 'n8n-workflow';

import type { ActiveWorkflow, Engine, WorkflowFile } from '../../test-engine';
import type { Sandbox } from '../../sandbox';

/** What a receiver answered, and how long it took. */
export interface Answered {
	status: number;
	body: string;
	ms: number;
}

/** A published workflow with a Get My TG Trigger, named `Trigger`. */
export interface PublishedTrigger {
	active: ActiveWorkflow;
	url: string;
	/** Posts a payload to the trigger as GMT does. */
	deliver(payload: unknown, headers?: Record<string, string>): Promise<Answered>;
}

/** A workflow of nothing but a Get My TG Trigger. */
function triggerWorkflow(
	options: INode['parameters'] = {},
	more: Partial<INode> = {},
): WorkflowFile {
	return {
		id: 'callbacks',
		name: 'Callbacks',
		nodes: [
			{
				id: 'trigger',
				name: 'Trigger',
				type: 'n8n-nodes-gmt-5sim.gmtTrigger',
				typeVersion: 1,
				position: [0, 0],
				webhookId: 'b7c41f0e',
				parameters: {
					events: ['archiveReady', 'archiveFailed', 'codeReceived', 'codeFailed'],
					options,
				},
				credentials: { gmtApi: { id: 'gmt', name: 'gmt' } },
				...more,
			},
		],
		connections: {},
	};
}

/** Publishes a trigger, with a node behind it and one beside it where they are given. */
export async function publish(
	engine: Engine,
	options: INode['parameters'] = {},
	activation: Parameters<Engine['activate']>[1] = {},
	more: Partial<INode> = {},
	behind?: Partial<INode>,
	beside?: Partial<INode>,
): Promise<PublishedTrigger> {
	const workflow = triggerWorkflow(options, more);
	const [trigger] = workflow.nodes;
	if (behind && trigger) {
		workflow.nodes.push({ ...trigger, id: 'behind', name: 'Behind', ...behind });
		workflow.connections = {
			[trigger.name]: { main: [[{ node: 'Behind', type: 'main', index: 0 }]] },
		};
	}
	if (beside && trigger)
		workflow.nodes.push({
			...trigger,
			id: 'beside',
			name: 'Beside',
			webhookId: undefined,
			...beside,
		});
	const active = await engine.activate(workflow, activation);
	const url = active.webhookUrl(more.name ?? 'Trigger');
	return {
		active,
		url,
		deliver: async (payload, headers) => await post(url, JSON.stringify(payload), headers),
	};
}

/** Posts a body, JSON by default. */
export async function post(
	url: string,
	body?: string,
	headers: Record<string, string> = { 'content-type': 'application/json' },
): Promise<Answered> {
	const start = Date.now();
	const response = await fetch(url, { method: 'POST', headers, body });
	return { status: response.status, body: await response.text(), ms: Date.now() - start };
}

/** Waits until something is true. */
export async function until(
	condition: () => boolean | Promise<boolean>,
	patience = 30_000,
): Promise<void> {
	for (const end = Date.now() + patience; !(await condition()); await pause(10)) {
		if (Date.now() > end)
			throw new Error(`Not true within ${patience} ms: ${condition.toString()}`);
	}
}

/** Waits so many milliseconds. */
export const pause = sleep;

/** Buys a bulk at the sandbox and settles it at once; its number. */
export async function settledBulk(
	{ gmt }: Sandbox,
	status: 'PENDING' | 'SUCCESS' | 'ERROR' | 'REFUND' | 'EXPIRED' = 'SUCCESS',
	callbackUrl?: string,
): Promise<number> {
	const { bulk_purchase_id: id } = await ask(gmt, 'POST', '/v1/purchases/bulk', {
		country_code: 'IN',
		quantity: 1,
		...(callbackUrl && { callback_url: callbackUrl }),
	});
	if (status !== 'PENDING') gmt.setBulkStatus(Number(id), status);
	return Number(id);
}

/** Buys a single account at the sandbox; its number. */
export async function boughtSingle({ gmt }: Sandbox): Promise<number> {
	return Number((await ask(gmt, 'POST', '/v1/purchases/', { country_code: 'IN' })).id);
}

/** Asks the sandbox for the code of a purchase. */
export async function requestCode(
	{ gmt }: Sandbox,
	id: number,
	callbackUrl?: string,
): Promise<void> {
	await ask(
		gmt,
		'POST',
		`/v1/purchases/${id}/request-code`,
		callbackUrl ? { callback_url: callbackUrl } : {},
	);
}

async function ask(
	gmt: Sandbox['gmt'],
	method: string,
	path: string,
	body: object,
): Promise<Record<string, unknown>> {
	const headers = { 'x-api-key': gmt.apiKey, 'content-type': 'application/json' };
	const response = await fetch(gmt.url + path, { method, headers, body: JSON.stringify(body) });
	if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`);
	return (await response.json()) as Record<string, unknown>;
}
