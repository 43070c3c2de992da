/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import { Container, SsrfProtectionConfig } from '../../test-engine/n8nInternals';
import { continueOnFail, traceOf, useSetup, type Job, type Outcome } from '../support';
import { purchaseCases, rentedBefore } from '../support/purchaseCases';

let elsewhere: Server;
let secure: Server;
let ports: { stranger: number; secure: number };
const strangers: IncomingMessage[] = [];
const folder = mkdtempSync(join(tmpdir(), 'certificate-'));

const listen = async (server: Server) => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
};

beforeAll(async () => {
	elsewhere = createServer((request, response) => {
		strangers.push(request);
		response.end('{}');
	});
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	execFileSync(
		'openssl',
		[
			'req',
			'-x509',
			'-newkey',
			'rsa:2048',
			'-nodes',
			'-days',
			'1',
			'-subj',
			'/CN=localhost',
			'-keyout',
			key,
			'-out',
			cert,
		],
		{ stdio: 'ignore' },
	);
	secure = createSecureServer(
		{ key: readFileSync(key), cert: readFileSync(cert) },
		(request, response) => {
			strangers.push(request);
			response.end('{}');
		},
	);
	ports = { stranger: await listen(elsewhere), secure: await listen(secure) };
});

const credential = (baseUrl: string, apiKey = 'sandbox-gmt-key') => ({
	type: 'gmtApi',
	data: { apiKey, baseUrl },
});
const setup = useSetup({}, ({ gmt }) => ({
	unknownHost: credential('https://gmt.invalid'),
	selfSigned: credential(`https://localhost:${ports.secure}`),
	notSecure: credential(`https://127.0.0.1:${ports.stranger}`),
	lineBreak: credential(gmt.url, 'sandbox-gmt-key\r\nX-Injected: yes'),
	wrongKey: credential(gmt.url, 'wrong-key-0815'),
	withPassword: credential('https://user:secret@127.0.0.1'),
	withFragment: credential(`${gmt.url}/#x`),
	openHttp: credential('http://example.com'),
	slash: credential(`${gmt.url}/`),
}));

afterAll(async () => {
	elsewhere?.close();
	secure?.close();
	rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
	strangers.length = 0;
	for (const service of [setup.sandbox.gmt, setup.sandbox.fiveSim]) service.faults.clear();
});

const purchase: Job = {
	service: 'gmt',
	parameters: { resource: 'purchase', operation: 'create', countryCode: 'US' },
};

describe('a service that cannot be reached', () => {
	it.each(['unknownHost', 'selfSigned', 'notSecure'])(
		'(%s) is no purchase, and says so',
		async (credential) => {
			const { error } = await setup.runNode({ ...purchase, credential });
			expect(error).toMatchObject({
				code: 'providerUnavailable',
				message: 'Get My TG could not be reached [item 0]',
				description: expect.stringContaining('Nothing was sent'),
			});
			expect(strangers).toHaveLength(0);
		},
	);

	it('because n8n protects its own network is no purchase, and says who can allow it', async () => {
		const protection = Container.get(SsrfProtectionConfig);
		protection.enabled = true;
		const { error, charges } = await setup.runNode(purchase);
		protection.enabled = false;
		expect(error).toMatchObject({
			code: 'providerUnavailable',
			message: 'This n8n does not allow requests to the address of Get My TG [item 0]',
			description: expect.stringMatching(/^Nothing was sent.*N8N_SSRF_ALLOWED_HOSTNAMES/),
		});
		expect(charges).toHaveLength(0);
	});

	it('is asked again, and buys once when it is back', async () => {
		const { gmt } = setup.sandbox;
		await gmt.pause();
		const running = setup.runNode(purchase);
		await new Promise((resolve) => setTimeout(resolve, 1200));
		await gmt.resume();
		const { error, charges } = await running;
		expect(error).toBeUndefined();
		expect(charges).toHaveLength(1);
	});
});

