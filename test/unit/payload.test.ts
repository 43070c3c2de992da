import { readPayload } from '../../nodes/Gmt/callbacks/payload';
import { severalIn } from '../../nodes/Gmt/callbacks/several';

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
	['camel case as text', { bulkPurchaseId: '7' }],
	['capital letters', { BULK: { ID: 7 } }],
	['words with spaces', { 'Bulk Purchase Id': 7 }],
	['words with hyphens', { 'bulk-purchase-id': 7 }],
	['a result with the documented field', { result: { bulk_purchase_id: 7 } }],
	['a bulk in a result', { result: { bulk: { id: 7 } } }],
	['a bare result', { result: 7 }],
	['bare data', { data: 7 }],
	['results', { results: [7] }],
	['a list under a plural', { bulk_purchases: [{ id: 7, status: 'SUCCESS' }] }],
	['a list of one with its field', [{ bulk_purchase_id: 7 }]],
	['plural ids', { ids: [7] }],
	['numbers with commas', { purchase_ids: '7,8' }],
	[
		'a full address of the archive',
		{ archive_url: 'https://x.example/v1/purchases/bulk/7/download' },
	],
	['an address with a query', { archiveUrl: 'https://x.example/v1/purchases/bulk/7/download?a=1' }],
	['a link to itself', { links: { self: '/v1/purchases/bulk/7' } }],
	['the query of an address', { download: { href: 'https://cdn.example/?bulk_purchase_id=7' } }],
	[
		'an event with a text as its own id',
		{ id: 'evt_99', type: 'bulk', data: { object: { id: 7 } } },
	],
	['an event with an event_id', { event_id: 99, data: { purchase: { id: 7 } } }],
	['an event with a time as its id', { id: 1_700_000_000, payload: { bulk: { id: 7 } } }],
	['an event as an object', { event: { id: 99, name: 'ready' }, purchase: { id: 7 } }],
	['an event above an object', { id: 99, object: { id: 7 } }],
	['an event beside meta data', { meta: { id: 99 }, data: { id: 7 } }],
	['a user beside it', { user: { id: 3 }, purchase: { id: 7 } }],
	['JSON:API', { data: { type: 'bulk_purchase', id: '7', attributes: {} } }],
	['a boxed value', { purchase_id: { value: 7 } }],
	['extended JSON', { id: { $numberLong: '7' } }],
	['a list as JSON in text', { payload: '[{"id":7}]' }],
	['a form with brackets', { 'purchase[id]': '7' }],
	['a form with dots', { 'bulk.bulk_purchase_id': '7' }],
	['zeros before it', { bulk_purchase_id: '0007' }],
	['decimal places', { bulk_purchase_id: '7.0' }],
	['a numero sign', { bulk_purchase_id: '№7' }],
	['an empty field before it', { bulk_purchase_id: null, id: 7 }],
	['a reference', { reference: 'bulk-7' }],
	['a sentence', { message: 'Bulk purchase #7 is ready' }],
	['a sentence in another language', { message: 'Заказ №7 готов' }],
	['a number as the name', { purchases: { 7: { status: 'SUCCESS' } } }],
	['a state in another language', { status: 'ГОТОВО', bulk_purchase_id: 7 }],
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

it.each<['failure' | 'success', unknown]>([
	['failure', { code: '' }],
	['failure', { code: 0 }],
	['failure', { code: 408, message: 'timeout' }],
	['failure', { code: 'NO_CODE' }],
	['failure', { verification: {} }],
	['failure', { verification: { code: null } }],
	['failure', { verification: { code: '-----' } }],
	['failure', { event: 'code_not_received' }],
	['failure', { event: 'codeNotReceived' }],
	['failure', { event: 'code.unsuccessful' }],
	['failure', { type: 'purchase.incomplete' }],
	['failure', { status: 'completed_with_error' }],
	['failure', { event: 'код не получен' }],
	['failure', { result: 'success=false' }],
	['success', { code: '12345' }],
	['success', { code: '12-345' }],
	['success', { verification: { code: 12345 } }],
	['success', { event: 'codeReceived' }],
	['success', { event: 'код получен' }],
	['success', { status: 'succeeded', errors: [], error_code: 0 }],
	['success', { success: true, error: {} }],
	['success', { code_received: true }],
])('tells %s by %j', (outcome, said) => {
	const { failed, mayBeFailure } = readPayload({ purchase_id: 7, ...(said as object) });
	expect(failed || mayBeFailure).toBe(outcome === 'failure');
});

const purchases = [{ id: 7 }, { id: 8 }];
it.each<[string, object]>([
	['a list', purchases],
	['data', { data: purchases }],
	['a wrapped list', { data: { bulk_purchases: purchases } }],
	['numbers', { bulk_purchase_ids: [7, 8] }],
	['numbers with commas', { purchase_ids: '7, 8' }],
	['a form', { events: JSON.stringify(purchases) }],
	['names', { purchases: { 7: { status: 'SUCCESS' }, 8: { status: 'SUCCESS' } } }],
])('takes apart several purchases in %s', (_where, payload) => {
	const parts = severalIn(payload);
	expect([...(parts as Map<string, object>).values()].map((part) => ids(part)[0])).toEqual([7, 8]);
});

it.each<[string, object]>([
	['its accounts', { bulk_purchase_id: 5, purchases }],
	['very many accounts', { bulk_purchase_id: 5, purchases: Array(500).fill({ id: 7 }) }],
	['one of a list', { data: [{ id: 7 }] }],
	['the same twice', { id: ['7', '7'] }],
])('leaves a purchase with %s whole', (_what, payload) => {
	expect(severalIn(payload)).toBeUndefined();
});

it('forgets no number that may be a purchase beside others', () => {
	const parts = severalIn({ id: 5, data: purchases }) as Map<string, object>;
	expect([...parts.values()].map((part) => ids(part)[0])).toEqual([7, 8, 5]);
});
