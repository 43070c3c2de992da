import type { INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../errors';

/** An n8n field without what the form adds: its name is its key among the parameters, and it shows for its operation only. */
export type Field = Omit<INodeProperties, 'name' | 'displayOptions' | 'required'>;

/** What a hint about a value can depend on. */
export interface CheckContext {
	/** Address of the service. */
	baseUrl: string;
	/** Whether the workflow runs, or may run, without anybody watching. */
	isProduction: boolean;
}

/** One parameter of an operation: how it looks in the editor and which values may be sent. */
export interface Parameter<T> {
	readonly property: Field;
	/** Its name in the contract, where that is not the key in snake_case. */
	readonly field?: string;
	/**
	 * Turns what the user entered, or an expression gave, into a value that the contract allows.
	 * @throws InvalidInput
	 */
	readonly parse: (input: unknown) => T;
	/** What it stands for, where that is easily mistaken: `the 'id' of an order, not its phone number`. */
	readonly meaning?: string;
	/** An address that the service is to call: one that it cannot reach is not sent. */
	readonly isCallback?: true;
	/** What people should know about a value that is sent all the same. */
	hint?(value: T, surroundings: CheckContext): string | undefined;
}

/** The same parameter under a key that differs from the contract's field. */
export function named<const F extends string, T>(
	field: F,
	parameter: Parameter<T>,
): Parameter<T> & { field: F } {
	return { ...parameter, field };
}

/** A line of text. `pattern` is what the contract allows; `example`, or what `near` finds, is shown when it does not match. */
export function text(
	property: Field,
	rule: {
		pattern: RegExp;
		example: string;
		clean?: (text: string) => string;
		near?: (text: string) => string[];
		secret?: boolean;
	},
): Parameter<string> {
	return {
		property,
		parse(input) {
			// JSON rounds long numbers: two orders would have the same one.
			if (Number.isInteger(input) && !Number.isSafeInteger(input))
				throw new InvalidInput(
					'is too long for a number',
					'Numbers of more than 15 digits are rounded on the way here. Give it as text.',
				);
			const entered = Number.isFinite(input) ? String(input) : (input ?? '');
			if (typeof entered !== 'string')
				throw new InvalidInput(
					'must be one text',
					`${rule.secret ? '' : `You entered ${shown(input)}. `}Enter a value such as '${rule.example}'.`,
				);
			if (entered.trim() === '') throw missing(rule.example);
			const cleaned = (rule.clean ?? ((same) => same))(entered.trim());
			if (!rule.pattern.test(cleaned)) {
				const near = rule.near?.(entered) ?? [];
				throw new InvalidInput(
					'is not valid',
					`${rule.secret ? '' : `You entered ${shown(input)}. `}${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Enter a value such as '${rule.example}'.`}`,
				);
			}
			return cleaned;
		},
	};
}

/**
 * A whole number from `min` to `max`. Digits as text count, since expressions often give text.
 * @param meaning what it stands for; see `Parameter`
 */
export function wholeNumber(
	property: Field,
	{
		min = 1,
		max = Number.MAX_SAFE_INTEGER,
		meaning,
	}: { min?: number; max?: number; meaning?: string } = {},
): Parameter<number> {
	const advice = meaning === undefined ? '' : `Enter ${meaning}.`;
	return {
		property,
		meaning,
		parse(input) {
			if (isNothing(input))
				throw meaning === undefined ? missing(String(min)) : new InvalidInput('is empty', advice);
			const number = numberFrom(input);
			if (number === undefined || !Number.isSafeInteger(number) || number < min || number > max) {
				const range =
					max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
				throw new InvalidInput(
					`must be a whole number ${range}`,
					`You entered ${shown(input)}. ${advice}`.trim(),
				);
			}
			return number;
		},
	};
}

/** A password: any text on one line. It is never shown, not even when it is refused. */
export function secret(property: Field): Parameter<string> {
	return {
		property,
		parse(input) {
			if (typeof input !== 'string' || !/^[^\r\n]{1,256}$/.test(input))
				throw new InvalidInput('must be one line of 1 to 256 characters', 'Enter it again.');
			return input;
		},
	};
}

/** The same parameter, sent as text. */
export function asText<T>(parameter: Parameter<T>): Parameter<string> {
	return { ...parameter, hint: undefined, parse: (input) => String(parameter.parse(input)) };
}

/** One entry of an options field. */
interface Option<V> {
	name: string;
	value: V;
	description?: string;
}

/** One of the options of a field. Its type is the union of their values. */
export function choice<const V extends string>(
	property: Omit<Field, 'options'> & { type: 'options'; options: Array<Option<V>> },
): Parameter<V> {
	const { options } = property;
	return {
		property,
		parse(input) {
			const found = options.find(({ value }) => value === input);
			if (found === undefined)
				throw new InvalidInput(
					'is not valid',
					`You entered ${shown(input)}. Choose one of ${options.map(({ value }) => `'${value}'`).join(', ')}.`,
				);
			return found.value;
		},
	};
}

/** A number, also as the text that expressions often give; undefined for anything else. */
export function numberFrom(input: unknown): number | undefined {
	const number =
		typeof input === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(input) ? Number(input) : input;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A public http or https address. */
export function webAddress(property: Field): Parameter<string> {
	return {
		property,
		parse(input) {
			const entered = typeof input === 'string' ? input.trim() : '';
			// URL removes line breaks instead of refusing them.
			if (
				entered.length > 2048 ||
				!/^https?:\/\/[^\s]+$/i.test(entered) ||
				!URL.canParse(entered) ||
				// URL takes two addresses with a comma for one.
				!/^(\[[\da-f:.]+\]|[\w.-]+)$/i.test(new URL(entered).hostname)
			) {
				throw new InvalidInput(
					"must be a full address that starts with 'http://' or 'https://'",
					`You entered ${shown(input)}.`,
				);
			}
			return entered;
		},
	};
}

/** What was entered, short enough for a message. */
export function shown(input: unknown): string {
	if (isNothing(input)) return 'nothing';
	const asText =
		typeof input === 'string' || typeof input === 'number'
			? String(input)
			: // JSON has nothing for some values.
				(JSON.stringify(input) ?? typeof input);
	// Copied from a web page, a value may have characters that nobody sees.
	const visible = (hidden: string) => `\\u{${hidden.codePointAt(0)!.toString(16)}}`;
	const line = asText.replace(/\s+/g, ' ').replace(/[\p{Cf}\p{Cc}]/gu, visible);
	return `'${line.length > 60 ? `${line.slice(0, 60)}…` : line}'`;
}

/** Whether a field was left empty. */
export function isNothing(input: unknown): boolean {
	return input === undefined || input === null || input === '';
}

/** What is said of a required value that is not there. */
export function missing(example: string): InvalidInput {
	return new InvalidInput('is empty', `Fill it in, for example with '${example}'.`);
}
