import { InvalidInput } from '../errors';
import { isNothing, missing, shown, type Field, type Parameter } from './parameters';

const AMOUNT_ADVICE = 'Enter digits only, with a point before the decimal places.';

/**
 * An amount of money.
 * @param places decimal places that the service takes
 */
export function amount(
	property: Field,
	{ min, max, places = 2 }: { min: number; max: number; places?: 2 | 4 },
): Parameter<number> {
	const words = { 2: 'two', 4: 'four' }[places];
	const written = new RegExp(`^\\d+(\\.\\d{1,${places}})?$`);
	return {
		property,
		parse(input) {
			if (isNothing(input)) throw missing(String(min));
			const entered =
				typeof input === 'number' ? String(input) : typeof input === 'string' ? input.trim() : '';
			if (!written.test(entered) || Number(entered) < min || Number(entered) > max) {
				throw new InvalidInput(
					`must be an amount from ${min} to ${max}, with at most ${words} decimal places`,
					`You entered ${shown(input)}. ${AMOUNT_ADVICE}`,
				);
			}
			return Number(entered);
		},
	};
}

/** An amount to compare with prices, as a decimal. */
export function amountLimit(property: Field): Parameter<string> {
	return {
		property,
		parse(input) {
			// A calculated number has more decimal places than any price: 1.1 * 3 is 3.3000000000000003.
			const exact = typeof input === 'number' ? Number(input.toFixed(10)) : input;
			const entered = ['string', 'number'].includes(typeof exact) ? String(exact).trim() : '';
			if (!/^\d{1,15}(\.\d{1,10})?$/.test(entered))
				throw new InvalidInput(
					"must be an amount such as '0.75'",
					`You entered ${shown(input)}. ${AMOUNT_ADVICE}`,
				);
			return entered;
		},
	};
}