describe('a service that says "not now"', () => {
	it.each(purchaseCases)(
		'$name: is asked again as told, and charges once',
		async (purchaseCase) => {
			const service = setup.sandbox[purchaseCase.service];
			const items = [
				{
					number:
						purchaseCase.operationId === 'reuseNumber' ? await rentedBefore(setup.sandbox) : '',
				},
			];
			service.faults.add({
				operationId: purchaseCase.operationId,
				kind: 'status',
				status: 429,
				headers: { 'Retry-After': '1' },
			});
			const { error, charges } = await setup.runNode({
				service: purchaseCase.service,
				parameters: purchaseCase.parameters,
				items,
			});
			expect(error).toBeUndefined();
			expect(charges).toHaveLength(1);
		},
	);
});

describe.each(['createPurchase', 'buyActivation'])('a redirect of %s', (operationId) => {
	const { service, parameters } = purchaseCases.find(
		(purchaseCase) => purchaseCase.operationId === operationId,
	)!;

	it.each([301, 302, 303, 307, 308])(
		'with %i takes neither the purchase nor the key along',
		async (status) => {
			const { port } = elsewhere.address() as AddressInfo;
			setup.sandbox[service].faults.add({
				operationId,
				kind: 'status',
				status,
				headers: { Location: `http://127.0.0.1:${port}/` },
			});
			const { error, charges } = await setup.runNode({ service, parameters });
			expect(error!.message).toMatch(/redirected the request to another address/);
			expect(error!.code).toBe('uncertain');
			expect(charges).toHaveLength(0);
			expect(strangers).toHaveLength(0);
		},
	);
});

describe('refusals', () => {
	it.each([
		['gmt', 401, { error: 'Unauthorized' }, 'authentication'],
		['gmt', 403, { message: 'Forbidden' }, 'authentication'],
		['gmt', 404, { message: 'Not found' }, 'notFound'],
		['gmt', 409, { message: 'Not enough accounts in stock' }, 'outOfStock'],
		['gmt', 409, { message: 'Purchase is REFUND' }, 'conflict'],
		['gmt', 400, { message: 'Insufficient balance' }, 'insufficientBalance'],
		[
			'gmt',
			422,
			{
				message: 'Validation failed',
				fieldViolations: [{ field: 'country_code', description: 'bad' }],
			},
			'invalidInput',
		],
		['fiveSim', 401, '', 'authentication'],
		['fiveSim', 200, 'no free phones', 'outOfStock'],
		['fiveSim', 400, 'not enough user balance', 'insufficientBalance'],
		['fiveSim', 400, 'not enough rating', 'ratingTooLow'],
		['fiveSim', 400, 'something new', 'refused'],
		['fiveSim', 400, 'bad country', 'invalidInput'],
		['fiveSim', 404, 'order not found', 'notFound'],
	] as const)('%s %i %j is %s', async (service, status, body, code) => {
		const purchaseCase = purchaseCases.find((other) => other.service === service && other.listed)!;
		setup.sandbox[service].faults.add({
			operationId: purchaseCase.operationId,
			kind: 'status',
			status,
			body,
		});
		const { json, charges } = await setup.runNode({
			service,
			parameters: purchaseCase.parameters,
			node: continueOnFail,
		});
		expect(json).toEqual([
			{
				error: expect.stringContaining('[item 0]'),
				details: expect.objectContaining({ code, httpCode: String(status) }),
			},
		]);
		expect(json[0]!.error).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
		expect(charges).toHaveLength(0);
	});
});

