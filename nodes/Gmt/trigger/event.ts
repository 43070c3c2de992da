import type { components } from '../../../contract/gmt';
import type { OperationFailure } from '../../shared/errors';
import type { Reader } from '../../shared/perform';
import { get as getBulkPurchase } from '../bulkPurchase';
import { get as getPurchase } from '../purchase';
import type { Hint } from './hint';

type BulkPurchase = components['schemas']['BulkPurchase'];
type Purchase = components['schemas']['Purchase'];

/** What workflows can start on. */
export type EventName = 'archiveFailed' | 'archiveReady' | 'codeFailed' | 'codeReceived';

/** Something that happened to a purchase, as the API tells it. */
export interface PurchaseEvent {
	event: EventName;
	purchaseId: number;
	/** Final: it can happen to this purchase only once. */
	final: boolean;
	purchase: BulkPurchase | Purchase;
}

/** What the API says about a hint. `pending`: the purchase exists, but nothing has happened to it yet. */
export type Confirmation = PurchaseEvent[] | 'pending' | 'unknown';

/**
 * Asks the API what a delivery is about.
 * @throws OperationFailure when the API could not be asked
 */
export async function confirm(reader: Reader, hint: Hint): Promise<Confirmation> {
	const input = { purchaseId: hint.purchaseId };
	const [bulk, single] = await Promise.all([
		hint.kind === 'single' ? undefined : known(reader.read(getBulkPurchase, input)),
		hint.kind === 'bulk' ? undefined : known(reader.read(getPurchase, input)),
	]);
	if (bulk === undefined && single === undefined) return 'unknown';
	const events = [bulk && bulkEvent(bulk), single && singleEvent(single, hint)].filter((event) => event !== undefined);
	return events.length > 0 ? events : 'pending';
}

function bulkEvent(purchase: BulkPurchase): PurchaseEvent | undefined {
	if (purchase.status === 'PENDING') return undefined;
	return { event: purchase.status === 'SUCCESS' ? 'archiveReady' : 'archiveFailed', purchaseId: purchase.bulk_purchase_id, final: true, purchase };
}

function singleEvent(purchase: Purchase, { failed }: Hint): PurchaseEvent | undefined {
	const { id: purchaseId, status } = purchase;
	if (purchase.verification) return { event: 'codeReceived', purchaseId, final: true, purchase };
	if (status !== 'PENDING') return { event: 'codeFailed', purchaseId, final: true, purchase };
	// The purchase stays PENDING when another code may still be requested; only the delivery tells that this one failed.
	return failed ? { event: 'codeFailed', purchaseId, final: false, purchase } : undefined;
}

/** A reading whose object the API does not know gives undefined; any other failure stays one. */
async function known<T>(reading: Promise<T>): Promise<T | undefined> {
	return await reading.catch((failure: OperationFailure) => (failure.failure?.code === 'notFound' ? undefined : Promise.reject(failure)));
}
