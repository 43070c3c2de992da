import type { components } from '../../../contract/gmt';
import { ifKnown, OperationFailure } from '../../shared/errors';
import { momentOf } from '../../shared/moment';
import type { Reader } from '../../shared/operation/operation';
import { get as getBulkPurchase } from '../operations/bulkPurchase';
import { get as getPurchase } from '../operations/purchase';
import { hasCode, hasFailed } from '../purchases';
import type { CallbackPayload } from './payload';

export type BulkPurchase = components['schemas']['BulkPurchase'];
type Purchase = components['schemas']['Purchase'];

/** What workflows can start on. */
export type EventName = 'archiveFailed' | 'archiveReady' | 'codeFailed' | 'codeReceived';

/** Something that happened to a purchase, as the API tells it. */
export interface PurchaseEvent {
	event: EventName;
	purchaseId: number;
	/** It can happen to this purchase only once. */
	final: boolean;
	/** When it happened in milliseconds since 1970, where the API tells. */
	at?: number;
	purchase: BulkPurchase | Purchase;
}

/** What the API says about a number. `pending`: the purchase exists, but nothing has happened to it yet. */
export type Confirmation = PurchaseEvent | 'pending' | 'unknown';

/**
 * Asks the API what a number of a delivery is about.
 * @param isLate whether a code that is delivered, but not shown, is no longer to be expected
 * @throws OperationFailure when the API could not be asked
 */
export async function confirm(
	reader: Reader,
	payload: Pick<CallbackPayload, 'failed' | 'kind' | 'mayBeFailure'>,
	purchaseId: number,
	isLate: boolean,
): Promise<Confirmation> {
	const readBulk = async () => await ifKnown(reader.read(getBulkPurchase, { purchaseId }));
	const readSingle = async () => await ifKnown(reader.read(getPurchase, { purchaseId }));
	let [bulk, single] = await Promise.all([
		payload.kind === 'single' ? undefined : readBulk(),
		payload.kind === 'bulk' ? undefined : readSingle(),
	]);
	// The kind is only guessed from what else is there.
	if (bulk === undefined && single === undefined) {
		if (payload.kind === 'single') bulk = await readBulk();
		if (payload.kind === 'bulk') single = await readSingle();
	}
	if (bulk === undefined && single === undefined) return 'unknown';
	// What may be about a bulk purchase is not taken for the failure of a single one.
	const failed = payload.failed || (payload.mayBeFailure && bulk === undefined);
	// A bulk and a single purchase can have the same number: then the delivery is about what happened last.
	const events = [
		bulk && bulkEvent(purchaseId, bulk),
		single && singleEvent(purchaseId, single, failed, isLate),
	].filter((event) => event !== undefined);
	return events.sort((a, b) => (b.at ?? 0) - (a.at ?? 0))[0] ?? 'pending';
}

function bulkEvent(purchaseId: number, purchase: BulkPurchase): PurchaseEvent | undefined {
	requireSame(purchaseId, purchase.bulk_purchase_id);
	const { status } = purchase;
	if (hasFailed(purchase))
		return {
			event: 'archiveFailed',
			purchaseId,
			final: true,
			at: momentOf(purchase.updated_at),
			purchase,
		};
	if (status !== 'SUCCESS') return undefined;
	return {
		event: 'archiveReady',
		purchaseId,
		final: true,
		at: momentOf(purchase.item?.created_at ?? purchase.updated_at),
		purchase,
	};
}

function singleEvent(
	purchaseId: number,
	purchase: Purchase,
	failed: boolean,
	isLate: boolean,
): PurchaseEvent | undefined {
	requireSame(purchaseId, purchase.id);
	const { status, verification } = purchase;
	// Accounts of a bulk purchase come in its archive; they get no code.
	if (purchase.purchase_type === 'BULK') return undefined;
	// At SUCCESS the code has been delivered. One of several servers may not show it yet, and it is told only once.
	if (status === 'SUCCESS' && !hasCode(purchase) && !isLate) return undefined;
	if (hasCode(purchase) || status === 'SUCCESS')
		return {
			event: 'codeReceived',
			purchaseId,
			final: true,
			at: momentOf(verification?.received_at),
			purchase,
		};
	if (hasFailed(purchase)) return { event: 'codeFailed', purchaseId, final: true, purchase };
	// The purchase stays PENDING when another code may still be requested; only the delivery tells that this one failed.
	return failed ? { event: 'codeFailed', purchaseId, final: false, purchase } : undefined;
}

/** What is told about another purchase is no news about this one. */
function requireSame(asked: number, answered: unknown): void {
	if (typeof answered !== 'number' || answered === asked) return;
	throw new OperationFailure({
		code: 'unexpectedReply',
		message: `Get My TG was asked about purchase ${asked} and answered with ${answered}`,
		description: 'It is asked again later.',
	});
}
