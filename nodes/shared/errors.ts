import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

/** What went wrong, in words that a workflow can branch on. The same for every service; documented in docs/errors.md. */
export type ErrorCode =
	| 'authentication'
	| 'cancelled'
	| 'conflict'
	| 'insufficientBalance'
	| 'invalidInput'
	| 'notFound'
	| 'outOfStock'
	| 'overBudget'
	| 'providerUnavailable'
	| 'rateLimited'
	| 'ratingTooLow'
	| 'refused'
	| 'uncertain'
	| 'unexpectedReply';

/** Advice where nothing more is known; the operation puts what it knows of the value in its place. */
export const CHECK_VALUE = 'Check the value.';

/** What the user is told about a failure. */
export interface Failure {
	code: ErrorCode;
	/**
	 * What happened, one sentence without a final period. The operation fills in `{about}`, what the request was for, and
	 * `{what}`, the thing that it names: `purchase 123`.
	 */
	message: string;
	/** What to do now. */
	description: string;
	/** HTTP status, where the service answered. */
	httpCode?: string;
	/** Milliseconds that the service asked to wait. */
	retryAfter?: number;
	/** Whether any other request would fail the same way: an unreachable address, a cancelled execution. */
	lasting?: true;
	/** The same request is allowed a little later. */
	notYet?: true;
	/** Understood from words that are not the service's own; they may stand in a good answer too. */
	isGuess?: true;
}

/** A value that must not be sent. `message` completes the sentence "'Quantity' …". */
export class InvalidInput extends Error {
	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
	}
}

/** An operation that did not work, with everything the user is told about it. */
export class OperationFailure extends Error {
	constructor(readonly failure: Failure) {
		// A place holder is still there when no operation filled it in.
		super(
			failure.message
				.replace('{about}', '')
				.replace('{what}', 'what was asked for')
				.replace(/\{(\w+)\}/g, 'this $1'),
		);
	}
}

/** What was read, or undefined where the service does not know it. Other failures are thrown. */
export async function ifKnown<T>(reading: Promise<T>): Promise<T | undefined> {
	return await reading.catch((thrown: unknown) =>
		thrown instanceof OperationFailure && thrown.failure.code === 'notFound'
			? undefined
			: Promise.reject(thrown),
	);
}

/** The failure of a response whose fields are not what they should be. */
export function oddResponse(service: string): Failure {
	return {
		code: 'unexpectedReply',
		message: `${service} answered with something unexpected`,
		description: "Check 'Base URL' in the credential, or run the node again later.",
	};
}

/** The failure of an address at which something else than the service answers. */
export function wrongAddress(service: string, usual: string): Failure {
	return {
		code: 'providerUnavailable',
		message: `There is no ${service} at the address in the credential`,
		description: `Nothing happened. Check 'Base URL' in the credential: usually it is ${usual}, without anything behind it.`,
	};
}

/** Whether a failure says that nothing is at the path of a request. */
export function isMissing(thrown: unknown): thrown is OperationFailure {
	if (!(thrown instanceof OperationFailure)) return false;
	const { code, httpCode = '' } = thrown.failure;
	return code !== 'uncertain' && /^(404|405|410|30\d)$/.test(httpCode);
}

/** Whether a failure says that something else than the service answered: nothing is at the path, or no answer of the service. */
export function isForeign(thrown: unknown): thrown is OperationFailure {
	if (!(thrown instanceof OperationFailure)) return false;
	const { code, httpCode = '' } = thrown.failure;
	return isMissing(thrown) || (code === 'unexpectedReply' && httpCode.startsWith('2'));
}

/** What was thrown, in words that help: a field of another type than expected makes the reading code itself fail. */
export function comprehensible(thrown: unknown, service: string): unknown {
	return thrown instanceof TypeError || thrown instanceof RangeError
		? new OperationFailure(oddResponse(service))
		: thrown;
}

/** The same failure with secrets masked, since a service may repeat them in its response. */
export function withoutSecrets(failure: Failure, secrets: readonly string[]): Failure {
	const written = secrets
		.filter(({ length }) => length > 3)
		.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
	const hide = (text: string) =>
		written.reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text);
	return { ...failure, message: hide(failure.message), description: hide(failure.description) };
}

/** A value of a service as part of a sentence; something else than a text or a number would only confuse. */
export function inWords(value: unknown, otherwise = 'unknown'): string {
	const isText = typeof value === 'string' && value !== '';
	return isText || Number.isFinite(value) ? String(value) : otherwise;
}

/** The failure of an input that was refused before anything was sent. */
export function invalidInput(label: string, problem: InvalidInput): OperationFailure {
	return new OperationFailure({
		code: 'invalidInput',
		message: `'${label}' ${problem.message}`,
		description: `${problem.advice} Nothing was sent.`.trim(),
	});
}

/**
 * Runs a check of an input.
 * @throws OperationFailure that tells in a whole sentence what the check found
 */
export function checked<T>(label: string, check: () => T): T {
	try {
		return check();
	} catch (problem) {
		throw invalidInput(label, problem as InvalidInput);
	}
}

/** n8n's error for a failure, with the item's number in its text when it is about one. */
export function toNodeError(
	{ ...node }: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	// n8n logs the error together with its node: passwords that were typed into the node must not get there.
	node.parameters = {};
	if (!(error instanceof OperationFailure))
		return new NodeOperationError(node, error as Error, { itemIndex });
	const { code, description, httpCode } = error.failure;
	const message = itemIndex === undefined ? error.message : `${error.message} [item ${itemIndex}]`;
	const nodeError =
		code === 'invalidInput' && httpCode === undefined
			? new NodeOperationError(node, message, { description, itemIndex })
			: new NodeApiError(node, {}, { message, description, httpCode, itemIndex });
	nodeError.context.code = code;
	return nodeError;
}

/**
 * The item that stands for a failed one under Continue On Fail. Only these three fields let n8n recognise it as an
 * error and hand it to the error output; `details.code` is what workflows branch on.
 */
export function toErrorItem(
	error: NodeApiError | NodeOperationError,
	itemIndex: number,
): INodeExecutionData {
	const details: IDataObject = {
		code: error.context.code ?? 'refused',
		description: error.description ?? '',
	};
	if (error instanceof NodeApiError && error.httpCode) details.httpCode = error.httpCode;
	return { json: { error: error.message, details }, pairedItem: { item: itemIndex } };
}
