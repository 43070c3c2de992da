import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { dropOldest, keepNewest } from '../../shared/dropOldest';
import type { PurchaseEvent } from './confirm';
import { DeliveredEvents, type StoredEvents } from './delivered';

/** What is stored with the workflow. n8n keeps it by the node's name as well, which a user may change. */
interface Stored {
	memory?: StoredEvents;
	/** By what it is about, a delivery that could not be confirmed yet: its body, and when it came first. */
	expected?: Record<string, Expected>;
	/** The highest number of a single purchase that a delivery was about. */
	newest?: number;
}

interface Expected {
	/** Empty where it is too long to be stored. */
	body: string;
	at: number;
	/** Whether an execution has shown that it cannot be confirmed. */
	shown?: true;
	/** Whether the API has known the purchase. */
	known?: true;
}

type StoredByNode = Record<string, Stored | undefined>;

/** What this process remembers of its triggers: more than is stored while several deliveries are under way. */
const memories = new Map<string, TriggerMemory>();
/** Triggers beyond this number have to do with what is stored. */
const MAX_TRIGGERS = 1_000;
const MAX_EXPECTED = 500;
const MAX_BODY = 2_000;
/** How often the API may say in a row that it does not know what is known to be there. */
const MAX_MISSED = 5;
const EXPECTED_FOR_MS = 3 * 86_400_000;
/** Nodes of one workflow of which something is stored, those that were removed among them. */
const MAX_NODES = 50;

/** What a trigger is known by in this process. */
export function keyOf(webhook: IWebhookFunctions | IHookFunctions): string {
	return `${webhook.getWorkflow().id} ${webhook.getNode().id}`;
}

/** What the trigger of a call remembers, with what another process may have stored. */
export function memoryOf(context: IWebhookFunctions | IHookFunctions): TriggerMemory {
	const key = keyOf(context);
	const memory = memories.get(key) ?? new TriggerMemory();
	// The one that was used last moves to the end, so that the first is the one to drop.
	memories.delete(key);
	memories.set(key, memory);
	dropOldest(memories, MAX_TRIGGERS);
	// Where earlier versions kept it.
	memory.learn(context.getWorkflowStaticData('node') as Stored);
	const { gmtTriggers = {} } = context.getWorkflowStaticData('global') as {
		gmtTriggers?: StoredByNode;
	};
	memory.learn(gmtTriggers[context.getNode().id]);
	return memory;
}

/** Writes down what a trigger remembers. n8n stores it if the node answers the call itself. */
export function store(context: IWebhookFunctions | IHookFunctions, memory: TriggerMemory): void {
	if (!memory.isChanged) return;
	memory.isChanged = false;
	const global = context.getWorkflowStaticData('global');
	const { id } = context.getNode();
	// n8n stores all of it at once, and may have read it before another trigger of the workflow has stored something.
	const workflow = `${context.getWorkflow().id} `;
	const known = [...memories].flatMap(([key, { stored }]) =>
		stored && key.startsWith(workflow) ? [[key.slice(workflow.length), stored] as const] : [],
	);
	const others = new Map([...Object.entries((global.gmtTriggers ?? {}) as StoredByNode), ...known]);
	others.delete(id);
	global.gmtTriggers = Object.fromEntries([
		...[...others].slice(1 - MAX_NODES),
		[id, memory.toStored()],
	]) as IDataObject;
}

/** Which events have started a workflow, and which are still to come. */
export class TriggerMemory {
	private readonly events = new DeliveredEvents();
	private readonly starting = new Set<string>();
	private readonly expected = new Map<string, Expected>();
	/** What this process has seen the end of, so that what is stored does not bring it back. */
	private readonly over = new Set<string>();
	/** How often in a row the API has not known what is there. */
	private readonly missed = new Map<string, number>();
	private newest = 0;
	/** Whether there is something that is not stored yet. */
	isChanged = false;
	/** What was stored last by this process. */
	stored?: Stored;

	learn(stored: Stored | undefined): void {
		this.events.learn(stored?.memory);
		this.newest = Math.max(this.newest, stored?.newest ?? 0);
		for (const [about, expected] of Object.entries(stored?.expected ?? {}))
			if (!this.over.has(about) && (!this.expected.has(about) || expected.shown))
				this.expected.set(about, expected);
	}

	isDelivered(event: PurchaseEvent): boolean {
		return this.events.isDelivered(event, Date.now());
	}

	/** What an event is known by, the same for every delivery of it. */
	nameOf(event: PurchaseEvent): string {
		return this.events.nameOf(event);
	}

	/** Marks an event whose execution n8n is about to store. @returns whether nobody else has */
	begin(eventId: string): boolean {
		if (this.starting.has(eventId)) return false;
		this.starting.add(eventId);
		return true;
	}

	/** Ends what {@link begin} has begun. */
	end(eventId: string): void {
		this.starting.delete(eventId);
	}

	remember(event: PurchaseEvent): void {
		this.events.remember(event, Date.now());
		this.isChanged = true;
	}

	/** Notes what a delivery is about before it can be confirmed. */
	expect(about: string, body: string): void {
		this.over.delete(about);
		if (this.expected.has(about)) return;
		this.expected.set(about, { body: body.length > MAX_BODY ? '' : body, at: Date.now() });
		this.isChanged = true;
		dropOldest(this.expected, MAX_EXPECTED);
	}

	/** When a delivery that is expected came first, in milliseconds since 1970. */
	since(about: string): number {
		return this.expected.get(about)?.at ?? Date.now();
	}

	/** Marks a delivery as one of which an execution shows that it cannot be confirmed. @returns whether it was not yet */
	show(about: string): boolean {
		const expected = this.expected.get(about);
		if (!expected || expected.shown) return false;
		expected.shown = true;
		this.isChanged = true;
		return true;
	}

	/** Notes that the API knows what a delivery is about. */
	know(about: string): void {
		const expected = this.expected.get(about);
		this.missed.delete(about);
		if (!expected || expected.known) return;
		expected.known = true;
		this.isChanged = true;
	}

	/**
	 * Notes that the API does not know what a delivery is about: one of several servers may lag behind.
	 * @param isThere whether there is such a purchase, whatever the API says
	 * @returns whether it is to be asked again
	 */
	miss(about: string, isThere: boolean): boolean {
		const expected = this.expected.get(about);
		if (!isThere && !expected?.known) return false;
		const count = (this.missed.get(about) ?? 0) + 1;
		keepNewest(this.missed, about, count, MAX_EXPECTED);
		return count <= MAX_MISSED;
	}

	/** Nothing more is to come of a delivery. */
	settle(about: string): void {
		if (this.expected.delete(about)) this.isChanged = true;
		this.over.add(about);
		dropOldest(this.over, 2 * MAX_EXPECTED);
	}

	/** Bodies of the deliveries that are still to be confirmed. */
	awaited(): string[] {
		return [...this.expected.values()].map(({ body }) => body).filter((body) => body !== '');
	}

	/** Notes the number of a single purchase. */
	see(purchaseId: number): void {
		if (purchaseId <= this.newest) return;
		this.newest = purchaseId;
		this.isChanged = true;
	}

	/** The highest number of a single purchase so far, 0 before any. */
	get newestSeen(): number {
		return this.newest;
	}

	toStored(): Stored {
		const since = Date.now() - EXPECTED_FOR_MS;
		this.stored = {
			memory: this.events.toStored(),
			expected: Object.fromEntries([...this.expected].filter(([, { at }]) => at > since)),
			newest: this.newest,
		};
		return this.stored;
	}
}
