import type { ErrorCode } from '../errors';

/** What the contract says about one endpoint, as far as the core needs it. Generated from `contract/`. */
export interface Endpoint {
	/** Works without a key. */
	open: boolean;
	/** Takes a JSON body, even if it is empty. */
	body: boolean;
	/** Top-level fields that the contract demands of a good response, or the kind of response where that is no JSON object. */
	response: readonly string[] | 'array' | 'file' | 'unpublished';
}

/** Why a service did not do what it was asked. */
export interface Refusal {
	code: ErrorCode;
	message: string;
	description: string;
	/** The same request is allowed a little later. */
	notYet?: true;
	/** Understood from words that are not the service's own; they may stand in a good answer too. */
	isGuess?: true;
}

/** What a key tells by itself. */
export interface KeyDescription {
	/** A whole sentence without a final period. */
	text: string;
	/** What to do about it before long. */
	todo?: string;
}

/** One page of a list. */
export interface Page {
	entries: object[];
	/** Number of all entries, where the service says it. */
	total?: number;
	/** Whether the service says that more entries follow; undefined when it does not say. */
	more?: boolean;
}

/** What the core has to know about a service: everything special about it that is not an operation. */
export interface Service {
	/** The service's own name, for messages. */
	name: string;
	/** Type name of the credential. */
	credential: string;
	/** Its address, where a credential names no other. */
	usualUrl: string;
	/**
	 * Tells keys that it cannot accept from others, without asking it.
	 * @throws InvalidInput
	 */
	checkKey?(key: string): void;
	/** What a key tells by itself, its end among it, for people. Nothing of the key stands in it. */
	describeKey?(key: string): KeyDescription;
	/** The operation that reads what every account has: where the service does not know it, something else is there. */
	profile: { resource: string; operation: string };
	/** How the addresses of its trigger end, where it has one that is called. */
	triggerPath?: string;
	endpoints: Readonly<Record<string, Endpoint>>;
	/** Published limit, where there is one. */
	requestsPerSecond?: number;
	/**
	 * Reads a refusal out of a response.
	 * @param body parsed JSON, or the text where it is not JSON
	 * @returns undefined when the response is not a deliberate refusal of the service
	 */
	refusal(status: number, body: unknown): Refusal | undefined;
	/** Whether a response with status 500 or above says that the request was turned away before anything happened. */
	refusedForNow?(body: unknown): boolean;
	/** Whether an answer says that the sender is blocked for a while: it is turned away whatever it asks. */
	isBlock?(status: number, text: string): boolean;
	/** Where the values of a parameter are listed, by its key: an unknown one is answered with the nearest. */
	known?: Readonly<
		Record<
			string,
			{
				resource: string;
				operation: string;
				/** The input of that operation, from the one of the refused request. */
				input(refused: Readonly<Record<string, unknown>>): object;
				values(response: object, refused: Readonly<Record<string, unknown>>): string[];
				/** What is said of a value that is right, although it is not among them. Undefined for one that is not. */
				absent?(value: string): string | undefined;
			}
		>
	>;
	/** Puts a good response into the shape of the contract where the service strays from it: numbers as texts, nothing in place of a list. */
	tidy?(body: unknown): unknown;
	paging: {
		/** Entries that one request may ask for. */
		largest: number;
		/** What responses call their list. */
		lists: readonly string[];
		query(skip: number, size: number): Record<string, string>;
		slice(response: unknown): Page;
		/** Two entries with the same identity are the same one. */
		identity(entry: object): unknown;
	};
}
