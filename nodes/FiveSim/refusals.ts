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
			'5sim does not do this yet',
			'An order can be cancelled or banned from two minutes after its purchase on. Run the node again then.',
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
