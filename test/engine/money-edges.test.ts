import type { INode } from 'n8n-workflow';
import { goOn, startBench, type Bench, type Job } from '../support';

let bench: Bench;

beforeAll(async () => {
	bench = await startBench();
});

afterAll(async () => {
	await bench?.close();
});

beforeEach(() => {
	bench.sandbox.gmt.reset();
	bench.sandbox.fiveSim.reset();
});

const number = (options: object = {}): Job => ({
	provider: 'fiveSim',
	parameters: { resource: 'order', operation: 'buyActivationNumber', country: 'russia', operator: 'any', product: 'telegram', options } as INode['parameters'],
});

describe('a purchase whose price cannot be read in the reply', () => {
	it.each([undefined, null, 'free', -1])('(%j) comes out all the same, and counts as what it cost before', async (price) => {
		bench.sandbox.fiveSim.setPrice('russia', 'any', 'telegram', '12.50');
		bench.sandbox.fiveSim.faults.add({ operationId: 'buyActivation', kind: 'status', status: 200, body: { id: 7, phone: '+79990000001', operator: 'any', product: 'telegram', status: 'PENDING', sms: [], created_at: '', expires: '', price }, when: 'after', times: 'always' });
		const { json, charges } = await bench.go({ ...number({ maxPrice: '13', maxTotal: '26' }), items: [{}, {}, {}], node: goOn });
		expect(charges).toHaveLength(2);
		expect(json).toEqual([expect.objectContaining({ id: 7 }), expect.objectContaining({ id: 7 }), expect.objectContaining({ details: expect.objectContaining({ code: 'overBudget' }) })]);
	});
});
