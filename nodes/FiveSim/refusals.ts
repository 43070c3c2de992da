import { CHECK_VALUE } from '../shared/errors';
import type { Refusal } from '../shared/http/service';

const conflict = (message: string, description: string): Refusal => ({
	code: 'conflict',
	message,
	description,
});
const invalid = (message: string, description: string): Refusal => ({
	code: 'invalidInput',
	message,
	description,
});
const outOfStock = (message: string, description: string): Refusal => ({
	code: 'outOfStock',
	message,
	description,
});

const unavailable: Refusal = {
	code: 'providerUnavailable',
	message: '5sim could not do this',
	description: 'Run the node again later.',
};
const badToken = (what: string): Refusal => ({
	code: 'authentication',
	message: `5sim did not accept the key: ${what}`,
	description: "Put a new key into 'API Key' in the credential.",
});

/** What 5sim's refusal texts mean (`BusinessError` in the contract), by the text in small letters. */
export const refusals: Readonly<Record<string, Refusal>> = {
	'no free phones': outOfStock(
		'5sim has no free number{about}',
		"Choose another operator or 'any', raise 'Max Price' or the price limit of the product, or try again later.",
	),
	'not enough product qty': outOfStock(
		'5sim has no number left{about}',
		'Choose another country or operator, or try again later.',
	),
	'server offline': {
		code: 'providerUnavailable',
		message: '5sim cannot reach the operator',
		description: 'Choose another operator, or try again later.',
	},
	'not enough user balance': {
		code: 'insufficientBalance',
		message: 'The balance at 5sim is too low{about}',
		description: 'Top it up, or spend less.',
	},
	'not enough rating': {
		code: 'ratingTooLow',
		message: 'The rating at 5sim is too low to buy',
		description:
			'Topping up and finishing orders raise it; cancelled, banned and expired orders lower it.',
	},
	'order not found': {
		code: 'notFound',
		message: '5sim does not know {what}',
		description: `${CHECK_VALUE} An order that is over cannot be changed.`,
	},
	'record not found': {
		code: 'notFound',
		message: '5sim has nothing stored for {what}',
		description: 'Check the values of this item.',
	},
	'order expired': conflict(
		'The order has expired',
		'It can no longer be changed. Buy a new number if you still need one.',
	),
	'order has sms': conflict(
		'The order has already received an SMS',
		'It can be finished, but not cancelled or banned.',
	),
	'order no sms': conflict(
		'The order has received no SMS yet',
		'It can be cancelled, but not finished.',
	),
	'hosting order': conflict(
		'This is not possible for a hosting order',
		'It ends by itself when its period is over.',
	),
	'bad country': invalid('5sim does not know {country}', "Choose 'Country' from the list."),
	'select country': invalid('5sim needs a country', "Choose 'Country' from the list."),
	'bad operator': invalid(
		'5sim does not know {operator}',
		"Choose 'Operator' from the list, or 'any'.",
	),
	'select operator': invalid(
		'5sim needs an operator',
		"Choose 'Operator' from the list, or 'any'.",
	),
	'no product': invalid('5sim does not know {product}', "Choose 'Product' from the list."),
	'product is empty': invalid('5sim needs a product', "Choose 'Product' from the list."),
	// Not in the documentation: only the live service says these.
	'country is incorrect': invalid(
		'5sim does not know {country}',
		"Choose 'Country' from the list.",
	),
	'product is incorrect': invalid(
		'5sim does not know {product}',
		"Choose 'Product' from the list.",
	),
	'bad product': invalid('5sim does not know {product}', "Choose 'Product' from the list."),
	'product_name is empty': invalid('5sim needs a product', "Choose 'Product' from the list."),
	'you need to wait time': {
		...conflict(
			'5sim does not cancel or ban an order this early',
			'Wait until two minutes have passed since the purchase, then run the node again.',
		),
		notYet: true,
	},
	'internal error': unavailable,
	'any error': unavailable,
	'token expired': badToken('it has expired'),
	'token invalid': badToken('it is not valid'),
	// Nobody has published how the live service says these two.
	'account blocked': {
		code: 'authentication',
		message: '5sim has blocked your account',
		description: 'Ask the support of 5sim for the reason.',
	},
	'order is over': conflict('The order is over', 'It can no longer be changed.'),
	'reuse not possible': conflict('This number cannot be bought again', 'Buy a new one.'),
	'reuse false': conflict(
		'This number was bought without the option to buy it again',
		"Turn on 'Reuse' when you buy a number that you want to buy again.",
	),
	'reuse expired': conflict('This number can no longer be bought again', 'Buy a new one.'),
};

