import { allPairs, documentedBy, fieldsOf, hasOwnEndpoint, resourcesOf } from '../support/contract';

/** Fields that the engine fills in for every list: people see Return All and Limit instead. */
const PAGING = ['page', 'page_size', 'limit', 'offset', '_page', '_perPage'];

describe.each(['gmt', 'fiveSim'] as const)('the operations of %s', (service) => {
	const documented = documentedBy(service);
	const operations = resourcesOf[service].flatMap((resource) =>
		Object.values(resource.operations).map((operation) => ({ resource, operation })),
	);

	it('cover every endpoint of the contract exactly once', () => {
		const routes = operations
			.filter(({ operation }) => hasOwnEndpoint(operation))
			.map(({ operation }) => operation.route);
		expect([...routes].sort()).toEqual(documented.map(({ route }) => route).sort());
	});

	it('stand under the resource that they name', () => {
		for (const { resource, operation } of operations)
			expect(operation.resource).toBe(resource.value);
	});

	it('have values that follow from their labels', () => {
		const camel = (label: string) =>
			label
				.replace(/^\w+/, (word) => word.toLowerCase())
				.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
		const exceptions: Record<string, string> = {
			'Get Many': 'getAll',
			'Create or Update': 'upsert',
			'Wait for SMS': 'waitForSms',
		};
		for (const { resource, operation } of operations) {
			expect(resource.value).toBe(camel(resource.name));
			expect(operation.operation).toBe(exceptions[operation.name] ?? camel(operation.name));
		}
	});
});

describe.each(
	allPairs().map((pair) => [`${pair.service} ${pair.documented.operationId}`, pair] as const),
)('%s', (_, { operation, documented }) => {
	const paging = operation.list ? PAGING : [];
	// The spend guard sends it along, see 'Max Price' under Options.
	const guard = operation.route.includes('/buy/activation/') ? ['maxPrice'] : [];

	it('has a field for every documented parameter, and no other', () => {
		const offered = [
			...fieldsOf(operation),
			...paging.filter((field) => documented.fields.includes(field)),
			...guard,
		];
		expect(offered.sort()).toEqual([...documented.fields].sort());
	});

	it('declares the side effect that the contract states', () => {
		// What the contract forbids to repeat must not be repeated, be it free of charge.
		const declared =
			documented.sideEffect === 'none' && !documented.idempotent ? 'state' : documented.sideEffect;
		expect(operation.sideEffect).toBe(declared);
	});

	it('says in its description when it spends or moves money', () => {
		expect(/(spends|moves) money/i.test(operation.description)).toBe(
			operation.sideEffect === 'money',
		);
	});
});
