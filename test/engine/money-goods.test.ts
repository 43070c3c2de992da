import type { IDataObject } from 'n8n-workflow';
import type { FaultSpec } from '../../sandbox';
import { continueOnFail, retry, useSetup, type Job } from '../support';
import { rentedBefore } from '../support/purchaseCases';
import { accountJob, bulkJob, numberJob, payoutJob } from '../support/purchases';

const setup = useSetup();

beforeEach(() => {
	setup.sandbox.gmt.faults.clear();
	setup.sandbox.fiveSim.faults.clear();
});

/** Changes some fields of the service's answer to a purchase that was made. */
function answerWith(job: Job, operationId: string, fields: object, skip = 0) {
	setup.sandbox[job.service].faults.add({
		operationId,
		kind: 'change',
		when: 'after',
		skip,
		change: ({ json }) => ({ status: 200, json: { ...(json as object), ...fields } }),
	});
}

const hosting = numberJob({}, { operation: 'buyHostingNumber', product: '1day', operator: 'mts' });

describe('other goods than asked for come out, and say so', () => {
	it.each([
		['number', numberJob(), 'buyActivation', { country: 'england' }, 'country', 'russia'],
		['number', numberJob(), 'buyActivation', { product: 'whatsapp' }, 'product', 'telegram'],
		[
			'number',
			numberJob({}, { operator: 'mts' }),
			'buyActivation',
			{ operator: 'beeline' },
			'operator',
			'mts',
		],
		['hosting', hosting, 'buyHosting', { product: '3hours' }, 'product', '1day'],
		['account', accountJob(), 'createPurchase', { country_code: 'GB' }, 'countryCode', 'US'],
		['bulk', bulkJob(), 'createBulkPurchase', { country_code: 'GB' }, 'countryCode', 'US'],
		['bulk', bulkJob(), 'createBulkPurchase', { quantity: 300 }, 'quantity', 2],
		[
			'bulk that is waited for',
			bulkJob({ timeLimit: 1 }, { waitForArchive: true }),
			'createBulkPurchase',
			{ quantity: 300 },
			'quantity',
			2,
		],
	] as const)('%s %#', async (_what, job, operationId, fields, key, asked) => {
		answerWith(job, operationId, fields);
		const { json, charges } = await setup.runNode(job);
		expect(charges).toHaveLength(1);
		expect(json).toEqual([
			expect.objectContaining({ differs: { [key]: { asked, got: Object.values(fields)[0] } } }),
		]);
	});

	it('another number than the one to buy again', async () => {
		const number = await rentedBefore(setup.sandbox);
		const again = numberJob({}, { operation: 'buyAgain', number });
		answerWith(again, 'reuseNumber', { phone: '+79995550000' });
		const { json } = await setup.runNode(again);
		expect(json).toEqual([
			expect.objectContaining({
				differs: { number: { asked: number.replace('+', ''), got: '+79995550000' } },
			}),
		]);
		const other = await rentedBefore(setup.sandbox);
		const right = await setup.runNode(numberJob({}, { operation: 'buyAgain', number: other }));
		expect(right.json[0]).not.toHaveProperty('differs');
	});

	it.each([
		[numberJob(), 'buyActivation', { country: 'Russia', product: 'TELEGRAM' }],
		[numberJob({}, { operator: 'mts' }), 'buyActivation', { operator: 'MTS' }],
		[accountJob(), 'createPurchase', { country_code: 'us' }],
		[bulkJob(), 'createBulkPurchase', { country_code: 'us', quantity: '2' }],
		[numberJob(), 'buyActivation', { country: undefined, product: '', operator: null }],
	] as const)(
		'but not letters of another case, or nothing %#',
		async (job, operationId, fields) => {
			answerWith(job, operationId, fields);
			const { json, charges } = await setup.runNode(job);
			expect(charges).toHaveLength(1);
			expect(json).toHaveLength(1);
			expect(json[0]).not.toHaveProperty('differs');
		},
	);
});

