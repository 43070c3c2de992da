import { countryNameOf, nearestCountries } from './countryNames';
import { choice, named, text, wholeNumber, type Field } from '../shared/operation/parameters';
import { flag } from '../shared/operation/switches';

/** Names as 5sim writes them: `russia`, `virtual18`, `3hours`. */
export const name = {
	pattern: /^[a-z0-9][a-z0-9_.-]{0,63}$/,
	// No name has blanks: `Whats App`, `1 Day`.
	clean: (entered: string) => entered.toLowerCase().replace(/\p{Zs}/gu, ''),
};

const any = { mode: 'list', value: 'any', cachedResultName: 'Any' };
const countryList = list(
	'Country',
	'searchCountries',
	'e.g. russia',
	"The country of the number, or 'any'",
);
const countryRules = { ...name, example: 'russia', clean: countryNameOf, near: nearestCountries };

/** The country of a number. */
export const country = text(countryList, countryRules);

/** The same where most people begin with the cheapest number, whatever its country. */
export const anyCountry = text({ ...countryList, default: any }, countryRules);

/** The operator of a number. */
export const operator = text(
	{
		...list('Operator', 'searchOperators', 'e.g. beeline', "The operator of the number, or 'any'"),
		default: any,
	},
	{ ...name, example: 'any' },
);

/** Where a number is from, for messages. */
export function originText(input: { country: string; operator: string }): string {
	return input.operator === 'any'
		? input.country
		: `${input.country} at operator ${input.operator}`;
}

/** The app or website that a number is rented for. */
export const product = text(
	list(
		'Product',
		'searchProducts',
		'e.g. telegram',
		'The app or website that sends the SMS. Prices are in the currency of your balance.',
	),
	{ ...name, example: 'telegram' },
);

/** The digits of a phone number with its country code, from the ways in which people write it. */
export function phoneDigits(written: string): string {
	return (
		written
			.replace(/^tel:|[\s().\u2010-\u2015-]/gi, '')
			.replace(/^(\+|00)/, '')
			// At home Russians begin with 8; no country code begins with 89.
			.replace(/^8(?=9\d{9}$)/, '7')
	);
}

/** The number of an order. */
export const orderId = named(
	'id',
	wholeNumber(
		{
			displayName: 'Order',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			description: 'The order to work with',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: 'searchOrders', searchable: true },
				},
				{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 11631253' },
			],
		},
		{ meaning: "the 'id' of an order, not its phone number" },
	),
);

/** Kinds of orders; lists hold one kind at a time. */
export const category = choice({
	displayName: 'Category',
	type: 'options',
	options: [
		{
			name: 'Activation',
			value: 'activation',
			description: 'Numbers for the SMS of one app or website',
		},
		{ name: 'Hosting', value: 'hosting', description: 'Numbers rented for hours or days' },
	],
	default: 'activation',
	description: 'Which kind of orders to return',
});

/** The field that a list is sorted by. */
export const order = text(
	{
		displayName: 'Sort By',
		type: 'string',
		default: 'id',
		placeholder: 'e.g. id',
		description: 'The field to sort the results by',
	},
	{ pattern: /^\w{1,64}$/, example: 'id' },
);

/** The direction of a list. */
export const reverse = flag(
	{
		displayName: 'Newest First',
		type: 'boolean',
		default: false,
		description: 'Whether to return the newest results first',
	},
	'true',
);

function list(
	displayName: string,
	searchListMethod: string,
	placeholder: string,
	description: string,
): Field {
	return {
		displayName,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder },
		],
	};
}
