import { operation } from '../../service';
import { bulkPurchaseId } from '../../fields';

export const download = operation({
	resource: 'bulkPurchase',
	operation: 'download',
	name: 'Download',
	action: 'Download bulk purchase',
	description: 'Retrieve the archive with the accounts of a bulk purchase, as a ZIP file',

	params: { purchaseId: bulkPurchaseId },

	sideEffect: 'none',

	route: 'GET /v1/purchases/bulk/{purchase_id}/download',

	run: async ({ input, download: file }) => {
		const archive = await file(`bulk-purchase-${input.purchaseId}.zip`);
		return {
			json: {
				bulk_purchase_id: input.purchaseId,
				fileName: archive.fileName,
				mimeType: archive.mimeType,
			},
			binary: { data: archive },
		};
	},
});