describe('a lost purchase', () => {
	const listedWith = (service: Job['service'], fields: object) =>
		setup.sandbox[service].faults.add({
			operationId: service === 'gmt' ? 'listPurchases' : 'listOrders',
			kind: 'change',
			when: 'after',
			times: 'always',
			change: ({ json }) => {
				const [key, entries] = Object.entries(json as object)[0] as [string, object[]];
				return {
					status: 200,
					json: { ...(json as object), [key]: entries.map((one) => ({ ...one, ...fields })) },
				};
			},
		});

	it.each([
		['fiveSim', numberJob(), 'buyActivation', { country: 'Russia', product: 'Telegram' }],
		['fiveSim', numberJob({}, { operator: 'mts' }), 'buyActivation', { operator: 'MTS' }],
		['fiveSim', numberJob(), 'buyActivation', { country: null, operator: '' }],
		['gmt', accountJob(), 'createPurchase', { country_code: 'us' }],
		['gmt', accountJob(), 'createPurchase', { country_code: null, purchase_type: null }],
	] as const)(
		'is found however the list writes what it is %#',
		async (service, job, operationId, fields) => {
			setup.sandbox[service].faults.add({ operationId, kind: 'reset', when: 'after' });
			listedWith(service, fields);
			const { json, charges } = await setup.runNode(job);
			expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
			expect(json[0]).not.toHaveProperty('differs');
		},
	);

	it('is found by its number, however the list writes it', async () => {
		const number = await rentedBefore(setup.sandbox);
		const digits = number.replace('+', '');
		setup.sandbox.fiveSim.faults.add({ operationId: 'reuseNumber', kind: 'reset', when: 'after' });
		listedWith('fiveSim', { phone: `+${digits[0]} (${digits.slice(1, 4)}) ${digits.slice(4)}` });
		const { json, charges } = await setup.runNode(numberJob({}, { operation: 'buyAgain', number }));
		expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
		expect(json[0]).not.toHaveProperty('differs');
	});

	it('is never cancelled, however much it cost', async () => {
		const { fiveSim } = setup.sandbox;
		fiveSim.setPrice('russia', 'any', 'telegram', '12.50');
		fiveSim.faults.add({ operationId: 'buyActivation', kind: 'reset', when: 'after' });
		listedWith('fiveSim', { price: 12.9 });
		// 5sim was told no limit: it keeps to none with a named operator.
		const { json, requests } = await setup.runNode(
			numberJob({ maxPrice: '12.6', cancelIfOverpaid: true }, { operator: 'mts' }),
		);
		expect(json).toEqual([
			expect.objectContaining({
				recovered: true,
				status: 'PENDING',
				overpaid: { price: '12.9', maxPrice: '12.6' },
			}),
		]);
		expect(requests.filter(({ operationId }) => operationId === 'cancelOrder')).toEqual([]);
	});
});

describe('a number that is the result of an earlier execution', () => {
	it.each([
		['number', numberJob(), 'buyActivation', 'listOrders'],
		['account', accountJob(), 'createPurchase', 'listPurchases'],
		['bulk', bulkJob(), 'createBulkPurchase', undefined],
	] as const)(
		'(%s) is no new purchase, also where no list shows it',
		async (_what, job, operationId, list) => {
			const { faults } = setup.sandbox[job.service];
			const charged = () => setup.sandbox[job.service].charges().length;
			let first: unknown;
			faults.add({
				operationId,
				kind: 'change',
				when: 'after',
				change: (response) => ((first = response.json), response),
			});
			await setup.runNode(job);
			if (list) faults.add({ operationId: list, kind: 'status', status: 400, times: 'always' });
			// A cache answers for the service.
			faults.add({
				operationId,
				kind: 'change',
				when: 'before',
				change: () => ({ status: 200, json: first }),
			});
			const mark = charged();
			const { error } = await setup.runNode({ ...job, node: retry });
			expect(charged()).toBe(mark);
			expect(error).toMatchObject({
				code: 'uncertain',
				message: expect.stringContaining('which was bought before'),
			});
		},
	);
});

describe('a payout', () => {
	/** The next one is answered so, once it is made or, as it is refused, before. */
	const answered = (body: FaultSpec['body'], when: FaultSpec['when'] = 'after') =>
		setup.sandbox.fiveSim.faults.add({
			operationId: 'createPayout',
			kind: 'status',
			status: 200,
			body,
			when,
		});

	it.each([false, 'false', 'False', 0, '0', 'no'])(
		'answered with success %j is refused',
		async (success) => {
			answered({ success, error: 'not enough money' }, 'before');
			const { error, json, charges } = await setup.runNode(payoutJob());
			expect(charges).toEqual([]);
			expect(json).toEqual([]);
			expect(error).toMatchObject({
				code: 'refused',
				description: expect.stringContaining('not enough money'),
			});
		},
	);

	it.each([
		{ status: 'error', message: 'try later' },
		{ code: 400, message: 'x' },
		{ errors: ['x'] },
		{ ok: false },
		{ result: 'failed' },
		{ success: null },
		{ data: { error: 'x' } },
		{ data: { status: 'saldo insuficiente' } },
		'fee is incorrect',
		'Accepted. Your balance is low now',
		'не выполнено',
		'try later',
		'error',
		'"error"',
		'false',
		'null',
		'0',
	])('answered with %j is neither done nor refused', async (body) => {
		answered(body);
		const { json, charges, error } = await setup.runNode({ ...payoutJob(), node: retry });
		expect(charges).toHaveLength(1);
		expect(json).toEqual([]);
		expect(error).toMatchObject({ code: 'uncertain' });
	});

	it.each([
		'',
		'ok',
		'{}',
		'true',
		{ id: 7, errors: [] },
		{ status: 'pending', code: 0 },
		'Your request is accepted, please wait 15 minutes',
		'Заявка принята, подождите',
		'"请等待"',
	])('answered with %j is done', async (body) => {
		answered(body);
		const { json, charges } = await setup.runNode(payoutJob());
		expect(charges).toHaveLength(1);
		expect(json).toEqual([expect.objectContaining({ success: true })]);
	});

	it.each([true, 'true', 1, undefined])('answered with success %j is done', async (success) => {
		answered({ success, id: 4 });
		const { json, charges } = await setup.runNode(payoutJob());
		expect(charges).toHaveLength(1);
		expect(json).toEqual([expect.objectContaining({ success: true })]);
	});
});

