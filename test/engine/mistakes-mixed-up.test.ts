import { useSetup, type Job } from '../support';
import { credentialsBut } from '../support/credentials';

const setup = useSetup(
	{ gmt: { bulkReadyAfterSeconds: 600 }, fiveSim: { rateLimit: null, smsAfterSeconds: 0 } },
	(sandbox) => {
		const { gmtWith } = credentialsBut(sandbox);
		return {
			withHeader: gmtWith({ apiKey: `x-api-key: ${sandbox.gmt.apiKey}` }),
			withQuery: gmtWith({ baseUrl: `${sandbox.gmt.url}?key=1` }),
		};
	},
);

const jobOf =
	(service: Job['service']) =>
	(resource: string, operation: string, parameters: object = {}, more: Partial<Job> = {}): Job =>
		({ service, parameters: { resource, operation, ...parameters }, ...more }) as Job;
const gmt = jobOf('gmt');
const fiveSim = jobOf('fiveSim');
const bulk = { countryCode: 'US', quantity: 2 };
const number = { product: 'telegram', country: 'russia', operator: 'any' };

/** What was bought before the mistakes, and is what they mix up. */
const bought: Record<string, unknown> = {};
beforeAll(async () => {
	const [single] = (await setup.runNode(gmt('purchase', 'create', { countryCode: 'US' }))).json;
	const [many] = (await setup.runNode(gmt('bulkPurchase', 'create', bulk))).json;
	const [order] = (await setup.runNode(fiveSim('order', 'buyActivationNumber', number))).json;
	await setup.runNode(fiveSim('order', 'finish', { orderId: order!.id }));
	Object.assign(bought, {
		single: single!.id,
		bulk: many!.bulk_purchase_id,
		order: order!.id,
	});
});

it.each([
	[
		'the phone number for the order',
		() => fiveSim('order', 'waitForSms', { orderId: '+79001234567' }),
		/'Order' must be a whole number/,
		/Enter the 'id' of an order, not its phone number/,
	],
	[
		'the digits of the phone number for the order',
		() => fiveSim('order', 'get', { orderId: '79001234567' }),
		/does not know order 79001234567/,
		/must be the 'id' of an order, not its phone number/,
	],
	[
		'a whole item for the order',
		() => fiveSim('order', 'cancel', { orderId: '={{ $json }}' }),
		/'Order' must be/,
		/Enter the 'id' of an order/,
	],
	[
		'a list of countries',
		() => gmt('purchase', 'create', { countryCode: '={{ ["US", "GB"] }}' }),
		/'Country' must be one text/,
		/split it into items first, for example with 'Split Out'\. Nothing was sent/,
	],
	[
		'the price of another node for the limit',
		() =>
			gmt('purchase', 'create', {
				countryCode: 'US',
				options: { maxPrice: '={{ { amount: "5.00", currency_code: "USD" } }}' },
			}),
		/'Max Price' must be an amount/,
		/This is a whole object: name the field of it that you need\. Nothing was sent/,
	],
	[
		'no order before Wait for SMS',
		() => fiveSim('order', 'waitForSms'),
		/'Order' is empty/,
		/Enter the 'id' of an order.*Nothing was sent/,
	],
	[
		'no bulk purchase before Download',
		() => gmt('bulkPurchase', 'download'),
		/'Bulk Purchase' is empty/,
		/Enter the 'bulk_purchase_id'/,
	],
	[
		'an order that is over',
		() => fiveSim('order', 'cancel', { orderId: bought.order }),
		/order/,
		/order that is over cannot be changed/,
	],
	...['get', 'refund', 'requestCode'].map(
		(operation) =>
			[
				`${operation}: a bulk purchase for a single one`,
				() => gmt('purchase', operation, { purchaseId: bought.bulk }),
				/does not know purchase 5\d+/,
				/must be the 'id' of a single purchase, not of a bulk purchase.*another account/,
			] as const,
	),
	...['get', 'download'].map(
		(operation) =>
			[
				`${operation}: a single purchase for a bulk one`,
				() => gmt('bulkPurchase', operation, { purchaseId: bought.single }),
				/does not know bulk purchase \d+/,
				/must be the 'bulk_purchase_id' of a bulk purchase/,
			] as const,
	),
	[
		'Download before the archive is ready',
		() => gmt('bulkPurchase', 'download', { purchaseId: bought.bulk }),
		/in the present state/,
		/Look at the purchase with 'Get'.*not ready/,
	],
	[
		'the number of a purchase for its hash',
		() => gmt('purchaseByHash', 'get', { hash: '1000001' }),
		/does not know this hash/,
		/^Check the value\. (?!.*account)/,
	],
	[
		'a country that is not sold',
		() => gmt('purchase', 'create', { countryCode: 'RU' }),
		/does not know country 'RU'/,
		/^Check the value\. (?!.*account)/,
	],
	[
		'the label of the list for the country',
		() => gmt('bulkPurchase', 'create', { ...bulk, countryCode: 'India · $0.62 · 940 in stock' }),
		/'Country' is not valid/,
		/such as 'US'.*Nothing was sent/,
	],
	...['3 accounts', '３', '1,000', 'three', '={{ $json }}'].map(
		(quantity) =>
			[
				`quantity ${quantity}`,
				() => gmt('bulkPurchase', 'create', { ...bulk, quantity }),
				/'Quantity' must be a whole number/,
				/You entered .*Nothing was sent/,
			] as const,
	),
	...['1.50 USD', '1 000', 'free'].map(
		(maxPrice) =>
			[
				`max price ${maxPrice}`,
				() => fiveSim('order', 'buyActivationNumber', { ...number, options: { maxPrice } }),
				/'Max Price' must be an amount such as '0\.75'/,
				/You entered .*Nothing was sent/,
			] as const,
	),
	[
		'forwarding to a number that is not Russian',
		() =>
			fiveSim('order', 'buyActivationNumber', {
				...number,
				additionalFields: { forwarding: true, forwardingNumber: '+12025550123' },
			}),
		/'Forwarding Number' is not valid/,
		/such as '7xxxxxxxxxx'.*Nothing was sent/,
	],
	[
		'a key that is an object',
		() =>
			gmt('purchase', 'create', { countryCode: 'US', options: { idempotencyKey: '={{ $json }}' } }),
		/'Idempotency Key' must be one text/,
		/Nothing was sent/,
	],
	...[
		[
			'{{ $json.order }}',
			/is an expression/,
			/Switch the field from Fixed to Expression, .*Nothing was sent/,
		],
		['$json.order', /is an expression/, /It contains '\$json' as text.*between \{\{ and \}\}/],
		['{{ $json.order', /is an expression/, /It contains '\{\{' as text/],
		[
			'=order-{{ $json }}',
			/contains '\[object Object\]'/,
			/Correct the expression.*Nothing was sent/,
		],
		[
			'={{ "order_" + $json.number }}',
			/contains 'undefined'/,
			/something that it names is missing/,
		],
		['={{ `order ${null}` }}', /contains 'null'/, /something that it names is missing/],
	].map(
		([idempotencyKey, what, advice]) =>
			[
				`a key that is the same for every item: ${String(idempotencyKey)}`,
				() => gmt('purchase', 'create', { countryCode: 'US', options: { idempotencyKey } }),
				what,
				advice,
			] as const,
	),
	...['{{$json.card}}', '={{ String($json.card) }}'].map(
		(receiver) =>
			[
				`a payout to ${receiver}`,
				() =>
					fiveSim('vendor', 'createPayout', {
						receiver,
						method: 'visa',
						fee: 'payeer',
						amount: 1,
					}),
				/'Receiver' (is an expression|contains 'undefined')/,
				/Nothing was sent/,
			] as const,
	),
	...(
		[
			['changePassword', 'newPassword', /'New Password' is an expression/],
			['changeLogin', 'newLogin', /'New Login' is an expression/],
		] as const
	).map(
		([operation, field, what]) =>
			[
				`${operation}: an expression as text`,
				() => gmt('profile', operation, { [field]: 'Abc-{{ $json.word }}' }),
				what,
				/^It contains '\{\{ \$json\.word \}\}' as text\./,
			] as const,
	),
	[
		'the name of the header in the key',
		() => gmt('purchase', 'create', { countryCode: 'US' }, { credential: 'withHeader' }),
		/'API Key' is empty, or contains characters/,
		/Copy only the key/,
	],
	[
		'a query in the address',
		() => gmt('purchase', 'create', { countryCode: 'US' }, { credential: 'withQuery' }),
		/'Base URL' must not contain/,
		/Nothing was sent/,
	],
	[
		'a payout above the balance',
		() =>
			fiveSim('vendor', 'createPayout', {
				receiver: '4111',
				method: 'visa',
				fee: 'payeer',
				amount: 1e9,
			}),
		/balance at 5sim is too low/,
		/^Top it up, or spend less\.$/,
	],
	[
		'the prices of everything',
		() => fiveSim('product', 'getPrices'),
		/about 750,000 items/,
		/Set 'Country' or 'Product'/,
	],
	[
		'a resource that there is not',
		() => gmt('number', 'create'),
		/There is no resource 'number'/,
		/from the lists/,
	],
] as ReadonlyArray<readonly [string, () => Job, RegExp, RegExp]>)(
	'%s: nothing is bought, and what to do is told',
	async (_name, job, what, advice) => {
		const { error, charges } = await setup.runNode(job());
		expect(charges).toEqual([]);
		expect(error?.message).toMatch(what);
		expect(error?.description).toMatch(advice);
	},
);

