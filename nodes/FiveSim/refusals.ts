import type { Refusal } from '../shared/api';

const conflict = (message: string, description: string): Refusal => ({ code: 'conflict', message, description });
const invalid = (message: string, description: string): Refusal => ({ code: 'invalidInput', message, description });
const outOfStock = (message: string, description: string): Refusal => ({ code: 'outOfStock', message, description });

/** What 5sim's refusal texts mean (`BusinessError` in the contract), by the text in small letters. */
export const refusals: Readonly<Record<string, Refusal>> = {
	'no free phones': outOfStock('5sim has no free number{about}', "Choose another operator or 'any', raise the highest price, or try again later."),
	'not enough product qty': outOfStock('5sim has no number left{about}', "Choose another country or operator, or try again later."),
	'server offline': { code: 'providerUnavailable', message: "5sim's supplier cannot be reached", description: 'Choose another operator, or try again later.' },
	'not enough user balance': { code: 'insufficientBalance', message: 'The balance at 5sim is too low{about}', description: 'Top it up, or choose a cheaper number.' },
	'not enough rating': { code: 'ratingTooLow', message: 'The rating at 5sim is too low to buy', description: 'Topping up and finishing orders raise it; cancelled, banned and expired orders lower it.' },
	'order not found': { code: 'notFound', message: '5sim does not know this order', description: "Check 'Order': it may also belong to another account." },
	'record not found': { code: 'notFound', message: '5sim has nothing stored under this name or number', description: 'Check the values of this item.' },
	'order expired': conflict('The time of the order is over', 'Nothing can be changed about it any more.'),
	'order has sms': conflict('The order has a message already', 'It can be finished, but not cancelled or banned.'),
	'order no sms': conflict('The order has no message yet', 'It can be cancelled, but not finished.'),
	'hosting order': conflict('This is not possible for a hosting order', 'It ends by itself when its time is over.'),
	'bad country': invalid('5sim does not know this country', "Choose 'Country' from the list."),
	'select country': invalid('5sim misses the country', "Choose 'Country' from the list."),
	'bad operator': invalid('5sim does not know this operator', "Choose 'Operator' from the list, or 'any'."),
	'select operator': invalid('5sim misses the operator', "Choose 'Operator' from the list, or 'any'."),
	'no product': invalid('5sim does not know this product', "Choose 'Product' from the list."),
	'product is empty': invalid('5sim misses the product', "Choose 'Product' from the list."),
	'reuse not possible': conflict('This number cannot be bought again', 'Buy a new one.'),
	'reuse false': conflict('This number was bought without the option to buy it again', "Turn on 'Reuse' when buying, then the number can be bought again."),
	'reuse expired': conflict('The time for buying this number again is over', 'Buy a new one.'),
};
