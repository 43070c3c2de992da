import {
	NodeOperationError,
	type IBinaryData,
	type IExecuteFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';
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

/** What a purchase is known by: enough to name it in an error and to never take it for another one. */
export interface Receipt {
	/** The service's number; transfers have none. */
	id?: number;
	/** What was charged, for people: `15.00 USD`. */
	label: string;
	/** The same as a decimal. */
	amount?: string;
}

/** An operation as the engine sees it. Written through {@link operationsOf}, which knows the service's contract. */
export interface Operation<
	Input = never,
	ResponseBody = never,
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
	/** Items run side by side although the operation changes something, since it waits most of the time. */
	sideBySide?: true;
	sideEffect: Effect;
	/** `METHOD /path/{field}` of the contract. Fields that the path does not name go to the query of a GET and to the body of anything else. */
	route: string;
	/** The response is a list, in pages or whole: adds Return All and Limit. */
	list?: 'paged' | 'whole';
	/** The response may be as large as a list, although it is none. */
	large?: true;
	/** Seconds until an unanswered request counts as lost, where the default of its side effect does not fit. */
	timeout?: number;
	/** What comes out of the node, where the response itself is not what people work with. Reads get an option for the raw response. */
	output?(response: ResponseBody, input: Input): object | object[];
	/** The ten most useful fields of an entry, where it has more. Adds Simplify. */
	simplify?(entry: never, input: never): object;
	/** What a purchase is for, to complete a refusal: `for telegram in russia`. */
	errorContext?(input: Input): string;
	/** What comes later, and can be waited for. Adds a switch and options. */
	wait?: Wait;
	/** For operations that are more than one request. */
	run?(context: RunContext<Input>): Promise<object | object[]>;
	/**
	 * `state` only: after an unclear answer or a conflict, reads the object back.
	 * @returns what the response would have said, or undefined when the object does not show the change
	 */
	readBack?(reader: Reader, input: Input): Promise<object | undefined>;
	/** `money` only: the newest purchases of the account. `impossible` where the service lists none. */
	reconcile?: 'impossible' | ((reader: Reader, input: Input) => Promise<object[]>);
	/** `money` only: whether a listed purchase may be this one; any may without it. */
	matches?(input: Input, listed: ResponseBody): boolean;
	/** `money` only. Gives undefined when the response is not a purchase at all. */
	receipt?(response: ResponseBody): Receipt | undefined;
	/** `money` that cannot be looked up: what else tells that money was spent, by its name for people. */
	snapshot?(reader: Reader, input: Input): Promise<Record<string, string>>;
	/** `money` with a price known beforehand: the price of now, or undefined while there is none. Adds Max Price and Max Total. */
	quote?(reader: Reader, input: Input): Promise<Quote | undefined>;
	/** Field of the contract in which the service itself takes the highest price of what it sells: of one, so for operations that buy one. */
	maxPriceField?: string;
	/** What takes a purchase back at once, with its input. Adds Cancel If Overpaid. */
	compensate?(response: ResponseBody): { operation: AnyOperation; input: Record<string, unknown> };
}

/** A group of operations on the same thing. */
export interface Resource {
	/** Value that workflows store. */
	value: string;
	/** Label, singular. */
	name: string;
	operations: Record<string, AnyOperation>;
}

/** An operation of any input and response, as the engine's lists hold it. */
// `never` makes every operation assignable here: the engine feeds it only what its own parameters produced.
export type AnyOperation = Operation<never, unknown>;

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** `METHOD /path` of every endpoint in a contract. */
export type RouteOf<Paths> = {
	[Path in keyof Paths & string]: {
		[M in Method]: Paths[Path] extends Record<M, { responses: unknown }>
			? `${Uppercase<M>} ${Path}`
			: never;
	}[Method];
}[keyof Paths & string];

type EndpointOf<Paths, Route> = Route extends `${infer M} ${infer Path}`
	? Path extends keyof Paths
		? Lowercase<M> extends keyof Paths[Path]
			? Paths[Path][Lowercase<M>]
			: never
		: never
	: never;

