import { checked, InvalidInput } from '../errors';
import { isNothing, shown, type Field, type Parameter } from './parameters';

/** A switch: sends the value `on` when it is on, and nothing when it is off. */
export function flag(property: Field, on: string): Parameter<string | undefined> {
	return {
		property,
		parse(input) {
			return isOn(input) ? on : undefined;
		},
	};
}

/**
 * Whether a switch is on. Expressions give text: from sheets, forms and agents. One that was left empty is off.
 * @throws InvalidInput
 */
function isOn(input: unknown): boolean {
	if (typeof input === 'boolean') return input;
	const entered = ['string', 'number'].includes(typeof input)
		? String(input).trim().toLowerCase()
		: (input ?? '');
	if (['true', 'yes', 'on', '1'].includes(entered as string)) return true;
	if (['false', 'no', 'off', '0', ''].includes(entered as string)) return false;
	throw new InvalidInput('must be on or off', `You entered ${shown(input)}. Use true or false.`);
}

/**
 * Whether a switch is on that may have been left empty.
 * @throws OperationFailure that names it
 */
export function isSwitchedOn(label: string, input: unknown, whenEmpty = false): boolean {
	return isNothing(input) ? whenEmpty : checked(label, () => isOn(input));
}

/**
 * One of the options of a field that may have been left empty.
 * @throws OperationFailure that names it
 */
export function oneOf<const V extends string>(
	label: string,
	input: unknown,
	values: readonly [V, ...V[]],
): V {
	if (isNothing(input)) return values[0];
	return checked(label, () => {
		const [found, ...more] = several([input], values);
		if (found !== undefined && more.length === 0) return found;
		throw new InvalidInput('is not valid', `You entered ${shown(input)}.`);
	});
}

/**
 * Several of the options of a field. An expression may give them as one text, with commas.
 * @throws InvalidInput
 */
export function several<const V extends string>(input: unknown, values: readonly V[]): V[] {
	const entered: unknown[] = Array.isArray(input)
		? input
		: typeof input === 'string'
			? input.split(',').map((part) => part.trim())
			: [input];
	return entered
		.filter((one) => !isNothing(one))
		.map((one) => {
			const found = values.find((value) => value === one);
			if (found !== undefined) return found;
			throw new InvalidInput(
				'is not valid',
				`You entered ${shown(input)}. Choose from ${values.map((value) => `'${value}'`).join(', ')}.`,
			);
		});
}
