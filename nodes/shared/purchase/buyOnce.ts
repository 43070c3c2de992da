import { isAmount } from './decimal';
import { comprehensible, OperationFailure, type Failure } from '../errors';
import {
	claim,
	isClaimed,
	isClaimedMeanwhile,
	countLookingFor,
	othersAnswered,
	trackInFlight,
	type InFlight,
} from './inFlight';
import { checkBudget, overpaidBy, type Limits } from './spendLimits';
import { fieldName } from '../http/request';
import type { Differences, Entry, Ledger, Overpaid } from './ledger';
import type { Intent } from './intents';
import type { AnyOperation, Reader, Receipt } from '../operation/operation';
import { orCancelled, pause } from '../http/rateLimiter';
import type { Outcome } from '../http/outcome';

/** A purchase about to be made. */
export interface Purchase {
	operation: AnyOperation;
	input: never;
	item: number;
	/** What is bought, in one line, by which a repeated try is recognised. */
	request: string;
	/** The account it is bought with: its address and key. */
	account: string;
	/** Whether a purchase found afterwards may be taken for this one. */
	recover: boolean;
	limits: Limits;
	reader: Reader;
	ledger: Ledger;
	/** Cancels the execution. */
	signal?: AbortSignal;
	/** Writes down, where it outlives this process, that this is about to be sent. */
	intend(): Promise<Intent>;
	/**
	 * Reserves the name that the user gave to the purchase, for ever.
	 * @returns what gives it back, should nothing be bought
	 * @throws OperationFailure with code `conflict` when it was used before
	 */
	reserve?(): Promise<() => Promise<void>>;
	/** The fields by which the service itself keeps to the user's limit, where it does. */
	ceiling(): Promise<Record<string, string> | undefined>;
	send(ceiling: Record<string, string> | undefined): Promise<Outcome>;
	/** Takes a purchase back and gives what is left of it. */
	compensate?(response: object): Promise<object>;
	warn(text: string): void;
	/** Writes down what was charged: should the process be killed now, nothing else would tell. */
	log(text: string): void;
}

/** What a purchase gave, whether it was only found afterwards, and whether it was too expensive. */
export interface Bought {
	response: object;
	recovered: boolean;
	overpaid?: Overpaid;
	differs?: Differences;
}

/** Milliseconds before each look for a purchase: the service may book it, or show it, later than the connection broke. */
const RECONCILE_DELAYS_MS = [0, 1_000, 2_000, 4_000];
/** Milliseconds after which nothing is taken for a purchase any more: after a restart nobody knows whose results the newer ones are. */
const ADOPT_WITHIN_MS = 600_000;
/** How many purchases a message names where it is not known which of them are new. */
const MAX_IDS_IN_ERROR = 5;

/** Parameters that say what is bought. */
const GOODS = ['country', 'countryCode', 'operator', 'product', 'quantity'];

interface Candidate {
	response: object;
	receipt: Receipt;
}

/**
 * Buys at most once, however often it is called for the same item of an execution.
 * @throws OperationFailure with code `uncertain` when the purchase may have been made and cannot be found
 */
export async function buyOnce(purchase: Purchase): Promise<Bought> {
	const { ledger, item, request } = purchase;
	const earlier = ledger.find(item, request);
	if (earlier && earlier.request !== request) throw anotherRequest(earlier);
	if (earlier?.state === 'bought') return resultOf(earlier);

	return await trackInFlight(placeOf(purchase), request, async (flight, land) => {
		if (earlier) {
			land(true);
			return await reconcile(purchase, earlier, flight);
		}
		// An agent can make calls at once: what this one may cost has to be noted before anything else is waited for.
		const entry = ledger.open(item, { request, ...(await checkCost(purchase)) });
		const [before, ceiling] = await Promise.all([
			readBefore(purchase),
			// Without it the service sells by the account's own limits, and what is overpaid is told.
			purchase.ceiling().catch(() => undefined),
		]).catch((thrown) => {
			ledger.drop(item);
			return Promise.reject(thrown);
		});
		const intent = await purchase.intend();
		if (intent.left) {
			// It was sent before what is known now, so nothing tells which purchase is its own.
			entry.failure = {
				message: 'An earlier execution broke off while it bought this',
				at: Date.now(),
			};
			land(true);
			return await reconcile(purchase, entry, flight);
		}
		Object.assign(entry, before);
		const giveBack = await purchase.reserve?.().catch((thrown) => {
			ledger.drop(item);
			intent.settle('nothing');
			return Promise.reject(thrown);
		});
		const outcome = await purchase.send(ceiling);
		const bought = await settle(purchase, entry, flight, outcome, land).catch(async (thrown) => {
			const isOpen = ledger.find(item, request) !== undefined;
			intent.settle(isOpen ? 'uncertain' : 'nothing');
			if (!isOpen) await giveBack?.();
			return await Promise.reject(thrown);
		});
		intent.settle('bought');
		return bought;
	});
}

