import type { INode } from 'n8n-workflow';

import { useSetup, type Job } from '../support';
import { credentialsBut, keyUntil } from '../support/credentials';

const setup = useSetup({ fiveSim: { rateLimit: null } }, (sandbox) => {
	const { gmt, fiveSim } = sandbox;
	const { gmtWith, fiveSimWith } = credentialsBut(sandbox);
	return {
		gmtWrong: gmtWith({ apiKey: 'wrong' }),
		gmtQuoted: gmtWith({ apiKey: `"${gmt.apiKey}"` }),
		gmtEmpty: gmtWith({ apiKey: '' }),
		gmtOther: gmtWith({ apiKey: keyUntil(4e9) }),
		gmtTypo: gmtWith({ baseUrl: 'https://api.getmytgg.invalid' }),
		gmtHttp: gmtWith({ baseUrl: 'http://api.getmytg.com' }),
		gmtHttps: gmtWith({ baseUrl: gmt.url.replace('http:', 'https:') }),
		gmtPath: gmtWith({ baseUrl: `${gmt.url}/v1` }),
		gmtElsewhere: gmtWith({ baseUrl: fiveSim.url }),
		gmtBare: gmtWith({ baseUrl: 'api.getmytg.com' }),
		fiveSimWrong: fiveSimWith({ apiKey: 'wrong' }),
		fiveSimBearer: fiveSimWith({ apiKey: `Bearer ${fiveSim.apiKey}` }),
		fiveSimQuoted: fiveSimWith({ apiKey: `'${keyUntil(4e9)}'` }),
		fiveSimOther: fiveSimWith({ apiKey: gmt.apiKey }),
		fiveSimExpired: fiveSimWith({ apiKey: keyUntil(1e9) }),
		fiveSimOld: fiveSimWith({ apiKey: '0123456789abcdef'.repeat(2) }),
		fiveSimCut: fiveSimWith({ apiKey: keyUntil(4e9).slice(0, 30) }),
		fiveSimShare: fiveSimWith({ requestsPerSecond: 'ten' }),
		fiveSimTypo: fiveSimWith({ baseUrl: 'https://5simm.invalid' }),
		fiveSimHttp: fiveSimWith({ baseUrl: 'http://5sim.net' }),
		fiveSimPath: fiveSimWith({ baseUrl: `${fiveSim.url}/v1/user` }),
		fiveSimElsewhere: fiveSimWith({ baseUrl: gmt.url }),
	};
});

const account = { resource: 'purchase', operation: 'create', countryCode: 'US' };
const accounts = { ...account, resource: 'bulkPurchase', quantity: 2 };
const number = {
	resource: 'order',
	operation: 'buyActivationNumber',
	product: 'telegram',
	country: 'russia',
	operator: 'any',
};
const gmt = (parameters: object, more: Partial<Job> = {}): Job => ({
	service: 'gmt',
	parameters: parameters as INode['parameters'],
	...more,
});
const fiveSim = (parameters: object, more: Partial<Job> = {}): Job => ({
	...gmt(parameters, more),
	service: 'fiveSim',
});
const refused = (label: string) => new RegExp(`^'${label}' (must be|is) `);

