import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import {
	checked,
	comprehensible,
	isMissing,
	OperationFailure,
	toNodeError,
} from '../../shared/errors';
import { readerOf } from '../../shared/http/reader';
import type { Reader } from '../../shared/operation/operation';
import { isNothing } from '../../shared/operation/parameters';
import { profileOf } from '../../shared/operation/setup';
import { several } from '../../shared/operation/switches';
import { openService, type ServiceClient } from '../../shared/http/client';
import { fiveSim } from '../service';
import { get as getProfile } from '../operations/user/get';
import { codePattern } from '../codePattern';
import { codeOf } from '../smsCode';
import { changesOf, initialCursor, type Change, type EventName, type State } from './diffOrders';
import { OrderHistory, type Category } from '../openOrders';
import { followedOrders, ordersForMark } from './fetchOrders';
import { momentOf } from '../../shared/moment';
import { messagesOf } from './message';
import { isSameOwner, ownerOf, type Owner } from './owner';

type Stored = Partial<Record<Category, State>>;

interface Memory {
	/** Whose orders these are: numbers of another account would say nothing about them. */
	account?: string;
	/** The same for one credential, whose key may become that of another account. */
	owner?: Owner;
	orders?: Stored;
	/** When this was remembered, in milliseconds since 1970. */
	at?: number;
	/** What the node was called then, and its id. */
	name?: string;
	node?: string;
}

/** Nodes of one workflow that something is stored of, those that were removed among them. */
const MAX_NODES = 50;
const SHARE_OF_BUDGET = 0.7;
const EVENTS: readonly EventName[] = ['newSms', 'orderStatusChanged'];
const CATEGORIES: readonly Category[] = ['activation', 'hosting'];
/** Looks in a row that may fail because of an order that cannot be read. One that stays so must not hold back all others. */
const STRICT_LOOKS = 3;

/** Triggers that are looking. n8n starts the next look also while a slow one goes on; both would find the same. */
const underWay = new Set<string>();
/** How many looks of a trigger have failed in a row because of what 5sim answered. */
const failedLooks = new Map<string, number>();

/**
 * Looks for what has happened since the last look. The first look only sets the mark. What is remembered changes only
 * when the whole look has worked, so that a failed one loses nothing.
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[] | null> {
	const { categories: entered, codePattern: code } = context.getNodeParameter(
		'options',
		{},
	) as IDataObject;
	const key = `${context.getWorkflow().id} ${context.getNode().id}`;
	const isSample = context.getMode() === 'manual';
	if (!isSample && underWay.has(key)) return null;
	if (!isSample) underWay.add(key);
	let reader: Reader | undefined;
	try {
		const wanted = checked('Trigger On', () => several(context.getNodeParameter('events'), EVENTS));
		const chosen = checked('Categories', () => several(entered, CATEGORIES));
		const categories = chosen.length > 0 ? chosen : CATEGORIES;
		const pattern = isNothing(code)
			? undefined
			: checked(codePattern.property.displayName, () => codePattern.parse(code));
		const client = await openService(context, fiveSim);
		reader = readerOf(client);
		if (isSample) return await sample(reader, wanted, categories, pattern);
		const isStrict = (failedLooks.get(key) ?? 0) < STRICT_LOOKS;
		const found = await look(context, client, reader, wanted, categories, pattern, isStrict);
		failedLooks.delete(key);
		return found;
	} catch (thrown) {
		if (!isSample && isUnreadable(thrown)) failedLooks.set(key, (failedLooks.get(key) ?? 0) + 1);
		throw toNodeError(context.getNode(), await explained(reader, thrown));
	} finally {
		if (!isSample) underWay.delete(key);
	}
}

/** What was thrown, in words that help: the list of orders is missing where something else than 5sim is at the address. */
async function explained(reader: Reader | undefined, thrown: unknown): Promise<unknown> {
	return reader && isMissing(thrown)
		? await profileOf(reader.read(getProfile, {}), fiveSim).then(
				() => thrown,
				(other: unknown) => other,
			)
		: comprehensible(thrown, fiveSim.name);
}

function isUnreadable(thrown: unknown): boolean {
	return thrown instanceof OperationFailure && thrown.failure.code === 'unexpectedReply';
}

