import type { ErrorCode } from '../errors';

/** What the contract says about one endpoint, as far as the engine needs it. Generated from `contract/`. */
export interface Endpoint {
	/** Works without a key. */
	open: boolean;
	/** Takes a JSON body, be it an empty one. */
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
}

/** One slice of a list. */
export interface Page {
	entries: object[];
	/** Number of all entries, where the service tells. */
	total?: number;
	/** Whether the service says that something follows; undefined when it says nothing about it. */
	more?: boolean;
}

/** What the engine has to know about a service. Everything special about it that is not an operation stands here. */
export interface Service {
	/** The service's own name, for messages. */
	name: string;
	/** Type name of the credential. */
	credential: string;
	endpoints: Readonly<Record<string, Endpoint>>;
	/** Published limit, where there is one. */
	requestsPerSecond?: number;
	/**
	 * Reads a refusal out of an answer.
	 * @param body parsed JSON, or the text where it is none
	 * @returns undefined when the answer is none that the service gives on purpose
	 */
	refusal(status: number, body: unknown): Refusal | undefined;
	/** Whether a text with a status of 500 or more says that the request was turned away before anything happened. */
	refusedForNow?(text: string): boolean;
	/** Puts a good response into the shape of the contract where the service strays from it: numbers as texts, nothing in place of a list. */
	tidy?(body: unknown): unknown;
	paging: {
		/** Entries that one request may ask for. */
		largest: number;
		query(skip: number, size: number): Record<string, string>;
		slice(response: unknown): Page;
		/** What makes two entries the same one. */
		identity(entry: object): unknown;
	};
}
