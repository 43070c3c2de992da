import type { components } from '../../../../contract/gmt';
import { inWords } from '../../../shared/errors';
import { waitFor } from '../../../shared/operation/operation';
import { withPrice } from '../../money';
import { hasFailed } from '../../purchases';
import { get } from './get';

type BulkPurchase = components['schemas']['BulkPurchase'];

/** The archive that a bulk purchase is followed by. */
export const archive = waitFor<BulkPurchase>({
	key: 'waitForArchive',
	displayName: 'Wait for Archive',
	description:
		'Whether to continue only when the archive is ready. n8n checks by itself, and Get My TG calls it where it can be reached from the internet.',
	callback: 'callbackUrl',
	callbackBody: (id) => ({ bulk_purchase_id: id, expected: true }),
	minutes: 60,

	idOf: ({ bulk_purchase_id }) => bulk_purchase_id,
	read: async (reader, purchaseId) => withPrice(await reader.read(get, { purchaseId })),
	progressOf: (purchase) =>
		purchase.status === 'SUCCESS' ? 'done' : hasFailed(purchase) ? 'failed' : 'pending',
	failureOf: ({ bulk_purchase_id, status }) =>
		`Bulk purchase ${inWords(bulk_purchase_id)} ended with status ${inWords(status)}`,
	advice: (id) =>
		`Bulk purchase ${id} was bought: do not buy it again. Check it with 'Bulk Purchase: Get', and get its archive with 'Bulk Purchase: Download'.`,

	file: {
		key: 'attachArchive',
		displayName: 'Attach Archive',
		description:
			'Whether to download the archive when it is ready and attach it to the item as a file',
		of: archiveOf,
	},
});

/** Where the archive of a bulk purchase is, and its name where Get My TG gives it none. */
export function archiveOf({ bulk_purchase_id, item }: BulkPurchase): {
	address: string;
	name: string;
} {
	return {
		address: item?.archive_url ?? `/v1/purchases/bulk/${bulk_purchase_id}/download`,
		name: `bulk-purchase-${bulk_purchase_id}.zip`,
	};
}