it.each([
	'+7 (900) 500-50-40',
	'89005005040',
	'79005005040',
	'tel:+7.900.500–50–40',
	'0079005005040',
])('calls are forwarded to %s, however it is written', async (forwardingNumber) => {
	const { requests, charges } = await setup.runNode(
		fiveSim('order', 'buyActivationNumber', {
			...number,
			additionalFields: { forwarding: true, forwardingNumber },
		}),
	);
	expect(charges).toHaveLength(1);
	expect(requests.map(({ path }) => path).join()).toContain('number=79005005040');
});

it('a key that several items share is pointed out', async () => {
	const keyed = (idempotencyKey: string) =>
		gmt(
			'purchase',
			'create',
			{ countryCode: 'US', options: { idempotencyKey } },
			{ items: [{ order: 'a' }, { order: 'b' }, { order: 'c' }, { order: 'c' }] },
		);
	const hintsOf = async (key: string) => {
		const { run, charges } = await setup.runNode(keyed(key));
		const hints = run.data.data.resultData.runData.Node!.flatMap((one) => one.hints ?? []);
		return [charges.length, hints.map(({ message }) => message.split(',')[0])];
	};
	expect(await hintsOf('=order-{{ $json.order }}')).toEqual([
		3,
		["1 of 4 items have the 'Idempotency Key' of an earlier item"],
	]);
	expect(await hintsOf('=item-{{ $itemIndex }}')).toEqual([4, []]);
});

it.each(['8 (900) 500-50-40', '+7 900 500 50 40', '0079005005040'])(
	'the number that is bought again is found, written as %s',
	async (number) => {
		const { requests } = await setup.runNode(
			fiveSim('order', 'buyAgain', { product: 'telegram', number }),
		);
		expect(requests.at(-1)!.path).toBe('/v1/user/reuse/telegram/79005005040');
	},
);
