import {
	CHECK_VALUE,
	isForeign,
	isMissing,
	OperationFailure,
	withoutSecrets,
	wrongAddress,
} from '../errors';
import type { ServiceClient } from '../http/client';
import { readerOf } from '../http/reader';
import type { Operation, Input, Reader, Resource } from '../operation/operation';
import { nearest } from '../operation/nearest';
import { shown } from '../operation/parameters';

/**
 * Fills in what a refusal is about, adds the nearest names to one that the service does not know, and hides a password that
 * the refusal repeats: only the operation knows these.
 */
export async function completeFailure(
	thrown: unknown,
	operation: Operation,
	input: Input,
	client: ServiceClient,
	resources: readonly Resource[],
): Promise<unknown> {
	if (!(thrown instanceof OperationFailure)) return thrown;
	const { failure } = thrown;
	const { known = {}, name, usualUrl } = client.service;
	const reader = readerOf(client);
	if (isMissing(thrown) && (await isElsewhere(client, reader, operation, resources)))
		return new OperationFailure({
			...wrongAddress(name, usualUrl),
			httpCode: failure.httpCode,
		});
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
			const source = list && operationOf(resources, list);
			if (!source) return '';
			const read = source.list === 'paged' ? reader.readList : reader.read;
			const values = await read(
				source as Operation<Input, unknown, 'none'>,
				list.input(input) as Input,
			)
				.then((response) => list.values(response as object, input))
				// The refusal is what matters: without the list it is told as it is.
				.catch((): string[] => []);
			const value = String(input[key]);
			const absent =
				values.length > 0 && !values.includes(value) ? list.absent?.(value) : undefined;
			if (absent !== undefined) return ` ${absent}`;
			const near = nearest(value, values);
			return near.length > 0 ? ` Did you mean ${near.map(shown).join(' or ')}?` : '';
		}),
	);
	// What a service says has no final period.
	const said =
		advice.join('') === '' ? failure.description : failure.description.replace(/[^.!?]$/, '$&.');
	const passwords = Object.keys(params).filter(
		(key) => params[key]!.property.typeOptions?.password,
	);
	// Some operations call a field otherwise.
	const named = said.replace(
		/'(\w+)'(?= from the list)/g,
		(_all, name: string) => `'${label(name.toLowerCase()) ?? name}'`,
	);
	const description = `${named.replace(CHECK_VALUE, checkOf(operation))}${advice.join('')}`;
	return new OperationFailure(
		withoutSecrets(
			{ ...failure, message, description },
			passwords.map((key) => String(input[key])),
		),
	);
}

/** Whether each client's address is that of something else, so that many failures ask once. */
const elsewhere = new WeakMap<ServiceClient, Promise<boolean>>();

/** Whether something else than the service answers: it does not even know the profile, which every account has. */
export async function isElsewhere(
	client: ServiceClient,
	reader: Reader,
	operation: Operation,
	resources: readonly Resource[],
): Promise<boolean> {
	const profile = operationOf(resources, client.service.profile);
	if (!profile || profile === operation) return profile === operation;
	const asked =
		elsewhere.get(client) ??
		reader.read(profile as Operation<Input, unknown, 'none'>, {}).then(() => false, isForeign);
	elsewhere.set(client, asked);
	return await asked;
}

function operationOf(
	resources: readonly Resource[],
	wanted: { resource: string; operation: string },
): Operation | undefined {
	const { operations = {} } = resources.find(({ value }) => value === wanted.resource) ?? {};
	return Object.values(operations).find(({ operation }) => operation === wanted.operation);
}

/** How to look for the mistake in what the request names. */
function checkOf({ params }: Operation): string {
	const named = Object.values(params).find(({ meaning }) => meaning !== undefined);
	return named
		? `Check '${named.property.displayName}': it must be ${named.meaning}. It may also belong to another account.`
		: CHECK_VALUE;
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
