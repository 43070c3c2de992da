import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { checked, invalidInput, InvalidInput } from '../errors';
import type { Limits } from '../purchase/spendLimits';
import {
	collectionLabel,
	collectionName,
	type Operation,
	type Input,
} from '../operation/operation';
import { isNothing, shown, text, wholeNumber, type Parameter } from '../operation/parameters';
import { amountLimit } from '../operation/amounts';
import { isSwitchedOn, oneOf } from '../operation/switches';
import { checksItself } from '../waiting/wait';

/** How the node behaves for one item: everything in the form that is not sent to the service. */
export interface Behaviour extends Limits {
	/** How many entries of a list to return; Infinity for all. */
	limit: number;
	/** Only the most useful fields. */
	simple: boolean;
	/** The service's own response. */
	raw: boolean;
	/** Seconds to wait for a response, where the user set them. */
	timeout?: number;
	onUncertain: 'recover' | 'fail';
	/** Whether this n8n looks by itself as well, beside what the service calls. */
	checksItself: boolean;
	/** What the user calls the purchase: it is made once in all executions. */
	idempotencyKey?: string;
}

const limit = wholeNumber({ displayName: 'Limit', type: 'number', default: 50 });
const timeout = wholeNumber(
	{ displayName: 'Request Timeout in Seconds', type: 'number', default: 30 },
	{ max: 3600 },
);

const maxPrice = amountLimit({ displayName: 'Max Price', type: 'string', default: '' });
const idempotencyKey = text(
	{ displayName: 'Idempotency Key', type: 'string', default: '' },
	{
		pattern: /^[^]{1,500}$/,
		example: 'the number of an order',
		// Programs write the same letter in one character or in two.
		clean: (key) => key.normalize('NFC'),
	},
);
const maxTotal = amountLimit({ displayName: 'Max Total', type: 'string', default: '' });
const maxPerDay = amountLimit({ displayName: 'Max Per Day', type: 'string', default: '' });

/**
 * Reads and checks the parameters of one item.
 * @param options the item's values under Options, read once by the caller: n8n is slow to evaluate each field
 * @throws OperationFailure that names the parameter
 */
export function readInput(
	context: IExecuteFunctions,
	operation: Operation,
	item: number,
	options: IDataObject,
): Input {
	const input: Input = {};
	for (const [key, parameter] of Object.entries(operation.params)) {
		input[key] = check(
			parameter,
			context.getNodeParameter(key, item, null, { extractValue: true }),
		);
	}
	const entered = operation.optional
		? (context.getNodeParameter(collectionName(operation), item, {}) as IDataObject)
		: {};
	for (const [key, parameter] of Object.entries(operation.optional ?? {})) {
		const value = plain(entered[key]);
		// Nobody would be told of the result, although somebody counts on it.
		if (
			isNothing(value) &&
			parameter.isCallback &&
			key in entered &&
			!isWaiting(context, operation, item)
		)
			throw invalidInput(
				parameter.property.displayName,
				new InvalidInput('is empty', 'Fill it in, or remove the field from the node.'),
			);
		if (!isNothing(value)) input[key] = check(parameter, value);
	}
	for (const [key, parameter] of Object.entries(operation.options ?? {})) {
		if (!isNothing(options[key])) input[key] = check(parameter, options[key]);
	}
	if (operation.check) checked(collectionLabel(operation), () => operation.check!(input));
	return input;
}

/**
 * Reads how the node is to behave for one item.
 * @throws OperationFailure that names the parameter
 */
export function readBehaviour(
	context: IExecuteFunctions,
	operation: Operation,
	item: number,
	options: IDataObject,
): Behaviour {
	const all =
		!operation.list ||
		isSwitchedOn('Return All', context.getNodeParameter('returnAll', item, false));
	return {
		...options,
		limit: all ? Infinity : (check(limit, context.getNodeParameter('limit', item, 50)) as number),
		simple:
			operation.simplify !== undefined &&
			isSwitchedOn('Simplify', context.getNodeParameter('simple', item, true), true),
		raw: isSwitchedOn('Raw', options.raw),
		onUncertain: oneOf('When Outcome Is Unclear', options.onUncertain, ['recover', 'fail']),
		checksItself: checksItself(options),
		timeout: given(timeout, options.timeout),
		// A limit whose expression gives nothing is an error: leaving it out would lift the limit that the user set.
		maxPrice:
			operation.quote && 'maxPrice' in options
				? (check(maxPrice, options.maxPrice) as string)
				: undefined,
		maxTotal:
			operation.quote && 'maxTotal' in options
				? (check(maxTotal, options.maxTotal) as string)
				: undefined,
		maxPerDay:
			operation.charges && 'maxPerDay' in options
				? (check(maxPerDay, options.maxPerDay) as string)
				: undefined,
		idempotencyKey:
			operation.sideEffect === 'money' && 'idempotencyKey' in options
				? wholeKey(context, item, options.idempotencyKey)
				: undefined,
		cancelIfOverpaid: isSwitchedOn('Cancel If Overpaid', options.cancelIfOverpaid),
	};
}

