import type { Parameter } from './parameters';
import type { Charge, Quote, Receipt, Trace } from './money';
import type {
	EntryOf,
	Input,
	Operation,
	Parameters,
	Reader,
	RunContext,
	SideEffect,
	Values,
} from './operation';

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

/** The JSON of an endpoint's response, or a text where it is not JSON. */
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

type EffectRules<In, ResponseBody> =
	| { sideEffect: 'none' }
	| { sideEffect: 'state'; readBack?(reader: Reader, input: In): Promise<object | undefined> }
	| {
			sideEffect: 'money';
			reconcile:
				| 'impossible'
				| ((reader: Reader, input: In, limit?: number) => Promise<Array<ResponseBody & object>>);
			matches?(input: Input, listed: ResponseBody): boolean;
			receipt(response: ResponseBody): Receipt | undefined;
			snapshot?(reader: Reader, input: In): Promise<Record<string, Trace>>;
			quote?(reader: Reader, input: In): Promise<Quote | undefined>;
			ceiling?(reader: Reader, input: In, maxPrice: string): Promise<Record<string, string>>;
			charges?(reader: Reader, since: number): Promise<Charge[]>;
			compensate?(response: ResponseBody): { operation: Operation; input: Input };
	  };

type Definition<Paths, Route extends string, P, O, B, Effect> = Omit<
	Operation,
	| 'params'
	| 'optional'
	| 'options'
	| 'route'
	| 'sideEffect'
	| 'output'
	| 'simplify'
	| 'errorContext'
	| 'check'
	| 'answers'
	| 'run'
	| 'readBack'
	| 'reconcile'
	| 'matches'
	| 'receipt'
	| 'snapshot'
	| 'quote'
	| 'ceiling'
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
	simplify?(entry: Simplified<ResponseOf<Paths, Route>>): object;
	check?(input: Values<P> & Partial<Values<O & B>>): void;
	answers?(response: ResponseOf<Paths, Route>, input: Values<P>): boolean;
	errorContext?(input: Values<P> & Partial<Values<O>>): string;
	run?(context: RunContext<Values<P> & Partial<Values<O & B>>>): Promise<object | object[]>;
} & EffectRules<Values<P> & Partial<Values<O>>, ResponseOf<Paths, Route>>;

/** What Simplify gets: an entry where the response is a list, the response itself elsewhere. */
type Simplified<ResponseBody> = [EntryOf<ResponseBody>] extends [never]
	? ResponseBody
	: EntryOf<ResponseBody> | ResponseBody;

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
		return definition;
	};
}
