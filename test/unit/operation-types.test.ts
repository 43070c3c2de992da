import { operation } from '../../nodes/Gmt/service';
import { country, purchaseId } from '../../nodes/Gmt/fields';
import { create, get } from '../../nodes/Gmt/operations/purchase';

const words = { resource: 'purchase', operation: 'test', name: 'Test', action: 'Test purchase', description: 'Not a real one' };

/** What the compiler refuses. The build checks this file: an operation that should not compile but does fails it. */
export const refused = [
	// @ts-expect-error -- the contract has no such route
	() => operation({ ...words, params: {}, sideEffect: 'none', route: 'GET /v1/purchase/' }),

	// @ts-expect-error -- {purchase_id} without purchaseId
	() => operation({ ...words, params: {}, sideEffect: 'none', route: 'GET /v1/purchases/{purchase_id}' }),

	// @ts-expect-error -- a required field of the body without a parameter
	() => operation({ ...words, params: { countryCode: country }, sideEffect: 'money', reconcile: 'impossible', receipt: () => undefined, route: 'POST /v1/purchases/bulk' }),

	// @ts-expect-error -- money without reconcile and receipt
	() => operation({ ...words, params: { countryCode: country }, sideEffect: 'money', route: 'POST /v1/purchases/' }),

	// @ts-expect-error -- an output field that the response lacks
	() => operation({ ...words, params: { purchaseId }, sideEffect: 'none', output: (purchase) => ({ cost: purchase.cost }), route: 'GET /v1/purchases/{purchase_id}' }),

	// @ts-expect-error -- Simplify with a field that the entries of the list lack
	() => operation({ ...words, params: {}, sideEffect: 'none', list: 'paged', simplify: (purchase) => ({ cost: purchase.cost }), route: 'GET /v1/purchases/' }),

	() =>
		operation({
			...words,
			params: { countryCode: country },
			sideEffect: 'money',
			// @ts-expect-error -- looking up a purchase through an operation that buys
			reconcile: async (reader, { countryCode }) => [await reader.read(create, { countryCode })],
			receipt: () => undefined,
			route: 'POST /v1/purchases/',
		}),
];

it('accepts what the contract allows', () => {
	const accepted = operation({ ...words, params: { purchaseId }, sideEffect: 'none', output: ({ id, status }) => ({ id, status }), route: 'GET /v1/purchases/{purchase_id}' });
	expect(accepted.route).toBe(get.route);
});
