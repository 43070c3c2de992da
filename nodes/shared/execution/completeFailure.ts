import { OperationFailure, withoutSecrets } from '../errors';
import type { Service } from '../http/service';
import type { Operation, Input, Reader, Resource } from '../operation/operation';
import { shown } from '../operation/parameters';

const NEAREST = 3;

/**
 * Fills in what a refusal is about, adds the nearest names to one that the service does not know, and hides a password that
 * the refusal repeats: only the operation knows these.
 */
export async function completeFailure(
	thrown: unknown,
	operation: Operation,
	input: Input,
	{ known = {} }: Service,
	resources: readonly Resource[],
	reader: Reader,
): Promise<unknown> {
	if (!(thrown instanceof OperationFailure)) return thrown;
	const { failure } = thrown;
	const { errorContext, params, optional } = operation;
	const label = (key: string) => ({ ...params, ...optional })[key]?.property.displayName;
	const unknown = new Set<string>();
	const message = failure.message
		.replace('{about}', errorContext ? ` ${errorContext(input)}` : '')
		.replace(/\{(\w+)\}/g, (_all, name: string) => {
			if (name === 'what') return whatOf(operation, input, unknown);
			const key = [name, `${name}Name`].find((one) => input[one] !== undefined);
			if (key === undefined) return `this ${name}`;
			unknown.add(key);
			return `the ${label(key)?.toLowerCase() ?? name} ${shown(input[key])}`;
		});
	const advice = await Promise.all(
		[...unknown].map(async (key) => {
			const list = known[key];
			const source =
				list &&
				Object.values(
					resources.find(({ value }) => value === list.resource)?.operations ?? {},
				).find((one) => one.operation === list.operation);
			if (!source) return '';
			const read = source.list === 'paged' ? reader.readList : reader.read;
			const values = await read(
				source as Operation<Input, unknown, 'none'>,
				list.input(input) as Input,
			)
				.then((response) => list.values(response as object))
				// The refusal is what matters: without the list it is told as it is.
				.catch(() => []);
			const near = nearest(String(input[key]), values);
			return near.length > 0 ? ` Did you mean ${near.map(shown).join(' or ')}?` : '';
		}),
	);
	// What a service says has no final period.
	const said =
		advice.join('') === '' ? failure.description : failure.description.replace(/[^.!?]$/, '$&.');
	const passwords = Object.keys(params).filter(
		(key) => params[key]!.property.typeOptions?.password,
	);
	return new OperationFailure(
		withoutSecrets(
			{ ...failure, message, description: `${said}${advice.join('')}` },
			passwords.map((key) => String(input[key])),
		),
	);
}

/** What the request names: `purchase 123`. */
function whatOf({ params }: Operation, input: Input, unknown: Set<string>): string {
	const entry = Object.entries(params).find(
		([, { property }]) => property.type === 'resourceLocator' || property.typeOptions?.password,
	);
	if (!entry) return 'what was asked for';
	const [key, { property }] = entry;
	const name = property.displayName.toLowerCase();
	if (property.typeOptions?.password) return `this ${name}`;
	const value = input[key];
	if (typeof value === 'number') return `${name} ${value}`;
	unknown.add(key);
	return `${name} ${shown(value)}`;
}

/** The values that a text was probably meant to be, the likeliest first; none when it is one of them. */
export function nearest(text: string, values: readonly string[]): string[] {
	const wanted = text.toLowerCase();
	if (values.some((value) => value.toLowerCase() === wanted)) return [];
	return values
		.map((value) => ({ value, steps: distance(wanted, value.toLowerCase()) }))
		.filter(({ steps }) => steps <= Math.max(1, Math.floor(wanted.length / 3)))
		.sort((a, b) => a.steps - b.steps || (a.value < b.value ? -1 : 1))
		.slice(0, NEAREST)
		.map(({ value }) => value);
}

/** How many letters have to be put in, left out or changed to get from one text to the other. */
function distance(from: string, to: string): number {
	if (Math.abs(from.length - to.length) > from.length) return Infinity;
	let row = Array.from({ length: to.length + 1 }, (_none, index) => index);
	for (let at = 1; at <= from.length; at++) {
		const next = [at];
		for (let other = 1; other <= to.length; other++)
			next.push(
				Math.min(
					next[other - 1]! + 1,
					row[other]! + 1,
					row[other - 1]! + (from[at - 1] === to[other - 1] ? 0 : 1),
				),
			);
		row = next;
	}
	return row[to.length]!;
}
