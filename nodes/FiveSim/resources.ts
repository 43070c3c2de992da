import type { Resource } from '../shared/operation';
import * as country from './country';
import * as order from './order';
import * as product from './product';
import * as user from './user';

/** Everything the 5sim node can do. */
export const resources: readonly Resource[] = [
	{ value: 'country', name: 'Country', operations: country },
	{ value: 'order', name: 'Order', operations: order },
	{ value: 'product', name: 'Product', operations: product },
	{ value: 'user', name: 'User', operations: user },
];