describe('a redirect behind a purchase', () => {
	it.each([301, 302, 303, 307, 308])('with %i leaves open what happened', async (status) => {
		for (const [job, operationId] of [
			[numberJob(), 'buyActivation'],
			[accountJob(), 'createPurchase'],
			[bulkJob(), 'createBulkPurchase'],
			[payoutJob(), 'createPayout'],
		] as const)
			for (const location of [
				'/elsewhere',
				'https://example.com/404.html',
				'//example.com/404.html',
				undefined,
			]) {
				setup.sandbox[job.service].faults.add({
					operationId,
					kind: 'status',
					status,
					when: 'after',
					...(location && { headers: { Location: location } }),
				});
				const { charges, json, error } = await setup.runNode({
					...job,
					node: { ...retry, maxTries: 2 },
				});
				expect(charges).toHaveLength(1);
				expect(json[0]?.recovered ?? error?.code).toBe(
					['createPurchase', 'buyActivation'].includes(operationId) ? true : 'uncertain',
				);
			}
	});

	it.each([301, 303, 307, 308])('with %i to a page for what does not exist too', async (status) => {
		setup.sandbox.fiveSim.faults.add({
			operationId: 'buyActivation',
			kind: 'status',
			status,
			when: 'after',
			headers: { Location: '/404.html' },
		});
		const { charges, json } = await setup.runNode({ ...numberJob(), node: retry });
		expect(charges).toHaveLength(1);
		expect(json).toEqual([expect.objectContaining({ recovered: true })]);
	});
});

describe('names that JavaScript knows are texts', () => {
	const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

	it.each(NAMES)('%s', async (name) => {
		const { fiveSim, gmt } = setup.sandbox;
		const fields = JSON.parse(
			`{"country": "${name}", "product": "${name}", "operator": "${name}", "${name}": "${name}", "status": "${name}"}`,
		) as IDataObject;
		answerWith(numberJob(), 'buyActivation', fields);
		const number = await setup.runNode(numberJob());
		expect(number.charges).toHaveLength(1);
		expect(number.json).toEqual([
			expect.objectContaining({
				country: name,
				differs: {
					country: { asked: 'russia', got: name },
					product: { asked: 'telegram', got: name },
				},
			}),
		]);
		answerWith(accountJob(), 'createPurchase', { ...fields, country_code: name });
		const account = await setup.runNode(accountJob());
		expect(account.charges).toHaveLength(1);
		expect(account.json).toEqual([
			expect.objectContaining({ differs: { countryCode: { asked: 'US', got: name } } }),
		]);
		// As the number of a purchase it is none.
		answerWith(numberJob(), 'buyActivation', { id: name });
		const lost = await setup.runNode(numberJob());
		expect(lost.json).toEqual([
			expect.objectContaining({ id: lost.charges[0]!.subject, recovered: true }),
		]);
		for (const body of [name, JSON.stringify(name), { [name]: name }, { text: name }]) {
			fiveSim.faults.add({ operationId: 'buyActivation', kind: 'status', status: 400, body });
			gmt.faults.add({ operationId: 'createPurchase', kind: 'status', status: 400, body });
		}
		for (const job of [numberJob(), accountJob()]) {
			const { json, charges } = await setup.runNode({
				...job,
				items: [{}, {}, {}, {}],
				node: continueOnFail,
			});
			expect(charges).toEqual([]);
			expect(json).toEqual(
				Array(4).fill(
					expect.objectContaining({
						details: expect.objectContaining({
							code: expect.stringMatching(/^(refused|invalidInput)$/) as string,
						}),
					}),
				),
			);
		}
	});

	it('as what is asked for', async () => {
		for (const name of NAMES) {
			for (const job of [
				numberJob({ maxPrice: '5' }, { product: name }),
				numberJob({ maxPrice: '5' }, { country: name }),
				numberJob({ maxPrice: '5' }, { operator: name }),
				numberJob({}, { operation: 'buyHostingNumber', product: '1day', country: name }),
			]) {
				const { error, charges } = await setup.runNode(job);
				expect(charges).toEqual([]);
				expect(error).toBeDefined();
				expect(`${error!.message} ${error!.description}`).not.toMatch(
					/undefined|Cannot|is not a|native code/,
				);
			}
		}
	});
});
