import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { checked, toNodeError } from '../../shared/errors';
import { readerOf } from '../../shared/http/reader';
import type { Reader } from '../../shared/operation/operation';
import { isNothing } from '../../shared/operation/parameters';
import { openService } from '../../shared/http/client';
import { fiveSim } from '../service';
import { codePattern } from '../codePattern';
import { codeOf } from '../smsCode';
import { changesOf, initialCursor, type Change, type EventName, type State } from './diffOrders';
import { followedOrders, newestOrders, ordersForMark, type Category } from './fetchOrders';
import { messagesOf } from './message';

type Stored = Partial<Record<Category, State>>;

interface Memory {
	/** Whose orders these are: numbers of another account would say nothing about them. */
	account?: string;
	orders?: Stored;
}

/** Triggers that are looking. n8n starts the next look also while a slow one goes on; both would find the same. */
const underWay = new Set<string>();

/**
 * Looks for what has happened since the last look. The first look only sets the mark. What is remembered changes only
 * when the whole look has worked, so that a failed one loses nothing.
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[] | null> {
	const wanted = context.getNodeParameter('events') as EventName[];
	const { categories: chosen = [], codePattern: entered } = context.getNodeParameter(
		'options',
		{},
	) as {
		categories?: Category[];
		codePattern?: string;
	};
	const categories: readonly Category[] = chosen.length > 0 ? chosen : ['activation', 'hosting'];
	const key = `${context.getWorkflow().id} ${context.getNode().id}`;
	const isSample = context.getMode() === 'manual';
	if (!isSample && underWay.has(key)) return null;
	if (!isSample) underWay.add(key);
	try {
		const pattern = isNothing(entered)
			? undefined
			: checked(codePattern.property.displayName, () => codePattern.parse(entered));
		const client = await openService(context, fiveSim);
		const reader = readerOf(client);
		if (isSample) return await sample(reader, wanted, categories, pattern);
		const account = `${context.getNode().credentials?.[fiveSim.credential]?.id} ${client.baseUrl}`;
		return await look(context, account, reader, wanted, categories, pattern);
	} catch (thrown) {
		throw toNodeError(context.getNode(), thrown);
	} finally {
		if (!isSample) underWay.delete(key);
	}
}

async function look(
	context: IPollFunctions,
	account: string,
	reader: Reader,
	wanted: readonly EventName[],
	categories: readonly Category[],
	pattern: RegExp | undefined,
): Promise<INodeExecutionData[] | null> {
	const memory = context.getWorkflowStaticData('node') as Memory;
	const before: Stored = (memory.account === account && memory.orders) || {};
	// A category that is not chosen now begins anew when it is.
	const after: Stored = {};
	const found: Change[] = [];
	for (const category of categories) {
		const state = before[category];
		if (!state) {
			after[category] = initialCursor(await ordersForMark(reader, category));
			continue;
		}
		const { orders, unread } = await followedOrders(reader, category, state, (text) =>
			context.logger.warn(text),
		);
		const { changes, state: next } = changesOf(state, orders, unread);
		after[category] = next;
		found.push(...changes);
	}
	memory.account = account;
	memory.orders = after;
	const changes = found.filter(({ event }) => wanted.includes(event));
	return changes.length > 0 ? changes.map((change) => toItem(change, pattern)) : null;
}

/** Something recent to build a workflow with; nothing is remembered of it. */
async function sample(
	reader: Reader,
	wanted: readonly EventName[],
	categories: readonly Category[],
	pattern: RegExp | undefined,
): Promise<INodeExecutionData[] | null> {
	const pages = await Promise.all(
		categories.map(async (category) => await newestOrders(reader, category, () => true)),
	);
	const orders = pages.flat().sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
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
	const json = {
		event,
		eventId,
		order,
		...(message
			? { sms: message.sms, code: codeOf([message.sms], pattern) ?? null }
			: { previousStatus }),
	};
	return { json: json as unknown as IDataObject };
}
