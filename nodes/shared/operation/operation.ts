import type { IBinaryData, IDataObject } from 'n8n-workflow';
import type { OperationFailure } from '../errors';
import type { Charge, Quote, Receipt, Trace } from './money';
import type { Parameter } from './parameters';

/** Parameters by the key n8n stores them under. */
export type Parameters = Record<string, Parameter<unknown>>;

/** The checked values of parameters, by the same keys. */
export type Values<P> = { [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

/**
 * What happens when the same request is sent again.
 * `none`: nothing. `state`: something changes, and reading the object back tells whether it did. `money`: another charge.
 */
export type SideEffect = 'none' | 'state' | 'money';

/** The checked values of an operation's parameters, by their keys. */
export type Input = Record<string, unknown>;

/**
 * An operation as the core sees it. Written through `operationsOf`, which knows the service's contract.
 * What it can do are methods: TypeScript lets one that takes a certain input stand where any input may come. So a list
 * can hold every operation, and it gets only what its own parameters and its own route have produced.
 */
export interface Operation<
	In = Input,
	ResponseBody = unknown,
	Effect extends SideEffect = SideEffect,
> {
	resource: string;
	operation: string;
	/** Label in the list of operations. */
	name: string;
	/** Label in the list of actions, sentence case without articles. */
	action: string;
	description: string;
	/** Required fields, at the top level of the form. */
	params: Parameters;
	/** Optional fields: `filters` of a read, `additionalFields` of anything else. */
	optional?: Parameters;
	/** How the operation behaves: fields under Options that are never sent. */
	options?: Parameters;
	/** All items run concurrently, however many there are, since the operation waits most of the time. */
	concurrent?: true;
	/** `state` only: items run one after the other, since the last one decides. */
	inOrder?: true;
	/**
	 * What the parameters must be together; a problem is told of the optional ones.
	 * @throws InvalidInput
	 */
	check?(input: In): void;
	sideEffect: Effect;
	/** `METHOD /path/{field}` of the contract. Fields that the path does not name go to the query of a GET and to the body of anything else. */
	route: string;
	/** The response is a list, in pages or whole: adds Return All and Limit. */
	list?: 'paged' | 'whole';
	/** The response is an object as large as a list: `output` gets one of its fields at a time, and the results are sorted by their names. */
	large?: true;
	/** What the node returns, where that is not the response itself. Adds Raw to operations that only read. */
	output?(response: ResponseBody, input: In): object | object[];
	/** The ten most useful fields of a result, where it has more. Adds Simplify. */
	simplify?(entry: unknown, input: In): object;
	/** `money` that buys: what, in words for one and for many, and where people see its price before. */
	spends?: { one: string; many: string; price: string };
	/** What a purchase is for, to complete a refusal: `for telegram in russia`. */
	errorContext?(input: In): string;
	/** What comes later, and can be waited for. Adds a switch and options. */
	wait?: Wait;
	/** What the service announces later, where it is not waited for here. */
	announces?: Wait;
	/** What comes out where the credential cannot be used at all; elsewhere that is an error. */
	unusable?(failure: OperationFailure): object;
	/** For operations that are more than one request. */
	run?(context: RunContext<In>): Promise<object | object[]>;
	/**
	 * Whether a response is about what was asked for and, for `state`, shows the change: a cache may answer for the service,
	 * and a service before it has done anything.
	 */
	answers?(response: ResponseBody, input: In): boolean;
	/**
	 * `state` only: reads the object back after an unclear response, a refusal for its state, or one in unknown words.
	 * @returns what the response would have said, or undefined when the object does not show the change
	 */
	readBack?(reader: Reader, input: In): Promise<object | undefined>;
	/** `money` only: the newest purchases of the account, one page or up to `limit` of them. `impossible` where the service lists none. */
	reconcile?: 'impossible' | Reconciler<In>['newest'];
	/** `money` only: whether a listed purchase may be this one. Without it any purchase may. */
	matches?(input: In, listed: ResponseBody): boolean;
	/** `money` only: what identifies the purchase. Undefined when the response is not a purchase. */
	receipt?(response: ResponseBody): Receipt | undefined;
	/** `money` that is in no list: values that change when money is spent, by their names for people. Compared before and after. */
	snapshot?(reader: Reader, input: In): Promise<Record<string, Trace>>;
	/** `money` with a price known beforehand: the current price, or undefined while there is none. Adds Max Price and Max Total. */
	quote?(reader: Reader, input: In): Promise<Quote | undefined>;
	/** With `quote`: what the account was charged since a moment of the service's clock, with all its clients. Adds Max Per Day. */
	charges?(reader: Reader, since: number): Promise<Charge[]>;
	/** The fields by which the service itself sells nothing dearer than Max Price; none where it would not obey them. For operations that buy one. */
	ceiling?(reader: Reader, input: In, maxPrice: string): Promise<Record<string, string>>;
	/** What Max Price means beside the check before sending, as the end of its description. */
	ceilingNote?: string;
	/** The operation that takes a purchase back at once, with its input. Adds Cancel If Overpaid. */
	compensate?(response: ResponseBody): { operation: Operation; input: Input };
}

/** A method for the same reason as those of {@link Operation}. */
interface Reconciler<In> {
	newest(reader: Reader, input: In, limit?: number): Promise<object[]>;
}

/** A group of operations on the same thing. */
export interface Resource {
	/** Value that workflows store. */
	value: string;
	/** Label, singular. */
	name: string;
	operations: Record<string, Operation>;
}

/** An entry of a response that is a list: itself an array, or with one field that holds an array of objects. */
export type EntryOf<ResponseBody> =
	ResponseBody extends ReadonlyArray<infer Entry extends object>
		? Entry
		: {
				[Key in keyof ResponseBody]-?: NonNullable<ResponseBody[Key]> extends ReadonlyArray<
					infer Entry extends object
				>
					? Entry
					: never;
			}[keyof ResponseBody];

/** Reads the service for an operation. Takes only operations without a side effect, which the compiler checks. */
export interface Reader {
	/** Sends one request and returns the response as it came; for a list in pages that is the first page. */
	read<In extends Input, ResponseBody>(
		operation: Operation<In, ResponseBody, 'none'>,
		input: In,
	): Promise<ResponseBody>;
	/** Reads a list in pages, up to `limit` entries. */
	readList<In extends Input, ResponseBody>(
		operation: Operation<In, ResponseBody, 'none'>,
		input: In,
		limit?: number,
	): Promise<Array<EntryOf<ResponseBody>>>;
	/** Sends one request for a slice of a list in pages: what follows the first `skip` entries, and the number of all where that is known. */
	readSlice<In extends Input, ResponseBody>(
		operation: Operation<In, ResponseBody, 'none'>,
		input: In,
		skip: number,
	): Promise<{ entries: object[]; total?: number }>;
}

/** What an operation of more than one request works with. */
export interface RunContext<In> extends Reader {
	input: In;
	/** Carries out an operation that changes something. After an unclear response the change is looked up, never sent again. */
	changeState<In extends Input, ResponseBody>(
		operation: Operation<In, ResponseBody, 'state'>,
		input: In,
	): Promise<ResponseBody>;
	/** The same for all items of a node run, so that something can be kept for all of them. */
	run: object;
	/** Fires when the execution is stopped. */
	signal: AbortSignal | undefined;
	/** What the key tells by itself, where the service says how it is read. */
	keyDescription: { text: string; todo?: string } | undefined;
	/** When a moment of this n8n, in milliseconds since 1970, is by the service's clock; undefined before its first response. */
	serviceTime(moment: number): { from: number; to: number } | undefined;
	/**
	 * An address of this n8n that answers whoever calls, and starts nothing; undefined outside of an execution.
	 * @throws OperationFailure when n8n is told an address that nobody can call
	 */
	ownAddress(): { url: string; isReachable: boolean } | undefined;
	/** Streams the file that the operation's route answers with into binary data. */
	download(fallbackName: string): Promise<IBinaryData>;
}

/** Whether what an operation waits for is final. */
export type Progress = 'pending' | 'done' | 'failed';

/** What an operation can wait for after its request. Written through {@link waitFor}. */
export interface Wait<Output extends object = object> {
	/** Key and texts of the switch that turns waiting on. */
	key: string;
	displayName: string;
	description: string;
	/** Key of the parameter that tells the service whom to call when it is done. */
	callback: string;
	/** Minutes until waiting ends, where the user sets none. */
	minutes: number;
	/** What a call about it says, as far as these nodes read it. */
	callbackBody(id: number): IDataObject;
	/** The number by which the service knows what came out. */
	idOf(output: Output): number;
	/** Reads it again, in the shape in which the node returns it. */
	read(reader: Reader, id: number): Promise<Output>;
	/** @param reportedFailed whether a callback reported a failure: some failures cannot be read */
	progressOf(output: Output, reportedFailed: boolean): Progress;
	/** What happened, for one that failed: one sentence without a final period. */
	failureOf(output: Output): string;
	/** How to continue without spending again when the wait ended too early. */
	advice(id: number): string;
	/** The file that belongs to it: the option that attaches it, and where to download it. */
	file?: {
		key: string;
		displayName: string;
		description: string;
		of(output: Output): { address: string; name: string };
	};
}

/** Makes the compiler check that the parts of a definition fit each other. */
export function waitFor<Output extends object>(definition: Wait<Output>): Wait {
	return definition;
}

/** Longest wait that can be set: 30 days. */
export const MAX_WAIT_MINUTES = 43_200;

/** Whether an operation only reads. */
export function isRead(operation: Operation): operation is Operation<Input, unknown, 'none'> {
	return operation.sideEffect === 'none';
}

/** Where the optional parameters of an operation stand: `filters` narrow a read, `additionalFields` add to anything else. */
export function collectionName(operation: Operation): 'additionalFields' | 'filters' {
	return isRead(operation) ? 'filters' : 'additionalFields';
}

/** The label of that place. */
export function collectionLabel(operation: Operation): string {
	return collectionName(operation) === 'filters' ? 'Filters' : 'Additional Fields';
}

/** Seconds after which a request without a response counts as lost. Purchases can take the service long. */
export const TIMEOUTS_S = { none: 30, state: 45, money: 90 };

/** Whether an answer with this number is about the one that was asked for. Without a usable number nothing speaks against it. */
export function isAbout(id: unknown, asked: number): boolean {
	return !Number.isSafeInteger(id) || id === asked;
}
