import { useSetup } from '../support';

const setup = useSetup({ fiveSim: { rateLimit: null } });
const number = {
	resource: 'order',
	operation: 'buyActivationNumber',
	product: 'telegram',
	country: 'russia',
	operator: 'any',
};

it.each([
	['fiveSim', { ...number, country: 'rusia' }, "the country 'rusia'", "Did you mean 'russia'?"],
	[
		'fiveSim',
		{ ...number, product: 'telegrm' },
		"the product 'telegrm'",
		"Did you mean 'telegram'?",
	],
	['fiveSim', { resource: 'order', operation: 'get', orderId: 999999 }, 'order 999999', ''],
	['gmt', { resource: 'purchase', operation: 'get', purchaseId: 999999 }, 'purchase 999999', ''],
	[
		'gmt',
		{ resource: 'bulkPurchase', operation: 'get', purchaseId: 999999 },
		'bulk purchase 999999',
		'',
	],
	['gmt', { resource: 'account', operation: 'get', countryCode: 'ZZ' }, "country 'ZZ'", ''],
	[
		'gmt',
		{ resource: 'purchase', operation: 'create', countryCode: 'Україна' },
		"country 'UA'",
		". Ukraine is not sold at the moment: choose 'Country' from the list.",
	],
	['fiveSim', { ...number, product: 'face' }, "the product 'face'", "Did you mean 'facebook'?"],
	[
		'fiveSim',
		{ ...number, operation: 'buyHostingNumber', product: '24h' },
		"the period '24h'",
		"Choose 'Period' from the list.",
	],
	[
		'gmt',
		{ resource: 'purchase', operation: 'create', countryCode: 'UX' },
		"country 'UX'",
		". Did you mean 'US'?",
	],
	['gmt', { resource: 'purchaseByHash', operation: 'get', hash: 'abc-123' }, 'this hash', ''],
] as const)('%s says of %j that it does not know %s', async (service, parameters, what, near) => {
	const { error, charges } = await setup.runNode({ service, parameters });
	expect(error?.message).toContain(`does not know ${what}`);
	expect(error?.description).toContain(near);
	expect(error?.message).not.toContain('abc-123');
	expect(charges).toEqual([]);
});

it('a refund that comes too early is a conflict', async () => {
	const { json } = await setup.runNode({
		service: 'gmt',
		parameters: { resource: 'purchase', operation: 'create', countryCode: 'US' },
	});
	const { error } = await setup.runNode({
		service: 'gmt',
		parameters: { resource: 'purchase', operation: 'refund', purchaseId: json[0]!.id as number },
	});
	expect(error).toMatchObject({
		code: 'conflict',
		message: expect.stringContaining(
			`does not refund purchase ${String(json[0]!.id)} now`,
		) as string,
		description: expect.stringContaining('20 minutes') as string,
	});
});
