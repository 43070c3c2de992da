/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { WorkflowFile } from '../../test-engine';
import { useSetup, type Job } from '../support';

/** What else may be at an address: a website, a shop of domains, another program, a host that has moved. */
const others: Record<string, { status: number; body: string; headers?: Record<string, string> }> = {
	'a web page': { status: 200, body: '<!doctype html><title>Welcome</title>' },
	'a web page that says nothing': { status: 200, body: '' },
	'a text': { status: 200, body: 'It works!' },
	'another API': { status: 200, body: '{"ok":true}' },
	'a page that takes no purchases': { status: 405, body: '<h1>Method Not Allowed</h1>' },
	'what moved to another host': {
		status: 301,
		body: '',
		headers: { location: 'https://example.com/' },
	},
};

let other: Server;
let answer = others['a web page']!;
let asked: string[] = [];

beforeAll(async () => {
	other = createServer(({ method, url }, response) => {
		asked.push(`${method} ${url}`);
		response.writeHead(answer.status, answer.headers);
		response.end(answer.body);
	});
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	const baseUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
	for (const { data } of Object.values(elsewhere)) data.baseUrl = baseUrl;
});
afterAll(() => void other.close());

const elsewhere = {
	gmt: { type: 'gmtApi', data: { apiKey: 'key', baseUrl: '' } },
	fiveSim: { type: 'fiveSimApi', data: { apiKey: 'key', baseUrl: '' } },
};
const setup = useSetup({}, () => ({
	gmtElsewhere: elsewhere.gmt,
	simElsewhere: elsewhere.fiveSim,
}));

const account = { resource: 'purchase', operation: 'create', countryCode: 'US' };
const jobs: Record<string, Job> = {
	account: { service: 'gmt', parameters: account, credential: 'gmtElsewhere' },
	accounts: {
		service: 'gmt',
		parameters: { ...account, resource: 'bulkPurchase', quantity: 2 },
		credential: 'gmtElsewhere',
	},
	number: {
		service: 'fiveSim',
		parameters: {
			resource: 'order',
			operation: 'buyActivationNumber',
			product: 'telegram',
			country: 'russia',
			operator: 'any',
		},
		credential: 'simElsewhere',
	},
};
const BUYS = /^POST|\/user\/buy\//;

describe.each(Object.keys(others))('where %s is at the address', (what) => {
	it.each(Object.keys(jobs))('nothing is bought or left open: %s', async (name) => {
		answer = others[what]!;
		asked = [];
		const { error } = await setup.runNode(jobs[name]!);
		expect(asked.filter((request) => BUYS.test(request))).toEqual([]);
		expect(error).toMatchObject({ code: 'providerUnavailable' });
		expect(error!.description).toMatch(/^Nothing (was sent|happened)\. .*Check 'Base URL'/);
		expect(error!.description).toMatch(/usually it is https:\/\/(api\.getmytg\.com|5sim\.net)[.,]/);
	});
});

describe.each([...Object.keys(others), 'nothing'])('where %s is at the address', (what) => {
	const named = {
		description: expect.stringMatching(
			/'Base URL' in the credential: usually it is https:/,
		) as string,
	};
	const credentials = { fiveSimApi: { id: 'simElsewhere', name: 'simElsewhere' } };

	beforeEach(() => {
		answer = others[what] ?? { status: 404, body: '{"message":"Not found"}' };
	});

	it('a trigger that is published says so', async () => {
		const workflow: WorkflowFile = {
			id: what,
			name: 'Elsewhere',
			nodes: [
				{
					id: 't',
					name: 'Trigger',
					type: 'n8n-nodes-gmt-5sim.fiveSimTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {
						events: ['newSms'],
						pollTimes: { item: [{ mode: 'everyMinute' }] },
						options: {},
					},
					credentials,
				},
			],
			connections: {},
		};
		await expect(setup.engine.activate(workflow)).rejects.toMatchObject(named);
	});

	it.each([
		['fiveSim', 'searchOrders'],
		['gmt', 'searchCountries'],
	] as const)('a list says so: %s %s', async (service, method) => {
		const id = service === 'gmt' ? 'gmtElsewhere' : 'simElsewhere';
		const look = setup.engine.searchList({
			type: `n8n-nodes-gmt-5sim.${service}`,
			method,
			parameters: {},
			credentials: { [`${service}Api`]: { id, name: id } },
		});
		await expect(look).rejects.toMatchObject(named);
	});
});