/**
 * Of an expression with other text around it n8n makes a text also where its value is missing: `order-` would be the key of
 * every order, and each but the first would get another one's purchase.
 */
function wholeKey(context: IExecuteFunctions, item: number, value: unknown): string {
	const key = check(idempotencyKey, value) as string;
	const { options } = context.getNode().parameters as { options?: IDataObject };
	const written = String(options?.idempotencyKey ?? '');
	const parts = written.startsWith('=') ? (written.match(/\{\{[^]*?\}\}/g) ?? []) : [];
	const empty = parts.find((part) => {
		try {
			return String(context.evaluateExpression(part, item) ?? '').trim() === '';
		} catch {
			// Cut at brackets of its own, it is none.
			return false;
		}
	});
	if (empty !== undefined)
		throw invalidInput(
			idempotencyKey.property.displayName,
			new InvalidInput(
				'has a part that is empty',
				`${shown(empty)} gives nothing, so other items could have the same key. Correct the expression.`,
			),
		);
	return key;
}

function given<T>(parameter: Parameter<T>, value: unknown): T | undefined {
	return isNothing(value) ? undefined : (check(parameter, value) as T);
}

function check(parameter: Parameter<unknown>, value: unknown): unknown {
	const { displayName } = parameter.property;
	try {
		assertResolved(value);
		return parameter.parse(value);
	} catch (problem) {
		const { message, advice } = problem as InvalidInput;
		throw invalidInput(displayName, new InvalidInput(message, `${advice}${partAdvice(value)}`));
	}
}

/** What to do where a whole list or object was put into a field for one value. */
function partAdvice(value: unknown): string {
	if (Array.isArray(value))
		return " To use each entry of a list, split it into items first, for example with 'Split Out'.";
	return typeof value === 'object' && value !== null
		? ' This is a whole object: name the field of it that you need.'
		: '';
}

/** The beginning of an expression that lacks its brackets. */
const BARE = /^\s*(?:\{\{|\$(?:json|input|node|items?|vars|execution|workflow|now|today)\b|\$\()/;
/** What JavaScript makes of a value that is missing, or of an object, in a text. */
const NO_TEXT = /\[object \w+\]|(?<![^\W_])(?:undefined|NaN)(?![^\W_])|(?<![^\W_])null\s*$/;

/**
 * As a key, such a text would be the same for every item; as the receiver of money, nobody's.
 * @throws InvalidInput
 */
function assertResolved(value: unknown): void {
	if (typeof value !== 'string') return;
	// Without a pattern, which would take long to find nothing in a long text.
	const start = value.indexOf('{{');
	const end = start < 0 ? -1 : value.indexOf('}}', start);
	// Nothing else of the value is shown: it may be secret.
	const expression = end < 0 ? BARE.exec(value)?.[0] : value.slice(start, end + 2);
	if (expression !== undefined)
		throw new InvalidInput(
			'is an expression that n8n does not evaluate',
			`It contains ${shown(expression)} as text. Switch the field from Fixed to Expression, and write it between {{ and }}.`,
		);
	const [rest] = NO_TEXT.exec(value) ?? [];
	if (rest !== undefined)
		throw new InvalidInput(
			`contains '${rest}' in place of a value`,
			'Correct the expression: something that it names is missing, or is not a text.',
		);
}

/** Whether the node waits, and so sets the callback URL itself. */
function isWaiting(context: IExecuteFunctions, { wait }: Operation, item: number): boolean {
	return (
		wait !== undefined && isSwitchedOn(wait.displayName, context.getNodeParameter(wait.key, item))
	);
}

/** The value inside a resource locator; n8n unwraps those at the top level only. */
function plain(value: unknown): unknown {
	return typeof value === 'object' && value !== null && '__rl' in value
		? (value as Record<'__rl' | 'value', unknown>).value
		: value;
}
