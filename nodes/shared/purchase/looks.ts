import { isForeign, OperationFailure } from '../errors';
import type { Receipt } from '../operation/money';
import { ownOf } from './evidence';
import { claimsUntilNow, type InFlight } from './inFlight';
import type { Entry } from './ledger';
import { newestListed, placeOf, wasMadeThen, type Purchase as Wanted } from './candidates';

/** A purchase about to be made, as far as it matters here. */
interface Purchase extends Wanted {
	/** Whether something else than the service is at its address. */
	isElsewhere(): Promise<boolean>;
}

/** What was read before a purchase. */
interface Look extends Pick<Entry, 'newest' | 'snapshot' | 'own'> {
	request: string;
	readAt: number;
	claims: number;
}

/** Milliseconds for which what was read may stand for later purchases of the run. */
const SHARED_FOR_MS = 60_000;

/**
 * What is read before purchases, so that something can be told if an answer is lost. The purchases of one run share it
 * as long as each is answered clearly, and the service dates them: what is dated before a request was sent is not taken
 * for it, whatever others bought since the list was read.
 */
export class Looks {
	private last?: Look;

	/** Reads it, or takes what an earlier purchase of the run has read. Unread, nothing is taken for this purchase later. */
	async before(
		purchase: Purchase,
		flight: InFlight,
	): Promise<Pick<Entry, 'newest' | 'snapshot' | 'own' | 'fresh'>> {
		const { last } = this;
		if (
			last &&
			Date.now() - last.readAt < SHARED_FOR_MS &&
			(last.snapshot === undefined || last.request === purchase.request)
		) {
			flight.claimsBefore = last.claims;
			return { newest: last.newest, snapshot: last.snapshot, own: last.own, fresh: false };
		}
		const claims = claimsUntilNow();
		const own = purchase.operation.snapshot && ownOf(purchase.account, placeOf(purchase));
		const read = { ...(await readBefore(purchase)), own };
		this.last =
			read.newest === undefined && read.snapshot === undefined
				? undefined
				: { ...read, request: purchase.request, readAt: Date.now(), claims };
		return { ...read, fresh: true };
	}

	/** After a clear answer: whether the next purchase may go without a look of its own. */
	answered(purchase: Purchase, entry: Entry, { id, amount, createdAt }: Receipt): void {
		if (!this.last) return;
		const known =
			purchase.operation.reconcile === 'impossible'
				? amount !== undefined
				: id !== undefined && wasMadeThen(purchase, entry, createdAt) === true;
		if (!known) this.last = undefined;
		else if (this.last.newest !== undefined && id !== undefined)
			this.last.newest = Math.max(this.last.newest, id);
	}

	/** After anything unclear the next purchase looks for itself. */
	forget(): void {
		this.last = undefined;
	}
}

async function readBefore(purchase: Purchase): Promise<Pick<Entry, 'newest' | 'snapshot'>> {
	const { operation, recover, reader, input } = purchase;
	const unread = async (thrown: unknown) => {
		if (
			thrown instanceof OperationFailure &&
			(thrown.failure.lasting || thrown.failure.code === 'authentication')
		)
			throw new OperationFailure(thrown.failure);
		// What else is at a wrong address would leave open whether something was bought.
		if (isForeign(thrown) && (await purchase.isElsewhere()))
			throw new OperationFailure({
				...thrown.failure,
				code: 'providerUnavailable',
				description: `Nothing was sent. ${thrown.failure.description}`,
			});
		return undefined;
	};
	if (operation.snapshot)
		return { snapshot: await operation.snapshot(reader, input).catch(unread) };
	if (!recover) return {};
	// Of the whole account: one of this kind can be missing in the list, and none may be taken that is older than any.
	return { newest: await newestListed(purchase).catch(unread) };
}