/** Finds out what came of a purchase that was sent. */
async function settle(
	purchase: Purchase,
	entry: Entry,
	flight: InFlight,
	outcome: Outcome,
	land: (unclear: boolean) => void,
): Promise<Bought> {
	if (outcome.kind === 'ok') {
		const receipt = receiptOf(purchase, outcome.response);
		// A cache on the way can answer a purchase with the answer to an earlier one.
		const isNew = receipt && !isKnown(purchase, entry, flight, receipt);
		land(!isNew);
		if (isNew) {
			const response = outcome.response as object;
			entry.differs = differences(purchase, response);
			return await record(purchase, entry, { response, receipt }, false);
		}
		entry.failure = {
			message: receipt
				? `The answer names ${receipt.id}, which was bought before`
				: 'The answer contains no purchase',
			httpCode: '200',
			at: Date.now(),
		};
		return await reconcile(purchase, entry, flight);
	}
	land(outcome.kind === 'unknown');
	if (outcome.kind === 'unknown') {
		const { message, httpCode } = outcome.failure;
		entry.failure = { message, httpCode, at: Date.now() };
		return await reconcile(purchase, entry, flight);
	}
	purchase.ledger.drop(purchase.item);
	throw new OperationFailure(outcome.failure);
}

/** Whether the number in an answer is that of an earlier purchase, or of another item. */
function isKnown(
	purchase: Purchase,
	{ newest }: Entry,
	flight: InFlight,
	{ id }: Receipt,
): boolean {
	return (
		id !== undefined &&
		((newest !== undefined && id <= newest) ||
			purchase.ledger.holds(id) ||
			isClaimedMeanwhile(placeOf(purchase), id, flight))
	);
}

/** What was asked for and is said to be something else in the answer. */
function differences({ operation, input }: Purchase, response: object): Differences | undefined {
	const answered = response as Record<string, unknown>;
	const found: Differences = {};
	for (const [key, parameter] of Object.entries(operation.params)) {
		const asked: unknown = input[key];
		const got = answered[fieldName(key, parameter)];
		if (!GOODS.includes(key) || asked === 'any' || !isScalar(asked) || !isScalar(got)) continue;
		if (String(asked).toLowerCase() !== String(got).toLowerCase()) found[key] = { asked, got };
	}
	return Object.keys(found).length > 0 ? found : undefined;
}

