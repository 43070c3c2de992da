import type { components } from '../../../../contract/fivesim';
import { choice, named, wholeNumber } from '../../../shared/operation/parameters';
import { identity, operation } from '../../service';
import { country, operator, product } from '../../fields';

type VendorPrice = components['schemas']['VendorPrice'];

/** Entries of one request. */
const PAGE = 100;
/** Against a service that always gives a page more. */
const MOST_PAGES = 1_000;

const filters = {
	country: named('_filters[CountryName]', country),
	operator: named('_filters[OperatorName]', operator),
	product: named('_filters[ProductName]', product),
	sortBy: named(
		'_sortField',
		choice({
			displayName: 'Sort By',
			type: 'options',
			options: [
				{ name: 'Count', value: 'Count' },
				{ name: 'ID', value: 'ID' },
				{ name: 'Price', value: 'Price' },
				{ name: 'Rate', value: 'Rate' },
			],
			default: 'ID',
			description: 'The field to sort the results by',
		}),
	),
	sortDirection: named(
		'_sortDir',
		choice({
			displayName: 'Sort Direction',
			type: 'options',
			options: [
				{ name: 'Ascending', value: 'ASC' },
				{ name: 'Descending', value: 'DESC' },
			],
			default: 'ASC',
			description: 'Whether to start with the lowest or the highest value',
		}),
	),
};

const whole = (displayName: string) =>
	wholeNumber({ displayName, type: 'number', default: 1 }, { max: MOST_PAGES });

const page = operation({
	resource: 'vendor',
	operation: 'getPricePage',
	name: 'Get Price Page',
	action: 'Get page of vendor prices',
	description: 'Retrieve one page of the prices',
	params: {},
	optional: {
		...filters,
		page: named('_page', whole('Page')),
		perPage: named('_perPage', whole('Page Size')),
	},
	sideEffect: 'none',
	route: 'GET /v1/vendor/prices',
});

export const getPrices = operation({
	resource: 'vendor',
	operation: 'getPrices',
	name: 'Get Prices',
	action: 'Get vendor prices',
	description: 'Retrieve a list of the prices and the stock of your vendor account',

	params: {},
	optional: filters,
	list: 'whole',

	sideEffect: 'none',

	run: async ({ input, read }) => {
		const known = new Map<unknown, VendorPrice>();
		for (let number = 1; number <= MOST_PAGES; number++) {
			const { Prices } = await read(page, { ...input, page: number, perPage: PAGE });
			const before = known.size;
			for (const price of Prices ?? []) known.set(identity(price), price);
			// A short page is the last one, and so is one that brings nothing new.
			if ((Prices ?? []).length < PAGE || known.size === before) break;
		}
		return [...known.values()].map(withNames);
	},

	route: 'GET /v1/vendor/prices',
});

/** A price with the names that it has in the other output, beside those of 5sim. */
function withNames(entry: VendorPrice): object {
	return {
		country: entry.CountryName,
		product: entry.ProductName,
		operator: entry.OperatorName,
		price: entry.Price,
		quantity: entry.Count,
		rate: entry.Rate,
		...entry,
	};
}
