import fc from 'fast-check';
import { endpoints as fiveSimEndpoints } from '../../nodes/FiveSim/endpoints';
import * as orders from '../../nodes/FiveSim/operations/order';
import { endpoints } from '../../nodes/Gmt/endpoints';
import * as purchases from '../../nodes/Gmt/operations/purchase';
import * as byHash from '../../nodes/Gmt/operations/purchaseByHash';
import type { Operation } from '../../nodes/shared/operation/operation';
import { buildRequest, fieldName } from '../../nodes/shared/http/request';
import { OperationFailure } from '../../nodes/shared/errors';
import { resources as fiveSimResources } from '../../nodes/FiveSim/operations';
import { resources } from '../../nodes/Gmt/operations';

const build = (
	operation: Operation,
	input: Record<string, unknown>,
	query?: Record<string, string>,
) =>
	buildRequest(
		operation,
		(endpoints[operation.route] ?? fiveSimEndpoints[operation.route])!,
		input,
		query,
	);

describe('a request', () => {
	it('has the fields that the route names in its path, and the others in the query of a GET', () => {
		expect(build(purchases.get, { purchaseId: 12 })).toEqual({
			method: 'GET',
			path: '/v1/purchases/12',
			open: false,
		});
		expect(
			build(
				orders.buyActivationNumber,
				{
					country: 'russia',
					operator: 'any',
					product: 'telegram',
					forwardingNumber: '79990000001',
					reuse: '1',
				},
				{ maxPrice: '12.5' },
			),
		).toEqual({
			method: 'GET',
			path: '/v1/user/buy/activation/russia/any/telegram?maxPrice=12.5&number=79990000001&reuse=1',
			open: false,
		});
	});

	it('has the others in the body of anything else, under the names of the contract', () => {
		expect(build(purchases.create, { countryCode: 'US' })).toEqual({
			method: 'POST',
			path: '/v1/purchases/',
			body: '{"country_code":"US"}',
			open: false,
		});
	});

	it('has a body exactly where the contract has one', () => {
		expect(build(purchases.create, {}).body).toBe('{}');
		expect(build(purchases.refund, { purchaseId: 12 })).toEqual({
			method: 'POST',
			path: '/v1/purchases/12/refund',
			open: false,
		});
	});

	it('cannot leave its path by what a field holds, nor gain a query', () => {
		expect(build(byHash.get, { hash: '../profile/?a=1&b#c' }).path).toBe(
			'/v1/purchases-by-hash/..%2Fprofile%2F%3Fa%3D1%26b%23c',
		);
		expect(build(purchases.getAll, { sort: 'date_desc', phoneNumber: '1&page=2' }).path).toBe(
			'/v1/purchases/?sort=date_desc&phone_number=1%26page%3D2',
		);
	});

	it('carries no key where none is needed', () => {
		expect(build(byHash.get, { hash: 'abc' }).open).toBe(true);
	});

	it('leaves out what was not entered', () => {
		expect(build(purchases.getAll, { sort: 'date_asc', status: undefined }).path).toBe(
			'/v1/purchases/?sort=date_asc',
		);
	});
});

describe('the path of a request', () => {
	const operations = [...resources, ...fiveSimResources]
		.flatMap((resource) => Object.values(resource.operations))
		.filter(({ route }) => route.includes('{'));
	/** What a parser of addresses, or a careless one of parts of them, might make something else of. */
	const tricky = fc.oneof(
		fc.constantFrom(
			'',
			'.',
			'..',
			'...',
			'%2e%2e',
			'%2E.',
			'..%2f',
			'/',
			'\\',
			'?',
			'#',
			'$&',
			'{id}',
		),
		fc.string({ unit: 'binary' }),
		fc.string({ unit: fc.constantFrom(...'./\\%2eE?#;@:$&{}\t\r\n \ud800') }),
	);

	it('is there for both services', () => {
		expect(operations.length).toBeGreaterThan(15);
	});

	it.each(operations.map((operation) => [operation.route, operation] as const))(
		'%s has the parts of the contract, whatever its fields hold, or is refused',
		(route, operation) => {
			const template = route.split(' ')[1]!.split('/');
			const keys = Object.entries({ ...operation.params, ...operation.optional })
				.filter(([key, parameter]) => template.includes(`{${fieldName(key, parameter)}}`))
				.map(([key]) => key);
			expect(keys).toHaveLength(template.filter((part) => part.startsWith('{')).length);
			fc.assert(
				fc.property(
					fc.array(tricky, { minLength: keys.length, maxLength: keys.length }),
					(values) => {
						let path;
						try {
							const input = Object.fromEntries(keys.map((key, at) => [key, values[at]]));
							({ path } = build(operation, input));
						} catch (refused) {
							expect(refused).toBeInstanceOf(OperationFailure);
							return;
						}
						const parts = new URL(`https://example.com${path}`).pathname.split('/');
						expect(parts).toHaveLength(template.length);
						template.forEach((part, at) => {
							if (part.startsWith('{')) expect(parts[at]).not.toBe('');
							else expect(parts[at]).toBe(part);
						});
					},
				),
				{ numRuns: 300 },
			);
		},
	);

	it.each(['', '.', '..', '\ud800'])('is refused with the name of the field for %j', (hash) => {
		expect(() => build(byHash.requestCode, { hash })).toThrow(/^'Hash' has a value that cannot/);
	});

	it.each(['', '/', '#code', '/#/'])('is what a link ends with, before %j', (end) => {
		expect(byHash.get.params.hash!.parse(`https://example.com/p/abc-1${end}`)).toBe('abc-1');
	});

	it.each(['.', '..', 'https://example.com/..'])('is not even asked for with %j', (entered) => {
		expect(() => byHash.get.params.hash!.parse(entered)).toThrow(/is not valid/);
	});
});