describe('bad input', () => {
	const gmt = (parameters: IDataObject): Job => ({
		service: 'gmt',
		parameters: parameters as INode['parameters'],
	});
	const get = (purchaseId: unknown) =>
		gmt({ resource: 'purchase', operation: 'get', purchaseId: purchaseId as string });
	const bulk = (more: IDataObject) =>
		gmt({ resource: 'bulkPurchase', operation: 'create', countryCode: 'US', quantity: 1, ...more });

	it.each([
		...['XYZ', 'U', '12', 'U S', 'ÜS'].map(
			(countryCode) => ['Country', bulk({ countryCode })] as const,
		),
		...[0, -1, 0.5, '1.5', 'many', '', true, 1e21].map(
			(quantity) => ['Quantity', bulk({ quantity: quantity as number })] as const,
		),
		...['0', '-1', '1/../../profile', '1?x=', '%2e%2e', '1 2', '1e3'].map(
			(id) => ['Purchase', get(id)] as const,
		),
		...['ftp://example.com', 'example.com', 'javascript:alert(1)', 'http://a\r\nb'].map(
			(callbackUrl) => ['Callback URL', bulk({ additionalFields: { callbackUrl } })] as const,
		),
		['Request Timeout in Seconds', bulk({ options: { timeout: -1 } })] as const,
	])('%s: %#', async (label, job) => {
		const { error, requests } = await setup.runNode({ ...job, items: [{}] });
		expect(requests).toHaveLength(0);
		expect(error).toMatchObject({
			code: 'invalidInput',
			message: expect.stringMatching(new RegExp(`^'${label}' .*\\[item 0\\]$`)),
		});
	});

	it('in a later item stops the earlier ones too', async () => {
		const { error, requests } = await setup.runNode({
			...bulk({ quantity: '={{ $json.quantity }}' }),
			items: [{ quantity: 2 }, { quantity: 0 }],
		});
		expect(requests).toHaveLength(0);
		expect(error!.message).toContain('[item 1]');
	});

	it('takes small letters for a country', async () => {
		const { charges } = await setup.runNode(bulk({ countryCode: 'us' }));
		expect(charges).toEqual([expect.objectContaining({ what: { country: 'US', quantity: 1 } })]);
	});

	it.each(['withPassword', 'withFragment', 'openHttp', 'lineBreak'])(
		'in the credential (%s): nothing leaves, and no part of it is shown',
		async (credential) => {
			const outcome = await setup.runNode({ ...purchase, credential });
			expect(outcome.requests).toHaveLength(0);
			expect(outcome.error).toBeDefined();
			expect(JSON.stringify([outcome.error, traceOf(outcome)])).not.toMatch(
				/user:secret|X-Injected|sandbox-gmt-key/,
			);
		},
	);

	it('a final slash in the address is fine', async () => {
		expect((await setup.runNode({ ...purchase, credential: 'slash' })).charges).toHaveLength(1);
	});
});

describe('secrets', () => {
	it('a key that the service repeats in its refusal is not shown', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'createPurchase',
			kind: 'status',
			status: 401,
			body: { message: 'The key wrong-key-0815 is not known' },
		});
		const outcome = await setup.runNode({
			...purchase,
			credential: 'wrongKey',
			node: continueOnFail,
		});
		expect(outcome.json[0]).toMatchObject({ details: { code: 'authentication' } });
		expect(JSON.stringify(outcome.json) + traceOf(outcome)).not.toContain('wrong-key-0815');
	});

	it('half a response with a message in it is not shown', async () => {
		const { fiveSim } = setup.sandbox;
		const body =
			'{"id":1,"phone":"+79000000000","sms":[{"text":"Your code is 424242","code":"424242"';
		fiveSim.faults.add({ operationId: 'buyActivation', kind: 'text', body, times: 1 });
		fiveSim.faults.add({ operationId: 'checkOrder', kind: 'text', body, times: 'always' });
		const { service, parameters } = purchaseCases.find(
			({ operationId }) => operationId === 'buyActivation',
		)!;
		for (const job of [
			{ service, parameters },
			{ service, parameters: { resource: 'order', operation: 'get', orderId: '1' } },
		]) {
			const outcome = await setup.runNode(job);
			expect(outcome.error!.code).toBe(
				job.parameters.operation === 'get' ? 'unexpectedReply' : 'uncertain',
			);
			expect(traceOf(outcome)).not.toContain('424242');
		}
	});

	it('a new password is not shown when it is refused', async () => {
		setup.sandbox.gmt.faults.add({
			operationId: 'changePassword',
			kind: 'status',
			status: 422,
			body: { message: 'hunter2-hunter2 is too weak' },
		});
		const outcome = await setup.runNode({
			service: 'gmt',
			parameters: {
				resource: 'profile',
				operation: 'changePassword',
				newPassword: 'hunter2-hunter2',
			},
			node: continueOnFail,
		});
		expect(JSON.stringify(outcome.json)).not.toContain('hunter2');
	});
});

