import { sleep, type IBinaryData, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import type { OperationFailure } from '../../shared/errors';
import type { ServiceClient } from '../../shared/http/client';
import { download } from '../../shared/http/download';
import { isPassing } from '../../shared/waiting/wait';
import { archiveOf } from '../operations/bulkPurchase/archive';
import type { BulkPurchase, PurchaseEvent } from './confirm';

/** How often an archive that is announced, but not to be had, is asked for, and the milliseconds between. */
const ARCHIVE_TRIES = 4;
const ARCHIVE_PAUSE_MS = 3_000;

/** Fetches the archive of an event. The event must not be lost with it: where it is not to be had, the item says so. */
export async function attach(
	client: ServiceClient,
	{ purchase, purchaseId }: PurchaseEvent,
	item: INodeExecutionData,
	known: IBinaryData | undefined,
): Promise<IBinaryData | undefined> {
	const { address, name } = archiveOf(purchase as BulkPurchase);
	for (let count = 1; ; count++) {
		try {
			const data = known ?? (await download(client, address, name));
			item.binary = { data };
			return data;
		} catch (thrown) {
			const failure = thrown as OperationFailure;
			if (count < ARCHIVE_TRIES && isPassing(failure)) {
				await sleep(ARCHIVE_PAUSE_MS);
				continue;
			}
			(item.json.delivery as IDataObject).archive =
				`${failure.message}. Get it with 'Bulk Purchase: Download', for bulk purchase ${purchaseId}.`;
			return undefined;
		}
	}
}