/** Each mistake with what it is told as: what is wrong, and what to do. */
const mistakes: ReadonlyArray<readonly [string, Job, RegExp, RegExp]> = [
	...(
		[
			['gmtWrong', /did not accept the key/, /'API Key' in the credential: the Telegram bot/],
			['gmtQuoted', refused('API Key'), /without quotation marks/],
			['gmtEmpty', refused('API Key'), /Copy only the key/],
			['gmtOther', /did not accept the key/, /'API Key' in the credential: the Telegram bot/],
			['gmtTypo', /could not be reached/, /Check 'Base URL'/],
			['gmtHttp', /'Base URL' must start with 'https:/, /Nothing was sent/],
			['gmtHttps', /could not be reached/, /Check 'Base URL'/],
			['gmtPath', /no Get My TG at the address/, /usually it is https:\/\/api\.getmytg\.com/],
			['gmtElsewhere', /no Get My TG at the address/, /usually it is https:/],
			['gmtBare', /'Base URL' must be a full address/, /such as 'https:/],
		] as const
	).flatMap(([credential, what, advice]) => [
		[`credential ${credential}`, gmt(account, { credential }), what, advice] as const,
		[`credential ${credential}, bulk`, gmt(accounts, { credential }), what, advice] as const,
	]),
	...(
		[
			['fiveSimWrong', /did not accept the key/, /profile settings at 5sim, for API version 1/],
			['fiveSimBearer', refused('API Key'), /without 'Bearer'/],
			['fiveSimQuoted', refused('API Key'), /without quotation marks/],
			['fiveSimOther', /did not accept the key/, /profile settings at 5sim, for API version 1/],
			['fiveSimExpired', /'API Key' expired on/, /Create a new key.*Nothing was sent/],
			['fiveSimOld', /old API/, /much longer.*Nothing was sent/],
			['fiveSimCut', /part of the key is missing/, /Copy the whole key.*Nothing was sent/],
			[
				'fiveSimShare',
				refused('Requests per Second'),
				/'ten' in the credential\. Nothing was sent/,
			],
			['fiveSimTypo', /could not be reached/, /Check 'Base URL'/],
			['fiveSimHttp', /'Base URL' must start with 'https:/, /Nothing was sent/],
			['fiveSimPath', /no 5sim at the address/, /usually it is https:\/\/5sim\.net/],
			['fiveSimElsewhere', /no 5sim at the address/, /usually it is https:\/\/5sim\.net/],
		] as const
	).map(
		([credential, what, advice]) =>
			[`credential ${credential}`, fiveSim(number, { credential }), what, advice] as const,
	),
	...[0, -1, 1.5, 'abc', '1e3', '={{ $json.nothing }}', true, [2]].map(
		(quantity) =>
			[
				`quantity ${JSON.stringify(quantity)}`,
				gmt({ ...accounts, quantity }),
				refused('Quantity'),
				/Nothing was sent/,
			] as const,
	),
	[
		'quantity 1e9',
		gmt({ ...accounts, quantity: 1e9 }),
		/enough in stock for 1000000000 accounts/,
		/Buy fewer/,
	],
	['country typo', gmt({ ...account, countryCode: 'Indai' }), refused('Country'), /'IN' \(India\)/],
	['unknown code', gmt({ ...account, countryCode: 'UX' }), /country 'UX'/, /Did you mean 'US'/],
	[
		'no such name',
		gmt({ ...account, countryCode: 'Atlantis' }),
		refused('Country'),
		/such as 'US'/,
	],
	['two countries', gmt({ ...account, countryCode: 'US,GB' }), refused('Country'), /such as 'US'/],
	['no country', gmt({ ...account, countryCode: '={{ $json.x }}' }), refused('Country'), /'US'/],
	['5sim country', fiveSim({ ...number, country: 'rusia' }), /country 'rusia'/, /'russia'/],
	['5sim product', fiveSim({ ...number, product: 'telegrm' }), /'telegrm'/, /'telegram'/],
	['5sim operator', fiveSim({ ...number, operator: 'beelin' }), /'beelin'/, /'beeline'/],
	['no product', fiveSim({ ...number, product: '={{ $json.x }}' }), refused('Product'), /Fill it/],
	['a path', fiveSim({ ...number, product: '../x' }), refused('Product'), /Nothing was sent/],
	...(['maxPrice', 'maxTotal', 'maxPerDay'] as const).flatMap((limit) => [
		[
			`${limit} 0`,
			gmt({ ...accounts, options: { [limit]: 0 } }),
			/above your Max/,
			/Nothing was bought.*Raise/,
		] as const,
		...[-1, '1,5', '$1', '={{ $json.x }}'].map(
			(value) =>
				[
					`${limit} ${value}`,
					fiveSim({ ...number, options: { [limit]: value } }),
					/^'Max [\w ]+' must be an amount/,
					/Nothing was sent/,
				] as const,
		),
	]),
	...[0, -1, 'abc', 43_201].map(
		(timeLimit) =>
			[
				`longest wait ${timeLimit}`,
				gmt({ ...accounts, waitForArchive: true, options: { timeLimit } }),
				refused('Longest Wait in Minutes'),
				/Nothing was sent/,
			] as const,
	),
	[
		'request timeout 0',
		gmt({ ...account, options: { timeout: 0 } }),
		refused('Request Timeout in Seconds'),
		/Nothing was sent/,
	],
	[
		'unclear outcome',
		gmt({ ...account, options: { onUncertain: 'Stop' } }),
		refused('When Outcome Is Unclear'),
		/Choose from 'recover', 'fail'/,
	],
	[
		'failed wait',
		gmt({ ...accounts, waitForArchive: true, options: { onFailure: 'Return' } }),
		refused('When It Fails'),
		/Choose from/,
	],
	...['example.com/webhook', 'ftp://example.com/x', 'https://', '={{ $json.x }}'].map(
		(callbackUrl) =>
			[
				`callback ${callbackUrl}`,
				gmt({ ...accounts, additionalFields: { callbackUrl } }),
				refused('Callback URL'),
				/Nothing was sent/,
			] as const,
	),
];

it.each(mistakes)('%s buys nothing, and is told', async (_name, job, what, advice) => {
	const { error, charges } = await setup.runNode(job);
	expect(charges).toEqual([]);
	expect(error?.message).toMatch(what);
	expect(error?.description).toMatch(advice);
	expect(error?.code).not.toBe('uncertain');
});

it.each([
	['purchase', gmt({ resource: 'purchase', operation: 'requestCode', purchaseId: 99_999_999 })],
	['purchase', gmt({ resource: 'purchase', operation: 'refund', purchaseId: 99_999_999 })],
	['order', fiveSim({ resource: 'order', operation: 'cancel', orderId: 99_999_999 })],
	['order', fiveSim({ resource: 'order', operation: 'waitForSms', orderId: 99_999_999 })],
] as const)('a %s of another account is not known, and says so', async (what, job) => {
	const { error } = await setup.runNode(job);
	expect(error).toMatchObject({ code: 'notFound' });
	expect(error?.message).toContain(`does not know ${what} 99999999`);
	expect(error?.description).toContain('another account');
});

it('many items at a wrong address ask once whether it is wrong', async () => {
	const items = Array.from({ length: 5 }, (_none, index) => ({ id: index + 1 }));
	const { json, requests } = await setup.runNode(
		gmt(
			{ resource: 'purchase', operation: 'get', purchaseId: '={{ $json.id }}' },
			{ items, credential: 'gmtPath', node: { onError: 'continueRegularOutput' } },
		),
	);
	expect(json.map(({ details }) => (details as { code: string }).code)).toEqual(
		items.map(() => 'providerUnavailable'),
	);
	expect(requests).toHaveLength(items.length + 1);
});

it('a node without a credential says so, and asks nobody', async () => {
	for (const job of [gmt(account), fiveSim(number)]) {
		const { error, requests } = await setup.runNode({ ...job, node: { credentials: {} } });
		expect(error?.message).toMatch(/credential/i);
		expect(requests).toEqual([]);
	}
});

it('an empty callback URL does not matter while the node waits, since it sets one itself', async () => {
	const { error, charges } = await setup.runNode(
		gmt({
			...accounts,
			waitForArchive: true,
			additionalFields: { callbackUrl: '' },
			options: { timeLimit: 1 },
		}),
	);
	expect(error).toBeUndefined();
	expect(charges).toHaveLength(1);
});
