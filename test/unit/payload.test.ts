import { readPayload } from '../../nodes/Gmt/callbacks/payload';

const ids = (payload: unknown) => readPayload(payload).ids;

it.each<[string, unknown]>([
	['the documented field', { bulk_purchase_id: 7, quantity: 3 }],
	['text', { purchase_id: ' 7 ' }],
	['what is called a bulk', { bulk: { id: 7 } }],
	['a result', { result: { id: 7 } }],
	['a list of one', [{ id: 7 }]],
	['a list in a wrapper', { data: [{ purchase: { id: 7 } }] }],
	['the address of the archive alone', { archive_url: '/v1/purchases/bulk/7/download' }],
	[
		'an address inside',
		{ item: { archive_url: 'https://x.example/v1/purchases/bulk/7/download' } },
	],
	['an event with a number of its own', { id: 99, event: 'bulk.ready', data: { id: 7 } }],
	['JSON as text', { payload: '{"purchase":{"id":7}}' }],
	['a form', { purchase_id: '7', status: 'SUCCESS' }],
	['a number under the name of the thing', { order: 7 }],
	['a list of numbers', { purchases: [7] }],
	['a list of numbers of bulks', { data: { bulk_purchase_ids: ['7'] } }],
	['what is only called a number', { number: 7 }],
	['a number of an order', { event: 'ready', order_no: 7 }],
	['the address of a single one', { url: 'https://x.example/v1/purchases/7' }],
	['a number behind its kind', { id: 'bulk_7' }],
	['a number behind its kind, with a colon', { object: { id: 'bulk-purchase:7' } }],
	['a number sign', { purchase: '#7' }],
	['deep inside', { a: { b: { c: { d: { purchaseId: 7 } } } } }],
])('finds the number first in %s', (_where, payload) => {
	expect(ids(payload)[0]).toBe(7);
});

it('keeps every number that could be it, and none that cannot', () => {
	expect(ids({ id: 99, data: { id: 7 }, user_id: 3, quantity: 5, price: 4, code: 11111 })).toEqual([
		7, 99, 3,
	]);
	expect(ids({ status: 'SUCCESS' })).toEqual([]);
	expect(ids({ id: 1.5, purchase_id: -3, bulk_purchase_id: '12a' })).toEqual([]);
	expect(ids({ list: Array.from({ length: 1_000 }, (_, n) => ({ id: n + 1 })) })).toHaveLength(6);
});

it.each<[boolean, unknown]>([
	[true, { id: 7, success: false }],
	[true, { id: 7, event: 'code.failed' }],
	[true, { id: 7, status: 'PENDING', error: 'code not received' }],
	[true, { id: 7, status: 'EXPIRED' }],
	[true, { data: { id: 7, message: 'no code' } }],
	[false, { id: 7, success: true, message: 'done' }],
	[false, { id: 7, status: 'SUCCESS', error: null }],
	[false, { id: 7, event: 'code.received', error: '' }],
])('tells whether it speaks of a failure: %s for %j', (failed, payload) => {
	expect(readPayload(payload).failed).toBe(failed);
});