const SHORT = 120;
const WRONG =
	'bad|incorrect|invalid|wrong|unknown|select|choose|empty|missing|required|not found|not exist';

/** That the account is blocked, not the address of this n8n. */
export const ACCOUNT_BLOCKED =
	/\b(?:account|user|profile)\b.{0,40}\b(?:blocked|banned|suspended|disabled|frozen)\b/i;

/** The same refusals in other words, by what is certain to be meant. The first that fits counts. */
const OTHER_WORDS: ReadonlyArray<readonly [RegExp, string]> = [
	[ACCOUNT_BLOCKED, 'account blocked'],
	[
		/\b(?:not enough|insufficient|low|no|too small)\b.{0,20}\b(?:balance|funds|money)\b|\bbalance\b.{0,15}\blow\b|недостаточно (?:средств|денег)/,
		'not enough user balance',
	],
	[
		/\b(?:not enough|insufficient|low|zero|too low)\b.{0,20}\brating\b|\brating\b.{0,15}\blow\b|низкий рейтинг/,
		'not enough rating',
	],
	[
		/\bno (?:free |available )?(?:phones?|numbers?)\b|\b(?:phones?|numbers?) (?:are |is )?(?:not available|unavailable)|out of stock|нет (?:свободных )?номеров/,
		'no free phones',
	],
	[/\bneed to wait\b|\btoo early\b/, 'you need to wait time'],
	[/\b(?:has|have|received|with) (?:an? )?sms\b/, 'order has sms'],
	[/\bno sms\b|\bwithout sms\b/, 'order no sms'],
	[/\bhosting\b.{0,20}\border\b/, 'hosting order'],
	[
		/\border\b.{0,30}\b(?:not found|not exist|unknown)|\b(?:no such|unknown) order\b/,
		'order not found',
	],
	[/\border\b.{0,30}\bexpired\b/, 'order expired'],
	[
		/\border\b.{0,30}\b(?:already|finished|cancell?ed|banned|closed|completed)\b|\balready (?:finished|cancell?ed|banned|closed|completed)\b|\b(?:wrong|bad|invalid|incorrect)\b.{0,20}\bstatus\b/,
		'order is over',
	],
	[/\b(?:token|api key|key|jwt)\b.{0,20}\bexpired\b/, 'token expired'],
	[/\b(?:token|api key|jwt)\b.{0,20}\b(?:invalid|incorrect|malformed|wrong)\b/, 'token invalid'],
	[
		new RegExp(`\\b(?:${WRONG})\\b.{0,10}\\bcountry\\b|\\bcountry\\b.{0,15}\\b(?:${WRONG})\\b`),
		'bad country',
	],
	[
		new RegExp(`\\b(?:${WRONG})\\b.{0,10}\\boperator\\b|\\boperator\\b.{0,15}\\b(?:${WRONG})\\b`),
		'bad operator',
	],
	[
		new RegExp(`\\b(?:${WRONG})\\b.{0,10}\\bproduct\\b|\\bproduct\\b.{0,15}\\b(?:${WRONG})\\b`),
		'no product',
	],
	[/\b(?:server|operator)\b.{0,15}\b(?:offline|unavailable|not available)\b/, 'server offline'],
];

/** What a text of 5sim means: as it is known, or in other words. */
export function meaningOf(text: string): Refusal | undefined {
	const said = text
		.trim()
		.replace(/^["'\s]+|["'\s.!]+$/g, '')
		.replace(/[\s_]+/g, ' ')
		.toLowerCase();
	if (Object.hasOwn(refusals, said)) return refusals[said];
	if (said.length > SHORT) return undefined;
	const other = OTHER_WORDS.find(([pattern]) => pattern.test(said));
	return other && refusals[other[1]];
}