describe('state operations whose answer is lost', () => {
	const { parameters } = purchaseCases.find(({ operationId }) => operationId === 'buyActivation')!;

	it.each([
		['cancelOrder', 'cancel', 'CANCELED'],
		['banOrder', 'ban', 'BANNED'],
	])('%s is read back', async (operationId, operation, status) => {
		const [order] = (await setup.runNode({ service: 'fiveSim', parameters })).json;
		setup.sandbox.fiveSim.faults.add({ operationId, kind: 'reset', when: 'after' });
		const { json, requests } = await setup.runNode({
			service: 'fiveSim',
			parameters: { resource: 'order', operation, orderId: order!.id as number },
		});
		expect(json).toEqual([expect.objectContaining({ id: order!.id, status })]);
		expect(requests.filter((request) => request.operationId === operationId)).toHaveLength(1);
	});

	it('finishing is read back', async () => {
		const { fiveSim } = setup.sandbox;
		const [order] = (await setup.runNode({ service: 'fiveSim', parameters })).json;
		fiveSim.deliverSms(order!.id as number, { text: 'Code 12345' });
		fiveSim.faults.add({ operationId: 'finishOrder', kind: 'status', status: 502, when: 'after' });
		const { json } = await setup.runNode({
			service: 'fiveSim',
			parameters: { resource: 'order', operation: 'finish', orderId: order!.id as number },
		});
		expect(json).toEqual([expect.objectContaining({ status: 'FINISHED' })]);
	});

	it('one that did not happen is uncertain, and is not sent again', async () => {
		const [order] = (await setup.runNode({ service: 'fiveSim', parameters })).json;
		setup.sandbox.fiveSim.faults.add({ operationId: 'cancelOrder', kind: 'reset', when: 'before' });
		const { error, requests } = await setup.runNode({
			service: 'fiveSim',
			parameters: { resource: 'order', operation: 'cancel', orderId: order!.id as number },
		});
		expect(error).toMatchObject({
			code: 'uncertain',
			message: expect.stringContaining('so it is unclear whether this happened'),
		});
		expect(requests.filter(({ operationId }) => operationId === 'cancelOrder')).toHaveLength(1);
	});

	it('one that was refused in unknown words is looked up, and told where nothing happened', async () => {
		const [order] = (await setup.runNode({ service: 'fiveSim', parameters })).json;
		setup.sandbox.fiveSim.faults.add({
			operationId: 'cancelOrder',
			kind: 'text',
			status: 400,
			body: 'something new',
		});
		const { error, requests } = await setup.runNode({
			service: 'fiveSim',
			parameters: { resource: 'order', operation: 'cancel', orderId: order!.id as number },
		});
		expect(error).toMatchObject({
			code: 'refused',
			message: '5sim answered: something new [item 0]',
		});
		expect(requests.map(({ operationId }) => operationId)).toEqual(['cancelOrder', 'checkOrder']);
		expect(setup.sandbox.fiveSim.state.ordersById.get(order!.id as number)!.status).toBe('PENDING');
	});

	it('a code that was requested before is read', async () => {
		const [bought] = (await setup.runNode(purchase)).json;
		const job: Job = {
			service: 'gmt',
			parameters: {
				resource: 'purchase',
				operation: 'requestCode',
				purchaseId: bought!.id as number,
			},
		};
		const first = await setup.runNode(job);
		const second = await setup.runNode(job);
		expect(second.requests.some(({ status }) => status === 409)).toBe(true);
		const verification = (outcome: Outcome) =>
			(outcome.json[0]!.purchase as IDataObject).verification;
		expect(verification(second)).toMatchObject({ code: expect.stringMatching(/^\d+$/) });
		expect(verification(second)).toEqual(verification(first));
	});
});
