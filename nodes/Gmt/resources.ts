import type { Resource } from '../shared/operation';
import * as account from './account';
import * as bulkPurchase from './bulkPurchase';
import * as profile from './profile';
import * as purchase from './purchase';

/** Everything the Get My TG node can do. */
export const resources: readonly Resource[] = [
	{ value: 'account', name: 'Account', operations: account },
	{ value: 'bulkPurchase', name: 'Bulk Purchase', operations: bulkPurchase },
	{ value: 'profile', name: 'Profile', operations: profile },
	{ value: 'purchase', name: 'Purchase', operations: purchase },
];
