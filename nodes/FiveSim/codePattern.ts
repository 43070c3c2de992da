import { InvalidInput } from '../shared/errors';
import { type Parameter, shown } from '../shared/operation/parameters';

const LONGEST_PATTERN = 200;
/** What an unlimited repetition counts as. */
const UNLIMITED = 320;
/** Ways in which a pattern may match from one place: about two unlimited repetitions. */
const MOST_WAYS = UNLIMITED * UNLIMITED;

/** What the code of an SMS looks like, where reading it does not do. */
export const codePattern: Parameter<RegExp> = {
	property: {
		displayName: 'Code Pattern',
		type: 'string',
		default: '',
		placeholder: 'e.g. code is (\\w{6})',
		description:
			'Regular expression that finds the code in the first 320 characters of an SMS, ignoring case. The code is its first group, or the whole match.',
	},
	parse: patternOf,
};

/**
 * A regular expression that the user has written.
 * @throws InvalidInput for one that is not valid, or that a text could keep busy for long
 */
export function patternOf(input: unknown): RegExp {
	if (typeof input !== 'string' || input.length > LONGEST_PATTERN)
		throw new InvalidInput(
			`must be a text of at most ${LONGEST_PATTERN} characters`,
			`You entered ${shown(input)}.`,
		);
	const [, inner] = /^\s*\/(.+)\/[a-z]*\s*$/s.exec(input) ?? [];
	if (inner !== undefined)
		throw new InvalidInput(
			'must stand without slashes around it',
			`You entered ${shown(input)}. Enter ${shown(inner)}.`,
		);
	const pattern = compiled(input, 'iu') ?? compiled(input, 'i');
	if (!pattern)
		throw new InvalidInput(
			'is not a valid regular expression',
			`You entered ${shown(input)}. A possible value is 'code is (\\d{6})', without slashes around it.`,
		);
	if (waysOf(input) > MOST_WAYS)
		throw new InvalidInput(
			'could take very long',
			`You entered ${shown(input)}. Use at most two of * and +, no repetition of a group that contains one, and no \\1.`,
		);
	return pattern;
}

function compiled(source: string, flags: string): RegExp | undefined {
	try {
		return new RegExp(source, flags);
	} catch {
		return undefined;
	}
}

/** How many ways a pattern can match from one place, at most; Infinity where that may grow exponentially. */
function waysOf(source: string): number {
	const parts =
		/\\(?:[1-9]|k<)|\\[^]|\[(?:\\[^]|[^\]\\])*\]|\((?:\?(?:<?[=!]|:|<\w+>))?|\)|\||[*+?]\??|\{\d+(?:,\d*)?\}\??|[^]/g;
	const open: Array<{ ways: number; choices: number }> = [{ ways: 1, choices: 1 }];
	/** What the last part alone can match in. */
	let last = 1;
	for (const [part] of source.matchAll(parts)) {
		const group = open.at(-1)!;
		if (/^\\(?:[1-9]|k<)/.test(part)) return Infinity;
		if (part.startsWith('(')) {
			open.push({ ways: 1, choices: 1 });
		} else if (part === ')') {
			open.pop();
			last = group.ways * group.choices;
			open.at(-1)!.ways *= last;
		} else if (part === '|') {
			group.choices++;
		} else if (/^(?:[*+?]\??|\{\d)/.test(part)) {
			const [, from, comma, to] = /^\{(\d+)(,?)(\d*)/.exec(part) ?? [];
			const isOptional = part.startsWith('?');
			if (last > 1 && !isOptional) return Infinity;
			if (Number(to || from || 0) > UNLIMITED) return Infinity;
			const most = comma && to === '' ? UNLIMITED : Number(to || from);
			group.ways *= isOptional ? 2 : from === undefined ? UNLIMITED : most - Number(from) + 1;
		} else {
			last = 1;
		}
	}
	return open[0]!.ways * open[0]!.choices;
}
