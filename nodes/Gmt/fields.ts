import {
	choice,
	text,
	webAddress,
	wholeNumber,
	type CheckContext,
} from '../shared/operation/parameters';
import { countryCodeOf, nearestCountries } from './countryCodes';
import { isPrivate } from '../shared/http/urls';

/** The country of an account, by its two letters. */
export const country = text(
	{
		displayName: 'Country',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The country of the accounts',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchCountries', searchable: true },
			},
			{ displayName: 'By Code', name: 'id', type: 'string', placeholder: 'e.g. US' },
		],
	},
	{ pattern: /^[A-Z]{2}$/, example: 'US', clean: countryCodeOf, near: nearestCountries },
);

/** What a purchase buys, and where its price is seen. */
export const accounts = {
	one: 'one account',
	many: 'accounts',
	price: "The 'Country' list shows the current price",
};

/** The country of a code in words, for messages. The names take long to load, so only what needs them does it. */
export function countryName(code: string): string {
	return new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code;
}

/** The number of a single purchase. */
export const purchaseId = wholeNumber(
	{
		displayName: 'Purchase',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The purchase to work with',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchPurchases', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 12345' },
		],
	},
	{ meaning: "the 'id' of a single purchase, not of a bulk purchase" },
);

/** The number of a bulk purchase. Get My TG cannot list them, so there is nothing to pick from. */
export const bulkPurchaseId = wholeNumber(
	{
		displayName: 'Bulk Purchase',
		type: 'resourceLocator',
		default: { mode: 'id', value: '={{ $json.bulk_purchase_id }}' },
		description:
			"The bulk purchase to work with. Its number is the 'bulk_purchase_id' that 'Create' returned.",
		modes: [{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 123' }],
	},
	{ meaning: "the 'bulk_purchase_id' of a bulk purchase, not the 'id' of a single one" },
);

/** The order of the catalogue. */
export const accountSort = choice({
	displayName: 'Sort',
	type: 'options',
	options: [
		{ name: 'Cheapest First', value: 'price_asc' },
		{ name: 'Least Popular First', value: 'popularity_asc' },
		{ name: 'Most Expensive First', value: 'price_desc' },
		{ name: 'Most Popular First', value: 'popularity_desc' },
		{ name: 'Name, A to Z', value: 'name_asc' },
		{ name: 'Name, Z to A', value: 'name_desc' },
	],
	default: 'popularity_desc',
	description: 'How to sort the countries',
});

/** Countries of a list. */
export const countryCodes = text(
	{
		displayName: 'Country Codes',
		type: 'string',
		default: '',
		placeholder: 'e.g. US,GB',
		description: 'Only these countries, by their codes, separated by commas',
	},
	{
		pattern: /^[A-Z]{2}(,[A-Z]{2}){0,299}$/,
		example: 'US,GB',
		clean: (codes) => codes.split(',').map(countryCodeOf).join(','),
	},
);

/** The secret of a purchase, which opens it without a key. People paste the link that ends with it. */
export const hash = text(
	{
		displayName: 'Hash',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		placeholder: 'e.g. abc-def-1234567890',
		description: 'The secret hash of the purchase, or the link that ends with it',
	},
	{
		// '.' and '..' would change the path of the request.
		pattern: /^(?!\.{1,2}$)[\w.~-]{1,256}$/,
		example: 'abc-def-1234567890',
		secret: true,
		clean: (link) =>
			link
				.replace(/\/*(#.*)?$/, '')
				.split(/[/=]/)
				.pop() ?? '',
	},
);

/** Where Get My TG announces a result. */
export const callbackUrl = {
	...webAddress({
		displayName: 'Callback URL',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/webhook/…/gmt',
		description:
			"The URL that Get My TG calls with the result. To start a workflow with it, paste the Production URL of that workflow's Get My TG Trigger.",
	}),
	isCallback: true as const,
	hint: callbackHint,
};

/** What is obviously wrong with an address that Get My TG is to call. */
export function callbackHint(
	address: string,
	{ baseUrl, isProduction }: CheckContext,
): string | undefined {
	const url = new URL(address);
	if (isPrivate(url.hostname) && !isPrivate(new URL(baseUrl).hostname)) {
		return `Get My TG cannot call ${url.host}, a private address, so it is not sent. n8n checks the purchase by itself instead, at intervals of up to a minute. To be told at once, give this n8n a public address with WEBHOOK_URL.`;
	}
	if (isProduction && url.pathname.includes('/webhook-test/')) {
		return "'Callback URL' is a Test URL, which works only while the editor is listening. Use the Production URL of the trigger.";
	}
	return undefined;
}
