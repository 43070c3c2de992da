import { useSetup } from '../support';

const setup = useSetup();
beforeEach(() => {
	setup.sandbox.gmt.reset();
	setup.sandbox.fiveSim.reset();
});

const bulk = {
	resource: 'bulkPurchase',
	operation: 'create',
	countryCode: { __rl: true, mode: 'id', value: 'US' },
	quantity: 2,
};
const payout = {
	resource: 'vendor',
	operation: 'createPayout',
	receiver: '4111111111111111',
	method: 'visa',
	amount: 10,
	fee: 'payeer',
};

describe('what Get My TG leaves out at times', () => {
	it.each(['sparse', 'legacy'] as const)(
		'is no reason to refuse a profile: %s',
		async (profileShape) => {
			setup.sandbox.gmt.configure({ profileShape });
			const { json, error } = await setup.runNode({
				service: 'gmt',
				parameters: { resource: 'profile', operation: 'get' },
			});
			expect([json[0]?.id, 'balance' in json[0]!, error]).toEqual([
				'4711',
				profileShape === 'legacy',
				undefined,
			]);
		},
	);

	it('is no reason to refuse a purchase', async () => {
		setup.sandbox.gmt.configure({ omitOptionalFields: true });
		setup.sandbox.gmt.seedPurchases(1);
		const { json, error } = await setup.runNode({
			service: 'gmt',
			parameters: { resource: 'purchase', operation: 'getAll', sort: 'date_desc', simple: false },
		});
		expect([json.length, 'emoji' in json[0]!, error]).toEqual([1, false, undefined]);
	});

	it('leaves the balance to tell that a bulk purchase was made', async () => {
		setup.sandbox.gmt.configure({ listBulkParts: false });
		setup.sandbox.gmt.faults.add({
			operationId: 'createBulkPurchase',
			kind: 'reset',
			when: 'after',
		});
		const { error } = await setup.runNode({ service: 'gmt', parameters: bulk });
		expect(error?.description).toContain(
			'It probably happened: the balance was 1000.00 USD before and is 997.00 USD now.',
		);
	});

	it('leaves the accounts in the list to tell it where the balance is missing', async () => {
		setup.sandbox.gmt.configure({ profileShape: 'sparse' });
		setup.sandbox.gmt.faults.add({
			operationId: 'createBulkPurchase',
			kind: 'reset',
			when: 'after',
		});
		const { error } = await setup.runNode({ service: 'gmt', parameters: bulk });
		expect(error?.description).toMatch(
			/It probably happened: the newest bulk account of United States was none before and is no\. \d+ now\./,
		);
	});
});

it.each(['text', 'json', 'empty'] as const)(
	'a payout is done whatever 5sim answers to it: %s',
	async (payoutAnswer) => {
		setup.sandbox.fiveSim.configure({ payoutAnswer });
		const { json, error, charges } = await setup.runNode({
			service: 'fiveSim',
			parameters: payout,
		});
		expect([error, charges.length, json[0]?.success]).toEqual([undefined, 1, true]);
	},
);
