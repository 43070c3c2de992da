import type { Resource } from '../../shared/operation/operation';
import * as account from './account';
import * as bulkPurchase from './bulkPurchase';
import * as profile from './profile';
import * as purchase from './purchase';
import * as purchaseByHash from './purchaseByHash';
import * as referral from './referral';
import * as service from './service';
import * as webhook from './webhook';

/** Everything the Get My TG node can do. */
export const resources: readonly Resource[] = [
	{ value: 'account', name: 'Account', operations: account },
	{ value: 'bulkPurchase', name: 'Bulk Purchase', operations: bulkPurchase },
	{ value: 'profile', name: 'Profile', operations: profile },
	{ value: 'purchase', name: 'Purchase', operations: purchase },
	{ value: 'purchaseByHash', name: 'Purchase by Hash', operations: purchaseByHash },
	{ value: 'referral', name: 'Referral', operations: referral },
	{ value: 'service', name: 'Service', operations: service },
	{ value: 'webhook', name: 'Webhook', operations: webhook },
];