/** The JSON that an endpoint answers with, or its text. */
export type ResponseOf<Paths, Route> =
	EndpointOf<Paths, Route> extends {
		responses: { 200: { content: { 'application/json': infer Json } } };
	}
		? Json
		: string;

type PathFields<Endpoint> = Endpoint extends { parameters: { path: infer P } }
	? keyof P & string
	: never;
type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T] &
	string;
type BodyFields<Endpoint> = Endpoint extends {
	requestBody: { content: { 'application/json': infer B } };
}
	? RequiredKeys<B>
	: never;

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}`
	? `${Head}${Capitalize<Camel<Tail>>}`
	: S;
/** The keys under which a parameter can stand for a field of the contract. */
type FieldOf<P, K extends keyof P> = P[K] extends { field: infer F extends string } ? F : K;
type Covered<P> = { [K in keyof P]: FieldOf<P, K> }[keyof P];
type Missing<Fields extends string, P> = Fields extends unknown
	? Fields extends Covered<P>
		? never
		: Camel<Fields> extends keyof P
			? never
			: Camel<Fields>
	: never;

type EffectRules<Input, ResponseBody> =
	| { sideEffect: 'none' }
	| { sideEffect: 'state'; readBack?(reader: Reader, input: Input): Promise<object | undefined> }
	| {
			sideEffect: 'money';
			reconcile: 'impossible' | ((reader: Reader, input: Input) => Promise<ResponseBody[]>);
			matches?(input: Input, listed: ResponseBody): boolean;
			receipt(response: ResponseBody): Receipt | undefined;
			snapshot?(reader: Reader, input: Input): Promise<Record<string, string>>;
			quote?(reader: Reader, input: Input): Promise<Quote | undefined>;
			compensate?(response: ResponseBody): {
				operation: AnyOperation;
				input: Record<string, unknown>;
			};
	  };

type Definition<Paths, Route extends string, P, O, B, Effect> = Omit<
	Operation,
	| 'params'
	| 'optional'
	| 'options'
	| 'route'
	| 'sideEffect'
	| 'output'
	| 'errorContext'
	| 'run'
	| 'readBack'
	| 'reconcile'
	| 'matches'
	| 'receipt'
	| 'snapshot'
	| 'quote'
	| 'compensate'
> & {
	route: Route;
	params: P &
		Record<
			Missing<PathFields<EndpointOf<Paths, Route>> | BodyFields<EndpointOf<Paths, Route>>, P>,
			Parameter<unknown>
		>;
	optional?: O;
	options?: B;
	sideEffect: Effect;
	output?(
		response: ResponseOf<Paths, Route>,
		input: Values<P> & Partial<Values<O & B>>,
	): object | object[];
	errorContext?(input: Values<P> & Partial<Values<O>>): string;
	run?(context: RunContext<Values<P> & Partial<Values<O & B>>>): Promise<object | object[]>;
} & EffectRules<Values<P> & Partial<Values<O>>, ResponseOf<Paths, Route>>;

/**
 * The function that a service's operations are written with. It does not compile when the contract lacks the route, when a
 * required field of the route has no parameter, when `money` comes without `reconcile` and `receipt`, or when `output`
 * touches a field that the response lacks.
 * @typeParam Paths `paths` as generated from the service's contract
 */
export function operationsOf<Paths>() {
	return function operation<
		const Route extends RouteOf<Paths>,
		P extends Parameters,
		const Effect extends SideEffect,
		O extends Parameters = Record<never, never>,
		B extends Parameters = Record<never, never>,
	>(
		definition: Definition<Paths, Route, P, O, B, Effect>,
	): Operation<Values<P> & Partial<Values<O>>, ResponseOf<Paths, Route>, Effect> {
		return definition as unknown as Operation<
			Values<P> & Partial<Values<O>>,
			ResponseOf<Paths, Route>,
			Effect
		>;
	};
}

/** Reads the service for an operation. Takes only operations without a side effect, which the compiler checks. */
export interface Reader {
	/** Sends one request and gives the response as it came; of a list in pages the first one. */
	read<Input, ResponseBody>(
		operation: Operation<Input, ResponseBody, 'none'>,
		input: Input,
	): Promise<ResponseBody>;
	/** Reads a list in pages, up to `limit` entries. */
	readList<Input, ResponseBody>(
		operation: Operation<Input, ResponseBody, 'none'>,
		input: Input,
		limit?: number,
	): Promise<object[]>;
}

/** What an operation of more than one request works with. */
export interface RunContext<Input> extends Reader {
	input: Input;
	/** Carries out an operation that changes something; an unclear outcome is looked up, never sent again. */
	changeState<Input, ResponseBody>(
		operation: Operation<Input, ResponseBody, 'state'>,
		input: Input,
	): Promise<ResponseBody>;
	/** Fires when the execution is stopped. */
	signal: AbortSignal | undefined;
	/** Streams the file that the operation's route answers with into binary data. */
	download(fallbackName: string): Promise<IBinaryData>;
}

/** How far the thing is that an operation waits for. */
export type Progress = 'pending' | 'done' | 'failed';

/** What an operation can wait for after it was carried out. Written through {@link waitFor}. */
export interface Wait<Output = never, Read extends object = object> {
	/** Key and texts of the switch that turns waiting on. */
	key: string;
	displayName: string;
	description: string;
	/** Key of the parameter that tells the service whom to call when it is done. */
	callback: string;
	/** Minutes until waiting ends, where the user sets none. */
	minutes: number;
	/** The number by which the service knows what came out. */
	idOf(output: Output): number;
	/** Reads it again, in the form in which it comes out. */
	read(reader: Reader, id: number): Promise<Read>;
	/** @param reportedFailed whether the service's call says so: some failures cannot be read */
	progressOf(output: Output, reportedFailed: boolean): Progress;
	/** What happened to one that failed, one sentence without a final period. */
	failureOf(output: Output): string;
	/** How to continue with one whose wait ended too early, without spending again. */
	advice(id: number): string;
	/** The file that comes with it: the option by which people get it attached, and where it is. */
	file?: {
		key: string;
		displayName: string;
		description: string;
		of(output: Output): { address: string; name: string };
	};
}

/** Checks that the parts of a definition fit each other. */
export function waitFor<Output extends object>(definition: Wait<Output, Output>): Wait {
	return definition;
}

/** Longest wait that can be set: 30 days. */
export const MAX_WAIT_MINUTES = 43_200;

/** What a purchase would cost right now. */
export interface Quote {
	/** Price of one, a decimal. */
	price: string | number;
	/** Where the service says it. */
	currency?: string;
	quantity: number;
}

/** Where the optional parameters of an operation stand: `filters` narrow a read, `additionalFields` add to anything else. */
export function collectionName(operation: AnyOperation): 'additionalFields' | 'filters' {
	return operation.sideEffect === 'none' ? 'filters' : 'additionalFields';
}

/** Seconds after which an unanswered request counts as lost. Purchases may take the service long. */
export const TIMEOUTS_S = { none: 30, state: 45, money: 90 };

/** The checked values of an operation's parameters, by their keys. */
export type Input = Record<string, unknown>;

/** The operation that the node is set to. */
export function findOperation(
	context: IExecuteFunctions | IWebhookFunctions,
	resources: readonly Resource[],
): AnyOperation {
	const parameter = (name: string) =>
		('getInputData' in context
			? context.getNodeParameter(name, 0)
			: context.getNodeParameter(name)) as string;
	const [resource, name] = [parameter('resource'), parameter('operation')];
	const found = Object.values(
		resources.find(({ value }) => value === resource)?.operations ?? {},
	).find(({ operation }) => operation === name);
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		`There is no operation '${name}' for '${resource}'`,
		{ description: "Choose 'Resource' and 'Operation' from the lists." },
	);
}
