import { OperationFailure, type Failure } from './errors';
import type { Entry, Ledger } from './ledger';
import type { AnyOperation, Receipt } from './operation';
import type { Reader } from './perform';
import type { Verdict } from './reply';

/** A purchase about to be made. */
export interface Purchase {
	operation: AnyOperation;
	input: never;
	item: number;
	/** The request in one line, by which a repeated try is recognised. */
	request: string;
	/** The address it is bought at. */
	account: string;
	/** Whether a purchase found afterwards may be taken for this one. */
	recover: boolean;
	reader: Reader;
	ledger: Ledger;
	send(): Promise<Verdict>;
}

/** What a purchase gave, and whether it was only found afterwards. */
export interface Bought {
	reply: object;
	recovered: boolean;
}

/** Purchases that executions of this process have as their result, so that two at the same time never take the same one. */
const claimed = new Set<string>();
const CLAIMS_KEPT = 10_000;

interface Candidate {
	reply: object;
	receipt: Receipt;
}

/**
 * Buys at most once, however often it is called for the same item of an execution.
 * @throws OperationFailure with code `uncertain` when the purchase may have been made and cannot be found
 */
export async function buyOnce(purchase: Purchase): Promise<Bought> {
	const { ledger, item, request, operation } = purchase;
	const earlier = ledger.find(item, request);
	if (earlier?.state === 'bought') return { reply: earlier.reply as object, recovered: earlier.recovered === true };
	if (earlier) return await settle(purchase, earlier, { message: 'The outcome of an earlier try is not known' });

	const entry = ledger.open(item, request, await alikeIds(purchase));
	const verdict = await purchase.send();
	if (verdict.kind === 'done') {
		const receipt = receiptOf(operation, verdict.reply);
		if (receipt === undefined) return await settle(purchase, entry, { message: 'The reply names no purchase' });
		return record(purchase, entry, { reply: verdict.reply as object, receipt }, false);
	}
	if (verdict.kind === 'unclear') return await settle(purchase, entry, verdict.failure);
	ledger.drop(item);
	throw new OperationFailure(verdict.failure);
}

/** Looks for a purchase whose request got no clear answer. */
async function settle(purchase: Purchase, entry: Entry, failure: Pick<Failure, 'message' | 'httpCode'>): Promise<Bought> {
	const uncertain = (advice: string) =>
		new OperationFailure({
			code: 'uncertain',
			message: `${failure.message}, so this may have been bought`,
			description: `It is not sent again. ${advice}`,
			httpCode: failure.httpCode,
		});

	if (purchase.operation.reconcile === 'impossible') {
		throw uncertain('The provider has no list in which it could be looked up: compare the balance, or ask its support, before buying again.');
	}
	const found = await newCandidates(purchase, entry).catch(() => undefined);
	if (found === undefined) throw uncertain('The list of purchases could not be read either: look there before buying again.');

	const ids = found.map(({ receipt }) => receipt.id).join(', ');
	if (entry.before === undefined) {
		throw uncertain(`No purchase was taken for this one. ${ids ? `The newest of this kind: ${ids}. ` : ''}Look into the list of purchases before buying again.`);
	}
	const [only, ...others] = found;
	if (only === undefined) throw uncertain('No new purchase of this kind is in the list yet. Look there again before buying: it may appear late.');
	if (others.length > 0) throw uncertain(`Several new purchases could be this one: ${ids}. Look at them before buying again.`);
	return record(purchase, entry, only, true);
}

function record({ account, operation }: Purchase, entry: Entry, { reply, receipt: { id, price } }: Candidate, recovered: boolean): Bought {
	Object.assign(entry, { state: 'bought', id, price, reply, recovered });
	if (id !== undefined) claim(claimKey(account, operation, id));
	return { reply, recovered };
}

async function newCandidates(purchase: Purchase, { before = [] }: Entry): Promise<Candidate[]> {
	const { account, ledger, operation } = purchase;
	const newestBefore = Math.max(0, ...before);
	return (await alike(purchase)).filter(
		({ receipt: { id } }) => id !== undefined && id > newestBefore && !ledger.holds(id) && !claimed.has(claimKey(account, operation, id)),
	);
}

async function alikeIds(purchase: Purchase): Promise<number[] | undefined> {
	if (purchase.operation.reconcile === 'impossible' || !purchase.recover) return undefined;
	try {
		return (await alike(purchase)).flatMap(({ receipt }) => receipt.id ?? []);
	} catch {
		// Then nothing will be taken for this purchase, which is the safe side.
		return undefined;
	}
}

async function alike({ operation, reader, input }: Purchase): Promise<Candidate[]> {
	if (typeof operation.reconcile !== 'function') return [];
	const replies: object[] = await operation.reconcile(reader, input);
	return replies.flatMap((reply) => {
		const receipt = receiptOf(operation, reply);
		return receipt ? { reply, receipt } : [];
	});
}

function receiptOf(operation: AnyOperation, reply: unknown): Receipt | undefined {
	return operation.receipt?.(reply as never);
}

function claim(key: string): void {
	claimed.add(key);
	for (const oldest of claimed) {
		if (claimed.size <= CLAIMS_KEPT) break;
		claimed.delete(oldest);
	}
}

function claimKey(account: string, { resource }: AnyOperation, id: number): string {
	return `${account} ${resource} ${id}`;
}
