import type { Resource } from '../../shared/operation/operation';
import * as country from './country';
import * as notification from './notification';
import * as order from './order';
import * as priceLimit from './priceLimit';
import * as product from './product';
import * as sms from './sms';
import * as user from './user';
import * as vendor from './vendor';

/** Everything the 5sim node can do. */
export const resources: readonly Resource[] = [
	{ value: 'country', name: 'Country', operations: country },
	{ value: 'notification', name: 'Notification', operations: notification },
	{ value: 'order', name: 'Order', operations: order },
	{ value: 'priceLimit', name: 'Price Limit', operations: priceLimit },
	{ value: 'product', name: 'Product', operations: product },
	{ value: 'sms', name: 'SMS', operations: sms },
	{ value: 'user', name: 'User', operations: user },
	{ value: 'vendor', name: 'Vendor', operations: vendor },
];