function isScalar(value: unknown): value is string | number {
	return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** Looks for a purchase whose request got no clear answer. */
async function reconcile(purchase: Purchase, entry: Entry, flight: InFlight): Promise<Bought> {
	const uncertain = (advice: string) => {
		const { message, httpCode } = entry.failure ?? {
			message: 'An earlier try broke off',
			httpCode: undefined,
		};
		const failure: Failure = {
			code: 'uncertain',
			message: `${message}, so this may have been charged`,
			description: `It is not sent again. ${advice}`,
			httpCode,
		};
		// Nobody looks at the error of an execution that was cancelled.
		if (purchase.signal?.aborted)
			purchase.warn(`${failure.message} [item ${purchase.item}]. ${failure.description}`);
		return new OperationFailure(failure);
	};
	if (purchase.operation.reconcile === 'impossible')
		throw uncertain(await adviceFrom(purchase, entry));

	let found: Candidate[] | undefined;
	const place = placeOf(purchase);
	const comparable = purchase.recover && entry.newest !== undefined;
	const recent = Date.now() - (entry.failure?.at ?? 0) < ADOPT_WITHIN_MS;
	for (const wait of comparable ? RECONCILE_DELAYS_MS : [0]) {
		await pause(wait, purchase.signal);
		const listed = await newCandidates(purchase, entry, flight).catch(() => undefined);
		// From here to the claim nothing is awaited: others that waited for the same answer would take the same purchase.
		found = (listed ?? found)?.filter(({ receipt: { id } }) => !isClaimed(place, id!));
		const [oldest] = found ?? [];
		if (found === undefined || purchase.signal?.aborted) break;
		// Where several of the very same kind are looked for, each may take one.
		if (comparable && recent && oldest && found.length <= countLookingFor(place, flight))
			return await record(purchase, entry, oldest, true);
		if (oldest) break;
	}
	if (found === undefined)
		throw uncertain('The list of purchases could not be read: look there before buying again.');
	const ids = (comparable ? found : found.slice(-MAX_IDS_IN_ERROR))
		.map(({ receipt }) => receipt.id)
		.join(', ');
	if (!comparable)
		throw uncertain(
			`No purchase was taken for this one. ${ids ? `The newest of this kind: ${ids}. ` : ''}Look into the list of purchases before buying again.`,
		);
	if (ids)
		throw uncertain(
			`New purchases that could be this one: ${ids}. Look at them before buying again.`,
		);
	throw uncertain(
		'No new purchase of this kind is in the list yet. Look there again before buying: it may appear late.',
	);
}

/** Notes what an item bought, and takes it back if it was too expensive and the user wants that. */
async function record(
	purchase: Purchase,
	entry: Entry,
	{ response, receipt: { id, label: price, amount } }: Candidate,
	recovered: boolean,
): Promise<Bought> {
	Object.assign(entry, {
		state: 'bought',
		id,
		price,
		response,
		recovered,
		amount: isAmount(amount) ? amount : entry.amount,
	});
	if (id !== undefined) claim(placeOf(purchase), id);
	purchase.log(
		`${purchase.operation.action}: ${id === undefined ? '' : `${id} for `}${price} [item ${purchase.item}]`,
	);
	entry.overpaid = overpaidBy(entry, purchase.limits);
	// One that was only found may be somebody else's: it is not cancelled.
	if (entry.overpaid && purchase.compensate && !recovered) {
		const left = await purchase.compensate(response).catch((thrown: unknown) => {
			if (thrown instanceof OperationFailure) entry.overpaid!.reason = thrown.message;
		});
		entry.overpaid.cancelled = left !== undefined;
		if (left) Object.assign(entry, { response: left, amount: '0' });
	}
	return resultOf(entry);
}

function resultOf({ response, recovered = false, overpaid, differs }: Entry): Bought {
	return { response: response as object, recovered, overpaid, differs };
}

/** The price of now, where the user set a limit. */
async function checkCost({
	operation,
	reader,
	input,
	limits,
	ledger,
}: Purchase): Promise<Pick<Entry, 'amount' | 'maxAmount'>> {
	if (!operation.quote || (limits.maxPrice === undefined && limits.maxTotal === undefined))
		return {};
	const quote = await operation
		.quote(reader, input)
		.catch((thrown) => Promise.reject(comprehensible(thrown, 'The service')));
	if (quote && isAmount(quote.price)) return checkBudget(quote, limits, ledger.spent());
	throw new OperationFailure({
		code: 'outOfStock',
		message: 'There is no price for this now, so it cannot be compared with your limits',
		description: 'Nothing was bought. Choose something else, or try again later.',
	});
}

/** What has to be known before sending, in order to tell afterwards what happened. Unread, nothing is taken for this purchase later. */
async function readBefore(purchase: Purchase): Promise<Pick<Entry, 'newest' | 'snapshot'>> {
	const { operation, recover, reader, input } = purchase;
	const unread = (thrown: unknown) => {
		if (
			thrown instanceof OperationFailure &&
			(thrown.failure.lasting || thrown.failure.code === 'authentication')
		)
			throw new OperationFailure(thrown.failure);
		return undefined;
	};
	if (operation.snapshot)
		return { snapshot: await operation.snapshot(reader, input).catch(unread) };
	if (!recover) return {};
	// Of the whole account: one of this kind can be missing in the list, and none may be taken that is older than any.
	const before = await listed(purchase).catch(unread);
	return { newest: before && Math.max(0, ...before.map(({ receipt }) => receipt.id ?? 0)) };
}

/** What changed since, where there is no list to look into. */
async function adviceFrom(
	{ operation, reader, input, signal }: Purchase,
	{ snapshot: snapshot }: Entry,
): Promise<string> {
	const check =
		'There is no list in which it could be looked up: compare the balance, or ask the support, before doing it again.';
	if (!operation.snapshot || !snapshot) return check;
	for (const wait of RECONCILE_DELAYS_MS) {
		await pause(wait, signal);
		const now = await operation.snapshot(reader, input).catch(() => undefined);
		if (!now) return check;
		const changes = Object.keys(now).filter((name) => now[name] !== snapshot[name]);
		if (changes.length > 0)
			return `It probably happened: ${changes.map((name) => `${name} was ${snapshot[name]} before and is ${now[name]} now`).join('; ')}. Check this before doing it again.`;
		if (signal?.aborted) break;
	}
	const known = Object.entries(snapshot).map(([name, value]) => `${name} ${value}`);
	return `Nothing has changed since (${known.join('; ')}), but a change may show later. ${check}`;
}

async function newCandidates(
	purchase: Purchase,
	{ newest }: Entry,
	flight: InFlight,
): Promise<Candidate[]> {
	const candidates = await alike(purchase);
	// Where nothing may be taken, nobody's answer changes anything.
	if (newest !== undefined)
		await orCancelled(othersAnswered(placeOf(purchase), flight), purchase.signal);
	return candidates
		.filter(
			({ receipt: { id } }) => id !== undefined && id > (newest ?? 0) && !purchase.ledger.holds(id),
		)
		.sort((a, b) => a.receipt.id! - b.receipt.id!);
}

/** The newest purchases that may be this one. */
async function alike(purchase: Purchase): Promise<Candidate[]> {
	const { operation, input } = purchase;
	const all = await listed(purchase);
	return all.filter(({ response }) => {
		try {
			return operation.matches?.(input, response as never) ?? true;
		} catch {
			return true;
		}
	});
}

/** The newest purchases of the account, as the operation lists them. */
async function listed(purchase: Purchase): Promise<Candidate[]> {
	const { operation, reader, input } = purchase;
	if (typeof operation.reconcile !== 'function') return [];
	const responses: object[] = await operation.reconcile(reader, input);
	return responses.flatMap((response) => {
		const receipt = receiptOf(purchase, response);
		return receipt ? [{ response, receipt }] : [];
	});
}

function receiptOf({ operation }: Purchase, response: unknown): Receipt | undefined {
	try {
		return operation.receipt?.(response as never);
	} catch {
		// Fields of an unexpected kind: whatever it is, it names no purchase.
		return undefined;
	}
}

function placeOf({ account, operation }: Purchase): string {
	return `${account} ${operation.resource}`;
}

/** An expression can give another value in every try; one item buys once nevertheless. */
function anotherRequest({ state, id, price }: Entry): OperationFailure {
	const earlier =
		state === 'bought'
			? `This item has already bought ${id === undefined ? '' : `${id} `}for ${price} in this execution, with other values`
			: 'This item may have been bought in an earlier try, with other values';
	return new OperationFailure({
		code: state === 'bought' ? 'conflict' : 'uncertain',
		message: earlier,
		description:
			'Nothing was sent now. Start a new execution to buy something else, and avoid expressions that change with every try.',
	});
}
