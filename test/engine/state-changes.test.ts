import { useSetup } from '../support';
import { until } from '../support/callbacks';

const setup = useSetup();

beforeEach(() => {
	setup.sandbox.fiveSim.reset();
	setup.sandbox.fiveSim.configure({ smsAfterSeconds: null, orderLifetimeSeconds: 90_000 });
});

it('changes many things side by side: one slow answer keeps only its own item', async () => {
	const { fiveSim } = setup.sandbox;
	const ids: number[] = [];
	for (let n = 0; n < 60; n++) {
		const response = await fetch(`${fiveSim.url}/v1/user/buy/activation/russia/any/telegram`, {
			headers: { authorization: `Bearer ${fiveSim.apiKey}` },
		});
		ids.push(((await response.json()) as { id: number }).id);
	}
	fiveSim.faults.add({ operationId: 'cancelOrder', kind: 'delay', delayMs: 5_000, when: 'after' });
	const job = setup.runNode({
		service: 'fiveSim',
		parameters: { resource: 'order', operation: 'cancel', orderId: '={{ $json.id }}' },
		items: ids.map((id) => ({ id })),
	});
	let isOver = false;
	void job.then(() => (isOver = true));
	const isCanceled = (id: number) => fiveSim.state.ordersById.get(id)?.status === 'CANCELED';
	await until(() => ids.every(isCanceled));
	expect(isOver).toBe(false);
	const { error, json, requests } = await job;
	expect(error).toBeUndefined();
	expect(json.map(({ id, status }) => [id, status])).toEqual(ids.map((id) => [id, 'CANCELED']));
	expect(requests).toHaveLength(60);
	expect(fiveSim.ledger.filter(({ kind }) => kind === 'refund')).toHaveLength(60);
}, 60_000);

it('sets limits and settings in the order of the items, where the last one decides', async () => {
	const { fiveSim } = setup.sandbox;
	fiveSim.faults.add({ operationId: 'setPriceLimit', kind: 'delay', delayMs: 300 });
	const { error, requests } = await setup.runNode({
		service: 'fiveSim',
		parameters: {
			resource: 'priceLimit',
			operation: 'upsert',
			productName: 'telegram',
			price: '={{ $json.price }}',
		},
		items: [{ price: 10 }, { price: 20 }, { price: 30 }],
	});
	expect(error).toBeUndefined();
	expect(requests).toHaveLength(3);
	expect(fiveSim.state.priceLimits.get('telegram')?.price).toBe(30);
});
