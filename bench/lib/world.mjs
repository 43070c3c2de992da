import engineModule from '../../.build/test-engine/index.js';
import { watchGrowth } from './memory.mjs';
import { startSandboxProcess } from './sandbox.mjs';

const PLACE = { typeVersion: 1, position: [0, 0] };
const CREDENTIALS = {
	gmtApi: { id: 'gmt', name: 'gmt' },
	fiveSimApi: { id: 'fiveSim', name: 'fiveSim' },
};
export const START = {
	...PLACE,
	id: 'start',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	parameters: {},
};

/** A sandbox in its own process, and n8n's engine with the built package in this one. */
export async function startWorld(options = {}) {
	const sandbox = await startSandboxProcess(options);
	const { gmt, fiveSim } = sandbox;
	const engine = await engineModule.startEngine({
		credentials: {
			gmt: { type: 'gmtApi', data: { apiKey: gmt.apiKey, baseUrl: gmt.url } },
			fiveSim: { type: 'fiveSimApi', data: { apiKey: fiveSim.apiKey, baseUrl: fiveSim.url } },
		},
	});
	return {
		sandbox,
		engine,
		/** Runs one node for some items: how long the node took and how much memory it took meanwhile, and its run. */
		async runNode(node, items = [{}], watch = watchGrowth) {
			let [from, ms, memory, endWatch] = [0, 0, 0, undefined];
			const run = await engine.run(row([START, node]), {
				input: items.map((json) => ({ json })),
				onNodeStart: (event) => {
					if (event.node !== node.name) return;
					endWatch = watch();
					from = performance.now();
				},
				onNodeEnd: (event) => {
					if (event.node !== node.name) return;
					ms = performance.now() - from;
					memory = endWatch();
				},
			});
			return { ms, memory, run, out: run.items(node.name) };
		},
		async close() {
			await engine.close();
			await sandbox.close();
		},
	};
}

/** A workflow of nodes in a row. */
export function row(nodes, more = {}) {
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name }, index) => [
				nodes[index].name,
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
	);
	return { name: 'Bench', nodes, connections, settings: { executionOrder: 'v1' }, ...more };
}

/** One of our nodes. */
export function ourNode(type, parameters, name = 'Node') {
	return {
		...PLACE,
		id: name,
		name,
		type: `n8n-nodes-gmt-5sim.${type}`,
		parameters,
		credentials: CREDENTIALS,
	};
}

/** n8n's HTTP Request node, with our credential. The response is taken as JSON, unless `options` say otherwise. */
export function httpNode(credential, url, options = JSON_REPLY, name = 'HTTP') {
	const parameters = {
		url,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: credential,
		options,
	};
	return {
		...PLACE,
		id: name,
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters,
		credentials: CREDENTIALS,
	};
}

/** n8n's HTTP Request node, posting JSON. */
export function httpPost(credential, url, body) {
	const node = httpNode(credential, url);
	Object.assign(node.parameters, {
		method: 'POST',
		sendBody: true,
		specifyBody: 'json',
		jsonBody: JSON.stringify(body),
	});
	return node;
}

/** Spares the HTTP Request node to find out what the response is. */
export const JSON_REPLY = { response: { response: { responseFormat: 'json' } } };

/** The run's result, or an error when it did not work. */
export function succeeded({ run, out, ms }, entries) {
	if (run.status !== 'success')
		throw run.error ?? new Error(`The run ended with status ${run.status}`);
	if (entries !== undefined && out.length !== entries)
		throw new Error(`${out.length} items came out instead of ${entries}`);
	return ms;
}

/** Reads JSON as an SDK does. */
export async function read(address, headers) {
	const response = await fetch(address, { headers });
	if (!response.ok) throw new Error(`${address} answered with ${response.status}`);
	return await response.json();
}

/** How long something takes. */
export async function timed(work) {
	const from = performance.now();
	await work();
	return performance.now() - from;
}

/** Works through entries, so many at once. */
export async function inParallel(entries, atOnce, work) {
	const queue = entries.values();
	const worker = async () => {
		for (const entry of queue) await work(entry);
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, entries.length) }, worker));
}