async function look(
	context: IPollFunctions,
	client: ServiceClient,
	reader: Reader,
	wanted: readonly EventName[],
	categories: readonly Category[],
	pattern: RegExp | undefined,
	isStrict: boolean,
): Promise<INodeExecutionData[] | null> {
	const memory = memoryOf(context);
	const account = `${context.getNode().credentials?.[fiveSim.credential]?.id} ${client.baseUrl}`;
	const known = memory.account === account ? memory : {};
	const owner = await ownerOf(reader, client.key, known.owner ?? {});
	const before: Stored = (isSameOwner(known.owner ?? {}, owner) && known.orders) || {};
	const deadline = Date.now() + budgetOf(context);
	// Forget categories that are not chosen: each starts afresh when it is chosen again.
	const after: Stored = {};
	const found: Change[] = [];
	const warn = (text: string) => context.logger.warn(text);
	const nextOf = async (state: State, category: Category) => {
		const { orders, unread } = await followedOrders(
			reader,
			category,
			state,
			deadline,
			isStrict,
			warn,
		);
		const { changes, state: next } = changesOf(state, orders, unread);
		found.push(...changes);
		return next;
	};
	for (const category of categories) {
		const state = before[category];
		if (state && Date.now() > deadline) {
			after[category] = state;
			continue;
		}
		const next = state
			? await nextOf(state, category)
			: initialCursor(await ordersForMark(reader, category, warn));
		if (next.floor !== state?.floor)
			warn(
				`5sim orders up to ${next.floor} (${category}) are not followed: too many newer ones are open.`,
			);
		after[category] = next;
	}
	remember(context, {
		account,
		owner,
		orders: after,
		at: Date.now(),
		name: context.getNode().name,
		node: context.getNode().id,
	});
	const changes = found.filter(({ event }) => wanted.includes(event));
	return changes.length > 0 ? changes.map((change) => toItem(change, pattern)) : null;
}

/** Where the memory of a trigger stands by the node's id: n8n keeps what it stores by name, which a user may change. */
type ByNode = Record<string, Memory | undefined>;

/**
 * What is remembered: by the node's name, or by its id where that is newer and was written under another name. With durable
 * poll cursors only the former is stored together with the execution, so the latter may be ahead of it.
 */
function memoryOf(context: IPollFunctions): Memory {
	const { id } = context.getNode();
	const named = context.getWorkflowStaticData('node') as Memory;
	// Another trigger may have had this name before.
	const byName = named.node === undefined || named.node === id ? named : {};
	const byId = (context.getWorkflowStaticData('global').fiveSimTriggers as ByNode | undefined)?.[
		id
	];
	const isRenamed = byName.at === undefined || byId?.name !== context.getNode().name;
	return byId && isRenamed && (byId.at ?? 0) > (byName.at ?? 0) ? byId : byName;
}

function remember(context: IPollFunctions, memory: Memory): void {
	// By name too: with durable poll cursors n8n keeps only this one, and by the node's id.
	Object.assign(context.getWorkflowStaticData('node'), memory);
	const global = context.getWorkflowStaticData('global');
	const { id } = context.getNode();
	const others = Object.entries((global.fiveSimTriggers ?? {}) as ByNode).filter(
		([other]) => other !== id,
	);
	global.fiveSimTriggers = Object.fromEntries([
		...others.slice(1 - MAX_NODES),
		[id, memory],
	]) as IDataObject;
}

/** How long a look may go on asking: n8n gives it up at some time, and then it has to begin anew. */
function budgetOf(context: IPollFunctions): number {
	// Only later versions of n8n tell.
	const { getPollBudgetMs } = context as Partial<Pick<IPollFunctions, 'getPollBudgetMs'>>;
	return (getPollBudgetMs?.call(context) ?? Infinity) * SHARE_OF_BUDGET;
}

/** Something recent to build a workflow with; nothing is remembered of it. */
async function sample(
	reader: Reader,
	wanted: readonly EventName[],
	categories: readonly Category[],
	pattern: RegExp | undefined,
): Promise<INodeExecutionData[] | null> {
	const pages = await Promise.all(
		categories.map(
			async (category) => (await new OrderHistory(reader, category).until(() => true)).orders,
		),
	);
	const orders = pages
		.flat()
		.sort((a, b) => (momentOf(b.created_at) ?? 0) - (momentOf(a.created_at) ?? 0));
	const samples: Change[] = [];
	const withSms = orders.find((order) => messagesOf(order).length > 0);
	const message = withSms && messagesOf(withSms).at(-1);
	if (wanted.includes('newSms') && withSms && message)
		samples.push({
			event: 'newSms',
			eventId: `newSms:${withSms.id}:${message.key}`,
			order: withSms,
			message,
		});
	const [order] = orders;
	if (wanted.includes('orderStatusChanged') && order)
		samples.push({
			event: 'orderStatusChanged',
			eventId: `orderStatusChanged:${order.id}:${order.status}`,
			order,
			previousStatus: 'PENDING',
		});
	return samples.length > 0 ? samples.slice(0, 1).map((change) => toItem(change, pattern)) : null;
}

function toItem(
	{ event, eventId, order, message, previousStatus }: Change,
	pattern: RegExp | undefined,
): INodeExecutionData {
	const json: IDataObject = {
		event,
		eventId,
		price: order.price,
		order,
		...(message
			? { sms: [message.sms], code: codeOf([message.sms], pattern) ?? null }
			: { previousStatus }),
	};
	return { json };
}
